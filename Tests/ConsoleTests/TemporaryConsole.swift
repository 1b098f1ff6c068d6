import Enquiry
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Synchronization
import Testing

@testable import Access
@testable import Console

/// A console on the day of `samples`, in a folder of its own, which goes with the test.
final class TemporaryConsole: Sendable {
  let folder: URL
  let office: Office
  let access: AccessFile
  private let now = Seconds(TemporaryConsole.start)

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A morning after the day of the samples.
  static let start: Int64 = 1_773_216_000

  static func password(of name: String) -> String { "correct horse \(name)" }

  /// - Parameters:
  ///   - files: bank files beside those of the samples, by name.
  ///   - more: further keys of the pipeline's file.
  ///   - prepare: puts further files into the folder before the pipeline first runs.
  ///   - items, earlierReceipts: further lines of the ledger's open items and receipts.
  init(
    files: [String: String] = [:], more: String = "", items: [String] = [],
    earlierReceipts: [String] = [], limits: RequestLimits? = nil,
    trialWaitMax: Duration = .seconds(600), deskWaitMax: Duration = .seconds(15),
    prepare: (URL) throws -> Void = { _ in }
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("console-\(UUID().uuidString)")
    self.folder = folder
    let samples = Self.root.appendingPathComponent("samples")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["bank", "ledger"] {
      try FileManager.default.copyItem(
        at: samples.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    for (name, lines) in [("open_items", items), ("receipts", earlierReceipts)] {
      let table = folder.appendingPathComponent("ledger/\(name).csv")
      let text = try String(contentsOf: table, encoding: .utf8)
      try Data((text + lines.map { $0 + "\n" }.joined()).utf8).write(to: table)
    }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent("bank/" + name))
    }
    for name in try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("bank").path)
    {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_767_225_600)],
        ofItemAtPath: folder.appendingPathComponent("bank/" + name).path)
    }
    try prepare(folder)
    let file = folder.appendingPathComponent("day.yaml").path
    try Data(
      """
      name: day
      store: state/day.sqlite
      inboxes:
        - { folder: bank }
      ledger: { folder: ledger }
      \(more)

      """.utf8
    ).write(to: URL(fileURLWithPath: file))
    let clock = now
    let log = PipelineLog(Diagnostics(format: .text), isQuiet: true)
    let pipeline = try Pipeline(file, log: log, waiting: .seconds(20)) {
      Moment(seconds: Self.start)
    }
    _ = try pipeline.runOnce()
    try pipeline.close()
    access = try AccessFile(
      folder.appendingPathComponent("state/access.sqlite").path, making: true,
      cost: PasswordCost(logN: 4, blockSize: 1, parallelism: 1),
      turn: HashingTurn(atOnce: 4, waitingMax: 100))
    for role in Role.allCases {
      _ = try access.addPerson(
        name: role.rawValue, role: role, password: Self.password(of: role.rawValue), by: "test",
        at: Self.start)
    }
    office = try Office(
      file, terms: ServingTerms(hosts: ServingTerms.local, isSecure: false), log: log,
      access: access, limits: limits ?? RequestLimits(), trialWaitMax: trialWaitMax,
      deskWaitMax: deskWaitMax, clock: { Moment(seconds: clock.value) })
    try office.index.follow()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func advance(_ seconds: Int64) { now.add(seconds) }

  /// Asks the console as a browser would, without a network.
  func with<Result: Sendable>(
    routes: [Route] = RouteTable.all, _ body: @Sendable (Browser) async throws -> Result
  ) async throws -> Result {
    let gate = Gate(routes: routes, office: office, terms: office.terms)
    return try await body(Browser(client: DirectClient(gate: gate), console: self))
  }
}

/// A clock that tests set.
final class Seconds: Sendable {
  private let seconds: Mutex<Int64>

  init(_ seconds: Int64) { self.seconds = Mutex(seconds) }

  var value: Int64 { seconds.withLock { $0 } }

  func add(_ more: Int64) { seconds.withLock { $0 += more } }
}

/// Somebody who asks: keeps a cookie and the token of the last form.
struct Browser: Sendable {
  let client: DirectClient
  let console: TemporaryConsole
  var cookie: String?
  var csrf = ""
  var bearer: String?

  struct Answer: Sendable {
    var status: Int
    var text: String
    var headers: HTTPFields

    var location: String { headers[.location] ?? "" }
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, body: String? = nil, type: String? = nil,
    headers more: [(String, String)] = []
  ) async throws -> Answer {
    var headers = HTTPFields()
    if let cookie { headers[.cookie] = cookie }
    if let bearer { headers[.authorization] = "Bearer \(bearer)" }
    if body != nil { headers[.contentType] = type ?? "application/x-www-form-urlencoded" }
    for (name, value) in more {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    let (head, bytes) = try await client.answer(
      method, path, headers: headers, body: body.map { ByteBuffer(string: $0) })
    return Answer(
      status: head.status.code, text: String(buffer: bytes), headers: head.headerFields)
  }

  func get(_ path: String) async throws -> Answer { try await ask(.get, path) }

  /// Sends a form with the session's token.
  func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
    let all = [("csrf", csrf)] + fields
    return try await ask(.post, path, body: Self.encoded(all))
  }

  static func encoded(_ fields: [(String, String)]) -> String {
    fields.map { PercentCoding.encoded($0) + "=" + PercentCoding.encoded($1) }
      .joined(separator: "&")
  }

  /// The same browser, signed in.
  func signedIn(_ name: String) async throws -> Browser {
    var browser = self
    let answer = try await ask(
      .post, "/sign-in",
      body: Self.encoded([
        ("name", name), ("password", TemporaryConsole.password(of: name)),
      ]))
    #expect(answer.status == 303, "\(answer.text)")
    let set = try #require(answer.headers[.setCookie])
    browser.cookie = String(set.prefix { $0 != ";" })
    let token = String(try #require(browser.cookie).dropFirst("quittance=".count))
    browser.csrf = try #require(
      try console.access.session(token: token, at: console.office.clock().seconds)
    ).csrfToken
    return browser
  }
}
