import Crypto

/// A file that is read from its beginning to its end, once, and of which the digest of exactly the
/// bytes that were read is kept.
///
/// It is opened without following a link or waiting for a pipe, and must be the file that was looked
/// at before.
public final class DigestedFile<System: FileSystem> {
  public let path: FilePath
  /// What it was when it was opened.
  public let facts: FileFacts
  /// How many bytes were read.
  public private(set) var count: Int64 = 0
  private let system: System
  private let limit: Int64
  private let file: Int32
  private var hash = SHA256()

  /// - Parameters:
  ///   - expected: what a look at it said; nil takes it as it is.
  ///   - limit: how many bytes it may have.
  /// - Throws: `FileSystemError`: `inputReplaced` where it is another file than expected, or has
  ///   changed; `notAFile`, `inputTooLong`, `inputMissing`, `inputUnreadable`.
  public init(
    _ path: FilePath, expecting expected: FileFacts?, limit: Int64, in system: System
  ) throws(FileSystemError) {
    self.path = path
    self.system = system
    self.limit = limit
    let opened: Int32
    do throws(SystemCallError) {
      opened = try system.openUnfollowed(path)
    } catch {
      // 2 is ENOENT, 20 ENOTDIR; 40 is ELOOP, a link; 6 is ENXIO, a socket.
      let code: FileSystemError.Code =
        switch error.errno {
        case 2, 20: .inputMissing
        case 40, 6: .notAFile
        default: .inputUnreadable
        }
      throw Self.failure(code, error, path)
    }
    do throws(FileSystemError) {
      do throws(SystemCallError) {
        facts = try system.facts(of: opened)
      } catch {
        throw Self.failure(.inputUnreadable, error, path)
      }
      try Self.check(facts, against: expected, limit, path)
    } catch {
      try? system.close(opened)
      throw error
    }
    file = opened
  }

  deinit { try? system.close(file) }

  /// The next bytes, at most `chunk` of them; empty at the end.
  public func read(_ chunk: Int = 128 * 1024) throws(FileSystemError) -> [UInt8] {
    let outcome = Result { () throws(SystemCallError) -> [UInt8] in
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
    let bytes: [UInt8]
    do throws(SystemCallError) {
      bytes = try outcome.get()
    } catch {
      throw Self.failure(.inputOutput, error, path)
    }
    count += Int64(bytes.count)
    guard count <= limit else { throw Self.tooLong(limit, path) }
    hash.update(data: bytes)
    return bytes
  }

  /// Reads what is left.
  ///
  /// - Returns: the SHA-256 of all bytes, 32 of them.
  /// - Throws: `FileSystemError`: `inputReplaced` where somebody wrote to the file meanwhile, so that
  ///   what was read may never have been its content.
  public func finish() throws(FileSystemError) -> [UInt8] {
    while try !read().isEmpty {}
    let now: FileFacts
    do throws(SystemCallError) {
      now = try system.facts(of: file)
    } catch {
      throw Self.failure(.inputOutput, error, path)
    }
    guard now.isUnchanged(since: facts), now.size == count else {
      throw Self.replaced("it changed while it was read", path)
    }
    return Array(hash.finalize())
  }

  private static func check(
    _ facts: FileFacts, against expected: FileFacts?, _ limit: Int64, _ path: FilePath
  ) throws(FileSystemError) {
    guard facts.kind == .file else {
      throw FileSystemError(
        code: .notAFile, call: "open", path: path.display, errno: 0,
        reason: "it is no regular file", remedy: "a file that can be read")
    }
    if let expected, !facts.isUnchanged(since: expected) {
      throw replaced(
        facts.isSameFile(as: expected) ? "it has changed since" : "another file has its name now",
        path)
    }
    guard facts.size <= limit else { throw tooLong(limit, path) }
  }

  private static func replaced(_ reason: String, _ path: FilePath) -> FileSystemError {
    FileSystemError(
      code: .inputReplaced, call: "fstat", path: path.display, errno: 0, reason: reason,
      remedy: "a file that is complete before it is put there")
  }

  private static func tooLong(_ limit: Int64, _ path: FilePath) -> FileSystemError {
    FileSystemError(
      code: .inputTooLong, call: "read", path: path.display, errno: 0,
      reason: "it is longer than \(limit) bytes", remedy: "a shorter file")
  }

  private static func failure(
    _ code: FileSystemError.Code, _ error: SystemCallError, _ path: FilePath
  ) -> FileSystemError {
    FileSystemError(
      code: code, call: error.call, path: path.display, errno: error.errno,
      reason: systemMessage(error.errno), remedy: "a file that can be read")
  }
}

/// Two small hexadecimal digits for each byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef")
  return bytes.reduce(into: "") { text, byte in
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
}
