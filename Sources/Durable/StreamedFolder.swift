/// A folder that is written piece by piece, file beside file, and shown whole at the end or not at
/// all. What does not fit into memory is written with it; `AtomicFolder` for the rest.
public struct StreamedFolder<System: FileSystem> {
  private let system: System
  private let target: FilePath
  private var folder: FolderInMaking<System>
  /// Whether an empty directory lies at the target.
  private let replacesEmpty: Bool

  /// Begins a folder that will be at `path`, where nothing may be yet but an empty directory.
  public init(
    _ path: String, in system: System, processID: Int32
  ) throws(FileSystemError) {
    self.system = system
    let target = FilePath(path).withoutTrailingSlashes
    self.target = target
    let kind = try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      try system.facts(of: target)?.kind
    }
    replacesEmpty = kind == .directory
    if kind != nil {
      let isEmpty = kind == .directory && (try? system.entries(in: target)) == []
      guard isEmpty else {
        throw FileSystemError(
          code: .outputExists, call: "rename", path: target.display, errno: 0,
          reason: "something is there", remedy: "a new name or an empty folder")
      }
    }
    folder = try FolderInMaking(
      at: FilePath(bytes: target.bytes + ".tmp-\(processID)".utf8), in: system)
  }

  /// Appends to the file at a plain relative path, which begins empty.
  public mutating func append(_ bytes: [UInt8], to path: String) throws(FileSystemError) {
    try folder.append(bytes, to: path)
  }

  /// Closes a file to which nothing more is appended.
  public mutating func close(_ path: String) throws(FileSystemError) {
    try folder.close(path)
  }

  /// Closes and syncs everything, and shows the folder.
  public mutating func finish() throws(FileSystemError) {
    try folder.finish()
    try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      if replacesEmpty { try system.removeDirectory(target) }
      try system.rename(folder.place, to: target)
    }
    folder.letGo()
    try system.syncDirectory(target.parent)
  }

  /// Removes all that was written; nothing is left.
  public mutating func abandon() { folder.abandon() }
}
