import Access
import Enquiry
import HTTPTypes
import Money
import Receivables
import Testing

@testable import Console

/// Two programs that do the same at once: one of them does it, the other is told that it is done.
@Suite("Two at once")
struct APIRaceTests {
  private func waiting(_ console: TemporaryConsole) throws -> ExceptionLine {
    try #require(
      try console.office.followed().exceptions(ExceptionLine.Filter(type: .noMatch)).lines.first)
  }

  /// What each of so many is answered who ask at once, in order.
  private func statuses(
    _ programs: [Browser], _ path: String, _ body: String
  ) async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for program in programs {
        group.addTask { try await program.api(path, sending: body).status }
      }
      return try await group.reduce(into: []) { $0.append($1) }.sorted()
    }
  }

  private func some(_ stranger: Browser) throws -> [Browser] {
    try [stranger.program("clerk"), stranger.program()]
      + (1...4).map { try stranger.another("supervisor\($0)", .supervisor) }
  }

  @Test(arguments: [
    #"{"action":"on_account","customer_id":"C2009"}"#, #"{"action":"not_ours","note":"x"}"#,
    #"{"action":"lines","lines":[{"customer_id":"C2009","document_number":"INV-70445","amount":"777.00"}]}"#,
  ])
  func `of those who decide the same exception one books, the others hear that it is decided`(
    body: String
  ) async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    try await console.with { stranger in
      let found = try await statuses(
        try some(stranger), "/exceptions/\(waiting.id)/decisions", body)
      #expect(found == [200, 409, 409, 409, 409, 409])
    }
    let booked = try console.office.followed().applications(of: waiting.payment)
    #expect(booked.count <= 1)
    #expect(try console.office.followed().decisions(of: waiting.payment).count == 1)
  }

  @Test func `of those who have seen the same state one books a part, and no other on top of it`()
    async throws
  {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    try await console.with { stranger in
      let seen = try await stranger.program().api("/exceptions/\(waiting.id)").word("seen")
      let body =
        #"{"action":"lines","seen":"\#(seen)","lines":["#
        + #"{"customer_id":"C2009","document_number":"INV-70445","amount":"100.00"}]}"#
      let found = try await statuses(
        try some(stranger), "/exceptions/\(waiting.id)/decisions", body)
      #expect(found == [200, 409, 409, 409, 409, 409])
    }
    let booked = try console.office.followed().applications(of: waiting.payment)
    #expect(booked.map(\.application.amount.decimal) == ["100.00"])
  }

  @Test func `of those who undo the same decision one does`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    try await console.with { stranger in
      let decision = try await stranger.program().api(
        "/exceptions/\(waiting.id)/decisions",
        sending: #"{"action":"on_account","customer_id":"C2009"}"#
      ).word("decision")
      let found = try await statuses(try some(stranger), "/decisions/\(decision)/undo", "{}")
      #expect(found == [200, 409, 409, 409, 409, 409])
    }
    let lines = try console.office.followed().applications(of: waiting.payment)
    #expect(lines.map(\.application.kind) == [.onAccount, .reversal])
  }

  @Test(arguments: [("approve", "reject"), ("approve", "approve"), ("reject", "reject")])
  func `of those who answer the same proposal one does`(one: String, other: String) async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    try await console.with { stranger in
      let clerk = try stranger.program("clerk")
      let proposal = try await clerk.api(
        "/exceptions/\(waiting.id)/decisions",
        sending: #"{"action":"on_account","customer_id":"C2009","second_eyes":true}"#
      ).word("proposal")
      let first = try stranger.program()
      let second = try stranger.another("second", .supervisor)
      async let left = first.api("/proposals/\(proposal)/\(one)", sending: "{}").status
      async let right = second.api("/proposals/\(proposal)/\(other)", sending: "{}").status
      #expect(try await [left, right].sorted() == [200, 409])
    }
    #expect(try console.office.followed().proposals().isEmpty)
    #expect(try console.office.followed().applications(of: waiting.payment).count <= 1)
  }

  @Test func `of those who write off the same rest one does`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let item = try await stranger.program().api("/documents/C2009/INV-70402")
      let open =
        try #require(try item.members["document"] as? [String: Any])["open_amount"] as? String
      let found = try await statuses(
        try some(stranger), "/documents/C2009/INV-70402/write-offs",
        #"{"amount":"\#(try #require(open))"}"#)
      #expect(found == [200, 409, 409, 409, 409, 409])
    }
  }

  @Test func `a request that is sent many times at once is done once`() async throws {
    let console = try TemporaryConsole()
    let waiting = try waiting(console)
    try await console.with { stranger in
      let program = try stranger.program()
      let found = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<6 {
          group.addTask {
            try await program.api(
              "/exceptions/\(waiting.id)/decisions",
              sending: #"{"action":"on_account","customer_id":"C2009"}"#, key: "once"
            ).status
          }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      // 409 while the first is in hand, its own answer afterwards.
      #expect(found.contains(200) && found.isSubset(of: [200, 409]))
    }
    #expect(try console.office.followed().applications(of: waiting.payment).count == 1)
  }
}
