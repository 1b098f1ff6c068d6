import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Testing

@testable import Console

/// A decision tells what it did, by whom and why, and is found by its name from everywhere.
@Suite("The page of a decision")
struct DecisionPageTests {
  /// A clerk's decision about the receipt of 1,400.00 USD, with a deduction.
  private func decided(
    _ clerk: Browser, eyes: Bool = false
  ) async throws -> (name: String, payment: PaymentID) {
    let index = clerk.console.office.index
    try index.follow()
    let waiting = try #require(
      try index.exceptions(ExceptionLine.Filter(type: .lowConfidence)).lines
        .first { $0.amount.decimal == "1400.00" })
    let answer = try await clerk.post(
      "/review/\(waiting.id)/decide",
      [
        ("verb", "lines"), ("note", "by phone"), ("document", "INV-70402"), ("kind", "payment"),
        ("amount", "900.00"), ("reason", ""), ("document", "INV-70403"), ("kind", "payment"),
        ("amount", "500.00"), ("reason", ""), ("document", "INV-70403"), ("kind", "deduction"),
        ("amount", "100.00"), ("reason", "QTY-SHORT"),
      ] + (eyes ? [("eyes", "1")] : []))
    let name = try #require(answer.location.firstMatch(of: /done=([NQ][0-9]+)/)).output.1
    return (String(name), waiting.payment)
  }

  @Test func `it says who, why, and what it did in documents and amounts`() async throws {
    let console = try TemporaryConsole()

    let page = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let (name, _) = try await decided(clerk)
      return try await clerk.get("/decisions/\(name)").text
    }

    #expect(page.contains("<dt>Decided by</dt><dd>clerk</dd>"))
    #expect(page.contains("<dt>Why</dt><dd>by phone</dd>"))
    #expect(page.contains("Booked (3)"))
    #expect(page.contains("/items/C2009/INV-70402"))
    #expect(page.contains(">900.00 USD<") && page.contains(">500.00 USD<"))
    #expect(page.contains("deduction (QTY-SHORT)"))
    #expect(page.contains("does not wait"))
    #expect(page.contains("Undo this decision"))
  }

  @Test func `a decision and the one that undid it lead to each other`() async throws {
    let console = try TemporaryConsole()

    let (first, second, undone, undoing) = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let (name, _) = try await decided(clerk)
      let answer = try await clerk.post(
        "/decisions/\(name)/undo", [("note", "a mistake"), ("then", "/decisions/\(name)")])
      let again = try #require(answer.location.firstMatch(of: /done=(N[0-9]+)/)).output.1
      return (
        name, String(again), try await clerk.get("/decisions/\(name)").text,
        try await clerk.get("/decisions/\(again)").text
      )
    }

    #expect(undone.contains("<dt>Undone by</dt><dd><a href=\"/decisions/\(second)\">"))
    #expect(!undone.contains("Undo this decision"))
    #expect(undoing.contains("undid <a href=\"/decisions/\(first)\">"))
    #expect(undoing.contains("Taken back (3)"))
    #expect(undoing.contains("<dt>Why</dt><dd>a mistake</dd>"))
  }

  @Test func `decisions, proposals and closed exceptions are found by their names`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let supervisor = try await stranger.signedIn("supervisor")
      let (proposal, payment) = try await decided(clerk, eyes: true)
      let waiting = try await clerk.get("/search?q=\(proposal.lowercased())").location
      let before = try await clerk.get("/proposals/\(proposal)").text

      let approved = try await supervisor.post("/proposals/\(proposal)/approve")

      let name = try #require(approved.location.firstMatch(of: /done=(N[0-9]+)/)).output.1
      let after = try await clerk.get("/proposals/\(proposal)").text
      #expect(waiting == "/proposals/\(proposal)")
      #expect(before.contains("another person has to approve it"))
      #expect(try await clerk.get("/search?q=\(proposal)").location == "/proposals/\(proposal)")
      #expect(after.contains("Approved by supervisor") && after.contains("/decisions/\(name)"))
      #expect(try await clerk.get("/search?q=\(name)").location == "/decisions/\(name)")
      let exception = "E-\(payment.text.dropFirst())-1"
      #expect(
        try await clerk.get("/search?q=\(exception)").location == "/receipts/\(payment)")
      #expect(
        try await clerk.get("/review/\(exception)").location
          == "/receipts/\(payment)?was=\(exception)")
    }
  }

  @Test func `a posting without a receipt leads to its decision`() async throws {
    let console = try TemporaryConsole(more: "people: { write_off_max: 5.00 }")

    let page = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.post("/items/C2009/INV-70402/write-off", [("amount", "5.00")])
      return try await clerk.get("/items/C2009/INV-70402").text
    }

    let link = try #require(page.firstMatch(of: /<a href="\/decisions\/(N[0-9]+)">/)).output.1
    #expect(page.contains(">\(link)</a>"))
  }

  @Test(arguments: ["N0", "N1", "R7", "X1", "Q3"])
  func `what was never decided is not there`(name: String) async throws {
    let console = try TemporaryConsole()

    let answers = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      return [
        try await clerk.get("/decisions/\(name)"), try await clerk.get("/proposals/\(name)"),
      ]
    }

    #expect(answers.map(\.status) == [404, 404])
  }

  @Test func `names of ours are links in words, and nobody else's are`() {
    var html = HTMLWriter()
    html.linked("dealt with E-0123456789abcdef-1 for N42 (P0123456789abcdef), P0123456789abcdef9")

    #expect(
      String(decoding: html.bytes, as: UTF8.self)
        == "dealt with <a href=\"/review/E-0123456789abcdef-1\">E-0123456789abcdef-1</a> for N42 "
        + "(<a href=\"/receipts/P0123456789abcdef\">P0123456789abcdef</a>), P0123456789abcdef9")
  }
}
