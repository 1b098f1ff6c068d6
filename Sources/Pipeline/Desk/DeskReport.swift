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
  /// Stable names; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    /// Nothing of this name was ever there.
    case notThere
    /// Another person would have to do it.
    case notPermitted
    /// It is not as it would have to be: somebody decided it meanwhile, or has to do something first.
    case otherState
    /// Nobody could do it.
    case notPossible
  }

  public var code: Code
  public var problem: String
  public var expected: String

  init(_ code: Code, problem: String, expected: String) {
    self.code = code
    self.problem = problem
    self.expected = expected
  }

  public var description: String { "\(problem); expected \(expected) (refused)" }
}
