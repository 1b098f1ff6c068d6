public import Receivables

/// A control check of a bank file, and where in the file it belongs.
public struct ReportedCheck: Hashable, Sendable {
  /// The statement or account; empty for the file as a whole.
  public var place: String
  public var check: ControlCheck

  public init(place: String, check: ControlCheck) {
    self.place = place
    self.check = check
  }
}
