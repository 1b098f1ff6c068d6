/// A decision that would break the books: a mistake of whoever decided, and never the input's.
///
/// Nothing of the receipt is booked; the run ends, and nothing is written (exit 70).
public struct UnsoundDecision: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }

  /// - Throws: `UnsoundDecision` where what has to hold does not.
  static func unless(
    _ holds: Bool, _ problem: @autoclosure () -> String
  ) throws(UnsoundDecision) {
    if !holds { throw UnsoundDecision(problem()) }
  }
}
