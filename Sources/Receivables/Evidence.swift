/// One fact that a rule found about a receipt: for or against an explanation.
public struct Evidence: Hashable, Sendable {
  public enum Bearing: String, Sendable {
    case supports
    case opposes
    /// Nothing may be booked on this explanation whatever speaks for it.
    case vetoes
    /// A rule looked and found nothing.
    case absent
  }

  /// The rule that looked, in the words of the contract: `structured remittance`, `payer account`.
  public var rule: String
  public var bearing: Bearing
  /// Where it stood, and what was there: `text line 2: "RE 4711"`.
  public var found: String
  /// What it is worth, in hundredths of confidence; 0 where it only informs.
  public var weight: Int

  public init(rule: String, bearing: Bearing, found: String, weight: Int = 0) {
    self.rule = rule
    self.bearing = bearing
    self.found = found
    self.weight = weight
  }
}
