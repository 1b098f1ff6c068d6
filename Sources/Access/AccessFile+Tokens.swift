import GRDB

extension AccessFile {
  /// How long a token may live: a year and a day.
  public static let tokenLengthMax: Int64 = 366 * 86_400
  /// Tokens that a person may have at once.
  public static let tokensMax = 100
  private static let tokenPrefix = "qt_"

  /// Makes a token for programs.
  ///
  /// - Parameters:
  ///   - name: what it is for: 1 to 64 bytes without control characters.
  ///   - scopes: some of what the person's role allows now.
  ///   - expiry: the first second in which it is not taken any more; a year off at most.
  /// - Returns: the token itself, `qt_` and 43 characters, which nobody can be shown again.
  /// - Throws: `AccessError`: `personUnknown`, `tokenUnusable`, or of the file.
  public func newToken(
    for person: String, name: String, scopes: Set<Permission>, expires expiry: Int64,
    by actor: String, at moment: Int64
  ) throws(AccessError) -> String {
    try refuseToken(name, scopes, expiry, moment)
    let token = Self.tokenPrefix + Secret.random()
    try write { db in
      let id = try self.personID(person, db)
      try self.refuseScopes(scopes, id, db)
      try db.execute(
        sql: "DELETE FROM tokens WHERE expires_at <= ? OR revoked_at <= ?",
        arguments: [moment - Self.tokenLengthMax, moment - Self.tokenLengthMax])
      let live = try Int.fetchOne(
        db,
        sql:
          "SELECT count(*) FROM tokens WHERE person_id = ? AND revoked_at IS NULL AND expires_at > ?",
        arguments: [id, moment])
      guard live ?? 0 < Self.tokensMax else {
        throw Self.unusable("\(person) has \(Self.tokensMax) tokens", "one of them to be revoked")
      }
      try db.execute(
        sql: """
          INSERT INTO tokens(digest, person_id, name, scopes, created_at, expires_at)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          Self.blob(Secret.digest(token)), id, name, Self.text(of: scopes), moment, expiry,
        ])
      try self.write(
        .tokenMade, of: person, "\(db.lastInsertedRowID) \(name)", by: actor, at: moment, in: db)
    }
    return token
  }

  /// The tokens of a person, the latest first; those that are over stay listed for a year.
  ///
  /// - Throws: `AccessError`: `personUnknown`, or of the file.
  public func tokens(of person: String) throws(AccessError) -> [APIToken] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM tokens WHERE person_id = ? ORDER BY token_id DESC",
        arguments: [self.personID(person, db)]
      ).map { row in
        APIToken(
          id: row["token_id"], person: person, name: row["name"],
          scopes: Self.scopes(row["scopes"]), createdAt: row["created_at"],
          expiresAt: row["expires_at"], usedAt: row["used_at"], revokedAt: row["revoked_at"])
      }
    }
  }

  /// What a token may do now.
  ///
  /// - Returns: nil where it is none of ours, over, revoked, or its person disabled.
  public func token(_ plain: String, at moment: Int64) throws(AccessError) -> TokenGrant? {
    guard plain.utf8.count == 46, plain.hasPrefix(Self.tokenPrefix) else { return nil }
    let digest = Secret.digest(plain)
    let row = try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT token_id, digest, tokens.name AS token_name, scopes, used_at, people.name, role
          FROM tokens JOIN people USING (person_id)
          WHERE digest = ? AND revoked_at IS NULL AND expires_at > ? AND is_disabled = 0
          """, arguments: [Self.blob(digest), moment])
    }
    guard let row, Secret.areEqual(Self.bytes(row["digest"]), digest) else { return nil }
    let id: Int64 = row["token_id"]
    let usedAt: Int64? = row["used_at"]
    if usedAt.map({ moment >= $0 + SessionTerms.renewalPause }) ?? true {
      try write { db in
        try db.execute(
          sql: "UPDATE tokens SET used_at = ? WHERE token_id = ?", arguments: [moment, id])
      }
    }
    let role = try role(row)
    return TokenGrant(
      tokenID: id, name: row["token_name"], person: row["name"], role: role,
      permissions: Self.scopes(row["scopes"]).intersection(role.permissions))
  }

  /// Ends a token for ever.
  ///
  /// - Parameter person: whose it must be; nil for anybody's.
  /// - Throws: `AccessError`: `tokenUnknown`, or of the file. To revoke it again changes nothing.
  public func revoke(
    _ id: Int64, of person: String? = nil, by actor: String, at moment: Int64
  ) throws(AccessError) {
    try write { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT tokens.name AS token_name, people.name, revoked_at
          FROM tokens JOIN people USING (person_id) WHERE token_id = ?
          """, arguments: [id])
      guard let row, person.map({ $0 == row["name"] }) ?? true else {
        throw AccessError(
          code: .tokenUnknown,
          problem: "there is no token \(id)" + (person.map { " of \($0)" } ?? ""),
          expected: "the number of a token, as its list has it")
      }
      let revokedAt: Int64? = row["revoked_at"]
      guard revokedAt == nil else { return }
      try db.execute(
        sql: "UPDATE tokens SET revoked_at = ? WHERE token_id = ?", arguments: [moment, id])
      let (tokenName, owner): (String, String) = (row["token_name"], row["name"])
      try self.write(
        .tokenRevoked, of: owner, "\(id) \(tokenName)", by: actor, at: moment, in: db)
    }
  }

  // MARK: What may be a token

  private func refuseToken(
    _ name: String, _ scopes: Set<Permission>, _ expiry: Int64, _ moment: Int64
  ) throws(AccessError) {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    guard (1...64).contains(name.utf8.count), isPlain else {
      throw Self.unusable("the token's name is no name", "1 to 64 bytes without control characters")
    }
    guard !scopes.isEmpty else {
      throw Self.unusable("the token would be allowed nothing", "one scope at least")
    }
    guard expiry > moment, expiry - moment <= Self.tokenLengthMax else {
      throw Self.unusable("the token would end too early or too late", "an end within 366 days")
    }
  }

  private func refuseScopes(_ scopes: Set<Permission>, _ id: Int64, _ db: Database) throws {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT role FROM people WHERE person_id = ?", arguments: [id])
    else { throw damaged("a person has gone") }
    let role = try role(row)
    let beyond = scopes.subtracting(role.permissions)
    guard beyond.isEmpty else {
      throw Self.unusable(
        "a \(role.rawValue) has not the scope \(Self.text(of: beyond))",
        "some of \(Self.text(of: role.permissions))")
    }
  }

  private static func unusable(_ problem: String, _ expected: String) -> AccessError {
    AccessError(code: .tokenUnusable, problem: problem, expected: expected)
  }

  private static func text(of scopes: Set<Permission>) -> String {
    scopes.map(\.rawValue).sorted().joined(separator: " ")
  }

  /// A scope that this program does not know allows nothing here.
  private static func scopes(_ text: String) -> Set<Permission> {
    Set(text.split(separator: " ").compactMap { Permission(rawValue: String($0)) })
  }
}
