import Durable
import Glibc
import Settings
import Store

/// A copy of a pipeline's store, and of what people attached to its disputes.
public enum StoreBackup {
  /// Copies the store, then its attachments into the folder `attachments` beside the copy.
  ///
  /// In this order, since an attachment is on the disk before the store names it, and stays: all that
  /// the copy names is there. Copies of several days may share the folder.
  ///
  /// - Returns: how many attachments there are.
  /// - Throws: `StoreError`, `FileSystemError` (`outputExists` where something is at the target),
  ///   `CaseError` (`attachmentLost`; the copy of the store and the other attachments are then made).
  @discardableResult
  public static func copy(of path: String, to target: String) throws -> Int {
    let places = PipelinePlaces(try PipelineFiles.settings(path), at: path)
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
    let store = try SQLiteStore(places.store, for: .read)
    try store.copy(to: target)
    let digests = Set(try store.rows(of: .attachments).compactMap(AttachmentFolder.digest(of:)))
    try store.close()
    try system.syncFile(place)
    try system.syncDirectory(place.parent)
    try copy(digests.sorted(), from: AttachmentFolder(places), to: AttachmentFolder(beside: place))
    return digests.count
  }

  private static func copy(
    _ digests: [String], from source: AttachmentFolder, to target: AttachmentFolder
  ) throws {
    var lost: CaseError?
    for digest in digests {
      do {
        let bytes = try source.bytes(of: digest)
        _ = try target.keep(bytes, in: PosixFileSystem(), processID: getpid())
      } catch let error as CaseError {
        lost = lost ?? error
      }
    }
    if let lost { throw lost }
  }
}
