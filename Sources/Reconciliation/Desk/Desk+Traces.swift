import Books
import Money
import Receivables

/// Undoing one decision by what it left behind, whatever came since: by differences where others may
/// have moved the same row, and as a whole where nobody may.
extension Desk {
  mutating func undo(_ trace: DeskTrace) throws(DeskError) {
    try requireStanding(trace)
    if trace.booked.isEmpty, trace.undone.isEmpty, trace.entries.isEmpty {
      try requireUntouched(trace)
    }
    try undoReceipts(trace)
    try undoItems(trace)
    try undoAgreements(trace)
    let payments = trace.receipts.compactMap { ($0.before ?? $0.after)?.payment }
    undoLines(trace)
    for payment in payments where (records[payment] ?? nil) != nil {
      try requireCash(payment, trace)
      try setOutcome(of: payment)
    }
    try undoExceptions(trace)
    for change in trace.accounts {
      if let row = change.after { accounts.removeAll { $0 == row } }
      if let row = change.before { accounts.append(row) }
    }
    for change in trace.aliases {
      if let row = change.after { aliases.removeAll { $0 == row } }
      if let row = change.before { aliases.append(row) }
    }
  }

  /// Nothing has undone the decision, or its lines, since.
  private func requireStanding(_ trace: DeskTrace) throws(DeskError) {
    let nothing = DeskError(
      .nothingToUndo, "decision \(trace.decision) is undone", expected: "one that stands")
    if input.undone.contains(trace.decision) { throw nothing }
    let booked = Dictionary(grouping: trace.booked.filter { $0.kind != .reversal }, by: \.payment)
    for (payment, lines) in booked {
      var standing = standing(of: payment)
      for line in lines {
        let place = standing.firstIndex {
          $0.documentKey == line.documentKey && $0.kind == line.kind && $0.amount == line.amount
            && $0.reasonCode == line.reasonCode
        }
        guard let place else { throw nothing }
        standing.remove(at: place)
      }
    }
  }

  /// Off the books and on again, or out of the history and in again; outcomes between follow the
  /// cash.
  private mutating func undoReceipts(_ trace: DeskTrace) throws(DeskError) {
    for change in trace.receipts {
      guard let payment = (change.before ?? change.after)?.payment else { continue }
      let now = records[payment] ?? nil
      let wasGone = change.after.map { $0.outcome == .returned } ?? true
      let isGone = now.map { $0.outcome == .returned } ?? true
      guard wasGone == isGone, (change.after == nil) == (now == nil) else {
        throw DeskError(
          .usedSince, "receipt \(payment) went back, or came, since",
          expected: "undo that first", first: [payment])
      }
      records[payment] = .some(change.before)
    }
  }

  private mutating func undoItems(_ trace: DeskTrace) throws(DeskError) {
    for change in trace.items {
      guard let row = change.before ?? change.after else { continue }
      if change.before == change.after {
        witnesses.insert(row.key)
        continue
      }
      let before = change.before?.open.minorUnits ?? 0
      guard let item = ledger.itemIndex(row.key) else {
        // It left the ledger with its receipt, which is to be there again.
        guard change.after == nil, change.before != nil else {
          throw DeskError(
            .documentUnknown, "document \(row.number) of \(row.customer) is gone",
            expected: "the item that \(trace.decision) left")
        }
        _ = try booking { try ledger.add(row) }
        continue
      }
      let after = change.after?.open.minorUnits ?? 0
      let now = ledger.openAmount(of: item)
      let isWhole = trace.whole.contains(row.key)
      if isWhole, now != after { throw usedSince(row.key, "decision \(trace.decision)") }
      let (step, overflow) = after.subtractingReportingOverflow(before)
      guard !overflow, isWhole || ledger.canTake(step, from: item) else {
        throw DeskError(
          .usedSince,
          "\(ledger.items[item].open) of \(row.number) is open, which has no room for undoing "
            + trace.decision, expected: "undo what was decided of it since")
      }
      ledger.setOpenAmount(now - step, of: item)
      ledger.list(item)
    }
  }

