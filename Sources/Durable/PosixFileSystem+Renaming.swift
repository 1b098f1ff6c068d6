import Glibc

extension PosixFileSystem {
  public func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError) {
    do throws(SystemCallError) {
      try rename(path, newPath, flags: Self.noReplace)
    } catch {
      // NFS and some FUSE file systems know no flags (EINVAL), old kernels not the call. There we
      // look first; whoever takes the name between the look and the call loses what he put there,
      // so that callers choose names that nobody else uses.
      guard error.errno == EINVAL || error.errno == ENOSYS else { throw error }
      guard try facts(of: newPath) == nil else {
        throw SystemCallError(call: "renameat2", errno: EEXIST)
      }
      try replace(newPath, with: path)
    }
  }

  public func replace(_ path: FilePath, with newFile: FilePath) throws(SystemCallError) {
    _ = try Self.call("rename", newFile) { from in
      Self.returned(
        Result { () throws(SystemCallError) in
          try Self.call("rename", path) { Glibc.rename(from, $0) }
        })
    }
  }

  public func exchange(_ path: FilePath, with other: FilePath) throws(SystemCallError) {
    try rename(path, other, flags: Self.exchange)
  }

  // `renameat2`'s flags, from <linux/fs.h>.
  private static let noReplace: UInt32 = 1
  private static let exchange: UInt32 = 2

  private typealias Renameat2 =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

  /// glibc has the call since 2.28, but its header shows it to `_GNU_SOURCE` alone, which Swift's
  /// module does not define.
  private static let renameat2 = dlsym(nil, "renameat2").map {
    unsafeBitCast($0, to: Renameat2.self)
  }

  private func rename(
    _ path: FilePath, _ newPath: FilePath, flags: UInt32
  ) throws(SystemCallError) {
    guard let renameat2 = Self.renameat2 else {
      throw SystemCallError(call: "renameat2", errno: ENOSYS)
    }
    _ = try Self.call("renameat2", path) { from in
      Self.returned(
        Result { () throws(SystemCallError) in
          try Self.call("renameat2", newPath) { renameat2(AT_FDCWD, from, AT_FDCWD, $0, flags) }
        })
    }
  }

  /// A system call's answer as the system gives it: the number, or -1 and `errno`.
  private static func returned(_ answer: Result<Int32, SystemCallError>) -> Int32 {
    switch answer {
    case .success(let number): return number
    case .failure(let error):
      errno = error.errno
      return -1
    }
  }
}
