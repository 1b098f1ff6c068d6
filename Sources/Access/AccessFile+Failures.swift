import GRDB

extension AccessFile {
  /// What failures are counted by.
  enum FailureKind: String {
    case name, address
  }

  /// A try to sign in, counted as failed until the password proves right: else a thousand tries at
  /// the same moment would all begin before the first one has failed.
  struct Attempt {
    var candidate: Candidate?
    var counted: [Counted] = []

    struct Counted {
      var kind: FailureKind
      var key: String
      var count: Int
      var lockedBefore: Int64
    }
  }

  /// - Throws: `AccessRefusal` where the name or the address is locked; nothing is written then, so
  ///   that guessing on costs us next to nothing.
  func beginAttempt(_ name: String, _ address: String, _ moment: Int64) throws -> Attempt {
    let addressKey = AddressKey.text(of: address)
    let isName = PersonName.isUsable(name)
    let outcome = try write { db -> Result<Attempt, AccessRefusal> in
      if try self.isLocked(.address, addressKey, moment, db) {
        return .failure(AccessRefusal(.lockedAddress))
      }
      if isName, try self.isLocked(.name, name, moment, db) {
        return .failure(AccessRefusal(.lockedName))
      }
      var attempt = Attempt(candidate: isName ? try self.candidate(name, db) : nil)
      attempt.counted.append(try self.count(.address, addressKey, moment, db))
      // What cannot be a name needs no protection.
      if isName { attempt.counted.append(try self.count(.name, name, moment, db)) }
      return .success(attempt)
    }
    return try outcome.get()
  }

  /// The attempt was none: it counts for nothing.
  func takeBack(_ attempt: Attempt, _ db: Database) throws {
    for counted in attempt.counted {
      // Where others failed meanwhile, their lock stays.
      try db.execute(
        sql: """
          UPDATE failures SET count = count - 1,
            locked_until = CASE WHEN count = ? THEN ? ELSE locked_until END
          WHERE kind = ? AND key = ?
          """,
        arguments: [counted.count, counted.lockedBefore, counted.kind.rawValue, counted.key])
      try db.execute(
        sql: "DELETE FROM failures WHERE kind = ? AND key = ? AND count <= 0",
        arguments: [counted.kind.rawValue, counted.key])
    }
  }

  func forgetFailures(_ kind: FailureKind, _ key: String, in db: Database) throws {
    try db.execute(
      sql: "DELETE FROM failures WHERE kind = ? AND key = ?", arguments: [kind.rawValue, key])
  }

  private func candidate(_ name: String, _ db: Database) throws -> Candidate? {
    try Row.fetchOne(
      db, sql: "SELECT person_id, name, password_hash FROM people WHERE name = ?",
      arguments: [name]
    ).map { Candidate(id: $0["person_id"], name: $0["name"], hash: $0["password_hash"]) }
  }

  private func isLocked(
    _ kind: FailureKind, _ key: String, _ moment: Int64, _ db: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT locked_until > ? FROM failures WHERE kind = ? AND key = ?",
      arguments: [moment, kind.rawValue, key]) ?? false
  }

  private func count(
    _ kind: FailureKind, _ key: String, _ moment: Int64, _ db: Database
  ) throws -> Attempt.Counted {
    let row = try Row.fetchOne(
      db, sql: "SELECT count, failed_at, locked_until FROM failures WHERE kind = ? AND key = ?",
      arguments: [kind.rawValue, key])
    if row == nil { try makeRoom(moment, db) }
    var count = 1
    if let row, moment - row["failed_at"] < LockOut.memory { count = row["count"] + 1 }
    try db.execute(
      sql: "INSERT OR REPLACE INTO failures(kind, key, count, failed_at, locked_until) "
        + "VALUES (?, ?, ?, ?, ?)",
      arguments: [kind.rawValue, key, count, moment, moment + LockOut.delay(after: count)])
    return Attempt.Counted(
      kind: kind, key: key, count: count, lockedBefore: row?["locked_until"] ?? 0)
  }

  /// Forgets what is old; and, where strangers have made up too many names, what is locked for the
  /// shortest time, so that a flood of names frees none that matters.
  private func makeRoom(_ moment: Int64, _ db: Database) throws {
    guard
      try Int.fetchOne(db, sql: "SELECT count(*) FROM failures") ?? 0 >= LockOut.keysMax
    else { return }
    try db.execute(
      sql: "DELETE FROM failures WHERE failed_at <= ?", arguments: [moment - LockOut.memory])
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM failures") ?? 0
    guard count >= LockOut.keysMax else { return }
    try db.execute(
      sql: """
        DELETE FROM failures WHERE (kind, key) IN (
          SELECT kind, key FROM failures ORDER BY locked_until, failed_at, kind, key LIMIT ?)
        """,
      arguments: [count - LockOut.keysMax * 9 / 10])
  }
}
