import Money
import Receivables
import TestSupport
import Testing
import Verification

@testable import Reconciliation

/// Books in which a return took a deduction item together with what was paid on it since: both the
/// run's own checks and a verification must see it.
@Suite struct LostPaymentTests {
  /// 800 of 1000 came, then this much on the deduction, then the 800 went back.
  private func reconciled(_ later: String) throws -> (world: World, outcome: RunOutcome) {
    let world = try World(.item("4711", "1000.00"))
    let outcome = try world.reconciling(
      .receipt("800.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1"),
      .receipt(
        later, account: "DE11", on: "2026-03-05", reference: "E2",
        documents: [.stated("4711-D1", paid: later)]),
      .comeback("800.00", reference: "E1", on: "2026-03-08"))
    return (world, outcome)
  }

  /// The same, with the whole deduction undone, whatever had been paid on it.
  private func losing(_ outcome: RunOutcome) throws -> RunOutcome {
    var lost = outcome
    var line = try #require(lost.applications.last)
    line.amount = try .reading("-200.00")
    line.reasonCode = "UNEXPLAINED"
    lost.applications.append(line)
    var items = lost.ledger.openItems + lost.ledger.clearedItems
    for index in items.indices {
      items[index].open =
        items[index].number == "4711" ? items[index].original : .zero(items[index].open.currency)
    }
    lost.ledger.openItems = items.filter { !$0.open.isZero }
    lost.ledger.clearedItems = items.filter(\.open.isZero)
    let last = lost.decided.indices.last ?? 0
    for index in lost.decided[last].moved.indices {
      lost.decided[last].moved[index].after = try .reading("1000.00")
    }
    let left = outcome.ledger.openItems.first { $0.number == "4711-D1" }
    if let left {
      lost.decided[last].moved.append(
        MovedItem(item: left.key, before: left.open, after: .zero(left.open.currency)))
    }
    return lost
  }

  private func holds(_ world: World, _ outcome: RunOutcome) throws -> Bool? {
    let before = world.ledger.openItems + world.ledger.clearedItems
    let moved = (outcome.ledger.openItems + outcome.ledger.clearedItems).map { item in
      RunInvariants.Moved(
        before: before.first { $0.key == item.key }?.open.minorUnits, item: item)
    }
    return try RunInvariants(
      items: moved, applications: outcome.applications,
      exceptions: outcome.exceptions, journal: outcome.journal,
      records: outcome.ledger.receipts, working: WorkingLedger(outcome.ledger)
    ).results().first { $0.name.hasPrefix("items") }?.holds
  }

  private func verifies(_ outcome: RunOutcome) throws -> Bool? {
    try RandomDaysTests.verify(outcome).first { $0.name.hasPrefix("open before") }?.holds
  }

  @Test(arguments: ["50.00", "200.00"])
  func `a payment that is lost with the deduction is seen`(later: String) throws {
    let (world, outcome) = try reconciled(later)
    let lost = try losing(outcome)

    #expect(try holds(world, outcome) == true && verifies(outcome) == true)
    #expect(try holds(world, lost) == false)
    #expect(try verifies(lost) == false)
  }
}
