/// What the file system knows of a file without reading it.
public struct FileFacts: Hashable, Sendable {
  public var kind: FileKind
  /// In bytes.
  public var size: Int64
  /// When its content last changed, as far as its writer does not pretend otherwise.
  public var modified: FileTime
  /// When the system last noted anything about it, a move too; nobody can pretend.
  public var changed: FileTime
  public var inode: UInt64
  public var device: UInt64
  /// How many names it has.
  public var links: UInt64

  public init(
    kind: FileKind, size: Int64, modified: FileTime,
    changed: FileTime = FileTime(seconds: 0, nanoseconds: 0), inode: UInt64, device: UInt64,
    links: UInt64
  ) {
    self.kind = kind
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
    self.device = device
    self.links = links
  }

  /// The same file, whatever its name and however it has changed.
  public func isSameFile(as other: FileFacts) -> Bool {
    inode == other.inode && device == other.device
  }

  /// The same file, with nothing that tells of a change of its content.
  public func isUnchanged(since other: FileFacts) -> Bool {
    isSameFile(as: other) && kind == other.kind && size == other.size && modified == other.modified
  }
}
