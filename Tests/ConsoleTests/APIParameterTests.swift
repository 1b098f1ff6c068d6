import Access
import Enquiry
import Foundation
import HTTPTypes
import LedgerFiles
import Receivables
import Testing

@testable import Console

/// What a request says that is not described is refused: ignored, it would answer another question, or
/// book something else.
@Suite("Parameters and bodies of the interface for programs")
struct APIParameterTests {
  /// A path with things in its names that need not be there: parameters are looked at first.
  private static func address(_ operation: APIOperation) -> String {
    operation.path.replacing(/\{[a-z]+\}/, with: "X1")
  }

  private static func isOpen(_ schema: Schema) -> Bool {
    if case .text(.named) = schema { true } else { false }
  }

  @Test func `every operation refuses a parameter that it does not have, by its name`()
    async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let admin = try stranger.program("admin")
      for operation in APIOperations.all {
        let path = Self.address(operation) + "?custmer=C1"
        let asking = Role.supervisor.may(operation.permission) ? program : admin
        let answer =
          operation.method == .get
          ? try await asking.api(path) : try await asking.api(path, sending: "{}")
        #expect(answer.status == 400, "\(path): \(answer.text)")
        #expect(try answer.word("parameter") == "custmer")
      }
      #expect(try await program.api("/openapi.json?x=1").status == 400)
    }
  }

  @Test func `every parameter refuses a value that it cannot have, and says what it can have`()
    async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      var asked = 0
      for operation in APIOperations.all {
        for parameter in operation.query {
          for value in Self.isOpen(parameter.schema) ? ["", "%20", "%01"] : ["", "%24~"] {
            let needed = operation.query.filter { $0.isRequired && $0.name != parameter.name }
              .map { "&\($0.name)=x" }.joined()
            let path = Self.address(operation) + "?\(parameter.name)=\(value)" + needed
            let answer = try await program.api(path)
            // A place is looked at by the list that it is of, which must be there.
            if parameter.name == "after", answer.status == 404 { continue }
            asked += 1
            #expect(answer.status == 400, "\(path): \(answer.text)")
            #expect(try answer.word("parameter") == parameter.name)
            #expect(try answer.word("detail").contains("expected "), "\(path)")
          }
        }
      }
      #expect(asked > 60)
    }
  }

  @Test(arguments: [
    ("/exceptions?type=no_such", "type is “no_such”; expected unidentified_payer, no_match"),
    ("/exceptions?order=sideways", "order is “sideways”; expected value, age, customer or type"),
    ("/exceptions?currency=QQQ", "currency is “QQQ”; expected a currency of ISO 4217 such as EUR"),
    ("/exceptions?least=10.00", "currency is missing; expected that of least, such as EUR"),
    ("/exceptions?least=1.001&currency=EUR", "least is “1.001”; expected an amount of EUR"),
    ("/exceptions?limit=0", "limit is 0; expected 1 to 500"),
    ("/exceptions?limit=501", "limit is 501; expected 1 to 500"),
    ("/exceptions?limit=007", "limit is “007”; expected 1 to 500"),
    ("/exceptions?limit=1&limit=2", "limit is given twice; expected one"),
    (
      "/exceptions?typ=no_match", "“typ” is no parameter of listExceptions; expected type, customer"
    ),
    ("/disputes?status=closed", "status is “closed”; expected waiting, open, under_review"),
    ("/disputes?owner=bob", "owner is “bob”; expected mine, nobody, or @ and the name of somebody"),
    ("/coverage?until=2026-02-30", "until is “2026-02-30”; expected a day such as 2026-03-10"),
    ("/coverage?days=401", "days is 401; expected 1 to 400"),
    ("/documents", "q is missing; expected 1 to 200 characters, not all of them blank"),
    ("/search?limit=5", "q is missing; expected 1 to 200 characters, not all of them blank"),
  ])
  func `a parameter is refused with what was expected`(path: String, words: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let answer = try await stranger.program().api(path)
      #expect(answer.status == 400)
      let detail = try answer.word("detail")
      #expect(detail.hasPrefix(words), "\(detail)")
    }
  }

  @Test(arguments: [
    ("{}", "action", "action is missing; expected accept, lines"),
    (#"{"action":"fly"}"#, "action", "action is “fly”; expected accept, lines"),
    (#"{"action":7}"#, "action", "action is 7; expected accept, lines"),
    (#"{"action":"accept"}"#, "suggestion", "suggestion is missing; expected 1 to 200"),
    (
      #"{"action":"accept","suggestion":"x","customer_id":"C1"}"#, "customer_id",
      "there is no “customer_id” here; expected suggestion, learn, second_eyes, seen or note"
    ),
    (
      #"{"action":"not_ours","secondEyes":true}"#, "secondEyes", "there is no “secondEyes” here"
    ),
    (
      #"{"action":"not_ours","second_eyes":"true"}"#, "second_eyes",
      "second_eyes is “true”; expected true or false"
    ),
    (#"{"action":"not_ours","seen":"x"}"#, "seen", "seen is “x”; expected a number, as text"),
    (#"{"action":"not_ours","note":null}"#, "note", "note is null; expected a text"),
    (
      #"{"action":"lines","lines":[{"customer_id":"C1","document_number":"1","amount":100}]}"#,
      "lines[0].amount", "lines[0].amount is 100; expected an amount such as 1234.50, as text"
    ),
    (
      #"{"action":"lines","lines":[{"customer_id":"C1","document_number":"1","amount":"1e3"}]}"#,
      "lines[0].amount", "lines[0].amount is “1e3”; expected an amount such as 1234.50, as text"
    ),
  ])
  func `a member of a body is refused by its name, with what was expected`(
    body: String, parameter: String, words: String
  ) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let waiting = try #require(try console.office.followed().exceptions().lines.first)
      let answer = try await stranger.program().api(
        "/exceptions/\(waiting.id)/decisions", sending: body)
      #expect(answer.status == 400)
      #expect(try answer.word("parameter") == parameter)
      let detail = try answer.word("detail")
      #expect(detail.hasPrefix(words), "\(detail)")
    }
  }

  @Test func `a decision has so many lines as the description says, and no more`() async throws {
    let console = try TemporaryConsole()
    let waiting = try #require(try console.office.followed().exceptions().lines.first)
    try await console.with { stranger in
      let program = try stranger.program()
      let line = #"{"customer_id":"C1","document_number":"NONE","amount":"1.00"}"#
      func answer(_ count: Int) async throws -> JSONAnswer {
        let lines = Array(repeating: line, count: count).joined(separator: ",")
        return try await program.api(
          "/exceptions/\(waiting.id)/decisions",
          sending: #"{"action":"lines","lines":[\#(lines)]}"#)
      }
      let more = try await answer(501)
      let most = try await answer(500)

      #expect(try await program.api("/openapi.json").text.contains(#""maxItems":500"#))
      #expect(more.status == 400)
      #expect(try more.word("parameter") == "lines")
      #expect(try more.word("detail") == "lines has 501 entries; expected at most 500")
      #expect(most.status == 422, "\(most.text)")
    }
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, "a"), (#"{"a":1,"\u0061":2}"#, "a"),
    (#"{"b":[{"a":1},{"a":2,"c":{},"a":3}]}"#, "a"), (#"{"a":"}","b":"\",","b":1}"#, "b"),
    (#"{"":1,"":2}"#, ""), (#"{"a":{"a":[1,2,"a","a"]},"b":{"a":"a"}}"#, nil),
    (#"["a","a",["a","a"]]"#, nil), ("{}", nil), (#"[{"a":1},{"a":1}]"#, nil),
    (#"{"a":"\\","b":"\\\"a\":1"}"#, nil), ("7", nil), (#""a""#, nil),
  ])
  func `a member that is there twice is found, however it is written`(json: String, name: String?) {
    #expect(RequestBody.repeatedMember(of: Array(json.utf8)) == name)
  }

  @Test func `an amount that is said twice is booked as neither`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let answer = try await program.api(
        "/documents/C2009/INV-70402/write-offs", sending: #"{"amount":"1.00","amount":"2.00"}"#)
      #expect(answer.status == 400)
      #expect(try answer.word("parameter") == "amount")
      let wide = try await program.api("/decisions/N1/undo", sending: "\u{0}{\u{0}}")
      #expect(wide.status == 400)
      #expect(try await program.api("/decisions").lines.isEmpty)
    }
  }

  @Test func `a note has an end`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let note = String(repeating: "x", count: 501)
      let answer = try await stranger.program().api(
        "/decisions/N1/undo", sending: #"{"note":"\#(note)"}"#)
      #expect(answer.status == 400)
      #expect(try answer.word("parameter") == "note")
    }
  }

  @Test func `a key has as many characters as the description says, and no more`() async throws {
    let console = try TemporaryConsole()
    let waiting = try #require(
      try console.office.followed().exceptions(ExceptionLine.Filter(type: .noMatch)).lines.first)
    try await console.with { stranger in
      let program = try stranger.program()
      let described = try await program.api("/openapi.json").text
      let path = "/exceptions/\(waiting.id)/decisions"
      let body = #"{"action":"on_account","customer_id":"C2009"}"#
      let longer = try await program.api(
        path, sending: body, key: String(repeating: "k", count: 256))
      let longest = try await program.api(
        path, sending: body, key: String(repeating: "k", count: 255))

      #expect(described.contains(#""maxLength":255"#))
      #expect(longer.status == 400)
      #expect(try longer.word("parameter") == "Idempotency-Key")
      #expect(longest.status == 200, "\(longest.text)")
    }
  }
}
