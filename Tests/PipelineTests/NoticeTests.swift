import Foundation
import Receivables
import Reconciliation
import Settings
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite("Who wants to know is told")
struct NoticeTests {
  /// A program that keeps its standard input and its arguments, and ends as it is told to.
  private func place(
    on events: String = "[quarantine, alert, exception]", status: Int = 0,
    arguments: String = "\"{event}\", \"{subject}\"", more: String = ""
  ) throws -> TemporaryPipeline {
    let place = try TemporaryPipeline(
      more: "notify:\n  - { on: \(events), command: [/bin/sh, tell.sh, \(arguments)] }\n\(more)")
    try place.write(
      """
      for a in "$@"; do printf '%s\\n' "$a" >> arguments; done
      cat >> told
      echo >> told
      exit \(status)

      """, to: "tell.sh")
    return place
  }

  private func told(_ place: TemporaryPipeline) throws -> [[String: Any]] {
    guard FileManager.default.fileExists(atPath: place.path("told")) else { return [] }
    return try place.text("told").split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  @Test("A command gets the event as JSON on its standard input, and its words filled in")
  func command() throws {
    let place = try place()
    try place.drop("no bank's file", as: "bad.xml")

    try place.run()

    let told = try told(place)
    #expect(told.count == 1)
    #expect(told.first?["event"] as? String == "quarantine")
    #expect(told.first?["pipeline"] as? String == "day")
    let facts = told.first?["facts"] as? [String: Any]
    #expect(facts?["file"] as? String == "bad.xml")
    let arguments = try place.text("arguments").split(separator: "\n")
    #expect(arguments.count == 2 && arguments.first == "quarantine")
    #expect(arguments.last?.hasPrefix("bad.xml was not used: ") == true)
  }

  @Test("What a person decides is told to whoever wants to know")
  func decisions() throws {
    let place = try place(on: "decision")
    try place.drop(BankFile(entries: [.init(amount: "7.00", text: "?", name: "Nobody")]))
    try place.run()
    let payment = try place.payment()

    try place.with { pipeline in
      _ = try pipeline.decide([.notOurs(payment, note: "")], by: "alice", note: "the landlord's")
    }
    try place.run()

    let told = try told(place)
    #expect(told.map { $0["event"] as? String } == ["decision"])
    let facts = told.first?["facts"] as? [String: Any]
    #expect(facts?["actor"] as? String == "alice")
    #expect(facts?["note"] as? String == "the landlord's")
    #expect(facts?["payments"] as? [String] == [payment.text])
  }

  @Test("What waits for a second person is told, and that it was rejected")
  func proposals() throws {
    let place = try place(on: "decision")
    try place.drop(BankFile(entries: [.init(amount: "7.00", text: "?", name: "Nobody")]))
    try place.run()
    let payment = try place.payment()

    try place.with { pipeline in
      let report = try pipeline.decide(
        [.notOurs(payment, note: "")], by: "alice", note: "the landlord's", needsSecondEyes: true)
      guard case .proposed(let id) = report else {
        Issue.record("\(report)")
        return
      }
      try pipeline.reject(id, by: "carol", note: "it is ours")
    }
    try place.run()

    let facts = try told(place).compactMap { $0["facts"] as? [String: Any] }
    #expect(facts.count == 2)
    #expect(facts.first?["actor"] as? String == "alice")
    #expect(facts.first?["payments"] as? [String] == [payment.text])
    #expect(facts.last?["actor"] as? String == "carol")
    #expect(facts.last?["note"] as? String == "it is ours")
    #expect(facts.first?["proposal"] as? String == facts.last?["rejected"] as? String)
  }

  @Test("A webhook's event is signed with the secret that both sides know")
  func signature() throws {
    let place = try TemporaryPipeline(
      more: """
        notify:
          - on: alert
            webhook: { url: "https://desk.example/events", secret_file: secret }
        """)
    try place.write("correct horse battery\n", to: "secret")

    let signature = try place.with { pipeline in
      guard case .webhook(let hook)? = pipeline.settings.notices.first?.means else { return "" }
      return try pipeline.signature(of: Data("{}".utf8), hook) ?? ""
    }

    // printf '1773165600.{}' | openssl dgst -sha256 -hmac 'correct horse battery'
    #expect(
      signature
        == "t=1773165600,v1=1b264261e369cfec8cc073d188739b2904e3c6fd7f5ff8fec29c1fcc6c69494a")
  }

  @Test("No shell reads what a file is called")
  func noShell() throws {
    let place = try place()
    try place.drop("no bank's file", as: "$(touch hacked);`touch hacked`.xml")

    try place.run()

    #expect(!FileManager.default.fileExists(atPath: place.path("hacked")))
    #expect(try place.text("arguments").contains("$(touch hacked);`touch hacked`.xml"))
  }

  @Test("Receipts that need a person are told with the batch")
  func exceptions() throws {
    let place = try place()
    try place.drop(
      BankFile(entries: [.init(amount: "7.00", text: "?", name: "Nobody")]))

    try place.run()

    let facts = try told(place).first?["facts"] as? [String: Any]
    let exceptions = facts?["exceptions"] as? [[String: Any]] ?? []
    #expect(facts?["batch"] as? String == "000001")
    #expect(exceptions.map { $0["type"] as? String } == ["unidentified_payer"])
    #expect(exceptions.map { $0["amount"] as? String } == ["7.00"])
  }

  @Test("Only who asked for an event hears of it")
  func others() throws {
    let place = try place(on: "[alert]")
    try place.drop("no bank's file", as: "bad.xml")

    try place.run()

    #expect(try told(place).isEmpty)
  }

