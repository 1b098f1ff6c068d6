import Durable
import GRDB
import Store
import Synchronization

/// What people look things up in: a second SQLite file beside the store, in which the pages and the
/// interface for programs find, sort, count and search what the log says.
///
/// It is a cache. The event log in the store is the truth; whoever deletes the file has it made anew
/// by the next `follow`. Readers see it as of the last event that was followed, and never wait.
public final class DeskIndex: Sendable {
  /// Where it lies.
  public let path: String
  /// Where the store lies.
  public let storePath: String

  private let pool = Mutex<DatabasePool?>(nil)
  private let isDamaged = Mutex(false)
  private let following = Mutex(Following())
  private let followedSequence = Mutex<Int64>(0)

  /// What one caller at a time has.
  private struct Following {
    var store: SQLiteStore?
    /// What lay at the two paths when they were opened: whoever holds a file sees it for ever,
    /// whatever takes its place.
    var storeFile: FileFacts?
    var indexFile: FileFacts?
  }

  /// Opens the index of a store, where there is one that can be used. One of another version, of
  /// another store or damaged goes: it is made anew by the next `follow`.
  ///
  /// - Parameters:
  ///   - path: where it lies, or is to lie: `<store>.desk.sqlite`.
  ///   - store: the path of the store; it need not be there yet.
  /// - Throws: `StoreError` where the store is there and cannot be read.
  public init(_ path: String, store: String) throws {
    self.path = path
    storePath = store
    guard try facts(of: path) != nil else { return }
    var opened: (pool: DatabasePool, followed: Int64)?
    do {
      let held = try SQLiteStore(store, for: .read)
      opened = try open(of: held)
      try held.close()
    } catch let error as StoreError where error.code == .missing {}
    if let opened {
      pool.withLock { $0 = opened.pool }
      followedSequence.withLock { $0 = opened.followed }
    } else {
      remove()
    }
  }

  /// The last event that readers see; 0 before the index was made.
  public var followed: Int64 { followedSequence.withLock { $0 } }

  /// There is something to read.
  public var isMade: Bool { pool.withLock { $0 != nil } }

  /// Takes in what was committed to the store since, all of it where the index is empty.
  ///
  /// Callers wait for one another, readers for nobody. With nothing new it costs some microseconds.
  ///
  /// - Returns: the last event that readers see now.
  /// - Throws: `StoreError`; what was taken in before stays.
  @discardableResult
  public func follow() throws -> Int64 {
    try following.withLock { following in
      if isDamaged.withLock({ $0 }) { forget(&following) }
      do {
        return try follow(&following)
      } catch let error as DatabaseError where Self.isDamage(error) {
        // Of the store it would have been a StoreError: it is ours, and can be made anew.
        forget(&following)
        return try follow(&following)
      }
    }
  }

  private func follow(_ following: inout Following) throws -> Int64 {
    let store = try store(of: &following)
    let indexFile = try facts(of: path)
    let isThere = indexFile.map { following.indexFile?.isSameFile(as: $0) ?? true } ?? false
    if !isThere { pool.withLock { $0 = nil } }
    following.indexFile = indexFile
    if let held = pool.withLock({ $0 }) {
      let last = try store.lastSequence()
      let followed = followedSequence.withLock { $0 }
      if last == followed { return followed }
      if last > followed, try isBuiltOn(store, held) {
        return try catchUp(store, held)
      }
      // Another store lies there now: an earlier copy was restored, or it began anew.
    }
    let followed = try make(store)
    following.indexFile = try facts(of: path)
    return followed
  }

  private func store(of following: inout Following) throws -> SQLiteStore {
    let file = try facts(of: storePath)
    if let store = following.store, let file, following.storeFile?.isSameFile(as: file) ?? false {
      return store
    }
    let store = try SQLiteStore(storePath, for: .read)
    following.store = store
    following.storeFile = file
    // What is there is looked at as when it was opened first: it may be another store.
    if let held = pool.withLock({ $0 }), try !isBuiltOn(store, held) { pool.withLock { $0 = nil } }
    return store
  }

  private func facts(of path: String) throws -> FileFacts? {
    try PosixFileSystem().facts(of: FilePath(path))
  }

  private func forget(_ following: inout Following) {
    following = Following()
    pool.withLock { $0 = nil }
    isDamaged.withLock { $0 = false }
    followedSequence.withLock { $0 = 0 }
    remove()
  }

  // MARK: Following

  /// No transaction takes in more events than these, so that the log of the index stays small.
  private static let eventsMax = 5000
  /// Nor, by and large, more rows.
  private static let rowsMax = 100_000

  private func catchUp(_ store: SQLiteStore, _ pool: DatabasePool) throws -> Int64 {
    try store.snapshot { snapshot in
      let last = try snapshot.lastSequence()
      var followed = followedSequence.withLock { $0 }
      while followed < last {
        followed = try pool.write { db in try Self.take(snapshot, db) }
        followedSequence.withLock { $0 = followed }
      }
      return followed
    }
  }

