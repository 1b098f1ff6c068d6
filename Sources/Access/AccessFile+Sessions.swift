import GRDB

extension AccessFile {
  /// The session that a cookie stands for, with the role that its person has now.
  ///
  /// - Returns: nil where there is none, where it is over, and where its person is disabled.
  public func session(token: String, at moment: Int64) throws(AccessError) -> Session? {
    guard token.utf8.count == 43 else { return nil }
    let digest = Secret.digest(token)
    let row = try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT session_id, digest, started_at, seen_at, name, role
          FROM sessions JOIN people USING (person_id) WHERE digest = ? AND is_disabled = 0
          """, arguments: [Self.blob(digest)])
    }
    guard let row, Secret.areEqual(Self.bytes(row["digest"]), digest) else { return nil }
    let startedAt: Int64 = row["started_at"]
    var seenAt: Int64 = row["seen_at"]
    guard moment < SessionTerms.expiry(startedAt: startedAt, seenAt: seenAt) else { return nil }
    let id: Int64 = row["session_id"]
    if moment >= seenAt + SessionTerms.renewalPause {
      seenAt = moment
      try write { db in
        try db.execute(
          sql: "UPDATE sessions SET seen_at = max(seen_at, ?) WHERE session_id = ?",
          arguments: [moment, id])
      }
    }
    let role = try role(row)
    return Session(
      id: id, person: row["name"], role: role, csrfToken: Self.csrfToken(of: token),
      expiresAt: SessionTerms.expiry(startedAt: startedAt, seenAt: seenAt))
  }

  /// Ends one session.
  public func signOut(_ session: Session) throws(AccessError) {
    try write { db in
      try db.execute(sql: "DELETE FROM sessions WHERE session_id = ?", arguments: [session.id])
    }
  }

  /// Ends all sessions of a person, on whatever machine.
  ///
  /// - Throws: `AccessError`: `personUnknown`, or of the file.
  public func endSessions(
    of name: String, by actor: String, at moment: Int64
  ) throws(AccessError) {
    try write { db in
      try db.execute(
        sql: "DELETE FROM sessions WHERE person_id = ?", arguments: [self.personID(name, db)])
      try self.write(.sessionsEnded, of: name, "", by: actor, at: moment, in: db)
    }
  }

  /// Begins a session; those that are over go, and of too many the one unused for longest.
  func begin(_ person: Candidate, at moment: Int64, in db: Database) throws -> NewSession {
    try db.execute(
      sql: "DELETE FROM sessions WHERE seen_at <= ? OR started_at <= ?",
      arguments: [moment - SessionTerms.idleMax, moment - SessionTerms.lengthMax])
    try db.execute(
      sql: """
        DELETE FROM sessions WHERE session_id IN (
          SELECT session_id FROM sessions WHERE person_id = ?
          ORDER BY seen_at DESC, session_id DESC LIMIT -1 OFFSET ?)
        """, arguments: [person.id, SessionTerms.countMax - 1])
    let token = Secret.random()
    try db.execute(
      sql: "INSERT INTO sessions(digest, person_id, started_at, seen_at) VALUES (?, ?, ?, ?)",
      arguments: [Self.blob(Secret.digest(token)), person.id, moment, moment])
    let id = db.lastInsertedRowID
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT role FROM people WHERE person_id = ?", arguments: [person.id])
    else { throw damaged("a person has gone") }
    return NewSession(
      token: token,
      session: Session(
        id: id, person: person.name, role: try role(row), csrfToken: Self.csrfToken(of: token),
        expiresAt: SessionTerms.expiry(startedAt: moment, seenAt: moment)))
  }

  /// Made from the session's token, so that the file need not have it.
  private static func csrfToken(of token: String) -> String {
    Secret.derived(from: token, for: "quittance csrf")
  }
}
