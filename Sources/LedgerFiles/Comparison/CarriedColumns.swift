import Receivables

/// Cells of columns that are not ours, moved from the ERP's order of columns into the held one.
struct CarriedColumns {
  private(set) var columns: UnknownColumns
  private let theirs: UnknownColumns

  init(held: UnknownColumns, theirs: UnknownColumns) {
    self.theirs = theirs
    columns = held
    for path in Self.paths {
      let known = held[keyPath: path]
      columns[keyPath: path] += theirs[keyPath: path].filter { !known.contains($0) }
    }
  }

  /// The ERP's ledger with every row's cells where the columns have them.
  func moved(_ ledger: Ledger) -> Ledger {
    var moved = ledger
    move(\.customers, \.carried, \.customers, in: &moved)
    move(\.accounts, \.carried, \.accounts, in: &moved)
    move(\.aliases, \.carried, \.aliases, in: &moved)
    move(\.openItems, \.carried, \.items, in: &moved)
    move(\.clearedItems, \.carried, \.items, in: &moved)
    move(\.allowances, \.carried, \.allowances, in: &moved)
    move(\.disputes, \.carried, \.disputes, in: &moved)
    move(\.expectations, \.carried, \.expectations, in: &moved)
    move(\.applications, \.carried, \.applications, in: &moved)
    move(\.receipts, \.carried, \.receipts, in: &moved)
    return moved
  }

  private func move<Row>(
    _ rows: WritableKeyPath<Ledger, [Row]>, _ carried: WritableKeyPath<Row, [String]>,
    _ path: WritableKeyPath<UnknownColumns, [String]>, in ledger: inout Ledger
  ) {
    let from = theirs[keyPath: path]
    let to = columns[keyPath: path]
    guard from != to, !to.isEmpty else { return }
    let places = to.map { from.firstIndex(of: $0) }
    for index in ledger[keyPath: rows].indices {
      let cells = ledger[keyPath: rows][index][keyPath: carried]
      ledger[keyPath: rows][index][keyPath: carried] = places.map { place in
        place.flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
      }
    }
  }

  private static var paths: [WritableKeyPath<UnknownColumns, [String]>] {
    [
      \.customers, \.accounts, \.aliases, \.items, \.allowances, \.disputes, \.expectations,
      \.applications, \.receipts,
    ]
  }
}
