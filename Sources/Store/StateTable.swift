public import LedgerFiles

/// A table of the state: rows as records, in their order, each under its key.
///
/// Everything in it came out of the event log and can be made again from it. What queries look for
/// stands in columns of its own as well, cut out of the record.
public struct StateTable: Hashable, Sendable {
  public let name: String
  /// The columns of a record; a ledger's own ones may follow.
  public let columns: [String]
  /// The columns that a row is known by, which stand first; none where rows are only ever added.
  public let key: [String]
  /// No two rows have the same key.
  let isUnique: Bool
  /// Columns that queries look for.
  let indexed: [String]
  /// The version of the schema that it came with: a store of an earlier one is read as though it
  /// were there and empty.
  let since: Int64

  init(
    _ name: String, _ columns: [String], key: [String], isUnique: Bool = true,
    indexed: [String] = [], since: Int64 = 1
  ) {
    self.name = name
    self.columns = columns
    self.key = key
    self.isUnique = isUnique && !key.isEmpty
    self.indexed = indexed
    self.since = since
  }

  /// Where the indexed columns stand in a record.
  var indexedPlaces: [Int] { indexed.compactMap { columns.firstIndex(of: $0) } }

  /// The key of a record's cells.
  public func key(of cells: [String]) -> String {
    key.isEmpty ? "" : CSVRecord.text(cells.prefix(key.count))
  }

  /// A row that comes.
  public func adding(_ cells: [String]) -> RowChange {
    RowChange(name, .added, key: key(of: cells), record: CSVRecord.text(cells))
  }

  /// A row that changes.
  public func changing(_ cells: [String]) -> RowChange {
    RowChange(name, .changed, key: key(of: cells), record: CSVRecord.text(cells))
  }

  /// A row that goes.
  public func removing(_ keyCells: [String]) -> RowChange {
    RowChange(name, .removed, key: CSVRecord.text(keyCells), record: "")
  }
}

extension StateTable {
  /// Exceptions that wait for a person.
  public static let exceptions = StateTable(
    "exceptions", ExceptionsFile.columns + ["batch"], key: ["exception_id"],
    indexed: ["payment_id", "customer_id", "type"])

  /// Every bank file that was taken, refused or undone.
  public static let files = StateTable(
    "files",
    [
      "file_id", "name", "inbox", "digest", "bytes", "format", "statements", "transactions",
      "state", "batch", "stored_as", "reason",
    ], key: ["file_id"], indexed: ["digest", "name", "state"])

  /// Every statement of a file that was taken, as its bank gave it.
  public static let statements = StateTable(
    "statements",
    [
      "file_id", "account", "statement_id", "sequence", "currency", "opening", "opening_date",
      "closing", "closing_date", "period_from", "period_to", "created_at", "transactions", "page",
      "last_booking",
    ], key: [], indexed: ["account"])

  /// The journal, entry after entry.
  public static let journal = StateTable(
    "journal", ["date", "payment_id", "description", "postings", "batch"], key: [],
    indexed: ["payment_id", "batch"])

  /// Runs that booked something, in their order.
  public static let batches = StateTable(
    "batches",
    ["batch", "as_of", "receipts", "returns", "repeats", "straight_through", "exceptions"],
    key: ["batch"])

  /// What people were warned of, until it is seen to.
  public static let alerts = StateTable(
    "alerts", ["alert_id", "kind", "account", "file", "message"], key: ["alert_id"],
    indexed: ["account"])

  /// Decisions that wait for a second pair of eyes.
  public static let proposals = StateTable(
    "proposals", ["proposal_id", "actor", "amount", "currency", "action", "note"],
    key: ["proposal_id"])

  /// What people arranged about disputes: whose they are, until when, and how far they are. A dispute
  /// without a row is nobody's and open.
  public static let cases = StateTable(
    "cases", ["dispute_id", "owner", "due_on", "stage", "merged_into"], key: ["dispute_id"],
    indexed: ["merged_into"], since: 2)

  /// What people attached to disputes; the bytes lie beside the store, under their digest. One that
  /// was removed keeps its row, marked with when.
  public static let attachments = StateTable(
    "attachments",
    [
      "attachment_id", "dispute_id", "name", "type", "bytes", "digest", "by", "at", "removed",
    ], key: ["attachment_id"], indexed: ["dispute_id", "digest"], since: 2)

  /// Facts about the store as a whole: headers of the ledger's tables, what was read last.
  public static let facts = StateTable("facts", ["name", "value"], key: ["name"])

  /// The files of the ledger folder.
  public static let ledger: [StateTable] = LedgerFolder.rowTables.map { table in
    let indexed: [String] =
      switch table.name {
      case "open_items", "cleared_items": ["customer_id", "document_number"]
      case "disputes": ["customer_id", "status"]
      case "allowances", "expectations": ["customer_id"]
      case "applications": ["payment_id", "document_number", "reverses"]
      case "receipts": ["source_file", "outcome"]
      default: []
      }
    return StateTable(
      table.name, table.columns, key: table.key,
      // What the folder may hold twice is no key here either.
      isUnique: table.name != "customer_accounts" && table.name != "customer_aliases",
      indexed: indexed)
  }

  /// All tables that are made from the log.
  public static let all =
    ledger + [
      exceptions, files, statements, journal, batches, alerts, proposals, facts, cases, attachments,
    ]

  static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })

  /// The table of a name; nil for a name that is none of them.
  public static func named(_ name: String) -> StateTable? { byName[name] }
}
