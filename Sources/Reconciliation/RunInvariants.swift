import Books
import Money
import Receivables

/// The contract's invariants, checked over the results of every batch: first the sums that people
/// are shown, with both sides, then each receipt, item and entry by itself.
///
/// Of the items, those are looked at that moved or that something was booked on. The rest did not
/// move by construction: a working ledger notes every item whose open amount it sets, and nothing
/// else can set one.
struct RunInvariants {
  /// An item with what was open of it before the batch; nil for one that the batch made.
  struct Moved {
    var before: Int64?
    var item: OpenItem
  }

  let items: [Moved]
  /// Lines whose document is not there.
  let strayLines: Int
  let applications: [Application]
  let exceptions: [ReceiptException]
  let journal: [JournalEntry]
  let records: [ReceiptRecord]
  /// Records of transactions that were known before, or twice in the batch.
  let takenTwice: Int
  let working: WorkingLedger

  init(
    items: [Moved], strayLines: Int = 0, applications: [Application],
    exceptions: [ReceiptException], journal: [JournalEntry], records: [ReceiptRecord],
    takenTwice: Int = 0, working: WorkingLedger
  ) {
    self.items = items
    self.strayLines = strayLines
    self.applications = applications
    self.exceptions = exceptions
    self.journal = journal
    self.records = records
    self.takenTwice = takenTwice
    self.working = working
  }

  init(_ outcome: BatchOutcome, _ history: ReceiptHistory, _ working: WorkingLedger) {
    var items = working.movedItems.map { Moved(before: $0.before, item: working.items[$0.item]) }
    // Booked on and not moved: right only where the lines cancel out.
    var unmoved: Set<Int> = []
    var strayLines = 0
    for line in outcome.applications {
      guard let item = working.itemIndex(line.documentKey) else {
        strayLines += 1
        continue
      }
      if !working.movedInBatch(item), unmoved.insert(item).inserted {
        items.append(Moved(before: working.openAmount(of: item), item: working.items[item]))
      }
    }
    self.init(
      items: items, strayLines: strayLines, applications: outcome.applications,
      exceptions: outcome.exceptions, journal: outcome.journal,
      records: Array(history.recordsOfBatch), takenTwice: history.takenTwice, working: working)
  }

  func results() throws(MoneyError) -> [InvariantResult] {
    var results: [InvariantResult] = []
    try results.append(money())
    results.append(credits())
    try results.append(openAmounts())
    try results.append(books())
    results.append(once())
    results.append(nothingLost())
    return results
  }

  private func sums(_ amounts: some Sequence<Money>) throws(MoneyError) -> String {
    var tally = Tally()
    for amount in amounts { try tally.add(amount) }
    let shown = tally.amounts.filter { !$0.isZero }
    return shown.isEmpty ? "0" : shown.map(\.description).joined(separator: ", ")
  }

  /// Σ payment + Σ on account + unapplied = what was received, for each receipt.
  private func money() throws(MoneyError) -> InvariantResult {
    var applied: [PaymentID: Int64] = [:]
    for line in applications where line.kind == .payment || line.kind == .onAccount {
      applied[line.payment] = try (applied[line.payment] ?? 0).addingChecked(line.amount.minorUnits)
    }
    let receipts = records.filter { $0.amount.isPositive }
    var holds = true
    for record in receipts {
      let cash = applied[record.payment] ?? 0
      let isWhole = cash == record.amount.minorUnits
      let outcome: Bool =
        switch record.outcome {
        case .applied: isWhole
        case .unapplied: cash == 0
        case .partApplied: cash > 0 && cash < record.amount.minorUnits
        case .returned: cash >= 0 && cash <= record.amount.minorUnits
        }
      if !outcome { holds = false }
    }
    let cash = applications.filter { $0.kind == .payment || $0.kind == .onAccount }.map(\.amount)
    var unapplied: [Money] = []
    for record in receipts {
      let rest = try record.amount.minorUnits.subtractingChecked(applied[record.payment] ?? 0)
      unapplied.append(Money(minorUnits: rest, record.amount.currency))
      if rest < 0 { holds = false }
    }
    let left = try sums(cash + unapplied)
    let right = try sums(receipts.map(\.amount))
    return InvariantResult(
      name: "payments + on account + unapplied = received", holds: holds && left == right,
      left: left, right: right)
  }

  /// Σ credit = 0 for each receipt.
  private func credits() -> InvariantResult {
    var sums: [PaymentID: Int128] = [:]
    for line in applications where line.kind == .credit {
      sums[line.payment, default: 0] += Int128(line.amount.minorUnits)
    }
    let off = sums.values.count { $0 != 0 }
    return InvariantResult(
      name: "receipts whose netted credits do not cancel out", holds: off == 0, left: "\(off)",
      right: "0")
  }

