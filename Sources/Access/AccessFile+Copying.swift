import Durable
import GRDB
import Glibc

extension AccessFile {
  /// Writes a copy of the whole file as it is now, while it is in use; only its owner can read it.
  ///
  /// - Parameter target: where nothing may be.
  /// - Throws: `AccessError`.
  public func copy(to target: String) throws(AccessError) {
    // Made before anything is in it: SQLite alone would let others read it.
    let made = Glibc.open(target, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard made >= 0 else { throw Self.failed("open", target) }
    Glibc.close(made)
    try Self.accessErrors(path) {
      try queue.inDatabase { db in
        try db.execute(sql: "VACUUM INTO ?", arguments: [target])
      }
      try PosixFileSystem().syncFile(FilePath(target))
    }
  }
}
