/// Somebody who may sign in.
///
/// People are never removed, only disabled: what they decided stays in the log under their name.
public struct Person: Hashable, Sendable {
  /// As it stands in the log; see `PersonName`.
  public let name: String
  public let role: Role
  /// Cannot sign in, and has neither sessions nor tokens that work.
  public let isDisabled: Bool
  /// Seconds since 1970 UTC.
  public let createdAt: Int64
  /// Seconds since 1970 UTC.
  public let passwordChangedAt: Int64
}
