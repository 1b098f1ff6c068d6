import Foundation
import GRDB
import LedgerFiles

/// A row of the state.
public struct StateRow: Hashable, Sendable {
  public var key: String
  public var record: String
  /// The cells of the record.
  public var cells: [String] { CSVRecord.cells(record) ?? [] }
}

extension SQLiteStore {
  /// The files of the ledger folder as they are now, by name; empty where no ledger was loaded yet.
  public func ledgerFiles() throws(StoreError) -> [String: [UInt8]] {
    try Self.storeErrors(path) {
      try queue.read { db in
        var files: [String: [UInt8]] = [:]
        for table in StateTable.ledger {
          let header = try String.fetchOne(
            db, sql: "SELECT record FROM facts WHERE key = ?",
            arguments: [CSVRecord.text([Self.headerFact(table.name)])])
          guard let header, let cells = CSVRecord.cells(header), cells.count > 1 else { continue }
          var bytes = Array((cells[1] + "\n").utf8)
          let rows = try Row.fetchCursor(
            db,
            sql: "SELECT record FROM \(StoreSchema.quoted(table.name)) ORDER BY position")
          while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 0) { data in
              if let data { bytes.append(contentsOf: data) }
            }
            bytes.append(UInt8(ascii: "\n"))
          }
          files[table.name + ".csv"] = bytes
        }
        return files
      }
    }
  }

  /// The name of the fact that keeps a table's header.
  public static func headerFact(_ table: String) -> String { "header:" + table }

  /// A fact by its name; nil where it was never set.
  public func fact(_ name: String) throws(StoreError) -> String? {
    try row(of: .facts, key: [name]).flatMap { $0.cells.dropFirst().first }
  }

  /// One row by its key.
  public func row(of table: StateTable, key: [String]) throws(StoreError) -> StateRow? {
    try rows(of: table, where: "key", is: CSVRecord.text(key)).first
  }

  /// All rows of a table in their order.
  public func rows(of table: StateTable) throws(StoreError) -> [StateRow] {
    try select(table, "ORDER BY position", [])
  }

  /// The rows of which a column (one of those that queries look for) has a value, in their order.
  public func rows(
    of table: StateTable, where column: String, is value: String
  ) throws(StoreError) -> [StateRow] {
    precondition(column == "key" || table.indexed.contains(column), "no index on \(column)")
    return try select(
      table, "WHERE \(StoreSchema.quoted(column)) = ? ORDER BY position", [value])
  }

  /// The last rows of a table, the latest first.
  public func lastRows(of table: StateTable, count: Int) throws(StoreError) -> [StateRow] {
    try select(table, "ORDER BY position DESC LIMIT \(count)", [])
  }

  /// How many rows a table has.
  public func count(of table: StateTable) throws(StoreError) -> Int {
    try Self.storeErrors(path) {
      try queue.read { db in
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM \(try StoreSchema.source(table, db))") ?? 0
      }
    }
  }

  private func select(
    _ table: StateTable, _ which: String, _ arguments: StatementArguments
  ) throws(StoreError) -> [StateRow] {
    try Self.storeErrors(path) {
      try queue.read { db in
        let source = try StoreSchema.source(table, db)
        return try Row.fetchAll(
          db, sql: "SELECT key, record FROM \(source) \(which)", arguments: arguments
        ).map {
          StateRow(key: $0["key"], record: $0["record"])
        }
      }
    }
  }

  // MARK: Work in hand

  public func claims() throws(StoreError) -> [FileClaim] {
    try Self.storeErrors(path) {
      try queue.read { db in
        try Row.fetchAll(db, sql: "SELECT * FROM claims ORDER BY claim_id").map {
          FileClaim(
            id: $0["claim_id"], inbox: $0["inbox"], name: $0["name"], workName: $0["work_name"],
            owner: $0["owner"], leaseUntil: $0["lease_until"])
        }
      }
    }
  }

  /// What is to be done outside, in the order in which it was committed.
  public func outbox() throws(StoreError) -> [OutboxItem] {
    try Self.storeErrors(path) {
      try queue.read { db in
        try Row.fetchAll(db, sql: "SELECT * FROM outbox ORDER BY outbox_id").map { row in
          OutboxItem(
            id: row["outbox_id"], kind: row["kind"], subject: row["subject"],
            body: Array((row["body"] as Data?) ?? Data()), tries: row["tries"],
            nextTryAt: row["next_try_at"])
        }
      }
    }
  }

  // MARK: The log

  /// How many events there are.
  public func lastSequence() throws(StoreError) -> Int64 {
    try Self.storeErrors(path) {
      try queue.read { db in try Int64.fetchOne(db, sql: "SELECT max(seq) FROM events") ?? 0 }
    }
  }

  /// The events about something, the latest first.
  public func events(
    about subject: String, _ kind: EventKind? = nil
  ) throws(StoreError) -> [StoredEvent] {
    try events(
      "WHERE subject = ?" + (kind == nil ? "" : " AND kind = ?") + " ORDER BY seq DESC",
      [subject] + (kind.map { [$0.rawValue] } ?? []))
  }

  /// How the bodies of the events about something begin, the latest first: for what is asked by the
  /// thousand, and stands near the beginning.
  public func beginnings(
    ofEventsAbout subject: String, _ kind: EventKind, bytes: Int
  ) throws(StoreError) -> [EventBody.Bytes] {
    try Self.storeErrors(path) {
      try queue.read { db in
        let statement = try db.cachedStatement(
          sql: """
            SELECT substr(body, 1, ?) FROM events WHERE subject = ? AND kind = ? ORDER BY seq DESC
            """)
        return try Data.fetchAll(statement, arguments: [bytes, subject, kind.rawValue])
          .map { Array($0) }
      }
    }
  }

  /// Some events by their number, in their order.
  public func events(_ range: ClosedRange<Int64>) throws(StoreError) -> [StoredEvent] {
    try events("WHERE seq BETWEEN ? AND ? ORDER BY seq", [range.lowerBound, range.upperBound])
  }

  private func events(
    _ condition: String, _ arguments: [any DatabaseValueConvertible]
  ) throws(StoreError) -> [StoredEvent] {
    try Self.storeErrors(path) {
      try queue.read { db in
        try Row.fetchAll(
          db, sql: "SELECT * FROM events " + condition, arguments: StatementArguments(arguments)
        ).map(Self.event)
      }
    }
  }

  static func event(_ row: Row) throws -> StoredEvent {
    let kind: String = row["kind"]
    guard let known = EventKind(rawValue: kind) else {
      throw StoreError(
        code: .damaged, problem: "an event of the unknown kind \(kind)",
        remedy: "a store that this program, or an earlier one, wrote")
    }
    return StoredEvent(
      sequence: row["seq"], recordedAt: row["recorded_at"], actor: row["actor"], kind: known,
      subject: row["subject"], body: Array((row["body"] as Data?) ?? Data()),
      hash: Array((row["hash"] as Data?) ?? Data()))
  }
}
