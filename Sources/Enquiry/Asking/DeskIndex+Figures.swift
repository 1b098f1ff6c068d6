import GRDB
public import Money
public import Receivables

/// So many under one key, and their sum in one currency.
public struct FigureLine: Hashable, Sendable {
  public var key: String
  public var count: Int
  public var amount: Money
}

/// The receipts of a booking day in one currency.
public struct ReceiptDay: Hashable, Sendable {
  public var date: CalendarDate
  public var received: CustomerLine.Balance
  /// What runs of the pipeline took of it; the rest came with the ledger, decided by nobody known.
  public var taken: CustomerLine.Balance
  /// Applied wholly by a run, with no exception and no person.
  public var straightThrough: CustomerLine.Balance
  /// What waits of it now.
  public var waiting: CustomerLine.Balance
}

/// What is open by the day on which it is due.
public struct DueDay: Hashable, Sendable {
  public var date: CalendarDate
  public var open: CustomerLine.Balance

  public init(date: CalendarDate, open: CustomerLine.Balance) {
    self.date = date
    self.open = open
  }
}

extension DeskIndex {
  /// What waits, by type; ordered by type, then currency.
  ///
  /// - Throws: `EnquiryError`.
  public func exceptionsByType() throws -> [FigureLine] { try figures(.exceptionsByType) }

  /// Disputes by status: `open`, `explained`, `resolved`.
  public func disputesByStatus() throws -> [FigureLine] { try figures(.disputesByStatus) }

  /// Disputes that are not resolved, by reason code.
  public func disputesByReason() throws -> [FigureLine] { try figures(.disputesByReason) }

  /// Receipts by outcome: `applied`, `part_applied`, `unapplied`, `returned`.
  public func receiptsByOutcome() throws -> [FigureLine] { try figures(.receiptsByOutcome) }

  /// How many files there are of each state.
  public func filesByState() throws -> [(state: String, count: Int)] {
    try read { db in
      try Array(
        db.rows(
          "SELECT key, count FROM figures WHERE name = ? ORDER BY key",
          [DeskFigure.Name.filesByState.rawValue]
        ).map { ($0.text("key"), $0["count"] ?? 0) })
    }
  }

  /// All that is open by due date, the earliest first: what ageing is summed from.
  public func openByDueDate() throws -> [DueDay] {
    try figures(.openByDueDate).compactMap { figure in
      CalendarDate(iso: figure.key).map {
        DueDay(date: $0, open: .init(count: figure.count, amount: figure.amount))
      }
    }
  }

  /// What a customer owes by due date, the earliest first, however many documents it is.
  public func openByDueDate(of customer: CustomerID) throws -> [DueDay] {
    try read { db in
      try Array(
        db.rows(
          """
          SELECT due_date, currency, count(*) AS count, sum(open) AS amount FROM items
          WHERE customer = ? AND is_open = 1
          GROUP BY due_date, currency ORDER BY due_date, currency
          """, [customer.text]
        ).map { row in
          DueDay(
            date: try row.date("due_date"),
            open: .init(count: row["count"] ?? 0, amount: try row.money("amount")))
        })
    }
  }

  /// All that is open and disputed, and what lies unapplied, over all customers, per currency.
  public func totals() throws -> (
    open: [CustomerLine.Balance], disputed: [CustomerLine.Balance],
    unapplied: [CustomerLine.Balance]
  ) {
    try read { db in
      (
        try DeskFigure.balances(.openByDueDate, key: nil, db),
        try DeskFigure.balances(.disputesByReason, key: nil, db),
        try DeskFigure.balances(.unappliedByOutcome, key: nil, db)
      )
    }
  }

  /// Receipts day by day, the earliest first; then by currency. Days without any are left out.
  public func receiptDays(
    from first: CalendarDate, to last: CalendarDate
  ) throws -> [ReceiptDay] {
    try read { db in
      let rows = try db.rows(
        """
        SELECT r.key, r.currency, r.count, r.amount, t.count AS taken,
          t.amount AS taken_amount, s.count AS straight, s.amount AS straight_amount,
          e.count AS waiting, e.amount AS waiting_amount
        FROM figures r
        LEFT JOIN figures t
          ON t.name = 'taken_by_day' AND t.key = r.key AND t.currency = r.currency
        LEFT JOIN figures s
          ON s.name = 'straight_by_day' AND s.key = r.key AND s.currency = r.currency
        LEFT JOIN figures e
          ON e.name = 'exceptions_by_day' AND e.key = r.key AND e.currency = r.currency
        WHERE r.name = 'receipts_by_day' AND r.key BETWEEN ? AND ? ORDER BY r.key, r.currency
        """, [first.description, last.description])
      return try Array(
        rows.map { row in
          ReceiptDay(
            date: try row.date("key"),
            received: .init(count: row["count"] ?? 0, amount: try row.money("amount")),
            taken: .init(count: row["taken"] ?? 0, amount: try row.money("taken_amount")),
            straightThrough: .init(
              count: row["straight"] ?? 0, amount: try row.money("straight_amount")),
            waiting: .init(count: row["waiting"] ?? 0, amount: try row.money("waiting_amount")))
        })
    }
  }

  private func figures(_ name: DeskFigure.Name) throws -> [FigureLine] {
    try read { db in
      let rows = try db.rows(
        "SELECT key, currency, count, amount FROM figures WHERE name = ? ORDER BY key, currency",
        [name.rawValue])
      return try Array(
        rows.map { row in
          FigureLine(
            key: row.text("key"), count: row["count"] ?? 0, amount: try row.money("amount"))
        })
    }
  }
}

extension DeskFigure {
  /// A figure per currency, under one key or summed over all.
  static func balances(
    _ name: Name, key: String?, _ db: Database
  ) throws -> [CustomerLine.Balance] {
    let condition = key == nil ? "" : "AND key = ? "
    let arguments: [any DatabaseValueConvertible] = [name.rawValue] + (key.map { [$0] } ?? [])
    let rows = try db.rows(
      "SELECT currency, sum(count) AS count, sum(amount) AS amount FROM figures "
        + "WHERE name = ? \(condition)GROUP BY currency ORDER BY currency",
      StatementArguments(arguments))
    return try Array(rows.map { .init(count: $0["count"] ?? 0, amount: try $0.money("amount")) })
  }
}
