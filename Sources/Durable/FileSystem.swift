/// The calls that we make to a file system, one method each, so that a test can make each one fail.
///
/// Calls that a signal interrupts are repeated inside; nothing else is.
public protocol FileSystem {
  /// What lies at a path; symbolic links are not followed. nil where nothing does.
  func kind(of path: String) throws(SystemCallError) -> FileKind?
  /// Makes a directory that only its owner and group may enter (0750).
  func makeDirectory(_ path: String) throws(SystemCallError)
  /// Creates a file for writing (0640), which must not be there yet, not even as a link.
  func create(_ path: String) throws(SystemCallError) -> Int32
  /// Opens a directory so that it can be synced.
  func openDirectory(_ path: String) throws(SystemCallError) -> Int32
  /// Opens a file for reading; links are followed.
  func openForReading(_ path: String) throws(SystemCallError) -> Int32
  /// What an open file is.
  func kind(of file: Int32) throws(SystemCallError) -> FileKind
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
  func rename(_ path: String, to newPath: String) throws(SystemCallError)
  /// Swaps what two names mean, at once.
  func exchange(_ path: String, with other: String) throws(SystemCallError)
  func removeFile(_ path: String) throws(SystemCallError)
  func removeDirectory(_ path: String) throws(SystemCallError)
  /// The names in a directory, by their bytes, without `.` and `..`.
  func names(in path: String) throws(SystemCallError) -> [String]
}

/// What a path may lead to.
public enum FileKind: String, Hashable, Sendable {
  case file, directory, symbolicLink, pipe, other
}

/// A system call that failed.
public struct SystemCallError: Error, Hashable, Sendable {
  public var call: String
  public var errno: Int32

  public init(call: String, errno: Int32) {
    self.call = call
    self.errno = errno
  }
}
