/// An input that is read from its beginning to its end, once: a file, a pipe, standard input.
///
/// Links are followed, as everywhere on a command line. A directory is an error.
public final class InputFile<System: FileSystem> {
  /// What `read` hands out at most at a time, unless told otherwise.
  public static var usualChunk: Int { 128 * 1024 }

  /// As it was given, for messages.
  public let path: String
  private let system: System
  private let file: Int32
  private let isOurs: Bool

  /// Opens a file.
  public init(_ path: String, in system: System) throws(FileSystemError) {
    self.path = path
    self.system = system
    isOurs = true
    // Only what is kept is closed when this goes: what another thread opened meanwhile under the
    // number of a file that was closed here would be closed with it.
    let opened: Int32
    do throws(SystemCallError) {
      opened = try system.openForReading(path)
    } catch {
      // 2 is ENOENT, 20 ENOTDIR.
      throw Self.failure(
        error.errno == 2 || error.errno == 20 ? .inputMissing : .inputUnreadable, error, path)
    }
    let kind: FileKind
    do throws(SystemCallError) {
      kind = try system.kind(of: opened)
    } catch {
      try? system.close(opened)
      throw Self.failure(.inputUnreadable, error, path)
    }
    if kind == .directory {
      try? system.close(opened)
      throw FileSystemError(
        code: .notAFile, call: "open", path: path, errno: 0, reason: "it is a directory",
        remedy: "a file that can be read")
    }
    file = opened
  }

  /// Reads from what is open already, such as standard input (0), and leaves it open.
  public init(descriptor: Int32, name: String, in system: System) {
    path = name
    self.system = system
    file = descriptor
    isOurs = false
  }

  deinit {
    if isOurs { try? system.close(file) }
  }

  /// The next bytes, at most `chunk` of them; empty at the end. Pipes hand out what they have.
  public func read(_ chunk: Int = InputFile.usualChunk) throws(FileSystemError) -> [UInt8] {
    let result = Result { () throws(SystemCallError) -> [UInt8] in
      var failure: SystemCallError?
      let bytes = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        do throws(SystemCallError) {
          count = try system.read(file, into: UnsafeMutableRawBufferPointer(buffer))
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      return bytes
    }
    do throws(SystemCallError) {
      return try result.get()
    } catch {
      throw Self.failure(.inputOutput, error, path)
    }
  }

  /// All bytes to the end.
  ///
  /// - Parameter limit: how many there may be; one more is an error, so that nothing is cut off.
  public func readAll(limit: Int) throws(FileSystemError) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let bytes = try read()
      if bytes.isEmpty { return all }
      all += bytes
      guard all.count <= limit else {
        throw FileSystemError(
          code: .inputTooLong, call: "read", path: path, errno: 0,
          reason: "it is longer than \(limit) bytes", remedy: "a shorter file")
      }
    }
  }

  private static func failure(
    _ code: FileSystemError.Code, _ error: SystemCallError, _ path: String
  ) -> FileSystemError {
    FileSystemError(
      code: code, call: error.call, path: path, errno: error.errno,
      reason: systemMessage(error.errno), remedy: "a file that can be read")
  }
}
