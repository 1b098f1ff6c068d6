/// The calls that we make to a file system, one method each, so that a test can make each one fail.
///
/// Calls that a signal interrupts are repeated inside; nothing else is.
public protocol FileSystem {
  /// What lies at a path; symbolic links are not followed. nil where nothing does.
  func facts(of path: FilePath) throws(SystemCallError) -> FileFacts?
  /// What an open file is.
  func facts(of file: Int32) throws(SystemCallError) -> FileFacts
  /// Makes a directory that only its owner and group may enter (0750).
  func makeDirectory(_ path: FilePath) throws(SystemCallError)
  /// Creates a file for writing (0640), which must not be there yet, not even as a link.
  func create(_ path: FilePath) throws(SystemCallError) -> Int32
  /// Opens a directory so that it can be synced.
  func openDirectory(_ path: FilePath) throws(SystemCallError) -> Int32
  /// Opens a file for reading; links are followed.
  func openForReading(_ path: FilePath) throws(SystemCallError) -> Int32
  /// Opens what somebody else has put there: no link is followed, no pipe waited for.
  func openUnfollowed(_ path: FilePath) throws(SystemCallError) -> Int32
  /// Opens a file to lock it (0640), which is made where there is none.
  func openForLocking(_ path: FilePath) throws(SystemCallError) -> Int32
  /// Locks an open file for this process alone, until it is closed; false where another holds it.
  func tryLock(_ file: Int32) throws(SystemCallError) -> Bool
  /// Gives a lock back, whoever else has the file open.
  func unlock(_ file: Int32) throws(SystemCallError)
  /// Makes an open file empty.
  func truncate(_ file: Int32) throws(SystemCallError)
  /// Writes some of the bytes, at least one.
  func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(SystemCallError) -> Int
  /// Reads some bytes; 0 at the end.
  func read(_ file: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(SystemCallError)
    -> Int
  /// Waits until all that was written is on the disk.
  func sync(_ file: Int32) throws(SystemCallError)
  /// Closes a file; it is closed even where this throws.
  func close(_ file: Int32) throws(SystemCallError)
  /// Gives a file or directory a name that must be free.
  func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError)
  /// Gives a file a name, in the place of whatever file has it.
  func replace(_ path: FilePath, with newFile: FilePath) throws(SystemCallError)
  /// Swaps what two names mean, at once.
  func exchange(_ path: FilePath, with other: FilePath) throws(SystemCallError)
  /// Gives a file the permissions of ours (0640), whatever its sender gave it.
  func restrict(_ path: FilePath) throws(SystemCallError)
  func removeFile(_ path: FilePath) throws(SystemCallError)
  func removeDirectory(_ path: FilePath) throws(SystemCallError)
  /// The names in a directory, in the order of their bytes, without `.` and `..`.
  func entries(in path: FilePath) throws(SystemCallError) -> [FileName]
  /// Whether a path lies on a disk of another machine (NFS, SMB, FUSE and the like), where locks are
  /// uncertain and nobody tells us of changes.
  func isOnNetwork(_ path: FilePath) throws(SystemCallError) -> Bool
}

extension FileSystem {
  public func kind(of path: String) throws(SystemCallError) -> FileKind? {
    try facts(of: FilePath(path))?.kind
  }

  public func kind(of file: Int32) throws(SystemCallError) -> FileKind {
    try facts(of: file).kind
  }

  public func openForReading(_ path: String) throws(SystemCallError) -> Int32 {
    try openForReading(FilePath(path))
  }
}
