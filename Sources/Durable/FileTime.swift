/// A point in time as file systems keep it, since 1970 (UTC). Whoever writes a file may set any.
public struct FileTime: Hashable, Comparable, Sendable {
  public var seconds: Int64
  /// 0 to 999,999,999.
  public var nanoseconds: Int64

  public init(seconds: Int64, nanoseconds: Int64) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  public static func < (one: FileTime, other: FileTime) -> Bool {
    (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
  }
}
