public import Reconciliation

/// What came of a person's decision.
public enum DeskReport: Sendable {
  /// It is booked, under this name.
  case booked(decision: String, outcomes: [DeskOutcome])
  /// It waits for a second person, under this name.
  case proposed(String)
}

/// A decision that may not be made, or not by this person.
public struct DeskRefusal: Error, Sendable, CustomStringConvertible {
  public var problem: String
  public var expected: String

  public var description: String { "\(problem); expected \(expected) (refused)" }
}
