/// A lock that one process at a time holds, and that the system takes from it when it ends in
/// whatever way (`flock`). Its file stays: to remove it would let two processes lock two files of
/// the same name.
public final class FileLock<System: FileSystem> {
  public let path: FilePath
  private let system: System
  private var file: Int32?

  public init(_ path: FilePath, in system: System) {
    self.path = path
    self.system = system
  }

  deinit {
    if let file {
      try? system.unlock(file)
      try? system.close(file)
    }
  }

  public var isHeld: Bool { file != nil }

  /// Takes the lock, and writes into its file who has it since when.
  ///
  /// - Returns: false where another process holds it.
  public func tryLock(processID: Int32, since: String) throws(FileSystemError) -> Bool {
    if file != nil { return true }
    let opened = try attempt { () throws(SystemCallError) in try system.openForLocking(path) }
    do throws(FileSystemError) {
      guard try attempt({ () throws(SystemCallError) in try system.tryLock(opened) }) else {
        try? system.close(opened)
        return false
      }
      try attempt { () throws(SystemCallError) in try system.truncate(opened) }
      try system.writeAll(
        LockHolder(processID: processID, since: since).bytes, to: opened, at: path)
    } catch {
      try? system.close(opened)
      throw error
    }
    file = opened
    return true
  }

  /// Takes the lock as soon as it is free.
  ///
  /// - Parameters:
  ///   - longest: how long to wait; zero asks once.
  ///   - pause: sleeps.
  /// - Throws: `FileSystemError`, `lockHeld` (exit code 75) where another process still holds it.
  public func lock(
    waitingUpTo longest: Duration, processID: Int32, since: String, pause: (Duration) -> Void
  ) throws(FileSystemError) {
    let step = Duration.milliseconds(50)
    var waited = Duration.zero
    while try !tryLock(processID: processID, since: since) {
      guard waited < longest else { throw held() }
      pause(min(step, longest - waited))
      waited += step
    }
  }

  /// Who holds the lock, or held it last; nil where the file does not say.
  public func holder() -> LockHolder? {
    guard let file = try? system.openUnfollowed(path) else { return nil }
    defer { try? system.close(file) }
    var all: [UInt8] = []
    while all.count < 1024 {
      var some = [UInt8](repeating: 0, count: 256)
      let outcome = some.withUnsafeMutableBytes { buffer in
        Result { () throws(SystemCallError) in try system.read(file, into: buffer) }
      }
      guard let count = try? outcome.get() else { return nil }
      if count == 0 { break }
      all += some.prefix(count)
    }
    return LockHolder(parsing: all)
  }

  /// Gives the lock back.
  public func unlock() throws(FileSystemError) {
    guard let file else { return }
    self.file = nil
    // A program that is being started has a copy of the file for a moment, and would hold the lock:
    // closing ours is not enough.
    try? system.unlock(file)
    try attempt { () throws(SystemCallError) in try system.close(file) }
  }

  private func held() -> FileSystemError {
    let holder = holder().map { "process \($0.processID) since \($0.since)" } ?? "another process"
    return FileSystemError(
      code: .lockHeld, call: "flock", path: path.display, errno: 0, reason: "held by \(holder)",
      remedy: "that process to end, or a longer wait")
  }

  private func attempt<Answer>(
    _ body: () throws(SystemCallError) -> Answer
  ) throws(FileSystemError) -> Answer {
    try system.attempt(path, .inputOutput, remedy: "a lock file that can be written", body)
  }
}
