import Durable
import GRDB
import Glibc
import Synchronization

extension AccessFile {
  /// Makes the file where there is none, and takes from all but its owner what they could read.
  ///
  /// The file is never opened and closed by other means once SQLite may have it open in this
  /// process: that would take SQLite's locks from it.
  static func secureFile(_ path: String, making: Bool) throws(AccessError) {
    try securing.withLock { _ throws(AccessError) in try securedFile(path, making: making) }
  }

  private static let securing = Mutex(())

  private static func securedFile(_ path: String, making: Bool) throws(AccessError) {
    var facts = stat()
    if stat(path, &facts) != 0 {
      guard errno == ENOENT else { throw failed("stat", path) }
      guard making else {
        throw AccessError(
          code: .missing, problem: "there is no access file at \(path)",
          expected: "somebody to be added with `quittance user`")
      }
      try makeFolder(of: path)
      let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      if file >= 0 { Glibc.close(file) }
      // Another process may have made it in this moment.
      guard file >= 0 || errno == EEXIST, stat(path, &facts) == 0 else {
        throw failed("open", path)
      }
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw AccessError(
        code: .notAnAccessFile, problem: "\(path) is not a file",
        expected: "the path of an access file, or of nothing")
    }
    if facts.st_mode & 0o077 != 0, chmod(path, 0o600) != 0 { throw failed("chmod", path) }
  }

  /// People may be added before a pipeline runs for the first time and makes its folders.
  private static func makeFolder(of path: String) throws(AccessError) {
    do throws(FileSystemError) {
      try PosixFileSystem().makeDirectories(FilePath(path).parent)
    } catch {
      throw AccessError(
        code: .inputOutput, problem: "\(error.path): \(error.call): \(error.reason)",
        expected: error.remedy)
    }
  }

  static func open(_ path: String) throws(AccessError) -> DatabaseQueue {
    let queue = try accessErrors(path) {
      try DatabaseQueue(path: path, configuration: configuration())
    }
    try accessErrors(path) {
      // Nothing is changed before it is known to be ours.
      _ = try queue.read { try isEmpty($0, path) }
      try queue.inDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
        try db.execute(sql: "PRAGMA synchronous = FULL")
      }
      try queue.write { db in
        // Another process may have made the tables in between.
        guard try isEmpty(db, path) else { return }
        for statement in AccessSchema.statements { try db.execute(sql: statement) }
        try db.execute(sql: "PRAGMA application_id = \(AccessSchema.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(AccessSchema.version)")
      }
    }
    return queue
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    // Another process may be writing: that takes moments.
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA mmap_size = 0")
      // What is gone (hashes of old passwords) is gone from the file.
      try db.execute(sql: "PRAGMA secure_delete = ON")
    }
    return configuration
  }

  /// Whether nothing is in it yet.
  ///
  /// - Throws: where what is in it is not ours, or not whole.
  private static func isEmpty(_ db: Database, _ path: String) throws -> Bool {
    let owner = try number(db, "application_id")
    let version = try number(db, "user_version")
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if owner == 0, version == 0, tables == 0 { return true }
    guard owner == AccessSchema.applicationID else {
      throw AccessError(
        code: .notAnAccessFile, problem: "\(path) is no access file of ours",
        expected: "the path of an access file, or of nothing")
    }
    guard version <= AccessSchema.version else {
      throw AccessError(
        code: .tooNew,
        problem:
          "\(path) is of version \(version), this program reads \(AccessSchema.version)",
        expected: "the program that wrote it, or a later one")
    }
    let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
    guard verdict == "ok" else { throw damaged(path, verdict) }
    return false
  }

  private static func number(_ db: Database, _ pragma: String) throws -> Int64 {
    try Int64.fetchOne(db, sql: "PRAGMA \(pragma)") ?? 0
  }

  static func failed(_ call: String, _ path: String) -> AccessError {
    AccessError(
      code: .inputOutput, problem: "\(path): \(call): \(String(cString: strerror(errno)))",
      expected: "a folder that can be written, and a file that is ours")
  }

  // MARK: Errors

  /// Does something with the file and says in our words what went wrong.
  static func accessErrors<Answer>(
    _ path: String, _ body: () throws -> Answer
  ) throws(AccessError) -> Answer {
    do {
      return try body()
    } catch let error as AccessError {
      throw error
    } catch let error as DatabaseError {
      throw described(error, path)
    } catch {
      throw AccessError(
        code: .inputOutput, problem: "\(path): \(error)", expected: "a file that can be used")
    }
  }

  private static func described(_ error: DatabaseError, _ path: String) -> AccessError {
    let problem = "\(path): \(error.message ?? error.resultCode.description)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return AccessError(
        code: .busy, problem: problem, expected: "nobody else to hold the file; try again later")
    case .SQLITE_NOTADB:
      return AccessError(
        code: .notAnAccessFile, problem: problem,
        expected: "the path of an access file, or of nothing")
    case .SQLITE_CORRUPT, .SQLITE_CONSTRAINT:
      return damaged(path, error.message ?? error.resultCode.description)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return AccessError(
        code: .inputOutput, problem: problem, expected: "a folder that can be written")
    default:
      return AccessError(
        code: .inputOutput, problem: problem,
        expected: "a disk with room that works; do it again")
    }
  }
}
