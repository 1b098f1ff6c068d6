import GRDB
import LedgerFiles

extension SQLiteStore {
  /// The rows of which a column has one of some values, in the order of the table.
  ///
  /// - Parameter column: `key`, or one that queries look for.
  public func rows(
    of table: StateTable, where column: String, isAnyOf values: [String]
  ) throws(StoreError) -> [StateRow] {
    precondition(column == "key" || table.indexed.contains(column), "no index on \(column)")
    return try Self.storeErrors(path) {
      try queue.read { db in
        var found: [(position: Int64, row: StateRow)] = []
        var from = 0
        while from < values.count {
          let some = values[from..<min(from + Self.valuesAtOnce, values.count)]
          let marks = Array(repeating: "?", count: some.count).joined(separator: ",")
          let statement = try db.cachedStatement(
            sql: "SELECT position, key, record FROM \(try StoreSchema.source(table, db)) "
              + "WHERE \(StoreSchema.quoted(column)) IN (\(marks))")
          let rows = try Row.fetchCursor(statement, arguments: StatementArguments(some))
          while let row = try rows.next() {
            found.append((row[0], StateRow(key: row[1], record: row[2])))
          }
          from += some.count
        }
        return found.sorted { $0.position < $1.position }.map(\.row)
      }
    }
  }

  /// The rows of which the key begins with a cell, in the order of the table.
  public func rows(
    of table: StateTable, keyBeginningWith cell: String
  ) throws(StoreError) -> [StateRow] {
    // Between `C1,` and `C1-`, the character that follows the comma, lies all that begins with `C1,`.
    let first = CSVRecord.text([cell])
    return try Self.storeErrors(path) {
      try queue.read { db in
        try Row.fetchAll(
          db,
          sql: "SELECT key, record FROM \(try StoreSchema.source(table, db)) "
            + "WHERE key >= ? AND key < ? ORDER BY position",
          arguments: [first + ",", first + "-"]
        ).map { StateRow(key: $0[0], record: $0[1]) }
      }
    }
  }

  /// Some rows of a table of the ledger as a file of the folder; nil where no ledger was loaded.
  public func ledgerFile(
    of table: StateTable, _ rows: [StateRow]
  ) throws(StoreError) -> [UInt8]? {
    guard let header = try fact(Self.headerFact(table.name)) else { return nil }
    var bytes = Array(header.utf8)
    bytes.append(UInt8(ascii: "\n"))
    for row in rows {
      bytes += row.record.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// SQLite takes some thousands of values in a statement; so many fit everywhere.
  private static let valuesAtOnce = 500
}
