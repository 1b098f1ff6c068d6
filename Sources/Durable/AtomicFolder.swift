/// Writes a folder so that it is either whole or absent, whatever fails and wherever the power goes.
///
/// All files go into a temporary sibling, everything is synced, and one rename shows it. A folder
/// of an earlier run is exchanged for the new one in the same single step and removed afterwards.
public struct AtomicFolder<System: FileSystem> {
  private let system: System
  /// Tells the temporary folders of processes apart.
  private let processID: Int32

  public init(_ system: System, processID: Int32) {
    self.system = system
    self.processID = processID
  }

  /// Writes the files, by their relative path, to a folder at `path`.
  ///
  /// What may be there: nothing, an empty directory, or a folder that holds `summary.json` and
  /// `ledger`, which is an earlier output and is replaced. Its parent must exist.
  ///
  /// - Throws: `FileSystemError`; the folder is then as it was before, and the temporary one gone
  ///   unless removing it failed as well. The exception is a failure to sync the parent directory
  ///   at the very end: the new folder is then whole, but may be lost with the power.
  public func write(
    _ files: some Sequence<(path: String, bytes: [UInt8])>, to path: String
  ) throws(FileSystemError) {
    let target = FilePath(path).withoutTrailingSlashes
    let isReplacing = try system.isReplaceable(target)
    let temporary = FilePath(bytes: target.bytes + ".tmp-\(processID)".utf8)
    var folder = try FolderInMaking(at: temporary, in: system)
    do throws(FileSystemError) {
      try folder.write(files)
      try folder.finish()
      try show(temporary, at: target, isReplacing: isReplacing)
    } catch {
      folder.abandon()
      throw error
    }
    try system.syncDirectory(target.parent)
    if isReplacing {
      // The new folder is in place and durable: what is left of the old one harms nobody.
      system.removeTree(temporary)
    }
  }

  private func show(
    _ temporary: FilePath, at target: FilePath, isReplacing: Bool
  ) throws(FileSystemError) {
    try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      if isReplacing {
        try system.exchange(temporary, with: target)
      } else {
        try system.rename(temporary, to: target)
      }
    }
  }
}

extension AtomicFolder: Sendable where System: Sendable {}
