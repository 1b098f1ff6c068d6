/// A call to the file system that failed, with what to do about it.
public struct FileSystemError: Error, Hashable, Sendable {
  /// Stable names, each with an exit code of its own kind (sysexits).
  public enum Code: String, Sendable, CaseIterable {
    /// 66: an input is missing or unreadable, or is no file.
    case inputMissing, inputUnreadable, notAFile
    /// 66: an input is longer than it may be.
    case inputTooLong
    /// 66: an input is another one than it was, or changed while it was read.
    case inputReplaced
    /// 73: the output is there already, or cannot be made.
    case outputExists, cannotCreate
    /// 73: a file would have to leave its file system, where it cannot be moved in one step.
    case crossDevice
    /// 74: reading, writing or syncing failed half-way.
    case inputOutput
    /// 75: another process is at work; later is soon enough.
    case lockHeld
  }

  public var code: Code
  /// The system call, such as `openat`.
  public var call: String
  public var path: String
  /// The system's number for the reason; 0 where the call itself did what it should.
  public var errno: Int32
  /// What is wrong, in the system's words or ours.
  public var reason: String
  /// What to do.
  public var remedy: String

  public init(
    code: Code, call: String, path: String, errno: Int32, reason: String, remedy: String
  ) {
    self.code = code
    self.call = call
    self.path = path
    self.errno = errno
    self.reason = reason
    self.remedy = remedy
  }

  /// What the process should exit with.
  public var exitCode: Int32 {
    switch code {
    case .inputMissing, .inputUnreadable, .notAFile, .inputTooLong, .inputReplaced: 66
    case .outputExists, .cannotCreate, .crossDevice: 73
    case .inputOutput: 74
    case .lockHeld: 75
    }
  }
}

extension FileSystemError: CustomStringConvertible {
  /// `out: error: mkdir: Permission denied; expected a folder that … (cannotCreate)`.
  public var description: String {
    "\(path): error: \(call): \(reason); expected \(remedy) (\(code.rawValue))"
  }
}
