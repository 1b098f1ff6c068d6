import Access
import Enquiry
import Foundation
import HTTPTypes
import LedgerFiles
import Pipeline
import Receivables
import Testing

@testable import Console

/// What the pages show and do, by programs.
@Suite("The day, for programs")
struct APIDayTests {
  /// The euro account's day, no longer XML in the middle of it.
  private static func broken() throws -> String {
    let path = TemporaryConsole.root.appendingPathComponent(
      "samples/bank/eur-statement-2026-03-10.xml")
    return String(decoding: try Data(contentsOf: path), as: UTF8.self)
      .replacingOccurrences(of: "RE-104620 RATE 2", with: "RE-104620 & RATE 2")
  }

  /// The day after, with a file in quarantine, and a statement that did not come.
  private func odd() async throws -> TemporaryConsole {
    let console = try TemporaryConsole(
      files: ["broken.xml": try Self.broken()],
      more: "calendar: [{ account: DE1, days: weekdays, by: \"06:00\" }]")
    console.advance(30 * 3600)
    _ = try await console.office.decide { try $0.runOnce() }
    return console
  }

  @Test func `every answer is as its description says`() async throws {
    let console = try await odd()
    try await console.with { stranger in
      let program = try stranger.program()
      let waiting = try #require(
        try console.office.followed().exceptions(ExceptionLine.Filter(type: .noMatch)).lines.first)
      let decided = try await program.api(
        "/exceptions/\(waiting.id)/decisions",
        sending: #"{"action":"on_account","customer_id":"C2009","note":"by phone"}"#)
      let names = try await Self.names(program)
      let admin = try stranger.program("admin")
      for operation in APIOperations.all where operation.method == .get {
        let needed = operation.query.contains(where: \.isRequired) ? "?q=INV" : ""
        let inside = names[operation.path] ?? [""]
        #expect(!inside.isEmpty, "\(operation.path)")
        for name in inside {
          let path = operation.path.replacing(/\{.+\}/, with: name) + needed
          let isForAll = Role.supervisor.may(operation.permission)
          let answer = try await (isForAll ? program : admin).api(path)
          #expect(answer.status == 200, "\(path): \(answer.text)")
          #expect(answer.type == "application/json")
          #expect(try answer.differs(from: operation.response) == nil, "\(path)")
        }
      }
      #expect(decided.status == 200)
    }
  }

  /// What stands in the names of each path: everything that its list has.
  private static func names(_ program: Browser) async throws -> [String: [String]] {
    func all(_ path: String, _ parts: String...) async throws -> [String] {
      try await program.api(path).lines.map { line in
        parts.map { PercentCoding.encoded(line[$0] as? String ?? "") }.joined(separator: "/")
      }
    }
    let customers = try await all("/customers?limit=500", "customer_id")
    let files = try await all("/files?limit=500", "file_id")
    let disputes = try await all("/disputes?limit=500", "dispute_id")
    return [
      "/exceptions/{id}": try await all("/exceptions?limit=500", "exception_id"),
      "/customers/{id}": customers, "/customers/{id}/documents": customers,
      "/customers/{id}/applications": customers, "/customers/{id}/statement": customers,
      "/documents/{customer}/{document}": try await all(
        "/documents?q=INV&limit=500", "customer_id", "document_number"),
      "/receipts/{payment}": try await all("/receipts?limit=500", "payment_id"),
      "/disputes/{id}": disputes, "/disputes/{id}/history": disputes,
      "/disputes/{id}/attachments": disputes, "/files/{id}": files, "/files/{id}/receipts": files,
      "/files/{id}/lines": files,
      "/disputes/{id}/attachments/{attachment}": try await attachments(disputes, program),
      "/decisions/{id}": try await all("/decisions", "decision"),
    ]
  }

