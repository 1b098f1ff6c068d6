/// What cannot be answered, and why.
public struct EnquiryError: Error, Hashable, Sendable {
  /// Stable names; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    /// A place to go on from that no page gave.
    case badCursor
    /// The index is still being made.
    case notMade
    /// The index cannot be read; it is made anew when it is followed next.
    case damaged
  }

  public var code: Code
  public var problem: String
  public var remedy: String

  public init(code: Code, problem: String, remedy: String) {
    self.code = code
    self.problem = problem
    self.remedy = remedy
  }
}

extension EnquiryError: CustomStringConvertible {
  public var description: String { "\(problem); expected \(remedy) (\(code.rawValue))" }
}
