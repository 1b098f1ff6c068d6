import Dispatch
import Matching
import Money
import Receivables
import Synchronization
import TestSupport
import Testing

@testable import Reconciliation

/// Receipts are read before those ahead of them are decided, perhaps several at a time: what comes
/// out is as if each were read at its turn. `QUITTANCE_SEED=n` repeats one world.
@Suite struct ReadingAheadTests {
  private static let seeds = SeededGenerator.seeds(200)
  private static let asOf = CalendarDate(dayNumber: 20_600)

  /// Nothing is read ahead.
  private static let atItsTurn = ReadingAhead { count, work in
    (0..<count).map { work($0).map { _ in nil } }
  }

  /// All parts are worked on at a time, the last ones first.
  private static let sideBySide = ReadingAhead { count, work in
    let parts = Mutex([[GatheredEvidence?]](repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { turn in
      let part = count - 1 - turn
      let made = work(part)
      parts.withLock { $0[part] = made }
    }
    return parts.withLock { $0 }
  }

  private func outcome(
    _ world: RandomWorld, _ files: [TakenFile], _ reading: ReadingAhead
  ) throws -> RunOutcome {
    var input = RunInput(
      ledger: world.ledger, files: files, rules: world.rules, asOf: Self.asOf)
    input.reading = reading
    return try reconcile(input)
  }

  @Test func `the outcome is that of receipts read at their turn, however many at a time`() {
    var broken: [String] = []
    for seed in Self.seeds {
      var world = RandomWorld(seed: seed)
      world.addTwins()
      do {
        let files = (1...6).flatMap { world.nextBatch($0) }
        let expected = try outcome(world, files, Self.atItsTurn)
        for (how, reading) in [("one by one", ReadingAhead()), ("side by side", Self.sideBySide)] {
          let outcome = try outcome(world, files, reading)
          let first = zip(outcome.decided, expected.decided).first { $0 != $1 }
          if outcome != expected {
            broken.append("seed \(seed), \(how): \(String(describing: first))")
          }
        }
      } catch {
        broken.append("seed \(seed): \(error)")
      }
    }
    #expect(broken.prefix(3) == [])
  }

  @Test func `a document that an earlier receipt made is found by one that was read before`() throws
  {
    let world = try World(.item("4711", "1000.00"), .item("4712", "70.00"))

    let outcome = try world.reconciling(
      .receipt("800.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1"),
      .receipt("200.00", "4711-D1", from: "Nobody", on: "2026-03-04", reference: "E2"))

    #expect(
      outcome.decided.last?.decision.evidence.contains {
        $0.found == "'4711-D1' is 4711-D1 of C1"
      } == true)
  }
}
