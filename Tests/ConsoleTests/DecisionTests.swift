import Access
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

/// What people decide on the page of an exception, by forms alone: no script runs here.
@Suite("Decisions in the console")
struct DecisionTests {
  private func exception(
    _ type: ExceptionType, _ console: TemporaryConsole,
    where fits: @escaping (ExceptionLine) -> Bool = { _ in true }
  ) throws -> ExceptionLine {
    try console.office.index.follow()
    let lines = try console.office.index.exceptions(ExceptionLine.Filter(type: type)).lines
    return try #require(lines.first(where: fits))
  }

  private func waits(_ id: String, _ console: TemporaryConsole) throws -> Bool {
    try console.office.followed().exception(id) != nil
  }

  /// Everything of money and items in a store, whatever the order of the rows.
  private func books(_ console: TemporaryConsole) throws -> [String] {
    try console.office.readers.with { store in
      try ["open_items", "cleared_items", "receipts", "applications", "disputes"].flatMap { name in
        let table = try #require(StateTable.named(name))
        return try store.rows(of: table).map { "\(name): \($0.record)" }
      }.sorted()
    }
  }

  private func applications(_ payment: PaymentID, _ console: TemporaryConsole) throws -> [String] {
    try console.office.followed().applications(of: payment).map { line in
      let booked = line.application
      return "\(booked.document) \(booked.kind.rawValue) \(booked.amount.decimal)"
    }
  }

