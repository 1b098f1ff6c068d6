import Money
import Receivables

/// What a decision comes to: the rows that it touched.
extension Desk {
  consuming func outcome() -> DeskOutcome {
    var outcome = DeskOutcome(
      changes: LedgerChanges(), applications: lines, closed: [], raised: [], disputes: [],
      journal: entries, trace: DeskTrace(decision: input.decision))
    outcome.trace.booked = booked
    outcome.trace.undone = undone
    outcome.trace.entries = entries
    outcome.changes.applications.added = lines
    tellItems(&outcome)
    tellReceipts(&outcome)
    tellExceptions(&outcome)
    Self.tell(
      input.ledger.disputes, ledger.disputes, \.id, without: forgottenDisputes,
      &outcome.changes.disputes, &outcome.trace.disputes)
    outcome.disputes = outcome.changes.disputes.changed + outcome.changes.disputes.added
    Self.tell(
      input.ledger.allowances, ledger.allowances, \.id, &outcome.changes.allowances,
      &outcome.trace.allowances)
    Self.tell(
      input.ledger.expectations, ledger.expectations, \.id, &outcome.changes.expectations,
      &outcome.trace.expectations)
    Self.tell(
      input.ledger.accounts, accounts, \.self, &outcome.changes.accounts,
      &outcome.trace.accounts)
    Self.tell(
      input.ledger.aliases, aliases, \.self, &outcome.changes.aliases, &outcome.trace.aliases)
    return outcome
  }

  private mutating func tellItems(_ outcome: inout DeskOutcome) {
    let wereOpen = input.ledger.openItems.count
    let onItem = Set(lines.map(\.documentKey))
    let onAccount = Set((booked + undone).filter { $0.kind == .onAccount }.map(\.documentKey))
    let moved = ledger.takeMoves().map(\.item)
    let others = forgottenItems.union(witnesses).sorted {
      ($0.customer, $0.number) < ($1.customer, $1.number)
    }
    for index in unique(moved + others).compactMap(ledger.itemIndex) {
      let now = ledger.items[index]
      let isNew = index >= ledger.itemsAtStart
      let before: OpenItem? =
        isNew
        ? nil
        : index < wereOpen
          ? input.ledger.openItems[index] : input.ledger.clearedItems[index - wereOpen]
      let isForgotten = forgottenItems.contains(now.key)
      let after = isForgotten ? nil : now
      if before != after || witnesses.contains(now.key) {
        outcome.trace.items.append(.init(before: before, after: after))
      }
      guard before != after else { continue }
      let isWhole =
        before == nil || after == nil || onAccount.contains(now.key)
        || (now.type == .deduction && !onItem.contains(now.key))
      if isWhole { outcome.trace.whole.append(now.key) }
      let isOpen = !now.open.isZero && !isForgotten
      let wasOpen = !isNew && index < wereOpen
      if let before {
        if wasOpen, isOpen {
          outcome.changes.openItems.changed.append(now)
        } else if wasOpen {
          outcome.changes.openItems.removed.append(before)
        } else if isOpen || isForgotten {
          outcome.changes.clearedItems.removed.append(before)
        }
      }
      if isOpen, !wasOpen { outcome.changes.openItems.added.append(now) }
      if !isOpen, !isForgotten, wasOpen || isNew {
        outcome.changes.clearedItems.added.append(now)
      }
    }
  }

  private func tellReceipts(_ outcome: inout DeskOutcome) {
    let ofLines = Set(lines.map(\.payment))
    for payment in records.keys.sorted() {
      let (before, after) = change(of: payment)
      // Every receipt that lines are of: undoing them gives it its outcome again.
      guard before != after || ofLines.contains(payment) else { continue }
      outcome.trace.receipts.append(.init(before: before, after: after))
      guard before != after else { continue }
      switch (before, after) {
      case (let before?, nil): outcome.changes.receipts.removed.append(before)
      case (nil, let after?): outcome.changes.receipts.added.append(after)
      case (_, let after?): outcome.changes.receipts.changed.append(after)
      case (nil, nil): break
      }
    }
  }

  private func tellExceptions(_ outcome: inout DeskOutcome) {
    let before = Dictionary(
      input.exceptions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(exceptions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for exception in input.exceptions where after[exception.id] != exception {
      outcome.closed.append(exception.id)
      outcome.trace.exceptions.append(.init(before: exception, after: after[exception.id]))
    }
    for exception in exceptions where before[exception.id] != exception {
      outcome.raised.append(exception)
      if before[exception.id] == nil {
        outcome.trace.exceptions.append(.init(before: nil, after: exception))
      }
    }
  }

  private static func tell<Row: LedgerRow, Key: Hashable>(
    _ before: [Row], _ after: [Row], _ key: (Row) -> Key, without forgotten: Set<Key> = [],
    _ rows: inout LedgerChanges.Rows<Row>, _ changes: inout [DeskTrace.Change<Row>]
  ) {
    if before == after, forgotten.isEmpty { return }
    let now = Dictionary(after.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    var known: Set<Key> = []
    for row in before {
      known.insert(key(row))
      let now2 = forgotten.contains(key(row)) ? nil : now[key(row)]
      guard now2 != row else { continue }
      changes.append(.init(before: row, after: now2))
      if let now2 { rows.changed.append(now2) } else { rows.removed.append(row) }
    }
    for row in after where !known.contains(key(row)) && !forgotten.contains(key(row)) {
      changes.append(.init(before: nil, after: row))
      rows.added.append(row)
    }
  }
}
