import GRDB

@testable import Enquiry

/// All that an index says, table by table, without the numbers that it gives rows itself.
struct IndexDump {
  private(set) var tables: [String: [String]] = [:]

  /// What each table is compared by. Applications have their numbers from the order of booking;
  /// `codes` and names are compared by what they lead to.
  private static let queries = [
    "customers":
      "SELECT customer, name, name_rank, parent, currency, email, open_rank FROM customers",
    "accounts": "SELECT * FROM accounts",
    "aliases": "SELECT * FROM aliases",
    "items": """
    SELECT customer, document, is_open, type, document_date, due_date, currency, original, open,
      purchase_order, payment_reference, discount_date, discount, entity FROM items
    """,
    "payments": """
    SELECT p.payment, is_receipt, bank_reference, source_file, booking_date, amount, currency,
      outcome, account, n.name, payer_account, payer, remittance, rule, confidence, batch, file,
      was_raised, was_touched, applied, applied_payer, customer, unapplied
    FROM payments p LEFT JOIN payer_names n ON n.id = p.payer_name
    """,
    "applications": "SELECT * FROM applications",
    "exceptions": "SELECT * FROM exceptions",
    "disputes": "SELECT * FROM disputes",
    "statements": "SELECT * FROM statements",
    "files": "SELECT * FROM files",
    "batches": "SELECT * FROM batches",
    "alerts": "SELECT * FROM alerts",
    "proposals": "SELECT * FROM proposals",
    "decisions": "SELECT * FROM decisions",
    "decision_payments": "SELECT * FROM decision_payments",
    "times": "SELECT * FROM times",
    "figures": "SELECT * FROM figures",
    "meta": "SELECT * FROM meta",
    "currencies": "SELECT * FROM currencies",
    "codes of documents": """
    SELECT c.kind, c.code, i.customer, i.document FROM codes c LEFT JOIN items i ON i.id = c.ref
    WHERE c.kind IN (0, 1)
    """,
    "codes of receipts": """
    SELECT c.code, p.payment FROM codes c LEFT JOIN payments p ON p.id = c.ref WHERE c.kind = 2
    """,
    "codes of customers": """
    SELECT c.code, k.customer FROM codes c LEFT JOIN customers k ON k.id = c.ref
    WHERE c.kind = 3
    """,
    "codes of files": "SELECT code, ref FROM codes WHERE kind = 4",
    "names": "SELECT name FROM payer_names",
    "words of customers": """
    SELECT c.customer, w.name FROM customer_words w LEFT JOIN customers c ON c.id = w.rowid
    """,
  ]

  init(_ index: DeskIndex) throws {
    tables = try index.read { db in
      try Self.queries.mapValues { sql in
        try Row.fetchAll(db, sql: sql).map { row in
          row.map { column, value in "\(value)" }.joined(separator: "|")
        }.sorted()
      }
    }
  }

  /// What differs, table by table; none where all is the same.
  func differences(from other: IndexDump) -> [String] {
    tables.keys.sorted().flatMap { name -> [String] in
      let (ours, theirs) = (tables[name] ?? [], other.tables[name] ?? [])
      if ours == theirs { return [] }
      let (mine, others) = (Set(ours), Set(theirs))
      return mine.subtracting(others).sorted().prefix(5).map { "\(name) only here: \($0)" }
        + others.subtracting(mine).sorted().prefix(5).map { "\(name) only there: \($0)" }
        + (mine == others ? ["\(name): \(ours.count) and \(theirs.count) rows"] : [])
    }
  }

  /// Every figure, counted again from the rows.
  static func recount(_ index: DeskIndex) throws -> [String] {
    try index.read { db in
      try DeskFigure.all.flatMap { figure in
        try Row.fetchAll(db, sql: figure.recount).map { row in
          row.map { column, value in "\(value)" }.joined(separator: "|")
        }
      }.sorted()
    }
  }
}
