import Foundation
import GRDB
public import LedgerFiles

/// Writes events and what they change, inside one transaction.
///
/// An event begins, then its rows follow one by one; many rows are spread over several events, so
/// that none grows without bounds.
public final class LogWriter {
  /// Which events were written; nil before the first.
  public private(set) var written: ClosedRange<Int64>?

  private let actor: String
  private let recordedAt: String
  private var sequence: Int64
  private var hash: [UInt8]
  private let events: BulkStatement
  private let tables: TableWriters
  private var begun: (kind: EventKind, subject: String, facts: [UInt8])?
  private var rows: [RowChange] = []

  init(_ db: Database, actor: String, recordedAt: String) throws {
    self.actor = actor
    let last = try Row.fetchOne(
      db, sql: "SELECT seq, hash, recorded_at FROM events ORDER BY seq DESC LIMIT 1")
    // A clock that is set back never takes the log back with it (plan, I11).
    self.recordedAt = max(recordedAt, last?["recorded_at"] ?? recordedAt)
    sequence = last?["seq"] ?? 0
    hash = last.map { Array(($0["hash"] as Data?) ?? Data()) } ?? StoredEvent.noHash
    events = try BulkStatement("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", db)
    tables = TableWriters(db)
  }

  /// Begins an event; the rows that follow are its.
  ///
  /// - Parameter facts: one JSON object, without a line end.
  public func event(_ kind: EventKind, subject: String, facts: [UInt8]) throws {
    try end()
    begun = (kind, subject, facts)
  }

  /// Writes a whole event.
  public func event(_ event: NewEvent) throws {
    try self.event(event.kind, subject: event.subject, facts: event.facts)
    for row in event.rows { try self.row(row) }
  }

  /// A row that the event changes: written into its table now.
  public func row(_ change: RowChange) throws {
    precondition(begun != nil, "a row without an event")
    try tables.apply(change)
    rows.append(change)
    if rows.count == EventBody.rowsMax {
      let subject = begun?.subject ?? ""
      try end()
      begun = (.rows, subject, Array("{}".utf8))
    }
  }

  /// Ends the last event.
  func end() throws {
    defer {
      begun = nil
      rows.removeAll(keepingCapacity: true)
    }
    guard let begun else { return }
    if begun.kind == .rows, rows.isEmpty { return }
    let body = EventBody.bytes(facts: begun.facts, rows: rows)
    sequence += 1
    hash = StoredEvent.hash(
      after: hash, sequence: sequence, recordedAt: recordedAt, actor: actor,
      kind: begun.kind.rawValue, subject: begun.subject, body: body)
    try events.bind(1, sequence)
    try events.bind(2, recordedAt)
    try events.bind(3, actor)
    try events.bind(4, begun.kind.rawValue)
    try events.bind(5, begun.subject)
    try events.bind(6, body)
    try events.bind(7, hash)
    try events.run()
    written = (written?.lowerBound ?? sequence)...sequence
  }
}

/// The statements that write the tables of the state.
final class TableWriters {
  private let db: Database
  private var writers: [String: TableWriter] = [:]

  init(_ db: Database) { self.db = db }

  /// - Throws: `StoreError` where the row is not there, or there already; `DatabaseError`.
  func apply(_ change: RowChange) throws {
    let writer: TableWriter
    if let known = writers[change.table] {
      writer = known
    } else {
      guard let table = StateTable.named(change.table) else {
        throw Self.damaged(change, "the table is unknown")
      }
      writer = try TableWriter(table, db)
      writers[change.table] = writer
    }
    try writer.apply(change)
  }

  static func damaged(_ change: RowChange, _ problem: String) -> StoreError {
    StoreError(
      code: .damaged, problem: "\(change.table): \(change.key): \(problem)",
      remedy: "a store whose state is what its events made; quittance verify tells more")
  }
}

/// The statements that write one table.
final class TableWriter {
  private let table: StateTable
  private let insert: BulkStatement
  private let update: BulkStatement
  private let delete: BulkStatement

  init(_ table: StateTable, _ db: Database) throws {
    self.table = table
    let name = StoreSchema.quoted(table.name)
    let indexed = table.indexedPlaces.map { StoreSchema.quoted(table.columns[$0]) }
    let marks = repeatElement(", ?", count: indexed.count).joined()
    insert = try BulkStatement(
      "INSERT INTO \(name)(key, record\(indexed.map { ", " + $0 }.joined())) "
        + "VALUES (?, ?\(marks))", db)
    update = try BulkStatement(
      "UPDATE \(name) SET record = ?\(indexed.map { ", \($0) = ?" }.joined()) WHERE key = ?", db)
    delete = try BulkStatement("DELETE FROM \(name) WHERE key = ?", db)
  }

  func apply(_ change: RowChange) throws {
    switch change.kind {
    case .added:
      try insert.bind(1, change.key)
      try insert.bind(2, change.record)
      try bindIndexed(change, insert, from: 3)
      try insert.run()
    case .changed:
      try update.bind(1, change.record)
      let next = try bindIndexed(change, update, from: 2)
      try update.bind(next, change.key)
      try requireOne(try update.run(), change)
    case .removed:
      try delete.bind(1, change.key)
      try requireOne(try delete.run(), change)
    }
  }

  @discardableResult
  private func bindIndexed(
    _ change: RowChange, _ statement: BulkStatement, from first: Int32
  ) throws -> Int32 {
    var place = first
    let places = table.indexedPlaces
    if places.isEmpty { return place }
    guard let cells = CSVRecord.cells(change.record), cells.count >= table.columns.count else {
      throw TableWriters.damaged(change, "the record has too few cells")
    }
    for index in places {
      try statement.bind(place, cells[index])
      place += 1
    }
    return place
  }

  private func requireOne(_ count: Int, _ change: RowChange) throws {
    guard count == 1 || (count > 1 && !table.isUnique) else {
      throw TableWriters.damaged(change, "the row is not there")
    }
  }
}
