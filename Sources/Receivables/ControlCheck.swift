/// A total or count that a file states about itself, held against what was read.
public struct ControlCheck: Hashable, Sendable {
  public enum Verdict: String, Sendable {
    case holds, off
    /// The file lacks what the check needs; `note` says what.
    case notCheckable = "not_checkable"
    case notApplicable = "not_applicable"
  }

  /// Which check: `balance`, `credit_total`, `account_control_total` …
  public var name: String
  /// As printed: a decimal with its currency, or a count. Empty where the file states none.
  public var stated: String
  public var computed: String
  public var verdict: Verdict
  /// Why it is not checkable, or which of several known ways of counting made it hold.
  public var note: String
  /// What it means for the file when the check is off: `error`, `warning` or `note`; empty where it
  /// means nothing.
  public var consequence: String

  public init(
    name: String, stated: String, computed: String, verdict: Verdict, note: String = "",
    consequence: String = ""
  ) {
    self.name = name
    self.stated = stated
    self.computed = computed
    self.verdict = verdict
    self.note = note
    self.consequence = consequence
  }
}