  private static func attachments(
    _ disputes: [String], _ program: Browser
  ) async throws -> [String] {
    let dispute = try #require(disputes.first)
    let attached = try await program.api(
      "/disputes/\(dispute)/attachments", sending: #"{"name":"a.txt","content":"YQ=="}"#)
    return ["\(dispute)/attachments/\(try attached.word("attachment_id"))"]
  }

  // MARK: Today

  @Test func `today's figures are those of the books`() async throws {
    let console = try await odd()
    try await console.with { stranger in
      let program = try stranger.program("viewer")
      let today = try await program.api("/today").members

      let byType = try #require(today["exceptions"] as? [[String: Any]])
      #expect(
        byType.compactMap { $0["count"] as? Int }.reduce(0, +)
          == (try console.office.followed().exceptionCount()))
      #expect(today["on"] as? String == "2026-03-12")
      #expect(today["alerts"] as? Int == 1)
      let files = try #require(today["files"] as? [[String: Any]])
      #expect(files.first { $0["state"] as? String == "quarantined" }?["count"] as? Int == 1)
      let days = try #require(today["days"] as? [[String: Any]])
      let receipts = try await program.api("/receipts?limit=500").lines
      for day in days {
        let received = try #require(day["received"] as? [String: Any])
        let own = receipts.filter {
          $0["booking_date"] as? String == day["date"] as? String
            && $0["currency"] as? String == received["currency"] as? String
        }.compactMap { Decimal(string: $0["amount"] as? String ?? "") }.filter { $0 > 0 }
        let sum = own.reduce(0, +)
        #expect(own.count == received["count"] as? Int)
        #expect(sum == Decimal(string: received["amount"] as? String ?? ""), "\(day)")
      }
      // README: unapplied 5365.00 EUR, 3567.00 USD.
      let unapplied = try #require(today["unapplied"] as? [[String: Any]])
      #expect(unapplied.compactMap { $0["amount"] as? String } == ["5365.00", "3567.00"])
      // All ages together are what is open.
      let ageing = try #require(today["ageing"] as? [[String: Any]])
      let open = try #require(today["open"] as? [[String: Any]])
      for balance in open {
        let ages = ageing.filter { $0["currency"] as? String == balance["currency"] as? String }
        let sum = ages.compactMap { Decimal(string: $0["amount"] as? String ?? "") }.reduce(0, +)
        #expect(ages.count == 5)
        #expect(sum == Decimal(string: balance["amount"] as? String ?? ""))
      }
    }
  }

  @Test func `coverage has every account on every day that is asked for`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program("viewer")
      let accounts = try await program.api("/coverage?days=3&until=2026-03-11").lines

