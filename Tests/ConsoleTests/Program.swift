import Access
import Foundation
import HTTPTypes
import LedgerFiles
import Testing

@testable import Console

/// A program that asks for what `/api/v1` has.
extension Browser {
  /// - Parameter person: whose token it has, with all that the person may.
  func program(_ person: String = "supervisor") throws -> Browser {
    var program = self
    let role = try #require(try console.access.person(named: person)).role
    program.bearer = try console.access.newToken(
      for: person, name: "test", scopes: role.permissions,
      expires: TemporaryConsole.start + 7 * 86_400, by: "test", at: TemporaryConsole.start)
    return program
  }

  /// Somebody else of this role, with a token.
  func another(_ name: String, _ role: Role) throws -> Browser {
    _ = try console.access.addPerson(
      name: name, role: role, password: TemporaryConsole.password(of: name), by: "test",
      at: TemporaryConsole.start)
    return try program(name)
  }

  func api(_ path: String) async throws -> JSONAnswer {
    JSONAnswer(try await get("/api/v1" + path))
  }

  func api(
    _ path: String, sending body: String, key: String? = nil
  ) async throws -> JSONAnswer {
    JSONAnswer(
      try await ask(
        .post, "/api/v1" + path, body: body, type: "application/json",
        headers: key.map { [("Idempotency-Key", $0)] } ?? []))
  }
}

/// What a program is answered.
struct JSONAnswer: Sendable {
  var status: Int
  var text: String
  var type: String

  init(_ answer: Browser.Answer) {
    (status, text) = (answer.status, answer.text)
    type = answer.headers[.contentType] ?? ""
  }

  var members: [String: Any] {
    get throws {
      try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }
  }

  /// The lines of a page.
  var lines: [[String: Any]] {
    get throws { try #require(try members["lines"] as? [[String: Any]], "\(text)") }
  }

  func word(_ name: String) throws -> String {
    try #require(try members[name] as? String, "\(name) of \(text)")
  }

  /// What of it is not as its operation describes it; nil where all is.
  func differs(from schema: Schema) throws -> String? {
    let value = try JSONDecoder().decode(AnyJSON.self, from: Data(text.utf8)).value
    return schema.problem(of: value, at: "")?.words
  }
}
