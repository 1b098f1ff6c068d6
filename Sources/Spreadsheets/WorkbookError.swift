/// A workbook could not be made: what it needs of the system failed, not what is to stand in it.
public struct WorkbookError: Error, Hashable, Sendable {
  /// What was tried: a call of the library, or of the system.
  public var call: String
  /// The system's number for the reason; 0 where it gave none.
  public var errno: Int32
  public var problem: String

  public init(call: String, errno: Int32 = 0, problem: String) {
    self.call = call
    self.errno = errno
    self.problem = problem
  }
}

extension WorkbookError: CustomStringConvertible {
  public var description: String { "\(call): \(problem)" }
}
