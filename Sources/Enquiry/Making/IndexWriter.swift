import GRDB
import LedgerFiles
import Money
import Store

/// Writes what the store's rows and events say into the index.
///
/// Whether rows come from the tables of the state at once or event by event, in whatever order the
/// tables come, the index is the same in the end: each fact has a place of its own that the others
/// do not touch, and what is made of several is made anew whenever one of them changes.
final class IndexWriter {
  let db: Database
  /// The index is being made: every row is new, and what is made of several comes at the end.
  let isMaking: Bool
  private var statements: [String: BulkStatement] = [:]
  private var knownCurrencies: Set<String> = []
  private var payerNames: [String: Int64] = [:]
  /// The batch whose receipts are told now.
  var batch = ""

  init(_ db: Database, isMaking: Bool) throws {
    self.db = db
    self.isMaking = isMaking
    batch = try Meta.text(.batch, db) ?? ""
    knownCurrencies = try Set(String.fetchAll(db, sql: "SELECT code FROM currencies"))
  }

  /// Takes a row of the state that came, changed or went.
  ///
  /// - Throws: `StoreError` (`damaged`) where the row is none; `DatabaseError`.
  func apply(_ change: RowChange) throws {
    switch change.table {
    case "customers": try customer(change)
    case "customer_accounts": try account(change)
    case "customer_aliases": try alias(change)
    case "open_items": try item(change, isOpen: true)
    case "cleared_items": try item(change, isOpen: false)
    case "disputes": try dispute(change)
    case "applications": try application(change)
    case "receipts": try receipt(change)
    case "exceptions": try exception(change)
    case "statements": try statement(change)
    case "files": try file(change)
    case "batches": try batchRow(change)
    case "alerts": try alert(change)
    case "proposals": try proposal(change)
    case "cases": try disputeCase(change)
    case "attachments": try attachment(change)
    // No page asks for them.
    default: return
    }
  }

  // MARK: Values

  /// The cells of a record, at least so many.
  func cells(_ change: RowChange, _ count: Int) throws -> [String] {
    guard let cells = CSVRecord.cells(change.record), cells.count >= count else {
      throw damaged(change, "the record has too few cells")
    }
    return cells
  }

  func keyCells(_ change: RowChange, _ count: Int) throws -> [String] {
    guard let cells = CSVRecord.cells(change.key), cells.count >= count else {
      throw damaged(change, "the key has too few cells")
    }
    return cells
  }

  func amount(_ text: String, _ code: String, _ change: RowChange) throws -> Money {
    guard let currency = Currency(code), let amount = try? Money(parsing: text, in: currency)
    else { throw damaged(change, "\(text) \(code) is no amount") }
    try know(currency)
    return amount
  }

  func damaged(_ change: RowChange, _ problem: String) -> StoreError {
    StoreError(
      code: .damaged, problem: "\(change.table): \(change.key): \(problem)",
      remedy: "a store whose state is what its events made; quittance verify tells more")
  }

  private func know(_ currency: Currency) throws {
    guard knownCurrencies.insert(currency.code).inserted else { return }
    try run(
      "INSERT INTO currencies VALUES (?, ?)", currency.code, Self.scale(of: currency))
  }

  static func scale(of currency: Currency) -> Int64 {
    (0..<currency.minorDigits).reduce(1) { scale, _ in scale * 10 }
  }

  /// By what amounts of any currency are compared: whole major units, the largest first.
  static func rank(_ amount: Money) -> Int64 { -(amount.minorUnits / scale(of: amount.currency)) }

  /// The number under which a payer's name is kept; 0 for none.
  func number(ofPayer name: String) throws -> Int64 {
    if name.isEmpty { return 0 }
    if let known = payerNames[name] { return known }
    if payerNames.count > 100_000 { payerNames.removeAll(keepingCapacity: true) }
    let held = try fetch("SELECT id FROM payer_names WHERE name = ?", name)
    let number: Int64
    if let held {
      number = held[0]
    } else {
      try run("INSERT INTO payer_names(name) VALUES (?)", name)
      number = db.lastInsertedRowID
      try run("INSERT INTO payer_words(rowid, name) VALUES (?, ?)", number, name)
    }
    payerNames[name] = number
    return number
  }

  /// Lets something be found by its codes.
  func learn(_ codes: [String], _ kind: SearchCode.Kind, _ reference: Int64) throws {
    for code in codes {
      // While an index is made they are only put aside, and sorted once.
      try run(
        isMaking
          ? "INSERT INTO unsorted_codes VALUES (?, ?, ?)"
          : "INSERT OR IGNORE INTO codes VALUES (?, ?, ?)", kind.rawValue, code, reference)
    }
  }

  func forget(_ codes: [String], _ kind: SearchCode.Kind, _ reference: Int64) throws {
    for code in codes {
      try run(
        "DELETE FROM codes WHERE kind = ? AND code = ? AND ref = ?", kind.rawValue, code,
        reference)
    }
  }

  // MARK: Statements

  /// A value that is bound where it lies.
  protocol Bound {
    func bind(to statement: BulkStatement, _ place: Int32) throws
  }

  /// Runs a statement that is prepared once.
  ///
  /// - Returns: how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ values: any Bound...) throws -> Int {
    let statement: BulkStatement
    if let known = statements[sql] {
      statement = known
    } else {
      statement = try BulkStatement(sql, db)
      statements[sql] = statement
    }
    for (place, value) in values.enumerated() {
      try value.bind(to: statement, Int32(place + 1))
    }
    return try statement.run()
  }

  /// The first row that a query finds.
  func fetch(_ sql: String, _ values: (any DatabaseValueConvertible)...) throws -> Row? {
    let statement = try db.cachedStatement(sql: sql)
    return try Row.fetchOne(statement, arguments: StatementArguments(values))
  }
}

extension String: IndexWriter.Bound {
  func bind(to statement: BulkStatement, _ place: Int32) throws { try statement.bind(place, self) }
}

extension Int64: IndexWriter.Bound {
  func bind(to statement: BulkStatement, _ place: Int32) throws { try statement.bind(place, self) }
}

extension Bool: IndexWriter.Bound {
  func bind(to statement: BulkStatement, _ place: Int32) throws {
    try statement.bind(place, self ? 1 : 0)
  }
}

/// What the index knows of itself.
enum Meta {
  enum Name: String {
    /// The hash of the store's first event.
    case store
    /// How far the log is followed, and the hash of that event.
    case followed, followedHash
    /// The batch whose receipts are told now.
    case batch
  }

  static func text(_ name: Name, _ db: Database) throws -> String? {
    try String.fetchOne(
      db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name.rawValue])
  }

  static func set(_ name: Name, _ value: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO meta VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
      arguments: [name.rawValue, value])
  }
}
