import Durable
import Enquiry
import HTTPTypes
import Money
import Pipeline
import Receivables
import Testing

@testable import Console

/// Whatever a decision is refused for, the lines that somebody wrote are there to be mended or sent
/// again.
@Suite("Lines of a refused decision")
struct RefusedLinesTests {
  private func waiting(_ console: TemporaryConsole) throws -> ExceptionLine {
    try #require(
      try console.office.followed().exceptions(ExceptionLine.Filter(type: .lowConfidence)).lines
        .first { $0.amount.decimal == "1400.00" })
  }

  private static func fields(
    _ amount: String = "899.00", _ more: (String, String)...
  ) -> [(String, String)] {
    [
      ("verb", "lines"), ("document", "INV-70402"), ("kind", "payment"), ("amount", amount),
      ("reason", "as agreed"),
    ] + more
  }

  private func hasLines(_ page: Browser.Answer, _ amount: String = "899.00") -> Bool {
    ["INV-70402", amount, "as agreed"].allSatisfy { page.text.contains("value=\"\($0)\"") }
  }

  @Test(arguments: [
    ("{ clerk: 10.00, supervisor: unlimited }", "is above clerk"),
    ("{ supervisor: unlimited }", "clerk is not among the people"),
  ])
  func `who may not decide so much has them still`(limits: String, words: String) async throws {
    let console = try TemporaryConsole(more: "people: { limits: \(limits) }")
    let waiting = try waiting(console)

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post("/review/\(waiting.id)/decide", Self.fields())
    }

    #expect(page.status == 403)
    #expect(page.text.contains(words), "\(page.text)")
    #expect(hasLines(page))
  }

  @Test func `who proposes what waits for second eyes already has them still`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)

    let page = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = "/review/\(waiting.id)/decide"
      _ = try await clerk.post(path, Self.fields("899.00", ("eyes", "1")))
      return try await clerk.post(path, Self.fields("899.00", ("eyes", "1")))
    }

    #expect(page.status == 409)
    #expect(page.text.contains("waits for a second person already"))
    #expect(hasLines(page))
  }

  @Test func `who came while a batch is being booked has them still`() async throws {
    let console = try TemporaryConsole(deskWaitMax: .zero)
    let waiting = try waiting(console)
    let lock = FileLock(console.office.places.lock, in: PosixFileSystem())
    try lock.lock(waitingUpTo: .zero, processID: 4711, since: "now", pause: { _ in })

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post("/review/\(waiting.id)/decide", Self.fields())
    }

    try lock.unlock()
    #expect(page.status == 503)
    #expect(page.text.contains("The books are being written by somebody else"))
    #expect(hasLines(page))
  }

  @Test func `what nobody could book has the same status on the page as for programs`()
    async throws
  {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)

    let (page, program) = try await console.with { stranger in
      (
        try await stranger.signedIn("clerk").post(
          "/review/\(waiting.id)/decide", Self.fields("1399.00")),
        try await stranger.program("clerk").api(
          "/exceptions/\(waiting.id)/decisions",
          sending: #"""
            {"action":"lines","lines":[
            {"customer_id":"C2009","document_number":"INV-70402","amount":"1399.00"}]}
            """#)
      )
    }

    #expect(page.status == 422)
    #expect(page.status == program.status)
    #expect(hasLines(page, "1399.00"))
  }
}