      #expect(accounts.count == 3)
      for account in accounts {
        let days = try #require(account["days"] as? [[String: Any]])
        #expect(
          days.compactMap { $0["date"] as? String } == ["2026-03-09", "2026-03-10", "2026-03-11"])
      }
      let euro = try #require(
        accounts.first { $0["currency"] as? String == "EUR" }?["days"] as? [[String: Any]])
      let statements = try #require(euro[1]["statements"] as? [[String: Any]])
      #expect(statements.count == 1 && statements[0]["file_id"] is String)
    }
  }

  @Test func `an alert is closed once, by who may decide`() async throws {
    let console = try await odd()
    try await console.with { stranger in
      let program = try stranger.program("clerk")
      let alert = try #require(try await program.api("/alerts").lines.first)
      let id = try #require(alert["alert_id"] as? String)
      let path = "/alerts/\(PercentCoding.encoded(id))/close"

      let viewer = try await stranger.program("viewer").api(path, sending: "{}")
      let closed = try await program.api(path, sending: #"{"note":"sent again"}"#)
      let again = try await program.api(path, sending: "{}")

      #expect([viewer, closed, again].map(\.status) == [403, 200, 409])
      #expect(try await program.api("/alerts").lines.isEmpty)
    }
  }

  // MARK: Files

  @Test func `a file of the quarantine lies in its inbox again`() async throws {
    let console = try await odd()
    try await console.with { stranger in
      let program = try stranger.program()
      let file = try #require(try await program.api("/files?state=quarantined").lines.first)
      let path = "/files/\(try #require(file["file_id"] as? String))/retry"

      let clerk = try await stranger.program("clerk").api(path, sending: "{}")
      let done = try await program.api(path, sending: "{}")
      let again = try await program.api(path, sending: "{}")

      #expect([clerk, done, again].map(\.status) == [403, 200, 409], "\(done.text)")
      let inbox = console.folder.appendingPathComponent("bank/broken.xml")
      #expect(try String(contentsOf: inbox, encoding: .utf8) == (try Self.broken()))
    }
  }

  @Test func `the receipts of the files are all receipts, and undoing a file takes its own away`()
    async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let files = try await program.api("/files").lines.compactMap { $0["file_id"] as? String }
      var byFile: [String: [String]] = [:]
      for file in files {
        var next: String?
        repeat {
          let page = try await program.api(
            "/files/\(file)/receipts?limit=7" + (next.map { "&after=" + $0 } ?? ""))
          byFile[file, default: []] += try page.lines.compactMap { $0["payment_id"] as? String }
          next = try page.members["next"] as? String
        } while next != nil
      }
      // The others came with the ledger.
      let all = try await program.api("/receipts?limit=500").lines
        .filter { $0["batch"] is String }.compactMap { $0["payment_id"] as? String }
      #expect(byFile.values.flatMap(\.self).sorted() == all.sorted())
      #expect(byFile.values.allSatisfy { !$0.isEmpty })

      let file = try #require(files.first)
      let undone = try await program.api("/files/\(file)/undo", sending: #"{"note":"not ours"}"#)
      let again = try await program.api("/files/\(file)/undo", sending: "{}")
      #expect([undone, again].map(\.status) == [200, 409], "\(undone.text)")
      #expect(try await program.api("/files/\(file)").word("state") == "undone")
    }
  }

  @Test func `a file's lines are those that the bank sent`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program("viewer")
      let files = try await program.api("/files").lines
      for file in files {
        let id = try #require(file["file_id"] as? String)
        let name = try #require(file["name"] as? String)
        var lines: [String] = []
        var next: Int?
        repeat {
          let page = try await program.api(
            "/files/\(id)/lines?limit=37" + (next.map { "&after=\($0)" } ?? ""))
          lines += try page.lines.compactMap { $0["text"] as? String }
          next = try page.members["next"] as? Int
        } while next != nil
        let sent = try String(
          contentsOf: TemporaryConsole.root.appendingPathComponent("samples/bank/\(name)"),
          encoding: .utf8)
        #expect(
          lines
            == sent.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init).dropLast(sent.hasSuffix("\n") ? 1 : 0), "\(name)")
      }
    }
  }

  // MARK: Customers and documents

  @Test func `a statement of account says what its CSV says`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program("viewer")
      let clerk = try await stranger.signedIn("clerk")
      for customer in try await program.api("/customers?limit=500").lines {
        let id = try #require(customer["customer_id"] as? String)
        var lines: [String] = []
        var next: String?
        repeat {
          let page = try await program.api(
            "/customers/\(id)/statement?limit=3" + (next.map { "&after=" + $0 } ?? ""))
          #expect(try page.word("on") == "2026-03-11")
          lines += try page.lines.map { line in
            let days = line["days_late"] as? Int ?? -1
            return [
              "customer_id", "document_number", "document_type", "document_date", "due_date",
            ].map { line[$0] as? String ?? "" }.joined(separator: ",")
              + ",\(days),"
              + ["currency", "original_amount", "open_amount"].map { line[$0] as? String ?? "" }
              .joined(separator: ",")
          }
          next = try page.members["next"] as? String
        } while next != nil
        let csv = try await clerk.get("/customers/\(id)/statement.csv").text
        #expect(
          csv.split(whereSeparator: \.isNewline).dropFirst().map(String.init) == lines, "\(id)")
      }
      #expect(try await program.api("/customers/C404/statement").status == 404)
      #expect(try await program.api("/customers/C404/documents").status == 404)
    }
  }

  @Test func `the history of a document comes in pages`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      for amount in ["1.00", "2.00", "3.00"] {
        let done = try await program.api(
          "/documents/C2009/INV-70402/write-offs", sending: #"{"amount":"\#(amount)"}"#)
        #expect(done.status == 200, "\(done.text)")
      }
      var amounts: [String] = []
      var next: String?
      repeat {
        let page = try await program.api(
          "/documents/C2009/INV-70402?limit=1" + (next.map { "&after=" + $0 } ?? ""))
        let history = try #require(try page.members["applications"] as? [String: Any])
        amounts += try #require(history["lines"] as? [[String: Any]])
          .compactMap { $0["amount"] as? String }
        next = history["next"] as? String
      } while next != nil
      #expect(amounts.suffix(3) == ["1.00", "2.00", "3.00"])
    }
  }

  // MARK: People

  @Test func `who looks after people gives roles and takes them, and the audit says so`()
    async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program("admin")
      let clerk = try stranger.program("clerk")

      let refused = try await clerk.api("/people/clerk/role", sending: #"{"role":"supervisor"}"#)
      let set = try await program.api("/people/clerk/role", sending: #"{"role":"viewer"}"#)
      let nobody = try await program.api("/people/eve/role", sending: #"{"role":"viewer"}"#)
      let stopped = try await program.api("/people/clerk/disabled", sending: #"{"disabled":true}"#)

      #expect([refused, set, nobody, stopped].map(\.status) == [403, 200, 404, 200])
      #expect(try await clerk.api("/today").status == 401)
      let people = try await program.api("/people").lines
      let line = try #require(people.first { $0["name"] as? String == "clerk" })
      #expect(line["role"] as? String == "viewer" && line["disabled"] as? Bool == true)
      let denials = try await program.api("/audit/denials?limit=1").lines
      #expect(denials.first?["path"] as? String == "/api/v1/people/clerk/role")
      let changes = try await program.api("/audit/changes?limit=2").lines
      #expect(changes.compactMap { $0["kind"] as? String } == ["disabled", "roleSet"])
    }
  }

  // MARK: Rules

  @Test
  func `rules are tried by who may, on days that are not too long ago, and nothing is booked`()
    async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let rules = try await program.api("/rules")
      let before = try await program.api("/today").text

      let body = #"{"from":"2026-03-10","rules":"discount:\n  grace_days: 0\n"}"#
      let clerk = try await stranger.program("clerk").api("/rules/trials", sending: body)
      let trial = try await program.api("/rules/trials", sending: body)
      let early = try await program.api(
        "/rules/trials", sending: #"{"from":"2025-01-01","rules":""}"#)
      let none = try await program.api(
        "/rules/trials", sending: #"{"from":"2026-03-10","rules":"tolerance: yes"}"#)

      #expect(try rules.word("rules") == "")
      #expect(try rules.members["file"] is NSNull)
      #expect([clerk, trial, early, none].map(\.status) == [403, 200, 422, 422], "\(trial.text)")
      let booked = try await program.api("/receipts?limit=500").lines.filter {
        $0["booking_date"] as? String ?? "" >= "2026-03-10" && $0["batch"] is String
      }
      #expect(try trial.members["receipts"] as? Int == booked.count)
      #expect(try early.word("parameter") == "from")
      #expect(try none.word("parameter") == "rules")
      #expect(try await program.api("/today").text == before)
    }
  }

  // MARK: Disputes

  @Test func `a document is attached, given back as it was, and removed once`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program("clerk")
      let path = "/disputes/D-2026-017/attachments"
      let bytes = Data((0...255).map { UInt8($0) }).base64EncodedString()
      let body = #"{"name":"../proof.pdf","type":"application/pdf","content":"\#(bytes)"}"#

      let viewer = try await stranger.program("viewer").api(path, sending: body)
      let attached = try await program.api(path, sending: body)
      let again = try await program.api(path, sending: body)
      let broken = try await program.api(path, sending: #"{"name":"x","content":"A"}"#)
      let empty = try await program.api(path, sending: #"{"name":"x","content":""}"#)

      #expect([viewer, attached, again, broken, empty].map(\.status) == [403, 200, 409, 400, 422])
      let id = try attached.word("attachment_id")
      #expect(try await program.api(path).lines.map { $0["name"] as? String } == ["proof.pdf"])
      #expect(try await program.api(path + "/" + id).word("content") == bytes)
      let other = "/disputes/D-2026-014/attachments/\(id)"
      #expect(try await program.api(other).status == 404)
      #expect(try await program.api(other + "/remove", sending: "{}").status == 404)
      let removed = try await program.api(path + "/\(id)/remove", sending: "{}")
      let gone = try await program.api(path + "/\(id)/remove", sending: "{}")
      #expect([removed, gone].map(\.status) == [200, 409])
      #expect(try await program.api(path + "/" + id).status == 404)
    }
  }

  @Test func `as much is attached as may be, and no more`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program("clerk")
      func status(_ count: Int) async throws -> Int {
        let bytes = Data(count: count).base64EncodedString()
        return try await program.api(
          "/disputes/D-2026-017/attachments", sending: #"{"name":"x","content":"\#(bytes)"}"#
        ).status
      }
      #expect(try await status(AttachmentFolder.bytesMax + 1) == 413)
      #expect(try await status(AttachmentFolder.bytesMax + (1 << 20)) == 413)
      #expect(try await status(AttachmentFolder.bytesMax) == 200)
    }
  }

  @Test func `a dispute is taken, dated, stepped and merged, and its history says so`()
    async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program("clerk")
      let open = try await program.api("/disputes?status=open").lines
      let id = try #require(open.first?["dispute_id"] as? String)

      let owned = try await program.api("/disputes/\(id)/owner", sending: #"{"owner":"clerk"}"#)
      let due = try await program.api("/disputes/\(id)/due", sending: #"{"due_on":"2026-04-01"}"#)
      let nobody = try await program.api("/disputes/\(id)/owner", sending: #"{"owner":"eve"}"#)
      let step = try await program.api(
        "/disputes/\(id)/steps", sending: #"{"step":"review","note":"asked the driver"}"#)
      let itself = try await program.api(
        "/disputes/\(id)/merge", sending: #"{"into":"\#(id)"}"#)

      #expect([owned, due, nobody, step, itself].map(\.status) == [200, 200, 422, 200, 422])
      #expect(try owned.word("owner") == "clerk" && due.word("due_on") == "2026-04-01")
      let mine = try await program.api("/disputes?owner=mine&status=under_review").lines
      #expect(mine.compactMap { $0["dispute_id"] as? String } == [id])
      let history = try await program.api("/disputes/\(id)/history").lines
      #expect(history.first?["note"] as? String == "asked the driver")
      #expect(history.count == 3)
    }
  }
}
