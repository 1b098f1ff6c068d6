import Access
import Durable
import Enquiry
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
public import Pipeline
import Receivables

/// `quittance serve`: the pages and the API of a pipeline, until it is told to stop.
public struct ConsoleServer: Sendable {
  /// Where it answers.
  public struct Place: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080
    /// Names under which browsers reach it, beside those of this machine.
    public var names: [String] = []
    /// PEM files: the certificate with those that lead to its root, and its key.
    public var certificate: String?
    public var key: String?
    /// Something trusted stands before it, speaks TLS with browsers, and says who asks
    /// (`X-Forwarded-For`).
    public var isBehindProxy = false

    public init() {}
  }

  private let office: Office
  private let place: Place

  /// - Parameter path: the pipeline's file.
  /// - Throws: `Diagnosed`, `StoreError`, `AccessError`, `EnquiryError`.
  public init(_ path: String, at place: Place, log: PipelineLog) throws {
    self.place = place
    var hosts = ServingTerms.local.union(place.names.map { $0.lowercased() })
    if place.host != "0.0.0.0", place.host != "::" { hosts.insert(place.host.lowercased()) }
    office = try Office(
      path,
      terms: ServingTerms(
        hosts: hosts, isSecure: place.certificate != nil || place.isBehindProxy,
        isBehindProxy: place.isBehindProxy), log: log)
  }

  /// Nobody can sign in yet.
  public var hasNobody: Bool { get throws { try office.access.people().isEmpty } }

  /// Answers until SIGTERM or SIGINT.
  ///
  /// - Parameter running: hears the port when it answers.
  public func run(running: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    let app = Application(
      responder: Gate(routes: RouteTable.all, office: office, terms: office.terms),
      server: try server(),
      configuration: ApplicationConfiguration(
        address: .hostname(place.host, port: place.port),
        // Names of programs are for their makers, not for whoever knocks.
        serverName: nil, availableConnectionsDelegate: MaximumAvailableConnections(2000)),
      onServerRunning: { channel in running(channel.localAddress?.port ?? 0) },
      logger: Logger(label: "console") { _ in SwiftLogNoOpLogHandler() })
    let following = Task.detached(priority: .utility) { [office] in
      var told = ""
      while !Task.isCancelled {
        // A batch is taken in here: no request waits for it.
        do {
          _ = try await office.apart { try office.index.follow() }
          told = ""
        } catch {
          // Once is enough: it may last, as before the first run there is no store.
          if told != "\(error)" { office.log.tell(error) }
          told = "\(error)"
        }
        try await Task.sleep(for: told.isEmpty ? .milliseconds(250) : .seconds(2))
      }
    }
    defer { following.cancel() }
    do {
      try await app.runService()
    } catch let error as IOError {
      throw Diagnosed(diagnostics: [
        Diagnostic(
          position: FilePosition(file: "\(place.host) port \(place.port)"), code: "cannotListen",
          problem: Self.words(of: error), expected: "an address of this machine and a free --port",
          exitCode: ExitStatus.inputOutput)
      ])
    }
  }

  /// What the system says, without the names of our calls.
  static func words(of error: any Error) -> String {
    (error as? IOError).map { systemMessage($0.errnoCode) } ?? "\(error)"
  }

  private func server() throws -> HTTPServerBuilder {
    // Who sends nothing for so long has gone, or wants to keep others out.
    let plain = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [RequestDeadline()], idleTimeout: .seconds(60),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    guard let certificate = place.certificate, let key = place.key else { return plain }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    return try .tls(plain, tlsConfiguration: configuration)
  }
}
