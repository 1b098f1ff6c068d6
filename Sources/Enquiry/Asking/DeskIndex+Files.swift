import GRDB
public import Money
import Pipeline
public import Receivables

/// Files and batches, statements, alerts, and what people decided.
extension DeskIndex {
  /// Files, the latest first.
  ///
  /// - Parameter state: `taken`, `quarantined`, `resolved` or `undone`; nil for all.
  /// - Throws: `EnquiryError`.
  public func files(
    state: String? = nil, after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<FileLine> {
    var condition = Condition()
    if let state { condition.add("f.state = ?", state) }
    return try read { db in
      try FileLine.listing.page(
        db, where: condition,
        by: Keyset(name: "files", columns: ["f.number"], isDescending: true), after: cursor,
        limit: limit)
    }
  }

  /// A file, as the state calls it: `F3`; nil where there is none.
  public func file(_ id: String) throws -> FileLine? {
    var condition = Condition()
    condition.add("f.file = ?", id)
    return try read { try FileLine.listing.first($0, where: condition) }
  }

  /// Batches, the latest first.
  public func batches(after cursor: String? = nil, limit: Int = 50) throws -> Page<BatchLine> {
    try read { db in
      try BatchLine.listing.page(
        db, where: Condition(),
        by: Keyset(name: "batches", columns: ["b.batch"], isDescending: true), after: cursor,
        limit: limit)
    }
  }

  // MARK: Statements

  /// Which statements of the last days came, account by account, in the order of their numbers.
  ///
  /// A report within a day (camt.052, MT942) is no statement: it covers nothing, and what it closes
  /// with is nothing that the next statement opens with.
  ///
  /// - Parameters:
  ///   - days: how many, from 1 to 400.
  ///   - last: the last of them.
  ///   - expected: accounts of which there are lines whether any statement ever came or not.
  public func coverage(
    days: Int, until last: CalendarDate, expecting expected: [String] = []
  ) throws -> [AccountCoverage] {
    let days = max(1, min(days, 400))
    let first = last.advanced(byDays: 1 - days)
    return try read { db in
      var found: [AccountCoverage] = try Row.fetchAll(
        db.cachedStatement(sql: "SELECT DISTINCT account, currency FROM statements ORDER BY 1, 2")
      ).compactMap { row in
        let (account, currency) = (row.text("account"), row.text("currency"))
        var own = Condition.statements(of: account, currency)
        if try StatementLine.listing.first(db, where: own) == nil { return nil }
        own.add("s.day BETWEEN ? AND ?", first.description, last.description)
        let statements = try StatementLine.listing.all(
          db, where: own, order: "s.day, s.id", limit: 10_000)
        return AccountCoverage(
          account, Currency(currency), from: first, days: days, statements,
          closing: try Self.closing(account, currency, before: first, db))
      }
      for account in Set(expected).subtracting(found.map(\.account)) {
        found.append(AccountCoverage(account, nil, from: first, days: days, [], closing: nil))
      }
      return found.sorted {
        ($0.account, $0.currency?.code ?? "") < ($1.account, $1.currency?.code ?? "")
      }
    }
  }

  /// What the last statement before a day closed with; nil where it does not say.
  private static func closing(
    _ account: String, _ currency: String, before day: CalendarDate, _ db: Database
  ) throws -> Money? {
    var condition = Condition.statements(of: account, currency)
    condition.add("s.day < ?", day.description)
    let last = try StatementLine.listing.all(
      db, where: condition, order: "s.day DESC, s.id DESC", limit: 20)
    return last.filter { $0.day == last.first?.day }.max(by: StatementLine.inSequence)?.closing
  }

  // MARK: People

  /// What people decided, the latest first.
  public func decisions(
    after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<DecisionLine> {
    try read { db in
      try DecisionLine.listing.page(
        db, where: Condition(),
        by: Keyset(name: "decisions", columns: ["d.number"], isDescending: true), after: cursor,
        limit: limit)
    }
  }

  /// A decision, such as `N42`; nil where there is none.
  public func decision(_ id: String) throws -> DecisionLine? {
    var condition = Condition()
    condition.add("d.decision = ?", id)
    return try read { try DecisionLine.listing.first($0, where: condition) }
  }

  /// What people decided about a payment, the latest first.
  public func decisions(of payment: PaymentID) throws -> [DecisionLine] {
    var condition = Condition()
    condition.add(
      "d.decision IN (SELECT decision FROM decision_payments WHERE payment = ?)", payment.text)
    return try read {
      try DecisionLine.listing.all($0, where: condition, order: "d.number DESC", limit: 1000)
    }
  }

  /// Decisions that wait for a second person, the latest first; no more than 1,000.
  public func proposals() throws -> [ProposalLine] {
    try read {
      try ProposalLine.listing.all(
        $0, where: Condition(), order: "q.rowid DESC", limit: 1000)
    }
  }

  /// The same, page by page.
  public func proposals(
    after cursor: String?, limit: Int = 50
  ) throws -> Page<ProposalLine> {
    try read { db in
      try ProposalLine.listing.page(
        db, where: Condition(),
        by: Keyset(name: "proposals", columns: ["q.rowid"], isDescending: true), after: cursor,
        limit: limit)
    }
  }

  /// What people were warned of and nobody saw to yet, the latest first; no more than 1,000.
  public func alerts() throws -> [AlertLine] {
    try read {
      try AlertLine.listing.all($0, where: Condition(), order: "a.rowid DESC", limit: 1000)
    }
  }

  /// The same, page by page.
  public func alerts(after cursor: String?, limit: Int = 50) throws -> Page<AlertLine> {
    try read { db in
      try AlertLine.listing.page(
        db, where: Condition(),
        by: Keyset(name: "alerts", columns: ["a.rowid"], isDescending: true), after: cursor,
        limit: limit)
    }
  }
}

extension Condition {
  /// Statements of an account that close a day.
  fileprivate static func statements(of account: String, _ currency: String) -> Condition {
    var condition = Condition()
    let marks = StatementFormats.withinDay.map { _ in "?" }.joined(separator: ", ")
    condition.add("s.account = ? AND s.currency = ?", account, currency)
    condition.add(
      "coalesce((SELECT f.format FROM files f WHERE f.file = s.file), '') NOT IN (\(marks))",
      StatementFormats.withinDay.map(\.databaseValue))
    return condition
  }
}

extension StatementLine {
  /// In the order of their numbers on a day, then of their pages.
  static func inSequence(_ one: StatementLine, _ other: StatementLine) -> Bool {
    func number(_ text: String) -> Int { Int(text.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
    let days = (one.day?.dayNumber ?? 0, other.day?.dayNumber ?? 0)
    return (days.0, number(one.sequence), number(one.page))
      < (days.1, number(other.sequence), number(other.page))
  }
}

extension AccountCoverage {
  /// - Parameter closing: what the statement before the first day closed with.
  init(
    _ account: String, _ currency: Currency?, from first: CalendarDate, days count: Int,
    _ statements: [StatementLine], closing: Money?
  ) {
    self.account = account
    self.currency = currency
    var closing = closing
    let byDay = Dictionary(grouping: statements) { $0.day }
    days = (0..<count).map { offset in
      let date = first.advanced(byDays: offset)
      var day = Day(
        date: date, statements: (byDay[date] ?? []).sorted(by: StatementLine.inSequence))
      let follows: [Bool?] = day.statements.map { statement in
        defer { closing = statement.closing }
        guard let opening = statement.opening, let before = closing else { return nil }
        return opening == before
      }
      if follows.contains(false) {
        day.isContinuous = false
      } else if !follows.isEmpty, !follows.contains(nil) {
        day.isContinuous = true
      }
      return day
    }
  }
}
