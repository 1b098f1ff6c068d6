import GRDB

extension AccessFile {
  /// Everybody, the disabled too, in the order of their names.
  public func people() throws(AccessError) -> [Person] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM people ORDER BY name").map(person)
    }
  }

  /// Nil where nobody has the name.
  public func person(named name: String) throws(AccessError) -> Person? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM people WHERE name = ?", arguments: [name])
        .map(person)
    }
  }

  /// Adds somebody. Hashes: takes some 0.3 s.
  ///
  /// - Parameter actor: who does it, for the list of changes.
  /// - Throws: `AccessError`: `nameUnusable`, `nameTaken` (a name that differs in case only is
  ///   taken), `passwordUnusable`, or of the file.
  @discardableResult
  public func addPerson(
    name: String, role: Role, password: String, by actor: String, at moment: Int64
  ) throws(AccessError) -> Person {
    guard PersonName.isUsable(name) else {
      throw AccessError(
        code: .nameUnusable, problem: "'\(ShortText.cut(name, to: 100))' cannot be a name",
        expected: "1 to 64 of the letters A to Z, figures, '.', '_', '-' and '@'")
    }
    try refuse(password, of: name)
    // Before hashing, to spare it; again below, since somebody may be faster.
    try read { try self.refuseTaken(name, $0) }
    let hash = try hash(password).text
    try write { db in
      try self.refuseTaken(name, db)
      try db.execute(
        sql: """
          INSERT INTO people(name, folded_name, role, is_disabled, password_hash, created_at,
            password_changed_at) VALUES (?, ?, ?, 0, ?, ?, ?)
          """,
        arguments: [name, PersonName.folded(name), role.rawValue, hash, moment, moment])
      try self.write(.personAdded, of: name, role.rawValue, by: actor, at: moment, in: db)
    }
    return Person(
      name: name, role: role, isDisabled: false, createdAt: moment, passwordChangedAt: moment)
  }

  /// Gives somebody a new password, and ends their sessions; their failures are forgotten, their
  /// tokens stand. Hashes: takes some 0.3 s.
  ///
  /// - Throws: `AccessError`: `personUnknown`, `passwordUnusable`, or of the file.
  public func setPassword(
    of name: String, to password: String, by actor: String, at moment: Int64
  ) throws(AccessError) {
    try read { _ = try self.personID(name, $0) }
    try refuse(password, of: name)
    let hash = try hash(password).text
    try write { db in
      let id = try self.personID(name, db)
      try db.execute(
        sql: "UPDATE people SET password_hash = ?, password_changed_at = ? WHERE person_id = ?",
        arguments: [hash, moment, id])
      try db.execute(sql: "DELETE FROM sessions WHERE person_id = ?", arguments: [id])
      try self.forgetFailures(.name, name, in: db)
      try self.write(.passwordSet, of: name, "", by: actor, at: moment, in: db)
    }
  }

  /// Makes somebody something else, from their next request on.
  ///
  /// - Throws: `AccessError`: `personUnknown`, or of the file.
  public func setRole(
    of name: String, to role: Role, by actor: String, at moment: Int64
  ) throws(AccessError) {
    try write { db in
      let id = try self.personID(name, db)
      try db.execute(
        sql: "UPDATE people SET role = ? WHERE person_id = ?", arguments: [role.rawValue, id])
      try self.write(.roleSet, of: name, role.rawValue, by: actor, at: moment, in: db)
    }
  }

  /// Disables somebody, which ends their sessions and stops their tokens at once; or lets them in
  /// again, after which the tokens work again.
  ///
  /// - Throws: `AccessError`: `personUnknown`, or of the file.
  public func setDisabled(
    of name: String, to isDisabled: Bool, by actor: String, at moment: Int64
  ) throws(AccessError) {
    try write { db in
      let id = try self.personID(name, db)
      try db.execute(
        sql: "UPDATE people SET is_disabled = ? WHERE person_id = ?", arguments: [isDisabled, id])
      if isDisabled {
        try db.execute(sql: "DELETE FROM sessions WHERE person_id = ?", arguments: [id])
      }
      try self.write(
        isDisabled ? .disabled : .enabled, of: name, "", by: actor, at: moment, in: db)
    }
  }

  // MARK: Rows

  func personID(_ name: String, _ db: Database) throws -> Int64 {
    guard
      let id = try Int64.fetchOne(
        db, sql: "SELECT person_id FROM people WHERE name = ?", arguments: [name])
    else {
      throw AccessError(
        code: .personUnknown, problem: "nobody is called '\(ShortText.cut(name, to: 100))'",
        expected: "the name of a person, in the same case")
    }
    return id
  }

  func role(_ row: Row) throws(AccessError) -> Role {
    let text: String = row["role"]
    guard let role = Role(rawValue: text) else { throw damaged("there is no role '\(text)'") }
    return role
  }

  private func person(_ row: Row) throws -> Person {
    Person(
      name: row["name"], role: try role(row), isDisabled: row["is_disabled"],
      createdAt: row["created_at"], passwordChangedAt: row["password_changed_at"])
  }

  private func refuse(_ password: String, of name: String) throws(AccessError) {
    guard let complaint = PasswordRules.complaint(password, of: name) else { return }
    throw AccessError(
      code: .passwordUnusable, problem: complaint.problem, expected: complaint.expected)
  }

  private func refuseTaken(_ name: String, _ db: Database) throws {
    guard
      let taken = try String.fetchOne(
        db, sql: "SELECT name FROM people WHERE folded_name = ?",
        arguments: [PersonName.folded(name)])
    else { return }
    throw AccessError(
      code: .nameTaken, problem: "the name \(name) is taken by \(taken)",
      expected: "a name that differs from all others in more than case")
  }
}
