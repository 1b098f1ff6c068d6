import ArgumentParser
import Console
import Dispatch
import Foundation
import Pipeline
import Settings
import Synchronization

/// `quittance serve`: the console of the receivables team.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answers the console's pages and its API until it is stopped.",
    discussion: """
      People sign in with a name and a password: quittance user adds them. It answers on this \
      machine alone; --host with --certificate and --key opens it to others, under the --name that \
      their browsers use. Run it beside watch: the books are shared between two decisions.

      Example: quittance user pipelines/daily.yaml add alice --role clerk
               quittance serve pipelines/daily.yaml --port 8080
      """)

  @OptionGroup var place: PipelineArgument
  @Option(help: ArgumentHelp("The address to answer on.", valueName: "ADDRESS"))
  var host = "127.0.0.1"
  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "PORT"))
  var port = 8080
  @Option(
    name: .customLong("name"),
    help: ArgumentHelp("A name of this server, as browsers ask for it.", valueName: "HOST"))
  var names: [String] = []
  @Option(
    help: ArgumentHelp("The certificate (PEM), for TLS.", valueName: "FILE"),
    completion: .file(extensions: ["pem", "crt"]))
  var certificate: String?
  @Option(
    help: ArgumentHelp("Its private key (PEM).", valueName: "FILE"),
    completion: .file(extensions: ["pem", "key"]))
  var key: String?
  @Flag(help: "A trusted proxy before it speaks TLS with browsers, and says who asks.")
  var behindProxy = false
  @Flag(help: "Say only what is wrong.") var quiet = false
  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port is \(port), expected 0 to 65535")
    }
    guard (certificate == nil) == (key == nil) else {
      throw ValidationError("--certificate and --key go together")
    }
    let isLocal = ["127.0.0.1", "::1", "localhost"].contains(host)
    guard isLocal || certificate != nil || behindProxy else {
      throw ValidationError(
        "--host \(host) is reached by others: give --certificate and --key, or --behind-proxy")
    }
  }

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let settings = try PipelineFiles.settings(place.pipeline)
      let format = log.logFormat ?? (settings.log == .json ? .json : .text)
      let pipelineLog = PipelineLog(Diagnostics(format: format), isQuiet: quiet)
      var at = ConsoleServer.Place()
      (at.host, at.port, at.names) = (host, port, names)
      (at.certificate, at.key) = (certificate, key)
      at.isBehindProxy = behindProxy
      let console = try ConsoleServer(place.pipeline, at: at, log: pipelineLog)
      if try console.hasNobody {
        pipelineLog.say(
          "console",
          "nobody can sign in yet: quittance user \(place.pipeline) add NAME --role clerk",
          level: .warning)
      }
      let scheme = certificate == nil ? "http" : "https"
      let host = host
      try waiting {
        try await console.run { port in
          pipelineLog.say("console", "answers at \(scheme)://\(host):\(port)/")
        }
      }
      return 0
    }
  }

  /// Runs what is asynchronous to its end.
  private func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Void, any Error>>(.success(()))
    Task.detached {
      do {
        try await body()
      } catch {
        result.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    try result.withLock { $0 }.get()
  }
}
