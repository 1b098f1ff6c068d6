/// A token for programs, as it is listed: never its text.
public struct APIToken: Hashable, Sendable {
  public let id: Int64
  /// The name of the person whose token it is.
  public let person: String
  /// What it is for, in the person's words.
  public let name: String
  /// What it was made for; what it may is this and the role's.
  public let scopes: Set<Permission>
  /// Times are seconds since 1970 UTC.
  public let createdAt: Int64
  /// The first second in which it is not taken any more.
  public let expiresAt: Int64
  /// To the minute; nil before the first use.
  public let usedAt: Int64?
  public let revokedAt: Int64?

  /// Whether it is taken at a moment, as far as the token goes.
  public func isLive(at moment: Int64) -> Bool { revokedAt == nil && moment < expiresAt }
}

/// What a request with a token may do.
public struct TokenGrant: Hashable, Sendable {
  public let tokenID: Int64
  /// What the token is called.
  public let name: String
  /// The name of the person whose token it is.
  public let person: String
  /// What the person is at this moment.
  public let role: Role
  /// What the token was made for and the role allows now.
  public let permissions: Set<Permission>

  public func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
