/// The tables of an access file. Times are seconds since 1970 UTC.
enum AccessSchema {
  /// `QACC`, in the header of every access file.
  static let applicationID: Int64 = 0x5141_4343
  /// The version that this program writes; a later one is refused.
  static let version: Int64 = 1

  /// All statements that make an empty file.
  static let statements = [
    """
    CREATE TABLE people(
      person_id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      folded_name TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL,
      is_disabled INTEGER NOT NULL CHECK (is_disabled IN (0, 1)),
      password_hash TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      password_changed_at INTEGER NOT NULL
    ) STRICT
    """,
    // AUTOINCREMENT: a number in a log must not come to mean another session later.
    """
    CREATE TABLE sessions(
      session_id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE,
      person_id INTEGER NOT NULL REFERENCES people,
      started_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX sessions_by_person ON sessions(person_id)",
    """
    CREATE TABLE tokens(
      token_id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE,
      person_id INTEGER NOT NULL REFERENCES people,
      name TEXT NOT NULL,
      scopes TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      revoked_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX tokens_by_person ON tokens(person_id)",
    """
    CREATE TABLE failures(
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      count INTEGER NOT NULL,
      failed_at INTEGER NOT NULL,
      locked_until INTEGER NOT NULL,
      PRIMARY KEY (kind, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE denials(
      denial_id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      who TEXT NOT NULL,
      address TEXT NOT NULL,
      method TEXT NOT NULL,
      path TEXT NOT NULL,
      why TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE changes(
      change_id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      kind TEXT NOT NULL,
      person TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT
    """,
    // Who gave whom which role is only ever added to.
    """
    CREATE TRIGGER changes_never_change BEFORE UPDATE ON changes
    BEGIN SELECT RAISE(ABORT, 'changes of people are never rewritten'); END
    """,
    """
    CREATE TRIGGER changes_never_go BEFORE DELETE ON changes
    BEGIN SELECT RAISE(ABORT, 'changes of people are never cut'); END
    """,
    """
    CREATE TABLE answers(
      person TEXT NOT NULL,
      key TEXT NOT NULL,
      digest BLOB NOT NULL,
      response BLOB,
      at INTEGER NOT NULL,
      PRIMARY KEY (person, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX answers_by_time ON answers(at)",
  ]
}
