import Access
import Enquiry
import HTTPTypes
import Pipeline
import Receivables
import Reconciliation
import Testing

@testable import Console

/// Why something is not done: a program has to know whether to try again, to ask somebody, or to give
/// up.
@Suite("Statuses of the interface for programs")
struct APIStatusTests {
  private func waiting(_ type: ExceptionType, _ console: TemporaryConsole) throws -> ExceptionLine {
    try #require(
      try console.office.followed().exceptions(ExceptionLine.Filter(type: type)).lines.first)
  }

  @Test(arguments: [
    ("/exceptions/E-404-1/decisions", #"{"action":"not_ours"}"#), ("/decisions/N404/undo", "{}"),
    ("/receipts/P404/undo", "{}"), ("/files/F404/undo", "{}"), ("/files/F404/retry", "{}"),
    ("/alerts/gap:404/close", "{}"), ("/proposals/Q404/approve", "{}"),
    ("/proposals/Q404/reject", "{}"), ("/disputes/D-404/steps", #"{"step":"review"}"#),
    ("/disputes/D-404/merge", #"{"into":"D-405"}"#), ("/disputes/D-404/owner", #"{"owner":null}"#),
    ("/disputes/D-404/due", #"{"due_on":"2026-04-01"}"#),
    ("/documents/C404/4711/write-offs", #"{"amount":"1.00"}"#),
  ])
  func `what was never there is not found`(path: String, body: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let answer = try await stranger.program().api(path, sending: body)
      #expect(answer.status == 404, "\(answer.text)")
      #expect(answer.type == "application/problem+json")
    }
  }

  @Test func `what somebody has done already is a conflict`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(.noMatch, console)
    try await console.with { stranger in
      let program = try stranger.program()
      let (decide, choice) = (
        "/exceptions/\(waiting.id)/decisions", #"{"action":"on_account","customer_id":"C2009"}"#
      )
      let decision = try await program.api(decide, sending: choice).word("decision")

      let again = try await program.api(decide, sending: choice)
      _ = try await program.api("/decisions/\(decision)/undo", sending: "{}")
      let undone = try await program.api("/decisions/\(decision)/undo", sending: "{}")
      let unbooked = try await program.api("/receipts/\(waiting.payment)/undo", sending: "{}")
      let taken = try await program.api("/files/F1/retry", sending: "{}")

      #expect([again, undone, unbooked, taken].map(\.status) == [409, 409, 409, 409])
      #expect(try undone.word("code") == "otherState")
      #expect(try unbooked.word("code") == "nothingToUndo")
    }
  }

  @Test func `an approved proposal is a conflict, not unknown`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(.noMatch, console)
    try await console.with { stranger in
      let proposal = try await stranger.program("clerk").api(
        "/exceptions/\(waiting.id)/decisions",
        sending: #"{"action":"on_account","customer_id":"C2009","second_eyes":true}"#
      ).word("proposal")
      let program = try stranger.program()
      let approved = try await program.api("/proposals/\(proposal)/approve", sending: "{}")

      let again = try await program.api("/proposals/\(proposal)/approve", sending: "{}")
      let rejected = try await program.api("/proposals/\(proposal)/reject", sending: "{}")

      #expect([approved, again, rejected].map(\.status) == [200, 409, 409])
    }
  }

  @Test func `who may not, or is above the limit, is told so`() async throws {
    let console = try TemporaryConsole(
      more: "people: { limits: { clerk: 10.00, supervisor: unlimited }, write_off_max: 5.00 }")
    let waiting = try waiting(.noMatch, console)
    try await console.with { stranger in
      let choice = #"{"action":"on_account","customer_id":"C2009"}"#
      let path = "/exceptions/\(waiting.id)/decisions"
      let above = try await stranger.program("clerk").api(path, sending: choice)
      let unnamed = try await stranger.another("eve", .clerk).api(path, sending: choice)
      let writeOff = try await stranger.program().api(
        "/documents/C2009/INV-70402/write-offs", sending: #"{"amount":"5.01"}"#)

      #expect([above, unnamed, writeOff].map(\.status) == [403, 403, 403])
      #expect(try above.word("code") == "notPermitted")
      #expect(try writeOff.word("code") == "writeOffAboveLimit")
    }
  }

  @Test(arguments: [
    #"{"action":"on_account","customer_id":"C404"}"#,
    #"{"action":"lines","lines":[]}"#,
    #"{"action":"lines","lines":[{"customer_id":"C2009","document_number":"X","amount":"1"}]}"#,
    #"{"action":"lines","lines":[{"customer_id":"C2009","document_number":"INV-70402","amount":"1.005"}]}"#,
    #"{"action":"lines","lines":[{"customer_id":"C2009","document_number":"INV-70402","amount":"99999.00"}]}"#,
    #"{"action":"lines","lines":[{"customer_id":"C2009","document_number":"INV-70402","amount":"-1.00"}]}"#,
  ])
  func `what nobody could book is unprocessable, and nothing is booked`(body: String) async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(.noMatch, console)
    try await console.with { stranger in
      let answer = try await stranger.program().api(
        "/exceptions/\(waiting.id)/decisions", sending: body)
      #expect(answer.status == 422, "\(answer.text)")
      #expect(try console.office.followed().applications(of: waiting.payment) == [])
    }
  }

  @Test func `every refusal has a status that is no failure of ours`() {
    for code in DeskRefusal.Code.allCases { #expect((400..<500).contains(code.status.code)) }
    for code in DeskError.Code.allCases { #expect((400..<500).contains(code.status.code)) }
    for code in AccessError.Code.allCases
    where AccessError(code: code, problem: "", expected: "").exitCode == 64 {
      #expect((400..<500).contains(code.status.code))
    }
    for code in CaseError.Code.allCases { #expect((400..<500).contains(code.status.code)) }
  }

  @Test func `a method that a path has not is refused with those that it has`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let answer = try await stranger.program().ask(.delete, "/api/v1/exceptions")
      #expect(answer.status == 405)
      #expect(answer.headers[.allow] == "GET")
      #expect(answer.headers[.contentType] == "application/problem+json")
    }
  }

  @Test func `a form is not taken for JSON`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let answer = try await stranger.program().ask(
        .post, "/api/v1/decisions/N1/undo", body: "note=x")
      #expect(answer.status == 415)
    }
  }
}