  @Test func `accepting a suggestion books what the command books`() async throws {
    let (one, other) = (try TemporaryConsole(), try TemporaryConsole())
    let waiting = try exception(.lowConfidence, one)
    let facts = try CaseFacts(waiting.id, one.office, at: one.office.clock())
    let suggestion = try #require(facts.suggestions.first)

    let answer = try await one.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [("verb", "accept"), ("suggestion", suggestion.fingerprint)])
    }
    _ = try await other.office.decide { pipeline in
      let found = try pipeline.suggestions(for: waiting.payment)
      return try pipeline.decide([found[0].action], by: "clerk")
    }

    #expect(answer.status == 303 && answer.location.contains("done=N"))
    #expect(try !waits(waiting.id, one))
    #expect(try books(one) == books(other))
  }

  @Test func `a choice that is the number of another's document too is not guessed at`()
    async throws
  {
    // Somebody else's document is called as the list calls INV-70445 of C2009.
    let console = try TemporaryConsole(items: [
      "C2001,C2009/INV-70445,invoice,2026-03-03,2026-04-02,USD,777.00,777.00,,,,,OTT-US,"
    ])
    let waiting = try exception(.noMatch, console)
    try await console.with { stranger in
      let answer = try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [
          ("verb", "lines"), ("document", "C2009/INV-70445"), ("kind", "payment"),
          ("amount", "777.00"), ("reason", ""),
        ])
      #expect(answer.status == 422, "\(answer.text)")
    }
    #expect(try applications(waiting.payment, console) == [])
  }

  @Test func `the next exception comes by itself, behind the one that was decided`() async throws {
    let console = try TemporaryConsole()
    try console.office.index.follow()
    let lines = try console.office.index.exceptions().lines
    let first = try #require(lines.first { $0.type == .lowConfidence })
    let place = try #require(lines.firstIndex(of: first))
    let facts = try CaseFacts(first.id, console.office, at: console.office.clock())
    let suggestion = try #require(facts.suggestions.first)
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let page = try await clerk.get("/review/\(first.id)").text
      let key = try #require(page.firstMatch(of: /name="place" value="([^"]+)"/)).output.1
      let answer = try await clerk.post(
        "/review/\(first.id)/decide",
        [
          ("verb", "accept"), ("suggestion", suggestion.fingerprint), ("place", String(key)),
        ])
      let next = try await clerk.get(answer.location)
      #expect(next.location.hasPrefix("/review/\(lines[place + 1].id)?"))
    }
  }

  @Test func `a suggestion of books that have changed is not booked`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.lowConfidence, console)
    let before = try books(console)
    try await console.with { stranger in
      let answer = try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide", [("verb", "accept"), ("suggestion", "0123456789ab")])
      #expect(answer.status == 409)
      #expect(answer.text.contains("The books have changed"))
    }
    #expect(try books(console) == before)
  }

  @Test func `lines split a receipt over documents, with a deduction that opens a dispute`()
    async throws
  {
    let console = try TemporaryConsole()
    let waiting = try exception(.lowConfidence, console) { $0.amount.decimal == "1400.00" }
    try await console.with { stranger in
      let answer = try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [
          ("verb", "lines"), ("note", "by phone"), ("document", "INV-70402"), ("kind", "payment"),
          ("amount", "900.00"), ("reason", ""), ("document", "C2009/INV-70403"),
          ("kind", "payment"), ("amount", "500.00"), ("reason", ""),
          ("document", "C2009/INV-70403"), ("kind", "deduction"), ("amount", "100.00"),
          ("reason", "QTY-SHORT"), ("document", ""), ("kind", "payment"), ("amount", ""),
          ("reason", ""),
        ])
      #expect(answer.status == 303, "\(answer.text)")
    }
    #expect(
      try applications(waiting.payment, console) == [
        "INV-70402 payment 900.00", "INV-70403 payment 500.00", "INV-70403 deduction 100.00",
      ])
    let disputes = try console.office.followed().disputes(of: waiting.payment)
    #expect(disputes.map(\.reasonCode) == ["QTY-SHORT"])
    #expect(try !waits(waiting.id, console))
  }

  @Test(arguments: [
    ("INV-99999", "10.00", "there is no document “INV-99999”"),
    ("INV-70402", "ten", "“ten” is no amount"), ("", "10.00", "an amount, and no document"),
    ("INV-70402", "1400.01", "INV-70402"), ("INV-70402", "", "“” is no amount"),
  ])
  func `a line that cannot be booked is named, and nothing is booked`(
    document: String, amount: String, words: String
  ) async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.lowConfidence, console) { $0.amount.decimal == "1400.00" }
    let before = try books(console)
    try await console.with { stranger in
      let answer = try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [
          ("verb", "lines"), ("document", document), ("kind", "payment"), ("amount", amount),
          ("reason", ""),
        ])
      #expect([409, 422].contains(answer.status))
      #expect(answer.text.contains(words), "\(answer.text)")
    }
    #expect(try books(console) == before)
  }

  @Test func `on account, not ours, dealt with: each closes what waits`() async throws {
    let console = try TemporaryConsole()
    let unknown = try exception(.unidentifiedPayer, console)
    let none = try exception(.noMatch, console)
    let over = try exception(.overpayment, console)
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answers = [
        try await clerk.post(
          "/review/\(unknown.id)/decide", [("verb", "not_ours"), ("note", "the landlord's")]),
        try await clerk.post(
          "/review/\(none.id)/decide", [("verb", "on_account"), ("account_of", "C2009")]),
        try await clerk.post("/review/\(over.id)/decide", [("verb", "settle")]),
      ]
      #expect(answers.map(\.status) == [303, 303, 303])
    }
    for id in [unknown.id, none.id, over.id] { #expect(try !waits(id, console)) }
    #expect(try applications(none.payment, console).count == 1)
  }

  @Test func `a decision is undone at once, and the undoing too`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)
    let before = try books(console)
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answer = try await clerk.post(
        "/review/\(waiting.id)/decide", [("verb", "on_account"), ("account_of", "C2009")])
      let done = try #require(answer.location.firstMatch(of: /done=(N[0-9]+)/)).output.1
      let undone = try await clerk.post("/decisions/\(done)/undo")
      #expect(undone.status == 303)
      #expect(try waits(waiting.id, console))
      let again = try #require(undone.location.firstMatch(of: /done=(N[0-9]+)/)).output.1
      _ = try await clerk.post("/decisions/\(again)/undo")
      #expect(try !waits(waiting.id, console))
    }
    #expect(try books(console) != before)
  }

  @Test func `what is above the limit waits for somebody else, who is not the same person`()
    async throws
  {
    let console = try TemporaryConsole(
      more: "people: { second_eyes_above: 500.00 }")
    let waiting = try exception(.noMatch, console)
    let before = try books(console)
    try await console.with { stranger in
      let supervisor = try await stranger.signedIn("supervisor")
      let answer = try await supervisor.post(
        "/review/\(waiting.id)/decide", [("verb", "on_account"), ("account_of", "C2009")])
      let proposal = try #require(answer.location.firstMatch(of: /done=(Q[0-9]+)/)).output.1
      #expect(try books(console) == before)
      let own = try await supervisor.post("/proposals/\(proposal)/approve")
      #expect(own.status == 403)
      _ = try console.access.addPerson(
        name: "second", role: .supervisor, password: TemporaryConsole.password(of: "second"),
        by: "test", at: TemporaryConsole.start)
      let second = try await stranger.signedIn("second")
      #expect(try await second.post("/proposals/\(proposal)/approve").status == 303)
      #expect(try !waits(waiting.id, console))
    }
  }

  @Test func `a clerk who is not sure asks for a second pair of eyes`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)
    try await console.with { stranger in
      let answer = try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [("verb", "on_account"), ("account_of", "C2009"), ("eyes", "1")])
      #expect(answer.location.contains("done=Q"))
    }
    #expect(try waits(waiting.id, console))
  }

  @Test func `what is learned of the payer is learned only where it is wanted`() async throws {
    let console = try TemporaryConsole()
    let unknown = try exception(.unidentifiedPayer, console) { !$0.payerName.isEmpty }
    @Sendable func accounts() throws -> Int {
      try console.office.readers.with { store in
        try ["customer_accounts", "customer_aliases"].reduce(0) { sum, name in
          sum + (try store.count(of: try #require(StateTable.named(name))))
        }
      }
    }
    let before = try accounts()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = "/review/\(unknown.id)/decide"
      let fields = [("verb", "on_account"), ("account_of", "C1001")]
      let first = try await clerk.post(path, fields)
      #expect(try accounts() == before)
      let done = try #require(first.location.firstMatch(of: /done=(N[0-9]+)/)).output.1
      _ = try await clerk.post("/decisions/\(done)/undo")
      _ = try await clerk.post(path, fields + [("learn", "1")])
      #expect(try accounts() == before + 1)
    }
  }

  @Test func `two people are told that they look at the same exception`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let supervisor = try await stranger.signedIn("supervisor")
      #expect(try await !clerk.get("/review/\(waiting.id)").text.contains("looks at this one"))
      #expect(
        try await supervisor.get("/review/\(waiting.id)").text.contains("clerk looks at this one"))
      #expect(try await supervisor.get("/review").text.contains("clerk looks at it"))
      _ = try await supervisor.post("/review/\(waiting.id)/take")
      #expect(
        try await clerk.get("/review/\(waiting.id)").text
          .contains("supervisor looks at this one"))
      console.advance(600)
      #expect(try await !clerk.get("/review").text.contains("looks at it"))
    }
  }

  @Test func `what somebody else decided meanwhile is told, and nothing is booked twice`()
    async throws
  {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let fields = [("verb", "on_account"), ("account_of", "C2009")]
      _ = try await clerk.post("/review/\(waiting.id)/decide", fields)
      let again = try await clerk.post("/review/\(waiting.id)/decide", fields)
      #expect(again.status == 404 || again.status == 409)
    }
    #expect(try applications(waiting.payment, console).count == 1)
  }

  @Test func `a part of a document is written off within the limit, and not beyond`() async throws {
    let console = try TemporaryConsole(more: "people: { write_off_max: 5.00 }")
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = "/items/C2009/INV-70402"
      let beyond = try await clerk.post(path + "/write-off", [("amount", "5.01")])
      #expect([403, 409].contains(beyond.status))
      let within = try await clerk.post(path + "/write-off", [("amount", "5.00")])
      #expect(within.status == 303)
      #expect(try await clerk.get(path).text.contains("write-off"))
    }
  }
}
