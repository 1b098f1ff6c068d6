import LedgerFiles
import Receivables
import Reconciliation
import TestSupport
import Testing

/// The ERP's ledger of the morning beside ours of the evening, over random companies and days.
@Suite struct LedgerComparisonRandomTests {
  @Test func `a snapshot from before a day never moves what the day booked`() throws {
    var faults: [String] = []
    var unposted = 0
    for seed in SeededGenerator.seeds(400) {
      let world = RandomWorld(seed: seed)
      let evening = try world.reconciled().ledger
      for authority in LedgerAuthority.allCases {
        let comparison = LedgerComparison(
          held: LedgerFolder(ledger: evening), theirs: LedgerFolder(ledger: world.ledger),
          isSnapshot: true, authority: authority)
        var after = evening
        after.apply(comparison.changes)
        if after.openItems != evening.openItems || after.clearedItems != evening.clearedItems {
          faults.append("seed \(seed), authority \(authority): items moved")
        }
        for difference in comparison.differences {
          if difference.isAlert { faults.append("seed \(seed): \(difference)") }
          if difference.kind == .notYetPosted { unposted += 1 }
        }
      }
    }

    #expect(faults.prefix(5) == [])
    #expect(unposted > 400, "random days book something")
  }

  @Test func `a ledger agrees with itself, and taking the first one takes all of it`() throws {
    for seed in SeededGenerator.seeds(100) {
      let evening = LedgerFolder(ledger: try RandomWorld(seed: seed).reconciled().ledger)
      var held = LedgerFolder(ledger: Ledger())

      let first = LedgerComparison(held: held, theirs: evening, isSnapshot: true)
      held.ledger.apply(first.changes)
      let second = LedgerComparison(held: held, theirs: evening, isSnapshot: true)

      #expect(held.ledger == evening.ledger, "seed \(seed)")
      #expect(second.changes.isEmpty && second.differences == [], "seed \(seed)")
    }
  }
}
