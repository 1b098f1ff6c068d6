import Foundation
import GRDB

/// The store as it is at one moment, whatever is committed meanwhile: rows and events come one by
/// one, so that a million of them need no more room than one.
///
/// It is good for as long as the call that gave it.
public struct StoreSnapshot {
  private let db: Database
  private let path: String

  init(_ db: Database, _ path: String) {
    self.db = db
    self.path = path
  }

  /// How many events there are.
  public func lastSequence() throws -> Int64 {
    try storeErrors { try Int64.fetchOne(db, sql: "SELECT max(seq) FROM events") ?? 0 }
  }

  /// The hash of an event; nil where there is none of this number.
  public func hash(of sequence: Int64) throws -> [UInt8]? {
    try storeErrors {
      try Data.fetchOne(db, sql: "SELECT hash FROM events WHERE seq = ?", arguments: [sequence])
        .map(Array.init)
    }
  }

  /// The rows of a table in their order.
  ///
  /// - Throws: `StoreError`, and what `take` throws as it is.
  public func eachRow(of table: StateTable, _ take: (StateRow) throws -> Void) throws {
    let rows = try storeErrors {
      try Row.fetchCursor(
        db,
        sql: "SELECT key, record FROM \(try StoreSchema.source(table, db)) ORDER BY position")
    }
    while let row = try storeErrors({ try rows.next() }) {
      try take(StateRow(key: row[0], record: row[1]))
    }
  }

  /// The events behind one, in their order.
  ///
  /// - Parameters:
  ///   - kinds: only those; all where none is given.
  ///   - countMax: no more than these.
  /// - Throws: `StoreError`, and what `take` throws as it is.
  public func eachEvent(
    after sequence: Int64, of kinds: [EventKind] = [], countMax: Int = .max,
    _ take: (StoredEvent) throws -> Void
  ) throws {
    let marks = kinds.map { _ in "?" }.joined(separator: ", ")
    // The sign keeps SQLite to the order of the log: the kinds are no way into it.
    let condition = kinds.isEmpty ? "" : "AND +kind IN (\(marks))"
    let arguments: [any DatabaseValueConvertible] =
      [sequence] + kinds.map(\.rawValue) + [Int64(clamping: countMax)]
    let rows = try storeErrors {
      try Row.fetchCursor(
        db, sql: "SELECT * FROM events WHERE seq > ? \(condition) ORDER BY seq LIMIT ?",
        arguments: StatementArguments(arguments))
    }
    while let event = try storeErrors({ try rows.next().map(SQLiteStore.event) }) {
      try take(event)
    }
  }

  private func storeErrors<Result>(_ body: () throws -> Result) throws -> Result {
    try SQLiteStore.storeErrors(path, body)
  }
}

extension SQLiteStore {
  /// Reads several things that belong together.
  ///
  /// - Throws: `StoreError` where the store cannot be read, and what `read` throws as it is.
  public func snapshot<Result>(_ read: (StoreSnapshot) throws -> Result) throws -> Result {
    let path = path
    var outcome: Swift.Result<Result, any Error>?
    try Self.storeErrors(path) {
      try queue.read { db in
        outcome = Swift.Result { try read(StoreSnapshot(db, path)) }
      }
    }
    guard let outcome else {
      throw StoreError(
        code: .inputOutput, problem: "\(path) was not read", remedy: "a store that can be used")
    }
    return try outcome.get()
  }
}
