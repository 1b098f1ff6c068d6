import Dispatch
import Foundation
import HTTPTypes
import Money
import Pipeline
import Testing

@testable import Console

/// Trials of rules by programs, those too that take longer than a request.
@Suite("Trials of the interface for programs")
struct APITrialTests {
  private static let body = #"{"from":"2026-03-10","rules":"auto_apply: 1.00\n"}"#

  /// Nothing is tried any more.
  private func done(_ console: TemporaryConsole) async {
    await withCheckedContinuation { continuation in
      console.office.trials.queue.async { continuation.resume() }
    }
  }

  private func trial(_ answer: JSONAnswer) throws -> [String: Any] {
    let operation = try #require(APIOperations.all.first { $0.name == "getLastTrial" })
    #expect(try answer.differs(from: operation.response) == nil)
    return try #require(try answer.members["trial"] as? [String: Any], "\(answer.text)")
  }

  @Test func `a trial that takes long is read when it is done`() async throws {
    let console = try TemporaryConsole(trialWaitMax: .zero)
    try await console.with { stranger in
      let program = try stranger.program()
      let gate = DispatchSemaphore(value: 0)
      console.office.trials.queue.async { gate.wait() }

      let asked = try await program.api("/rules/trials", sending: Self.body)
      let running = try trial(try await program.api("/rules/trials/last"))
      gate.signal()
      await done(console)
      let last = try trial(try await program.api("/rules/trials/last"))

      #expect(asked.status == 503)
      #expect(try asked.word("detail").contains("GET /api/v1/rules/trials/last"))
      #expect(running["state"] as? String == "running")
      #expect(running["result"] is NSNull)
      #expect(last["state"] as? String == "done")
      #expect(last["by"] as? String == "supervisor")
      #expect(last["from"] as? String == "2026-03-10")
      #expect(last["rules"] as? String == "auto_apply: 1.00\n")
      let result = try #require(last["result"] as? [String: Any])
      #expect(result["receipts"] as? Int ?? 0 > 0)
    }
  }

  @Test func `before the first there is none, and it is told to who may try`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let none = try await stranger.program().api("/rules/trials/last")
      let clerk = try await stranger.program("clerk").api("/rules/trials/last")

      #expect(none.status == 200 && none.text == #"{"trial":null}"#, "\(none.text)")
      #expect(clerk.status == 403)
    }
  }

  @Test func `whoever asks is answered by their own trial`() async throws {
    let console = try TemporaryConsole()
    let day = try #require(CalendarDate(iso: "2026-03-10"))

    let outcome = try await console.office.trials.ask(
      "auto_apply: 1.00\n", from: day, by: "supervisor", console.office)

    #expect(try #require(outcome).get().receipts > 0)
  }
}
