import Enquiry
import HTTPTypes
import Money
import Receivables
import Reconciliation
import Testing

@testable import Console

/// What a person goes by from one exception to the next.
@Suite("The way through the queue")
struct QueueTests {
  private func exception(_ type: ExceptionType, _ console: TemporaryConsole) throws -> ExceptionLine
  {
    try console.office.index.follow()
    return try #require(
      try console.office.index.exceptions(ExceptionLine.Filter(type: type)).lines.first)
  }

  @Test func `whose account it is does not become the filter of the list`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)

    let answer = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [("verb", "on_account"), ("account_of", "C2009"), ("order", "age")])
    }

    #expect(answer.location.contains("done=N"))
    #expect(answer.location.contains("order=age"))
    #expect(!answer.location.contains("C2009"))
  }

  @Test func `what was done is told with its documents and amounts`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)

    let page = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.post(
        "/review/\(waiting.id)/decide",
        [
          ("verb", "lines"), ("document", "INV-70445"), ("kind", "payment"),
          ("amount", "\(waiting.amount.decimal)"), ("reason", ""),
        ])
      return try await clerk.get("/decisions")
    }

    #expect(page.text.contains("applied 777.00 USD to INV-70445 (C2009)"))
  }

  @Test func `lines that were refused are still there to be mended`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [
          ("verb", "lines"), ("document", "INV-NONE"), ("kind", "deduction"), ("amount", "7.50"),
          ("reason", "QTY-SHORT"),
        ])
    }

    #expect(page.status == 422)
    #expect(page.text.contains("value=\"INV-NONE\""))
    #expect(page.text.contains("value=\"7.50\""))
    #expect(page.text.contains("value=\"deduction\" selected"))
  }

  @Test func `a proposal that waits is told to whoever would make it again`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.noMatch, console)

    let page = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.post(
        "/review/\(waiting.id)/decide",
        [("verb", "on_account"), ("account_of", "C2009"), ("eyes", "1")])
      return try await clerk.get("/review/\(waiting.id)")
    }

    #expect(page.text.contains("clerk proposed it already: put on account of C2009."))
  }

  @Test func `what is booked to the last cent can be booked anew`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.duplicatePayment, console)

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").get("/review/\(waiting.id)")
    }

    #expect(page.text.contains("Wrong customer or document: book it anew"))
    #expect(page.text.contains("<input type=\"hidden\" name=\"reassign\" value=\"1\">"))
  }

  @Test(arguments: [
    ("2026-03-10T18:00:05Z", "2026-03-10 18:00 UTC"), ("2026-03-10", "2026-03-10"), ("", ""),
  ])
  func `a moment is written for people`(text: String, shown: String) {
    #expect(Shown.moment(text) == shown)
  }
}
