import GRDB

extension AccessFile {
  /// Lets somebody in, and begins a session of its own: no session that was there before becomes
  /// theirs. Hashes: takes some 0.3 s, whatever comes of it, unless the name or address is locked.
  ///
  /// - Parameter address: where from; failures are counted by it too.
  /// - Throws: `AccessRefusal`, which the page tells in one and the same text.
  public func signIn(
    name: String, password: String, from address: String, at moment: Int64
  ) throws(AccessRefusal) -> NewSession {
    try confirmed(name, password, address, moment) { person, db in
      try self.begin(person, at: moment, in: db)
    }
  }

  /// Whether a password is a person's, without a session: for what needs it once more, such as
  /// setting another one. Counts and costs as `signIn` does.
  public func confirm(
    name: String, password: String, from address: String, at moment: Int64
  ) throws(AccessRefusal) {
    try confirmed(name, password, address, moment) { _, _ in }
  }

  /// Somebody whose password may be right.
  struct Candidate {
    var id: Int64
    var name: String
    var hash: String
  }

  private func confirmed<Answer>(
    _ name: String, _ password: String, _ address: String, _ moment: Int64,
    then body: (Candidate, Database) throws -> Answer
  ) throws(AccessRefusal) -> Answer {
    do {
      let attempt = try beginAttempt(name, address, moment)
      let candidate = attempt.candidate
      guard let hash = candidate.map({ PasswordHash(parsing: $0.hash) }) ?? nobodysHash else {
        throw damaged("a password hash cannot be read")
      }
      let isRight: Bool
      do {
        isRight = try turn.take { try hash.isRight(password) }
      } catch {
        try write { try self.takeBack(attempt, $0) }
        throw error
      }
      guard let candidate else { throw AccessRefusal(.unknownName) }
      guard isRight else { throw AccessRefusal(.wrongPassword) }
      let renewed = hash.cost == cost ? nil : try self.hash(password).text
      let outcome = try write { db -> Result<Answer, AccessRefusal> in
        if let refusal = try self.refusal(candidate, db) { return .failure(refusal) }
        if let renewed {
          try db.execute(
            sql: "UPDATE people SET password_hash = ? WHERE person_id = ?",
            arguments: [renewed, candidate.id])
        }
        try self.takeBack(attempt, db)
        try self.forgetFailures(.name, candidate.name, in: db)
        return .success(try body(candidate, db))
      }
      return try outcome.get()
    } catch let refusal as AccessRefusal {
      throw refusal
    } catch {
      throw AccessRefusal(.unavailable, cause: error as? AccessError)
    }
  }

  /// While the password was hashed, somebody may have disabled the person or changed the password.
  private func refusal(_ candidate: Candidate, _ db: Database) throws -> AccessRefusal? {
    let row = try Row.fetchOne(
      db, sql: "SELECT is_disabled, password_hash FROM people WHERE person_id = ?",
      arguments: [candidate.id])
    guard let row, row["password_hash"] == candidate.hash else {
      return AccessRefusal(.wrongPassword)
    }
    return row["is_disabled"] ? AccessRefusal(.disabled) : nil
  }
}
