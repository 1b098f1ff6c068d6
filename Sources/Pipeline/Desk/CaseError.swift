/// Why something cannot be arranged about a dispute, or attached to it. Nothing of it is.
public struct CaseError: Error, Hashable, Sendable {
  /// Stable names; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    case disputeUnknown, attachmentUnknown
    case attachmentEmpty, attachmentTooLarge, tooManyAttachments
    /// The dispute has the same bytes already.
    case alreadyAttached
    case alreadyRemoved
    /// The bytes no longer lie where they were put, or are other ones.
    case attachmentLost
  }

  public var code: Code
  /// What is wrong, with the value found.
  public var problem: String
  /// What would have been right, and how to get there.
  public var expected: String

  init(_ code: Code, _ problem: String, expected: String) {
    self.code = code
    self.problem = problem
    self.expected = expected
  }
}

extension CaseError: CustomStringConvertible {
  /// `what is wrong; expected what would be right (code)`.
  public var description: String { "\(problem); expected \(expected) (\(code.rawValue))" }
}
