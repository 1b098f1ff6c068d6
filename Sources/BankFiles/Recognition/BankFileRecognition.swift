/// What a file turned out to be, how surely, and why.
public struct BankFileRecognition: Hashable, Sendable {
  /// nil for XML whose namespace the camt reader has yet to tell.
  public var format: BankFileFormat?
  /// `certain` or `likely`.
  public var certainty: String
  /// One sentence for people.
  public var reason: String

  public init(format: BankFileFormat?, certainty: String, reason: String) {
    self.format = format
    self.certainty = certainty
    self.reason = reason
  }
}