  @Test("A missing statement is told by the run that misses it")
  func missing() throws {
    let place = try place(
      more: """
        calendar:
          - { account: DE89370400440532013000, days: daily, by: "09:00" }
        """)
    place.clock.put("2026-03-09T08:00:00Z")
    try place.run()
    place.clock.put("2026-03-10T09:00:00Z")

    try place.run()

    #expect(try told(place).map { $0["event"] as? String } == ["alert"])
  }

  @Test("A command that fails is tried again later, five times, and then given up")
  func retries() throws {
    let place = try place(status: 3)
    try place.drop("no bank's file", as: "bad.xml")
    try place.run()
    try place.run()
    #expect(try told(place).count == 1, "not before its time")

    for _ in 1...8 {
      place.clock.advance(3600)
      try place.run()
    }

    #expect(try told(place).count == 6)
    #expect(try place.store().outbox() == [])
    #expect(
      try place.rows("alerts").map { $0["message"]?.prefix(62) } == [
        "notification 1 of day was given up: /bin/sh ended with 3; it s"
      ])
  }

  @Test("A command that is not there, or reads nothing, holds up nothing")
  func broken() throws {
    let place = try place()
    try place.write(
      place.text("day.yaml").replacing("/bin/sh, tell.sh", with: "./nowhere.sh"), to: "day.yaml")
    try place.drop("no bank's file", as: "bad.xml")
    try place.drop(.paying("4711", "100.00"))

    let report = try place.run()

    #expect(report.batch == "000001")
    #expect(try place.store().outbox().map(\.kind) == ["notify"])
    #expect(place.files("archive").count == 1)
  }

  // MARK: Webhooks

  /// A server that refuses so often, and keeps what it hears.
  private final class Server {
    private let process = Process()
    let place: TemporaryPipeline
    let port: Int

    init(_ place: TemporaryPipeline, refusing times: Int, redirecting: Bool = false) throws {
      self.place = place
      try place.write(Self.script, to: "server.py")
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "server.py", "\(times)", redirecting ? "307" : "500"]
      process.currentDirectoryURL = place.folder
      process.standardError = FileHandle.nullDevice
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let line = output.fileHandleForReading.availableData
      let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
      port = try #require(Int(text))
    }

    deinit {
      // Whoever is started from a test may have inherited that SIGTERM is blocked.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }

    /// Key and body of each call.
    func calls() throws -> [[String: Any]] {
      guard FileManager.default.fileExists(atPath: place.path("calls")) else { return [] }
      return try place.text("calls").split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
      }
    }

    private static let script = """
      import http.server, json, sys
      left = int(sys.argv[1])
      class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
          global left
          body = self.rfile.read(int(self.headers["Content-Length"])).decode()
          with open("calls", "a") as calls:
            calls.write(json.dumps({"path": self.path, "key": self.headers["Idempotency-Key"],
              "type": self.headers["Content-Type"], "body": json.loads(body)}) + "\\n")
          status = int(sys.argv[2]) if left > 0 else 204
          left -= 1
          self.send_response(status)
          if status == 307: self.send_header("Location", "/elsewhere")
          self.send_header("Content-Length", "0")
          self.end_headers()
        def log_message(self, *_): pass
      server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
      print(server.server_address[1], flush=True)
      server.serve_forever()
      """
  }

  private func hooked(
    refusing times: Int, retries: Int = 5, redirecting: Bool = false, isNamed: Bool = true
  ) throws -> (TemporaryPipeline, Server) {
    let place = try TemporaryPipeline()
    let server = try Server(place, refusing: times, redirecting: redirecting)
    let (host, hosts) =
      isNamed ? ("http://127.0.0.1", ", hosts: [127.0.0.1]") : ("https://127.0.0.2", "")
    let hook = "{ url: \"\(host):\(server.port)/hook\", retries: \(retries)\(hosts) }"
    try place.write(
      try place.text("day.yaml") + "notify:\n  - { on: [quarantine], webhook: \(hook) }\n",
      to: "day.yaml")
    try place.drop("no bank's file", as: "bad.xml")
    return (place, server)
  }

  @Test("A webhook is posted the event, and again under the same key until it is taken")
  func webhook() throws {
    let (place, server) = try hooked(refusing: 2)
    for _ in 1...5 {
      try place.run()
      place.clock.advance(3600)
    }

    let calls = try server.calls()

    #expect(calls.count == 3)
    #expect(Set(calls.compactMap { $0["key"] as? String }).count == 1)
    #expect(calls.allSatisfy { $0["type"] as? String == "application/json" })
    let body = calls.last?["body"] as? [String: Any]
    #expect(body?["event"] as? String == "quarantine")
    #expect(try place.store().outbox() == [])
  }

  @Test("A webhook that never answers well is given up after its retries")
  func givenUp() throws {
    let (place, server) = try hooked(refusing: 100, retries: 1)
    for _ in 1...4 {
      try place.run()
      place.clock.advance(3600)
    }

    #expect(try server.calls().count == 2)
    #expect(try place.store().outbox() == [])
  }

  @Test("A private address is not called unless the pipeline's file names it")
  func privateAddress() throws {
    let (place, server) = try hooked(refusing: 0, isNamed: false)

    try place.run()

    #expect(try server.calls().isEmpty)
    #expect(try place.store().outbox().map(\.tries) == [1])
  }

  @Test("An answer that leads elsewhere is not followed")
  func redirect() throws {
    let (place, server) = try hooked(refusing: 1, redirecting: true)

    try place.run()

    #expect(try server.calls().map { $0["path"] as? String } == ["/hook"])
  }
}