  /// Takes in some of what comes next.
  private static func take(_ snapshot: StoreSnapshot, _ db: Database) throws -> Int64 {
    // What another process took in meanwhile is not taken twice.
    var sequence = try Meta.text(.followed, db).flatMap { Int64($0) } ?? 0
    let writer = try IndexWriter(db, isMaking: false)
    var hash: [UInt8] = []
    var rows = 0
    try snapshot.eachEvent(after: sequence, countMax: eventsMax) { event in
      if rows >= rowsMax { return }
      let changes = event.kind == .receiptDecided ? [] : try EventBody.rows(event.body)
      for change in changes { try writer.apply(change) }
      try writer.tell(event)
      rows += changes.count
      sequence = event.sequence
      hash = event.hash
    }
    guard !hash.isEmpty else { return sequence }
    try Meta.set(.followed, String(sequence), db)
    try Meta.set(.followedHash, hexadecimal(hash), db)
    try Meta.set(.batch, writer.batch, db)
    return sequence
  }

  /// The store still has the event that was followed last.
  private func isBuiltOn(_ store: SQLiteStore, _ pool: DatabasePool) throws -> Bool {
    let (sequence, hash) = try pool.read { db in
      (try Meta.text(.followed, db).flatMap { Int64($0) } ?? 0, try Meta.text(.followedHash, db))
    }
    return try store.snapshot { snapshot in
      try snapshot.hash(of: sequence).map(hexadecimal) == hash
    }
  }

  // MARK: The file

  private func make(_ store: SQLiteStore) throws -> Int64 {
    try store.snapshot { snapshot in
      try IndexMaker(path: path + ".making", snapshot).make()
    }
    // A log that belongs to the file before would be read into this one.
    remove(["-wal", "-shm"])
    try PosixFileSystem().replace(FilePath(path), with: FilePath(path + ".making"))
    guard let opened = try open(of: store) else {
      throw EnquiryError(
        code: .damaged, problem: "\(path) cannot be read, although it was just made",
        remedy: "a disk with room that works")
    }
    pool.withLock { $0 = opened.pool }
    followedSequence.withLock { $0 = opened.followed }
    return opened.followed
  }

  /// - Returns: nil where the file cannot be used for this store.
  private func open(of store: SQLiteStore) throws -> (pool: DatabasePool, followed: Int64)? {
    let opened: DatabasePool
    let held: (store: String?, followed: Int64, hash: String?)
    do {
      opened = try DatabasePool(path: path, configuration: Self.configuration)
      try opened.writeWithoutTransaction { db in
        // A batch touches pages everywhere: they stay, and go to the file many at a time.
        try db.execute(sql: "PRAGMA cache_size = -262144")
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 10000")
      }
      guard let read = try opened.read(Self.facts) else { return nil }
      held = read
    } catch is DatabaseError {
      return nil
    }
    let isOurs = try store.snapshot { snapshot in
      try snapshot.hash(of: 1).map(hexadecimal) == held.store
        && snapshot.hash(of: held.followed).map(hexadecimal) == held.hash
    }
    return isOurs ? (opened, held.followed) : nil
  }

  private static func facts(
    _ db: Database
  ) throws -> (store: String?, followed: Int64, hash: String?)? {
    guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == DeskSchema.applicationID,
      try Int64.fetchOne(db, sql: "PRAGMA user_version") == DeskSchema.version
    else { return nil }
    return (
      try Meta.text(.store, db), try Meta.text(.followed, db).flatMap { Int64($0) } ?? 0,
      try Meta.text(.followedHash, db)
    )
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 8
    configuration.prepareDatabase { db in
      // A cache need not outlive the power.
      try db.execute(sql: "PRAGMA synchronous = OFF")
      try db.execute(sql: "PRAGMA cache_size = -32768")
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
    }
    return configuration
  }

  private func remove(_ ends: [String] = ["-wal", "-shm", ""]) {
    for end in ends {
      try? PosixFileSystem().removeFile(FilePath(path + end))
    }
  }

  // MARK: Reading

  /// Reads several things as of one moment.
  ///
  /// - Throws: `EnquiryError`: `notMade` before the first `follow` is done; `damaged`.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    guard let pool = pool.withLock({ $0 }) else {
      throw EnquiryError(
        code: .notMade, problem: "the index \(path) is still being made",
        remedy: "a little patience; it is made from the store")
    }
    do {
      return try pool.read(body)
    } catch let error as DatabaseError where Self.isDamage(error) {
      isDamaged.withLock { $0 = true }
      throw EnquiryError(
        code: .damaged, problem: "the index \(path) is damaged: \(error.message ?? "")",
        remedy: "it to be made anew, which happens by itself")
    }
  }

  /// The file is no index any more: overwritten, or deleted under our hands.
  private static func isDamage(_ error: DatabaseError) -> Bool {
    [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY, .SQLITE_CANTOPEN].contains(error.resultCode)
      || error.message?.hasPrefix("no such table") ?? false
  }
}
