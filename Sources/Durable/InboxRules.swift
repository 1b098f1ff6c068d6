/// Which files of a folder are taken.
public struct InboxRules: Hashable, Sendable {
  /// Patterns of names (`Glob`); the first that matches counts.
  public var patterns: [String]
  /// Patterns of names that are none of ours, whatever else they match: hidden files, and those that
  /// programs call so while they write them.
  public var ignored: [String]
  /// What is appended to a file's whole name to say that the file is complete.
  public var markers: [String]
  /// The largest size, in bytes.
  public var sizeMax: Int64

  public init(
    patterns: [String], ignored: [String] = Self.usuallyIgnored,
    markers: [String] = [".done", ".sha256"], sizeMax: Int64 = 64 << 30
  ) {
    self.patterns = patterns
    self.ignored = ignored
    self.markers = markers
    self.sizeMax = sizeMax
  }

  public static let usuallyIgnored = [
    ".*", "*.part", "*.filepart", "*.tmp", "*.partial", "*.crdownload", "*~",
  ]
}
