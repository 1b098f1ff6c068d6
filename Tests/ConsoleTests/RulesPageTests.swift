import Dispatch
import Enquiry
import Foundation
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation
import Store
import Testing

@testable import Console

/// The rules that decide, those that are written, and those that somebody tries.
@Suite("Rules in the console")
struct RulesPageTests {
  private static let strict = "auto_apply: 1.00\n"

  /// A console whose pipeline has rules of its own.
  private func console(trialWaitMax: Duration = .seconds(600)) throws -> TemporaryConsole {
    try TemporaryConsole(more: "rules: rules.yaml", trialWaitMax: trialWaitMax) { folder in
      try Data("# as they were\n".utf8).write(to: folder.appendingPathComponent("rules.yaml"))
    }
  }

  private func rewrite(_ console: TemporaryConsole) throws {
    try Data("# as they are now\n".utf8).write(
      to: console.folder.appendingPathComponent("rules.yaml"))
  }

  @Test func `the rules of the last batch and those on the disk are told apart`() async throws {
    let console = try console()
    let (same, other) = try await console.with { stranger in
      let viewer = try await stranger.signedIn("viewer")
      let same = try await viewer.get("/rules").text
      try rewrite(console)
      return (same, try await viewer.get("/rules").text)
    }

    #expect(same.contains("The last batch was decided by the rules as they are written now."))
    #expect(same.contains("# as they were"))
    #expect(other.contains("is another one than that by which the last batch was decided"))
    #expect(other.contains("The file has changed since this console began"))
    #expect(other.contains("# as they were") && other.contains("# as they are now"))
  }

  @Test func `what is suggested is booked by the same rules, whatever their file says since`()
    async throws
  {
    let console = try console()
    let waiting = try #require(
      try console.office.index.exceptions(ExceptionLine.Filter(type: .lowConfidence)).lines.first)
    let facts = try CaseFacts(waiting.id, console.office, at: console.office.clock())
    let suggestion = try #require(facts.suggestions.first)
    try Data("tolerance: [\n".utf8).write(to: console.folder.appendingPathComponent("rules.yaml"))

    let answer = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [("verb", "accept"), ("suggestion", suggestion.fingerprint)])
    }

    #expect(answer.status == 303, "\(answer.text)")
  }

  @Test func `a trial says what would differ, and books nothing`() async throws {
    let console = try console()
    let before = try console.office.readers.with { try $0.lastSequence() }

    let (page, csv) = try await console.with { stranger in
      let admin = try await stranger.signedIn("supervisor")
      let answer = try await admin.post(
        "/rules/trial", [("rules", Self.strict), ("from", "2026-03-01")])
      #expect(answer.location == "/rules/trial", "\(answer.text)")
      return (
        try await admin.get("/rules/trial").text, try await admin.get("/rules/trial.csv").text
      )
    }

    #expect(page.contains("decided again"))
    #expect(!page.contains(" 0 would differ"))
    #expect(page.contains("nothing booked"))
    #expect(csv.hasPrefix("payment_id,as_booked,as_tried"))
    #expect(try console.office.readers.with { try $0.lastSequence() } == before)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: console.folder.appendingPathComponent("state").path)
    #expect(left.filter { $0.contains("trial") } == [])
  }

  @Test func `receipts on which a person's booking stands are left, and told`() async throws {
    let console = try console()
    let index = console.office.index
    var short = DisputeLine.Filter(status: .open)
    short.isWaiting = true
    let dispute = try #require(
      try index.disputes(short).lines.first { line in
        line.origin == .shortPayment && line.payment != nil && line.amount.minorUnits <= 50_000
          && (try? index.receipt(line.payment ?? "")?.batch) == "000001"
      })
    let payment = try #require(dispute.payment)
    let kept = try #require(
      try index.deductions(of: DocumentKey(dispute.customer, dispute.document)).first(
        where: \.isOpen))

    let page = try await console.with { stranger in
      let supervisor = try await stranger.signedIn("supervisor")
      let written = try await supervisor.post(
        HTMLWriter.path(["items", kept.customer.text, kept.number.text, "write-off"]),
        [("amount", kept.open.decimal)])
      #expect(written.status == 303, "\(written.text)")
      _ = try await supervisor.post(
        "/rules/trial", [("rules", Self.strict), ("from", "2026-03-01")])
      return try await supervisor.get("/rules/trial").text
    }

    #expect(page.contains("left as they are") || page.contains("left as it is"))
    #expect(page.contains("/receipts/\(payment)\">"))
    #expect(page.contains("decided again"))
  }

  @Test func `there is one trial at a time, and clerks go on meanwhile`() async throws {
    let console = try console(trialWaitMax: .zero)
    let trial = [("rules", Self.strict), ("from", "2026-03-01")]

    try await console.with { stranger in
      let supervisor = try await stranger.signedIn("supervisor")
      let clerk = try await stranger.signedIn("clerk")
      let gate = DispatchSemaphore(value: 0)
      console.office.trials.queue.async { gate.wait() }
      defer { gate.signal() }
      _ = try await supervisor.post("/rules/trial", trial)

      let second = try await supervisor.post("/rules/trial", trial)
      let page = try await supervisor.get("/rules/trial")
      let waiting = try #require(
        try console.office.index.exceptions(ExceptionLine.Filter(type: .noMatch)).lines.first)
      let booked = try await clerk.post(
        "/review/\(waiting.id)/decide", [("verb", "on_account"), ("account_of", "C2009")])

      #expect(second.status == 409)
      #expect(second.text.contains("there is one at a time"))
      #expect(page.text.contains("It runs."))
      #expect(page.headers.contains { $0.name.canonicalName == "refresh" })
      #expect(booked.status == 303)
    }
  }

  @Test(arguments: [
    ("auto_apply: much", "2026-03-10", "rules.yaml:1"),
    ("# mine", "yesterday", "From which day on?"),
    ("# mine", "2025-01-01", "expected one of the last 92 days"),
  ])
  func `what cannot be tried is told, with the rules as they were written`(
    rules: String, from: String, words: String
  ) async throws {
    let console = try console()

    let page = try await console.with { stranger in
      try await stranger.signedIn("supervisor").post(
        "/rules/trial", [("rules", rules), ("from", from)])
    }

    #expect(page.status == 422)
    #expect(page.text.contains(words), "\(page.text)")
    #expect(page.text.contains(rules))
  }
}