  private mutating func undoAgreements(_ trace: DeskTrace) throws(DeskError) {
    for change in trace.disputes {
      guard let row = change.before ?? change.after else { continue }
      guard let index = ledger.disputeIndex(row.id) else {
        if let before = change.before { ledger.add(before) }
        continue
      }
      let now = ledger.disputes[index]
      if let after = change.after, now.status != after.status || now.payment != after.payment {
        throw DeskError(
          .usedSince, "dispute \(row.id) was decided since: it is \(now.status.rawValue)",
          expected: "undo that first")
      }
      // Who paid the deduction since has ended the dispute: it cannot be open again.
      if let before = change.before, before.status != .resolved, now.status == .resolved,
        let item = deductionItem(of: index), ledger.openAmount(of: item) == 0,
        trace.items.contains(where: {
          $0.before == $0.after && $0.after?.key == ledger.items[item].key
            && $0.after?.open.isZero == false
        })
      {
        throw usedSince(ledger.items[item].key, "dispute \(row.id)")
      }
      // What a decision opened stays as one that is over: no number is given twice.
      ledger.setDispute(
        index, change.before?.status ?? .resolved,
        payment: change.before.map(\.payment) ?? row.payment)
      if now.explanation == change.after?.explanation, let before = change.before {
        ledger.explainDispute(index, before.explanation)
      }
    }
    for change in trace.allowances {
      guard let before = change.before, let after = change.after,
        let index = ledger.allowanceIndex(before.id)
      else { continue }
      let now = ledger.allowances[index]
      let used =
        Int128(now.used.minorUnits) + Int128(before.used.minorUnits)
        - Int128(after.used.minorUnits)
      guard used >= 0, used <= max(now.amount.minorUnits, now.used.minorUnits) else {
        throw DeskError(
          .usedSince, "allowance \(now.id) was used since: \(now.used) of \(now.amount)",
          expected: "undo that first")
      }
      ledger.returnAllowance(index, now.used.minorUnits - Int64(clamping: used))
    }
    // An announcement moves no money: one that came true otherwise since is left alone.
    for change in trace.expectations {
      guard let before = change.before,
        let index = ledger.expectations(of: before.customer, id: before.id),
        ledger.expectations[index].status == change.after?.status
      else { continue }
      ledger.setExpectation(index, before.status)
    }
  }

  private mutating func undoLines(_ trace: DeskTrace) {
    let day = input.day
    var new: [Application] = []
    for line in trace.booked {
      var reversal = line
      reversal.bookingDate = day
      reversal.amount.minorUnits = -line.amount.minorUnits
      // A line of another receipt that was itself a reversal turns its sign.
      if line.kind != .reversal {
        reversal.kind = .reversal
        reversal.reverses = line.payment
        reversal.rule = Application.undoRule + line.kind.rawValue
      }
      reversal.confidence = Confidence(hundredths: 100)
      reversal.carried = []
      new.append(reversal)
    }
    for line in trace.undone {
      var again = line
      again.bookingDate = day
      new.append(again)
    }
    add(lines: new)
    booked += trace.undone
    undone += trace.booked
    for entry in trace.entries {
      let back = entry.postings.map {
        Posting($0.account, Money(minorUnits: -$0.amount.minorUnits, $0.amount.currency))
      }
      entries.append(
        JournalEntry(
          date: day, payment: entry.payment, description: "Undone: \(entry.description)",
          postings: back))
    }
  }

  /// What is booked again of a receipt still lies in unapplied cash.
  private func requireCash(_ payment: PaymentID, _ trace: DeskTrace) throws(DeskError) {
    guard let record = records[payment] ?? nil, record.amount.isPositive,
      record.outcome != .returned
    else { return }
    let cash = standing(of: payment).filter { $0.kind == .payment || $0.kind == .onAccount }
      .reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
    guard cash >= 0, cash <= Int128(record.amount.minorUnits) else {
      throw DeskError(
        .nothingLeft, "receipt \(payment) was applied otherwise since",
        expected: "its cash unapplied, as \(trace.decision) left it", first: [payment])
    }
  }
}

extension WorkingLedger {
  func expectations(of customer: CustomerID, id: String) -> Int? {
    customerIndex(customer).map(expectations(of:))?.first { expectations[$0].id == id }
  }
}
