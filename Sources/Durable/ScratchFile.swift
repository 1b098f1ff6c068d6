import Glibc

/// A file without a name, for what is too much for memory; it is gone when nobody holds it any more,
/// however the process ends.
///
/// It is read and written at any place of it.
public final class ScratchFile: Sendable {
  private let file: Int32
  private let folder: String

  /// - Parameter folder: `TMPDIR`, else `/tmp`, unless another one is asked for.
  public init(in folder: String? = nil) throws(FileSystemError) {
    let usual = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let folder = folder ?? (usual.isEmpty ? "/tmp" : usual)
    self.folder = folder
    var name = Array("\(folder)/quittance.XXXXXX".utf8CString)
    let opened = name.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    guard opened >= 0 else { throw Self.failure(.cannotCreate, "mkstemp", errno, folder) }
    _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
    // The open file is all that is left of it.
    guard unlink(name) == 0 else {
      let number = errno
      Glibc.close(opened)
      throw Self.failure(.cannotCreate, "unlink", number, folder)
    }
    // Only what is kept is closed when this goes.
    file = opened
  }

  deinit { Glibc.close(file) }

  /// Writes all of the bytes at a place; what lies before it and was never written is zero.
  public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = pwrite(file, rest.baseAddress, rest.count, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(.inputOutput, "pwrite", errno, folder) }
      done += count
    }
  }

  /// Fills the buffer from a place; what lies beyond the end is zero.
  public func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FileSystemError) {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = pread(file, rest.baseAddress, rest.count, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(.inputOutput, "pread", errno, folder) }
      if count == 0 {
        rest.initializeMemory(as: UInt8.self, repeating: 0)
        return
      }
      done += count
    }
  }

  private static func failure(
    _ code: FileSystemError.Code, _ call: String, _ number: Int32, _ folder: String
  ) -> FileSystemError {
    FileSystemError(
      code: code, call: call, path: folder, errno: number, reason: systemMessage(number),
      remedy: "a folder for temporary files (TMPDIR) that can be written, with room left")
  }
}
