import Enquiry
import HTTPTypes
import Money
import Receivables
import Reconciliation
import Testing

@testable import Console

/// Splitting a receipt over as many documents as it pays, with and without a script.
@Suite("The lines of a decision")
struct LinesTests {
  private func waiting(_ console: TemporaryConsole) throws -> ExceptionLine {
    try console.office.index.follow()
    let lines = try console.office.index.exceptions(ExceptionLine.Filter(type: .lowConfidence))
      .lines
    return try #require(lines.first { $0.amount.decimal == "1400.00" })
  }

  private static func fields(_ lines: [WrittenLine], _ more: (String, String)...) -> [(
    String, String
  )] {
    [("verb", "lines")]
      + lines.flatMap {
        [
          ("document", $0.document), ("kind", $0.kind), ("amount", $0.amount),
          ("reason", $0.reason),
        ]
      } + more
  }

  private static func count(_ text: String) -> Int {
    text.matches(of: /name="document"/).count
  }

  @Test func `more lines come by a button, and what was typed stays`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    let typed = [
      WrittenLine(document: "INV-70402", amount: "900.00", reason: "by phone"), WrittenLine(),
    ]

    let (before, after) = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      return (
        try await clerk.get("/review/\(waiting.id)"),
        try await clerk.post(
          "/review/\(waiting.id)/decide",
          Self.fields(typed, ("note", "as agreed"), ("more", "1")))
      )
    }

    #expect(Self.count(before.text) == 5)
    #expect(before.text.contains("<button name=\"more\" value=\"1\""))
    #expect(after.status == 200)
    #expect(Self.count(after.text) == 10)
    #expect(after.text.contains("value=\"INV-70402\"") && after.text.contains("value=\"900.00\""))
    #expect(after.text.contains("value=\"by phone\"") && after.text.contains("value=\"as agreed\""))
    #expect(after.text.contains("500.00 USD is left"))
    #expect(try console.office.followed().exception(waiting.id) != nil)
  }

  @Test func `a refused decision of many lines has them all, and a free one`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    let lines = (1...12).map { WrittenLine(document: "NONE-\($0)", amount: "1.00") }

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide", Self.fields(lines))
    }

    #expect(page.status == 422)
    #expect(Self.count(page.text) == 13)
    #expect(page.text.contains("value=\"NONE-12\""))
  }

  @Test func `a form never has more lines than are taken`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    let lines = (1...480).map { WrittenLine(document: "NONE-\($0)", amount: "1.00") }

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide", Self.fields(lines, ("more", "1")))
    }

    #expect(page.status == 200)
    #expect(Self.count(page.text) == 480)
    #expect(page.text.contains("up to 480 lines"))
  }

  @Test func `a document is chosen without a script, into the next line`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        Self.fields(
          [WrittenLine(document: "C2009/INV-70402", amount: "900.00")],
          ("choose", "C2009/INV-70403")))
    }

    #expect(page.status == 200)
    #expect(page.text.contains("value=\"C2009/INV-70403\""))
    #expect(page.text.contains(" autofocus value=\"500.00\""))
    #expect(page.text.contains("Nothing is left."))
    #expect(try console.office.followed().exception(waiting.id) != nil)
  }

  @Test func `the script is sent the lines alone`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)

    let part = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      return try await clerk.ask(
        .post, "/review/\(waiting.id)/decide",
        body: Browser.encoded(
          [("csrf", clerk.csrf)]
            + Self.fields([WrittenLine(document: "INV-70402", amount: "1400.01")], ("weigh", "1"))),
        headers: [("X-Part", "1")])
    }

    #expect(!part.text.contains("<html"))
    #expect(part.text.contains("0.01 USD more than the receipt has"))
  }

  @Test func `a document of another currency is not chosen`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    let euro = try #require(
      try console.office.index.items(of: "C1001").lines.first { $0.open.currency == .eur })

    let written = [WrittenLine(document: "INV-70402", amount: "900.00")]
    let fields = Self.fields(written, ("choose", ItemList.written(euro)))

    let (page, part) = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = "/review/\(waiting.id)/decide"
      return (
        try await clerk.post(path, fields),
        try await clerk.ask(
          .post, path, body: Browser.encoded([("csrf", clerk.csrf)] + fields),
          headers: [("X-Part", "1")])
      )
    }

    #expect(page.status == 422)
    #expect(part.status == 200 && !part.text.contains("<html"))
    for answer in [page, part] {
      #expect(answer.text.contains("is in EUR, the receipt in USD"))
      #expect(answer.text.contains("value=\"900.00\""))
    }
  }

  @Test func `credits that nothing uses are refused with how much is missing`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    let lines = [
      WrittenLine(document: "C2009/INV-70402", amount: "900.00"),
      WrittenLine(document: "C2009/INV-70403", kind: "credit", amount: "-40.00"),
    ]

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide", Self.fields(lines))
    }

    #expect(page.status == 422)
    #expect(page.text.contains("40.00 USD of the credits is not used yet"))
  }

  @Test func `money on account is a line of its own`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    let lines = [
      WrittenLine(document: "C2009/INV-70402", amount: "900.00"),
      WrittenLine(kind: "on_account", amount: "500.00"),
    ]

    let answer = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide", Self.fields(lines, ("payer", "C2009")))
    }

    #expect(answer.status == 303, "\(answer.text)")
    let booked = try console.office.followed().applications(of: waiting.payment)
      .map(\.application)
    #expect(booked.map(\.kind) == [.payment, .onAccount])
    #expect(booked.map(\.amount.decimal) == ["900.00", "500.00"])
    #expect(try console.office.followed().exception(waiting.id) == nil)
  }

  // MARK: Second eyes

  @Test(arguments: ["accept", "not_ours"])
  func `whoever accepts, or says that it is not ours, can ask for second eyes`(
    verb: String
  ) async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    let facts = try CaseFacts(waiting.id, console.office, at: console.office.clock())
    let suggestion = try #require(facts.suggestions.first)

    let (page, answer) = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      return (
        try await clerk.get("/review/\(waiting.id)").text,
        try await clerk.post(
          "/review/\(waiting.id)/decide",
          [("verb", verb), ("suggestion", suggestion.fingerprint), ("eyes", "1")])
      )
    }

    let form = try #require(
      page.split(separator: "<form").first { $0.contains("name=\"verb\" value=\"\(verb)\"") })
    #expect(form.contains("name=\"eyes\""))
    #expect(answer.location.contains("done=Q"))
    #expect(try console.office.followed().exception(waiting.id) != nil)
  }

  @Test func `whoever undoes a receipt can ask for second eyes`() async throws {
    let console = try TemporaryConsole()
    let index = try console.office.followed()
    let receipt = try #require(try index.receipts().lines.first { $0.outcome == .applied })

    let (page, answer) = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = "/receipts/\(receipt.payment)"
      return (
        try await clerk.get(path).text,
        try await clerk.post(path + "/undo", [("note", "by mistake"), ("eyes", "1")])
      )
    }

    #expect(page.contains("name=\"eyes\""))
    #expect(answer.location.contains("done=Q"))
    #expect(try index.receipt(receipt.payment)?.outcome == .applied)
  }
}
