/// A system call that failed.
public struct SystemCallError: Error, Hashable, Sendable {
  public var call: String
  public var errno: Int32

  public init(call: String, errno: Int32) {
    self.call = call
    self.errno = errno
  }
}
