import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Whatever people decide and undo, in whatever order, the books hold.
@Suite struct DeskPropertyTests {
  @Test(arguments: SeededGenerator.seeds(250))
  func `decisions and undos in any order keep the invariants, and each can be undone`(
    seed: UInt64
  ) throws {
    var world = DeskWorld(try RandomWorld(seed: seed).reconciled())
    var desk = RandomDesk(seed: seed)
    var setAside: Set<PaymentID> = []

    for step in 1...10 {
      guard let action = desk.action(in: world) else { continue }
      let before = world
      let outcome: DeskOutcome
      do {
        outcome = try world.decide(action)
      } catch {
        #expect(error.code != .unsound, "seed \(seed) step \(step) \(action.name): \(error)")
        continue
      }
      if case .notOurs(let payment, _) = action { setAside.insert(payment) }
      let name = "seed \(seed) step \(step) \(action.name)"
      let broken = DeskInvariants(
        before: before, after: world, outcome: outcome, setAside: setAside
      ).broken
      #expect(broken == [], "\(name)")

      var undone = world
      let back = try undone.decide(outcome.inverse)
      #expect(undone.balances.differences(to: before.balances) == [], "\(name) undone")
      let brokenBack = DeskInvariants(
        before: world, after: undone, outcome: back, setAside: setAside
      ).broken
      #expect(brokenBack == [], "\(name) undone")
      #expect(undone.ledger.applications.starts(with: world.ledger.applications))

      var again = undone
      try again.decide(back.inverse)
      #expect(again.balances.differences(to: world.balances) == [], "\(name) undone twice")
      if !broken.isEmpty { return }
      desk.traces.append(outcome.trace)
    }
  }
}
