import Crypto
import Foundation
import GRDB
import Glibc

/// What a check of the store looked at, and what it found.
public struct StoreCheck: Hashable, Sendable {
  public var name: String
  /// How much was looked at, in words.
  public var looked: String
  /// What is wrong; none where all is well.
  public var faults: [String]

  public var holds: Bool { faults.isEmpty }

  public init(name: String, looked: String, faults: [String]) {
    self.name = name
    self.looked = looked
    self.faults = faults
  }
}

extension SQLiteStore {
  /// How many of the last links are looked at whenever the store is opened.
  public static let recentLinks: Int64 = 1000

  /// How large the file is, in bytes.
  public func byteCount() throws(StoreError) -> Int64 {
    try Self.storeErrors(path) {
      try queue.read { db in
        let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        return pages * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
      }
    }
  }

  /// SQLite's own check of the file.
  public func checkFile() throws(StoreError) -> StoreCheck {
    try Self.storeErrors(path) {
      try queue.read { db in
        let lines = try String.fetchAll(db, sql: "PRAGMA quick_check(10)")
        return StoreCheck(
          name: "the file is whole", looked: "quick_check", faults: lines.filter { $0 != "ok" })
      }
    }
  }

  /// Every event is chained to the one before, without a gap (plan, I11).
  ///
  /// - Parameter links: how many, from the last backwards; nil for all of them.
  public func checkChain(_ links: Int64? = nil) throws(StoreError) -> StoreCheck {
    try Self.storeErrors(path) {
      try queue.read { db in
        let last = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM events") ?? 0
        let first = links.map { max(1, last - $0 + 1) } ?? 1
        var previous = StoredEvent.noHash
        var recordedAt = ""
        var faults: [String] = []
        if first > 1 {
          let before = try Row.fetchOne(
            db, sql: "SELECT hash, recorded_at FROM events WHERE seq = ?", arguments: [first - 1])
          previous = Array((before?["hash"] as Data?) ?? Data())
          recordedAt = before?["recorded_at"] ?? ""
        }
        var next = first
        let rows = try Row.fetchCursor(
          db, sql: "SELECT * FROM events WHERE seq >= ? ORDER BY seq", arguments: [first])
        while let row = try rows.next() {
          let event = try Self.event(row)
          if event.sequence != next { faults.append("event \(next) is missing") }
          if event.hash(after: previous) != event.hash {
            faults.append("event \(event.sequence) is not as it was written")
          }
          if event.recordedAt < recordedAt {
            faults.append("event \(event.sequence) was recorded before the one before it")
          }
          if faults.count > 10 { break }
          recordedAt = max(recordedAt, event.recordedAt)
          previous = event.hash
          next = event.sequence + 1
        }
        return StoreCheck(
          name: "the event log is an unbroken chain", looked: "\(last - first + 1) events",
          faults: faults)
      }
    }
  }

  /// The state is what the events make of nothing: replayed beside it, and compared row by row.
  public func checkReplay() throws(StoreError) -> [StoreCheck] {
    try Self.storeErrors(path) {
      let twin = try DatabaseQueue()
      try twin.write { db in
        for statement in StateTable.all.flatMap(StoreSchema.statements) {
          try db.execute(sql: statement)
        }
      }
      return try queue.read { db in
        try twin.write { other in
          let writers = TableWriters(other)
          let rows = try Row.fetchCursor(db, sql: "SELECT * FROM events ORDER BY seq")
          while let row = try rows.next() {
            for change in try EventBody.rows(try Self.event(row).body) {
              try writers.apply(change)
            }
          }
          return try StateTable.all.map { try Self.compare($0, db, other) }
        }
      }
    }
  }

  private static func compare(
    _ table: StateTable, _ db: Database, _ other: Database
  ) throws -> StoreCheck {
    func sql(_ source: String) -> String { "SELECT key, record FROM \(source) ORDER BY position" }
    let (mine, theirs) = (
      try Row.fetchCursor(db, sql: sql(try StoreSchema.source(table, db))),
      try Row.fetchCursor(other, sql: sql(StoreSchema.quoted(table.name)))
    )
    var count = 0
    var faults: [String] = []
    while faults.count < 5 {
      let (one, two) = (try mine.next(), try theirs.next())
      let (held, replayed): (String?, String?) = (one?["record"], two?["record"])
      if held == nil, replayed == nil { break }
      count += 1
      if held != replayed {
        faults.append(
          "row \(count): the store has \(held ?? "nothing"), the events make \(replayed ?? "nothing")"
        )
      }
    }
    return StoreCheck(
      name: "\(table.name) is what the events made", looked: "\(count) rows", faults: faults)
  }

  /// A digest of the state, or of some tables of it: equal states have equal ones.
  public func digest(of tables: [StateTable] = StateTable.all) throws(StoreError) -> String {
    try Self.storeErrors(path) {
      try queue.read { db in
        var hash = SHA256()
        for table in tables {
          hash.update(data: Array("\(table.name)\n".utf8))
          let rows = try Row.fetchCursor(
            db,
            sql: "SELECT record FROM \(try StoreSchema.source(table, db)) ORDER BY position")
          while let row = try rows.next() {
            let record: String = row[0]
            hash.update(data: Array("\(record.utf8.count) \(record)\n".utf8))
          }
        }
        return "\(hash.finalize())"
      }
    }
  }

  /// Writes a copy of the whole store as it is now, while it is in use (plan, T24). All may not read
  /// it.
  public func copy(to target: String) throws(StoreError) {
    // Made before anything is in it: SQLite alone would go by the process's mask. Where something is
    // there already, it is SQLite that refuses.
    let made = Glibc.open(target, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
    if made >= 0 { Glibc.close(made) }
    try Self.storeErrors(path) {
      try queue.inDatabase { db in
        try db.execute(sql: "VACUUM INTO ?", arguments: [target])
      }
    }
  }
}
