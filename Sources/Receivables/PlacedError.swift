/// Something that is wrong with an input, at its place, with what would have been right.
///
/// Every module that reads has its own type with its own codes; what people and logs see is one form.
public protocol PlacedError: Error, CustomStringConvertible {
  /// A stable name for programs.
  associatedtype Code: RawRepresentable<String>

  var code: Code { get }
  var position: FilePosition { get }
  /// What is wrong, with the value found.
  var problem: String { get }
  /// What would have been right, and how to get there.
  var expected: String { get }
}

extension PlacedError {
  /// `day.bai:41:4: error: what is wrong; expected what would be right (code)`.
  public var description: String {
    "\(position): error: \(problem); expected \(expected) (\(code.rawValue))"
  }
}
