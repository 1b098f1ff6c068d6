import Books
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// The five invariants of the contract, computed here anew from what a run gives out, over random
/// companies and days. `QUITTANCE_SEED=n` repeats one.
@Suite struct InvariantTests {
  private static let seeds = SeededGenerator.seeds(400)

  /// Runs a property over all seeds; the first seeds that break it are named.
  private func holds(
    _ property: (RandomWorld, RunOutcome) throws -> String?,
    _ location: SourceLocation = #_sourceLocation
  ) {
    var broken: [String] = []
    for seed in Self.seeds {
      let world = RandomWorld(seed: seed)
      do {
        if let problem = try property(world, world.reconciled()) {
          broken.append("seed \(seed): \(problem)")
        }
      } catch {
        broken.append("seed \(seed): \(error)")
      }
    }
    #expect(broken.prefix(5) == [], sourceLocation: location)
  }

  @Test func `money: payments, on account and unapplied make the receipt, and credits cancel out`()
  {
    holds { world, outcome in
      let lines = Dictionary(grouping: outcome.applications, by: \.payment)
      let raised = Dictionary(grouping: outcome.exceptions, by: \.payment)
      for record in outcome.ledger.receipts where record.amount.isPositive {
        let lines = lines[record.payment] ?? []
        let cash = lines.filter { $0.kind == .payment || $0.kind == .onAccount }
          .reduce(0) { $0 + $1.amount.minorUnits }
        let unapplied = (raised[record.payment] ?? [])
          .filter { $0.type.leavesCashUnapplied }.reduce(0) { $0 + $1.amount.minorUnits }
        if cash + unapplied != record.amount.minorUnits {
          return "\(record.payment) of \(record.amount): \(cash) applied, \(unapplied) unapplied"
        }
        let credits = lines.filter { $0.kind == .credit }.reduce(0) { $0 + $1.amount.minorUnits }
        if credits != 0 { return "\(record.payment): credits sum to \(credits)" }
      }
      return nil
    }
  }

  @Test func `items: what was open less what was booked is what is open, never beyond zero`() {
    holds { world, outcome in
      var open: [DocumentKey: Int64] = [:]
      for item in world.ledger.openItems { open[item.key] = item.open.minorUnits }
      for line in outcome.applications {
        open[line.documentKey, default: 0] -= line.amount.minorUnits
      }
      let before = Set((world.ledger.openItems + world.ledger.clearedItems).map(\.key))
      for item in outcome.ledger.openItems + outcome.ledger.clearedItems {
        var expected = open[item.key] ?? 0
        if item.type == .deduction, !before.contains(item.key) {
          expected += item.original.minorUnits
          // A return took it to zero with the deduction that made it.
          let isUndone = outcome.applications.contains { line in
            line.kind == .reversal && line.customer == item.customer
              && item.number.text.hasPrefix(line.document.text + "-D")
              && line.amount.minorUnits == -item.original.minorUnits
          }
          if item.open.isZero, expected == item.original.minorUnits, isUndone { expected = 0 }
        }
        if expected != item.open.minorUnits {
          return "\(item.number) is open with \(item.open), expected \(expected)"
        }
        if !item.open.hasSameSign(as: item.original)
          || item.open.minorUnits.magnitude > item.original.minorUnits.magnitude
        {
          return "\(item.number): \(item.open) of \(item.original)"
        }
      }
      let after = outcome.ledger.openItems.count + outcome.ledger.clearedItems.count
      return after < before.count ? "\(before.count - after) items are gone" : nil
    }
  }

  @Test func `books: every entry sums to zero, and the accounts move by what was booked`() {
    holds { world, outcome in
      var receivables: [Currency: Int64] = [:]
      for entry in outcome.journal {
        var sums: [Currency: Int64] = [:]
        for posting in entry.postings {
          sums[posting.amount.currency, default: 0] += posting.amount.minorUnits
          switch posting.account {
          case .receivables, .disputed:
            receivables[posting.amount.currency, default: 0] += posting.amount.minorUnits
          default: break
          }
        }
        if let off = sums.first(where: { $0.value != 0 }) {
          return "the entry of \(entry.payment) sums to \(off.value) \(off.key)"
        }
      }
      for item in world.ledger.openItems {
        receivables[item.currency, default: 0] += item.open.minorUnits
      }
      for item in outcome.ledger.openItems {
        receivables[item.currency, default: 0] -= item.open.minorUnits
      }
      let off = receivables.filter { $0.value != 0 }
      return off.isEmpty ? nil : "receivables are off by \(off)"
    }
  }

  @Test func `once: the same files again, and twins in them, book nothing new`() {
    holds { world, outcome in
      let ids = outcome.ledger.receipts.map(\.payment)
      if Set(ids).count != ids.count { return "a receipt is there twice" }
      let again = try world.reconciled(outcome.ledger, world.files)
      if !again.applications.isEmpty { return "applied again: \(again.lines)" }
      return again.ledger == outcome.ledger ? nil : "the ledger changed"
    }
  }

  @Test func `same in, same out: for every order of the files`() {
    holds { world, outcome in
      let backwards = try world.reconciled(world.ledger, world.files.reversed())
      return backwards == outcome ? nil : "another outcome for the files backwards"
    }
  }

  @Test func `nothing is lost: what is not booked stands in front of a person`() {
    holds { world, outcome in
      let told = Set(outcome.exceptions.map(\.payment))
      let silent = outcome.ledger.receipts.filter { record in
        record.outcome != .applied && !(record.outcome == .returned && record.amount.isPositive)
          && !told.contains(record.payment)
      }
      return silent.first.map { "\($0.payment) is \($0.outcome)" }
    }
  }

  @Test func `every unexplained short payment has one exception, and each dispute its item`() {
    holds { world, outcome in
      let known = Set(world.ledger.disputes.map(\.id))
      for dispute in outcome.disputes where !known.contains(dispute.id) {
        let items = (outcome.ledger.openItems + outcome.ledger.clearedItems).filter {
          $0.customer == dispute.customer && $0.type == .deduction
            && $0.original == dispute.amount
            && $0.number.text.hasPrefix(dispute.document.text + "-D")
        }
        if items.isEmpty { return "\(dispute.id) has no item" }
        let isOpen = items.contains { !$0.open.isZero }
        if dispute.status == .open, !isOpen { return "\(dispute.id) is open, its item is not" }
      }
      let short = outcome.exceptions.filter { $0.type == .shortPayment }.map(\.payment)
      return Set(short).count == short.count ? nil : "two short_payment for one receipt"
    }
  }
}
