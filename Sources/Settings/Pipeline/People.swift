public import Receivables

/// Who may decide what.
public struct People: Hashable, Sendable {
  public enum Limit: Hashable, Sendable {
    case upTo(RuleAmount)
    case unlimited
  }

  /// A decision above this needs a second person; nil where none does.
  public var secondEyesAbove: RuleAmount?
  /// By name; `*` is everybody else. Without any, everybody may decide everything.
  public var limits: [String: Limit] = [:]
  /// The most that anybody may write off at once; nil where only their limit holds.
  public var writeOffMax: RuleAmount?

  public init() {}

  /// What this person may decide; nil where it is nothing.
  public func limit(of person: String) -> Limit? {
    limits.isEmpty ? .unlimited : limits[person] ?? limits["*"]
  }
}