  /// Open before − Σ applications = open after, for each item; nothing beyond zero.
  private func openAmounts() throws(MoneyError) -> InvariantResult {
    var booked: [DocumentKey: Int64] = [:]
    for line in applications {
      booked[line.documentKey] = try (booked[line.documentKey] ?? 0)
        .addingChecked(line.amount.minorUnits)
    }
    var undone = undoneDeductions()
    var off = strayLines
    for moved in items {
      let item = moved.item
      var value = try (moved.before ?? 0).subtractingChecked(booked[item.key] ?? 0)
      if item.type == .deduction {
        // The line that made it stands on its invoice; the one that unmade it likewise.
        if moved.before == nil { value = try value.addingChecked(item.original.minorUnits) }
        // Only as a whole: what was paid on it since would be lost.
        let root = DocumentKey(item.customer, working.rootNumber(of: item.key))
        if item.open.isZero, value == item.original.minorUnits {
          let place = undone[root]?.firstIndex { $0.amount == -value }
          if let place {
            undone[root]?.remove(at: place)
            value = 0
          }
        }
      }
      if value != item.open.minorUnits { off += 1 }
      let open = item.open.minorUnits
      let original = item.original.minorUnits
      if open != 0, (open < 0) != (original < 0) { off += 1 }
    }
    // A deduction that had made an item, and is undone without it.
    off += undone.values.reduce(0) { $0 + $1.count { $0.isDisputed } }
    return InvariantResult(
      name: "items whose open amount is not what was open less what was booked", holds: off == 0,
      left: "\(off)", right: "0")
  }

  /// The reversals of the run that may have undone a deduction, by the document that it was taken
  /// from: those of a dispute, which certainly did, first.
  private func undoneDeductions() -> [DocumentKey: [(amount: Int64, isDisputed: Bool)]] {
    var undone: [DocumentKey: [(amount: Int64, isDisputed: Bool)]] = [:]
    var taken: Set<Int> = []
    for line in applications where line.kind == .reversal && line.amount.isNegative {
      let root = DocumentKey(line.customer, working.rootNumber(of: line.documentKey))
      let dispute = working.disputes(on: root).first { index in
        let dispute = working.disputes[index]
        return !taken.contains(index) && dispute.origin == .shortPayment
          && dispute.payment == line.reverses
          && !line.reasonCode.isEmpty && dispute.reasonCode == line.reasonCode
          && dispute.amount.minorUnits == -line.amount.minorUnits
      }
      if let dispute { taken.insert(dispute) }
      undone[root, default: []].append((line.amount.minorUnits, dispute != nil))
    }
    return undone.mapValues { $0.filter(\.isDisputed) + $0.filter { !$0.isDisputed } }
  }

  /// Every entry sums to zero, and receivables move by exactly what the items do.
  private func books() throws(MoneyError) -> InvariantResult {
    var moved: [Money] = []
    var holds = true
    for entry in journal {
      if entry.postings.reduce(Int128(0), { $0 + Int128($1.amount.minorUnits) }) != 0 {
        holds = false
      }
      for posting in entry.postings {
        switch posting.account {
        case .receivables, .disputed: moved.append(posting.amount)
        default: continue
        }
      }
    }
    var changes: [Money] = []
    for moved in items {
      let change = try moved.item.open.minorUnits.subtractingChecked(moved.before ?? 0)
      changes.append(Money(minorUnits: change, moved.item.currency))
    }
    let left = try sums(moved)
    let right = try sums(changes)
    return InvariantResult(
      name: "the journal's receivables = the change of the open items",
      holds: holds && left == right, left: left, right: right)
  }

  /// No bank transaction is taken twice.
  private func once() -> InvariantResult {
    InvariantResult(
      name: "bank transactions taken twice", holds: takenTwice == 0, left: "\(takenTwice)",
      right: "0")
  }

  /// What is not booked is in front of a person.
  private func nothingLost() -> InvariantResult {
    let told = Set(exceptions.map(\.payment))
    let silent = records.count { record in
      // A receipt that came back within the run is told of under its return's own identity.
      let isSettled =
        record.outcome == .applied || (record.outcome == .returned && record.amount.isPositive)
      return !isSettled && !told.contains(record.payment)
    }
    return InvariantResult(
      name: "unapplied receipts without an exception", holds: silent == 0, left: "\(silent)",
      right: "0")
  }
}
