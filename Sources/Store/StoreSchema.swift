import GRDB

/// The schema of the store, as portable SQL wherever SQL is needed at all.
enum StoreSchema {
  /// `QUIT`, in the header of every store of ours.
  static let applicationID: Int64 = 0x5155_4954
  /// The version that this program writes; a later one is refused. 2 brought cases and attachments.
  static let version: Int64 = 2

  /// All statements that make an empty store.
  static var statements: [String] {
    [
      """
      CREATE TABLE events(
        seq INTEGER PRIMARY KEY,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        body BLOB NOT NULL,
        hash BLOB NOT NULL
      ) STRICT
      """,
      "CREATE INDEX events_by_subject ON events(subject, kind)",
      // The log is only ever added to (plan, I11).
      """
      CREATE TRIGGER events_never_change BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'the event log is never changed'); END
      """,
      """
      CREATE TRIGGER events_never_go BEFORE DELETE ON events
      BEGIN SELECT RAISE(ABORT, 'the event log is never cut'); END
      """,
      // Work in hand: no part of the state, gone when it is done.
      """
      CREATE TABLE claims(
        claim_id INTEGER PRIMARY KEY,
        inbox TEXT NOT NULL,
        name TEXT NOT NULL,
        work_name TEXT NOT NULL UNIQUE,
        owner TEXT NOT NULL,
        lease_until TEXT NOT NULL,
        claimed_at TEXT NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE outbox(
        outbox_id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        body BLOB NOT NULL,
        tries INTEGER NOT NULL,
        next_try_at TEXT NOT NULL
      ) STRICT
      """,
    ] + StateTable.all.flatMap(statements)
  }

  /// The statements that bring a store of an earlier version to this one.
  static func migration(from version: Int64) -> [String] {
    StateTable.all.filter { $0.since > version }.flatMap(statements)
      + ["PRAGMA user_version = \(self.version)"]
  }

  /// Where the rows of a table are read from.
  ///
  /// Whoever only reads cannot migrate: what a store of an earlier version does not have is empty.
  /// Asked again each time, since a writer may migrate it while readers have it open.
  static func source(_ table: StateTable, _ db: Database) throws -> String {
    guard table.since > 1, try SQLiteStore.number(db, "user_version") < table.since else {
      return quoted(table.name)
    }
    let columns =
      ["NULL AS position", "NULL AS key", "NULL AS record"]
      + table.indexedPlaces.map { "NULL AS \(quoted(table.columns[$0]))" }
    return "(SELECT \(columns.joined(separator: ", ")) WHERE 0)"
  }

  /// The statements that make a table of the state.
  static func statements(_ table: StateTable) -> [String] {
    let indexed = table.indexedPlaces.map { table.columns[$0] }
    let columns =
      [
        "position INTEGER PRIMARY KEY", "key TEXT NOT NULL", "record TEXT NOT NULL",
      ] + indexed.map { "\(quoted($0)) TEXT NOT NULL" }
    var statements = [
      "CREATE TABLE \(quoted(table.name))(\(columns.joined(separator: ", "))) STRICT"
    ]
    if !table.key.isEmpty {
      statements.append(
        "CREATE \(table.isUnique ? "UNIQUE " : "")INDEX \(quoted(table.name + "_by_key")) "
          + "ON \(quoted(table.name))(key)")
    }
    for column in indexed {
      statements.append(
        "CREATE INDEX \(quoted("\(table.name)_by_\(column)")) "
          + "ON \(quoted(table.name))(\(quoted(column)))")
    }
    return statements
  }

  /// A name of ours as SQL has it; no name comes from outside.
  static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
