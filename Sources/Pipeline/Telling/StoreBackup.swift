import Durable
import Settings
import Store

/// A copy of a pipeline's store.
public enum StoreBackup {
  /// - Throws: `StoreError`, `FileSystemError` (`outputExists` where something is at the target).
  public static func copy(of path: String, to target: String) throws {
    let settings = try PipelineFiles.settings(path)
    let system = PosixFileSystem()
    let place = FilePath(target)
    let there = try system.attempt(place, .cannotCreate) { () throws(SystemCallError) in
      try system.facts(of: place)
    }
    guard there == nil else {
      throw FileSystemError(
        code: .outputExists, call: "open", path: target, errno: 0, reason: "a file is there",
        remedy: "a new name")
    }
    let store = try SQLiteStore(PipelinePlaces(settings, at: path).store, for: .read)
    try store.copy(to: target)
    try store.close()
    try system.syncDirectory(place.parent)
  }
}
