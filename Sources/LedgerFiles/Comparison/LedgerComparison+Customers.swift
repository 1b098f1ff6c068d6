import Money
import Receivables

extension LedgerComparison {
  mutating func compareCustomers() {
    let theirsByID = Dictionary(
      theirs.customers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for customer in held.customers {
      guard let other = theirsByID[customer.id] else {
        if isSnapshot {
          differences.append(LedgerDifference(kind: .customerGone, customer: customer.id))
        }
        continue
      }
      guard !isSame(customer, other, \.carried) else { continue }
      changes.customers.changed.append(other)
      differences.append(
        LedgerDifference(kind: .changedCustomer, customer: customer.id, isTaken: true))
    }
    let known = Set(held.customers.map(\.id))
    for customer in theirs.customers where !known.contains(customer.id) {
      changes.customers.added.append(customer)
      differences.append(
        LedgerDifference(kind: .newCustomer, customer: customer.id, isTaken: true))
    }
    changes.accounts.added = unknown(theirs.accounts, beside: held.accounts)
    changes.aliases.added = unknown(theirs.aliases, beside: held.aliases)
  }

  /// Allowances, disputes and expectations: the ERP's, as far as nothing happened to them here.
  mutating func compareAgreements() {
    changes.allowances.added = unknown(theirs.allowances, beside: held.allowances)
    changes.allowances.changed = changed(theirs.allowances, beside: held.allowances, \.carried) {
      ours, other in
      var taken = other
      // What was used was used here; another currency is another agreement altogether.
      guard other.amount.currency == ours.amount.currency else { return nil }
      taken.used = ours.used
      return taken
    }
    changes.disputes.added = unknown(theirs.disputes, beside: held.disputes)
    changes.disputes.changed = changed(theirs.disputes, beside: held.disputes, \.carried) {
      ours, other in
      ours.origin == .customerReported && ours.payment == nil ? other : nil
    }
    changes.expectations.added = unknown(theirs.expectations, beside: held.expectations)
    changes.expectations.changed = changed(
      theirs.expectations, beside: held.expectations, \.carried
    ) { ours, other in
      ours.status == .open ? other : nil
    }
  }

  private func unknown<Row: LedgerRow>(_ rows: [Row], beside known: [Row]) -> [Row] {
    guard !rows.isEmpty else { return [] }
    var keys = Set(known.map(\.rowKey))
    return rows.filter { keys.insert($0.rowKey).inserted }
  }

  /// Rows as they are now, in our order; nil from `taken` keeps ours.
  private func changed<Row: LedgerRow>(
    _ rows: [Row], beside known: [Row], _ carried: WritableKeyPath<Row, [String]>,
    _ taken: (Row, Row) -> Row?
  ) -> [Row] {
    guard !rows.isEmpty else { return [] }
    let others = Dictionary(rows.map { ($0.rowKey, $0) }, uniquingKeysWith: { first, _ in first })
    return known.compactMap { ours in
      others[ours.rowKey].flatMap { taken(ours, $0) }
        .flatMap { isSame(ours, $0, carried) ? nil : $0 }
    }
  }

  /// The same but for blank cells of columns that only one of the two has.
  func isSame<Row: Hashable>(
    _ one: Row, _ other: Row, _ carried: WritableKeyPath<Row, [String]>
  ) -> Bool {
    func trimmed(_ row: Row) -> Row {
      var row = row
      while row[keyPath: carried].last == "" { row[keyPath: carried].removeLast() }
      return row
    }
    return one == other || trimmed(one) == trimmed(other)
  }
}
