import GRDB
import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#endif

/// The store in one SQLite file.
///
/// One connection in the whole system writes and checkpoints: the caller holds the store's lock for
/// as long as it has one open for writing. All others read only, `status` too (Debian's SQLite can
/// lose a commit when another connection checkpoints meanwhile; plan, finding 1).
public final class SQLiteStore: Sendable {
  public enum Access: Sendable { case write, read }

  /// Where it lies.
  public let path: String
  let queue: DatabaseQueue
  private let isWriter: Bool

  /// A log that is longer when the store is closed is emptied.
  static let logBytesKept: UInt64 = 1 << 20

  /// Opens the store; for writing it is made where there is none.
  ///
  /// - Throws: `StoreError`.
  public init(_ path: String, for access: Access) throws(StoreError) {
    self.path = path
    isWriter = access == .write
    if access == .read, Self.isMissing(path) {
      throw StoreError(
        code: .missing, problem: "there is no store at \(path)",
        remedy: "a pipeline that ran at least once")
    }
    queue = try Self.storeErrors(path) {
      try DatabaseQueue(path: path, configuration: Self.configuration(access))
    }
    try Self.storeErrors(path) {
      if access == .read { return try queue.read(Self.checkSchema) }
      // Last of all: GRDB goes down to NORMAL when it turns to WAL, which loses commits with the power.
      try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try queue.write(Self.prepareSchema)
    }
  }

  /// Closes the file; nothing can be done with the store any more.
  public func close() throws(StoreError) {
    if isWriter { emptyLog() }
    try Self.storeErrors(path) { try queue.close() }
  }

  /// Whoever opens the store reads its log from the beginning, and the first commit after that copies
  /// all of it: what a large batch left would be paid for by each sweep, and by the first file.
  private func emptyLog() {
    var facts = stat()
    guard stat(path + "-wal", &facts) == 0, facts.st_size > Self.logBytesKept else { return }
    // Where readers are in it, or the disk fails, the log stays: it is as good as the file.
    try? queue.inDatabase { db in
      try db.execute(sql: "PRAGMA busy_timeout = 0")
      try db.checkpoint(.truncate)
    }
  }

  /// SQLite's version, for `--version`.
  public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

  /// What SQLite syncs: 2 is FULL, under which a commit that was acknowledged is on the disk.
  func synchronousLevel() throws(StoreError) -> Int64 {
    try Self.storeErrors(path) { try queue.inDatabase { try Self.number($0, "synchronous") } }
  }

  /// Of which version of the schema it is.
  func schemaVersion() throws(StoreError) -> Int64 {
    try Self.storeErrors(path) { try queue.read { try Self.number($0, "user_version") } }
  }

  private static func isMissing(_ path: String) -> Bool { access(path, F_OK) != 0 }

  private static func configuration(_ access: Access) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = access == .read
    configuration.foreignKeysEnabled = true
    if access == .write { configuration.journalMode = .wal }
    // Another process may be recovering the log: that takes moments.
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA mmap_size = 0")
      if access == .write {
        var on: CInt = 1
        // A log that grew with a large batch does not stay that large.
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        // Readers that may not write the folder still find the log.
        sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &on)
      }
    }
    return configuration
  }

  /// Makes the schema, or brings an earlier one up to date: in one transaction, so that no half of it
  /// is ever seen.
  private static func prepareSchema(_ db: Database) throws {
    let version = try number(db, "user_version")
    let owner = try number(db, "application_id")
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if owner == 0, version == 0, tables == 0 {
      for statement in StoreSchema.statements { try db.execute(sql: statement) }
      try db.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(StoreSchema.version)")
      return
    }
    try checkSchema(db)
    if version < StoreSchema.version {
      for statement in StoreSchema.migration(from: version) { try db.execute(sql: statement) }
    }
  }

  private static func checkSchema(_ db: Database) throws {
    guard try number(db, "application_id") == StoreSchema.applicationID else {
      throw StoreError(
        code: .notAStore, problem: "the file is no store of ours",
        remedy: "the path of a store, or of nothing")
    }
    let version = try number(db, "user_version")
    guard version <= StoreSchema.version else {
      throw StoreError(
        code: .tooNew,
        problem: "the store is of version \(version), this program reads \(StoreSchema.version)",
        remedy: "the program that wrote it, or a later one")
    }
  }

  static func number(_ db: Database, _ pragma: String) throws -> Int64 {
    try Int64.fetchOne(db, sql: "PRAGMA \(pragma)") ?? 0
  }

  // MARK: Errors

  /// Does something with the store and says in our words what went wrong.
  static func storeErrors<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw described(error, path)
    } catch {
      throw StoreError(
        code: .inputOutput, problem: "\(path): \(error)", remedy: "a store that can be used")
    }
  }

  private static func described(_ error: DatabaseError, _ path: String) -> StoreError {
    let text = "\(path): \(error.message ?? error.resultCode.description)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return StoreError(
        code: .busy, problem: text, remedy: "nobody else to hold the store; try again later")
    case .SQLITE_NOTADB:
      return StoreError(
        code: .notAStore, problem: text, remedy: "the path of a store, or of nothing")
    case .SQLITE_CORRUPT:
      return StoreError(
        code: .damaged, problem: text, remedy: "a whole store; restore a copy of it")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return StoreError(
        code: .inputOutput, problem: text, remedy: "a folder that can be written")
    case .SQLITE_CONSTRAINT:
      return StoreError(
        code: .damaged, problem: text, remedy: "a store whose state is what its events made")
    default:
      return StoreError(
        code: .inputOutput, problem: text, remedy: "a disk with room that works; run it again")
    }
  }
}
