import Access
import Enquiry
import Foundation
import HTTPTypes
import Pipeline
import Receivables
import Testing

@testable import Console

@Suite("The interface for programs")
struct APITests {
  @Test func `a list comes in pages that together are all of it, each line once`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      var ids: [String] = []
      var next: String?
      repeat {
        let after = next.map { "&after=" + $0 } ?? ""
        let page = try await program.api("/exceptions?limit=4" + after).members
        let lines = try #require(page["lines"] as? [[String: Any]])
        #expect(lines.count <= 4)
        ids += lines.compactMap { $0["exception_id"] as? String }
        next = page["next"] as? String
      } while next != nil
      #expect(ids.count == Set(ids).count)
      #expect(ids.count == (try console.office.index.exceptionCount()))
    }
  }

  @Test(arguments: ["bad", "ZXhjZXB0aW9ucw", "%27%20OR%201", "AAAA"])
  func `a place that no page gave is refused`(cursor: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let answer = try await stranger.program().get("/api/v1/exceptions?after=" + cursor)
      #expect(answer.status == 400)
      #expect(answer.headers[.contentType] == "application/problem+json")
      #expect(answer.text.contains(#""parameter":"after""#), "\(answer.text)")
    }
  }

  @Test func `a program puts on account what its lines leave`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let waiting = try #require(
        try console.office.followed().exceptions(ExceptionLine.Filter(type: .noMatch)).lines.first)
      let body = #"""
        {"action":"lines","payer_id":"C2009","lines":[
        {"customer_id":"C2009","document_number":"INV-70402","amount":"700.00"},
        {"kind":"on_account","amount":"77.00"}]}
        """#

      let answer = try await program.ask(
        .post, "/api/v1/exceptions/\(waiting.id)/decisions", body: body, type: "application/json",
        headers: [("Idempotency-Key", "4712")])

      #expect(answer.status == 200, "\(answer.text)")
      let lines = try console.office.followed().applications(of: waiting.payment)
      #expect(lines.map(\.application.kind) == [.payment, .onAccount])
    }
  }

  @Test func `a request that is sent twice is done once, and answered alike`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let waiting = try #require(
        try console.office.followed().exceptions(ExceptionLine.Filter(type: .noMatch)).lines.first)
      let path = "/api/v1/exceptions/\(waiting.id)/decisions"
      let body = #"{"action":"on_account","customer_id":"C2009"}"#
      let key = [("Idempotency-Key", "4711")]
      let first = try await program.ask(
        .post, path, body: body, type: "application/json", headers: key)
      let again = try await program.ask(
        .post, path, body: body, type: "application/json", headers: key)
      #expect(first.status == 200 && again.status == 200, "\(first.text) \(again.text)")
      #expect(first.text == again.text)
      let other = try await program.ask(
        .post, path, body: #"{"action":"not_ours"}"#, type: "application/json", headers: key)
      #expect(other.status == 422)
      let lines = try console.office.followed().applications(of: waiting.payment)
      #expect(lines.count == 1)
    }
  }

  @Test func `a request that failed frees its key`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let waiting = try #require(
        try console.office.followed().exceptions(ExceptionLine.Filter(type: .noMatch)).lines.first)
      let path = "/api/v1/exceptions/\(waiting.id)/decisions"
      let wrong = try await program.ask(
        .post, path, body: #"{"action":"on_account","customer_id":"C404"}"#,
        type: "application/json", headers: [("Idempotency-Key", "1")])
      #expect(wrong.status == 422)
      let right = try await program.ask(
        .post, path, body: #"{"action":"on_account","customer_id":"C404"}"#,
        type: "application/json", headers: [("Idempotency-Key", "1")])
      #expect(right.status == 422, "it is tried again, not answered from memory")
    }
  }

  @Test(arguments: ["", "[]", "{", #"{"action":7}"#, #"{"action":"fly"}"#, "\u{0}"])
  func `a body that is not as described is refused`(body: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let program = try stranger.program()
      let waiting = try #require(try console.office.followed().exceptions().lines.first)
      let answer = try await program.ask(
        .post, "/api/v1/exceptions/\(waiting.id)/decisions", body: body, type: "application/json")
      #expect(answer.status == 400)
    }
  }

  @Test func `a session may use it with the token of its forms, and not without`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let supervisor = try await stranger.signedIn("supervisor")
      let path = "/api/v1/decisions/N404/undo"
      let without = try await supervisor.ask(.post, path, body: "{}", type: "application/json")
      let with = try await supervisor.ask(
        .post, path, body: "{}", type: "application/json",
        headers: [("X-CSRF-Token", supervisor.csrf)])
      #expect(without.status == 403 && with.status == 404)
      #expect(without.text.contains("no longer valid"))
      #expect(with.text.contains("there is no decision N404"))
    }
  }

  @Test func `the description names every operation, and each of them once`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let document = try await stranger.program().api("/openapi.json").members
      let paths = try #require(document["paths"] as? [String: [String: Any]])
      let described = paths.flatMap { path, members in
        members.keys.map { "\($0.uppercased()) /api/v1\(path)" }
      }
      let routes = RouteTable.all.filter { $0.kind == .api && $0.path != "/api/v1/openapi.json" }
        .map { "\($0.method.rawValue) \($0.path)" }
      #expect(Set(described) == Set(routes))
      let webhooks = try #require(document["webhooks"] as? [String: Any])
      #expect(
        webhooks.keys.sorted() == ["alert", "decision", "exception", "failure", "quarantine"])
      let names = APIOperations.all.map(\.name)
      #expect(Set(names).count == names.count)
    }
  }
}
