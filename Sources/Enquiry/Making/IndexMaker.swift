import Durable
import GRDB
import LedgerFiles
import Store

/// Makes an index from the whole store at once.
///
/// It is made in a file of its own that takes its place when it is whole: rows first, in the order
/// in which they lie in the store, then what is sorted, then what is counted.
struct IndexMaker {
  private let path: String
  private let snapshot: StoreSnapshot

  init(path: String, _ snapshot: StoreSnapshot) {
    self.path = path
    self.snapshot = snapshot
  }

  /// - Throws: `StoreError`, `DatabaseError`; a half-made file may then be left, which the next
  ///   attempt writes over.
  func make() throws {
    for end in ["", "-journal"] {
      try? PosixFileSystem().removeFile(FilePath(path + end))
    }
    let queue = try DatabaseQueue(path: path, configuration: Self.configuration)
    try queue.inDatabase { db in
      try db.inTransaction {
        for statement in DeskSchema.tables + DeskSchema.earlyIndexes {
          try db.execute(sql: statement)
        }
        try db.execute(
          sql: "CREATE TEMP TABLE unsorted_codes(kind INTEGER, code TEXT, ref INTEGER)")
        try fill(db)
        try sort(db)
        try count(db)
        try db.execute(sql: "PRAGMA application_id = \(DeskSchema.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(DeskSchema.version)")
        return .commit
      }
      // The way to WAL is for whoever opens it: a journal of none has no log to recover.
      try db.execute(sql: "PRAGMA optimize = 0x10002")
    }
    try queue.close()
  }

  /// Rows and what was decided.
  private func fill(_ db: Database) throws {
    let writer = try IndexWriter(db, isMaking: true)
    for table in StateTable.all where table != .journal && table != .facts {
      try snapshot.eachRow(of: table) { row in
        try writer.apply(RowChange(table.name, .added, key: row.key, record: row.record))
      }
    }
    try snapshot.eachEvent(after: 0, of: IndexWriter.kindsTold) { try writer.tell($0) }
    let last = try snapshot.lastSequence()
    try Meta.set(.followed, String(last), db)
    try Meta.set(.followedHash, try snapshot.hash(of: last).map(hexadecimal) ?? "", db)
    try Meta.set(.store, try snapshot.hash(of: 1).map(hexadecimal) ?? "", db)
    try Meta.set(.batch, writer.batch, db)
    try gather(db, writer)
  }

  /// What is made of several rows: the same as `IndexWriter` makes one by one.
  private func gather(_ db: Database, _ writer: IndexWriter) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO payments(payment)
        SELECT payment FROM applications
        UNION SELECT reverses FROM applications WHERE reverses <> ''
        """)
    try db.execute(
      sql: """
        UPDATE payments SET
          applied = coalesce((
            SELECT sum(a.amount) FROM applications a
            WHERE a.payment = payments.payment AND a.kind IN ('payment', 'on_account')), 0),
          applied_payer = coalesce((
            SELECT a.payer FROM applications a
            WHERE a.payment = payments.payment AND a.payer <> '' ORDER BY a.id DESC LIMIT 1), '')
        WHERE EXISTS (SELECT 1 FROM applications a WHERE a.payment = payments.payment)
        """)
    let undone = try String.fetchAll(
      db, sql: "SELECT DISTINCT reverses FROM applications WHERE reverses <> '' ORDER BY 1")
    for payment in undone { try writer.recountApplied(payment) }
    try db.execute(sql: IndexWriter.settleAll)
    let waiting = try Row.fetchAll(
      db,
      sql: """
        SELECT e.exception, n.name FROM exceptions e JOIN payments p ON p.payment = e.payment
        JOIN payer_names n ON n.id = p.payer_name ORDER BY e.rowid
        """)
    for row in waiting {
      try writer.run(
        "UPDATE exceptions SET payer_name = ?, payer_key = ? WHERE exception = ?",
        row[1] as String, NameKey.of(row[1]), row[0] as String)
    }
    try db.execute(sql: IndexWriter.learnWords)
  }

  private func sort(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO codes
        SELECT kind, code, ref FROM unsorted_codes ORDER BY kind, code, ref
        """)
    try db.execute(sql: "DROP TABLE unsorted_codes")
    for statement in DeskSchema.indexes { try db.execute(sql: statement) }
  }

  private func count(_ db: Database) throws {
    for figure in DeskFigure.all {
      try db.execute(sql: "INSERT INTO figures " + figure.recount)
    }
    try db.execute(sql: DeskFigure.rankCustomers)
    for trigger in DeskFigure.all.flatMap(\.triggers) + DeskFigure.rankTriggers {
      try db.execute(sql: trigger)
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 8192")
      try db.execute(sql: "PRAGMA journal_mode = OFF")
      try db.execute(sql: "PRAGMA synchronous = OFF")
      try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
      try db.execute(sql: "PRAGMA cache_size = -524288")
      try db.execute(sql: "PRAGMA temp_store = FILE")
    }
    return configuration
  }
}
