import Enquiry
import HTTPTypes
import Money
import Receivables
import Testing

@testable import Console

/// What the page says of a document that somebody chooses, and what it refuses.
@Suite("Documents that are chosen")
struct ChosenDocumentTests {
  private func waiting(_ console: TemporaryConsole) throws -> ExceptionLine {
    try #require(
      try console.office.followed().exceptions(ExceptionLine.Filter(type: .lowConfidence)).lines
        .first { $0.amount.decimal == "1400.00" })
  }

  private static func fields(
    _ lines: [WrittenLine], _ more: (String, String)...
  ) -> [(String, String)] {
    [("verb", "lines")]
      + lines.flatMap {
        [
          ("document", $0.document), ("kind", $0.kind), ("amount", $0.amount),
          ("reason", $0.reason),
        ]
      } + more
  }

  /// The whole page, and the part that the script asks for.
  private func answers(
    _ console: TemporaryConsole, _ fields: [(String, String)]
  ) async throws -> (page: Browser.Answer, part: Browser.Answer) {
    let path = "/review/\(try waiting(console).id)/decide"
    return try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      return (
        try await clerk.post(path, fields),
        try await clerk.ask(
          .post, path, body: Browser.encoded([("csrf", clerk.csrf)] + fields),
          headers: [("X-Part", "1")])
      )
    }
  }

  // MARK: Whose it is

  @Test func `another customer's document is told with who pays`() async throws {
    let console = try TemporaryConsole()

    let (page, part) = try await answers(
      console, Self.fields([], ("payer", "C2009"), ("choose", "C2001/INV-70335")))

    for answer in [page, part] {
      #expect(answer.text.contains("INV-70335 is C2001"))
      #expect(answer.text.contains("s; C2009 pays."))
    }
  }

  @Test func `a document that is written is told as one that is chosen`() async throws {
    let console = try TemporaryConsole()

    let (_, part) = try await answers(
      console,
      Self.fields(
        [WrittenLine(document: "INV-70404", amount: "1.00")], ("payer", "C2009"), ("weigh", "1")))

    #expect(part.text.contains("s; C2009 pays."))
  }

  @Test func `the payer's own documents are told as nobody's`() async throws {
    let console = try TemporaryConsole()

    let (page, _) = try await answers(
      console, Self.fields([], ("payer", "C2009"), ("choose", "C2009/INV-70402")))

    #expect(page.text.contains("value=\"C2009/INV-70402\""))
    #expect(!page.text.contains(" pays."))
  }

  // MARK: What cannot be taken

  @Test func `a document of which nothing can be taken is told as cleared`() async throws {
    let console = try TemporaryConsole()

    let (page, part) = try await answers(
      console,
      Self.fields(
        [WrittenLine(document: "INV-70402", amount: "900.00")], ("choose", "C2001/INV-70390")))

    #expect(page.status == 422)
    #expect(part.status == 200)
    for answer in [page, part] {
      #expect(answer.text.contains("INV-70390 is cleared: nothing can be taken from it."))
      #expect(answer.text.contains("value=\"900.00\""))
    }
  }

  @Test(arguments: [(480, "C2009/INV-70402"), (479, "C2002/CM-7031")])
  func `lines beyond those that a form has are refused, and none is lost`(
    count: Int, choice: String
  ) async throws {
    let console = try TemporaryConsole()
    let lines =
      [WrittenLine(document: "INV-70403", amount: "600.00")]
      + (2...count).map { WrittenLine(document: "NONE-\($0)", amount: "1.00") }

    let (page, part) = try await answers(console, Self.fields(lines, ("choose", choice)))

    #expect(page.status == 422)
    for answer in [page, part] {
      #expect(answer.text.contains("A decision has up to 480 lines here: book these first"))
      #expect(answer.text.contains("value=\"NONE-\(count)\""))
      #expect(answer.text.matches(of: /name="document"/).count == 480)
    }
  }
}
