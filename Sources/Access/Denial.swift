/// Something that was refused to somebody, for the audit.
public struct Denial: Hashable, Sendable {
  /// Seconds since 1970 UTC.
  public let at: Int64
  /// The name that was given or signed in; empty where there was none.
  public let who: String
  public let address: String
  public let method: String
  public let path: String
  /// A code, such as `lockedName` or `mayNotDecide`.
  public let why: String

  /// Texts are kept up to 256 bytes each: strangers choose them.
  public init(
    at: Int64, who: String, address: String, method: String, path: String, why: String
  ) {
    self.at = at
    self.who = who
    self.address = address
    self.method = method
    self.path = path
    self.why = why
  }
}

/// Something that was changed about people or tokens.
public struct AccessChange: Hashable, Sendable {
  /// Stable names, as they stand in the file.
  public enum Kind: String, Sendable, CaseIterable {
    case personAdded, passwordSet, roleSet, disabled, enabled, sessionsEnded, tokenMade
    case tokenRevoked
  }

  /// Seconds since 1970 UTC.
  public let at: Int64
  /// Who did it.
  public let by: String
  public let kind: Kind
  /// Whom it is about.
  public let person: String
  /// The role, or the token's number and name.
  public let detail: String
}
