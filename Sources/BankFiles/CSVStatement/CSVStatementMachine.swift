import Money
import Receivables

/// Turns the records of one file into statements: runs of lines of one account and currency.
struct CSVStatementMachine {
  /// So many warnings are told, and so many errors, after which the file is taken for another's.
  private static let warningsMax = 1_000
  private static let errorsMax = 1_000

  private struct Open {
    var statement: BankStatement
    var currency: Currency
    var chain = CSVBalanceChain()
  }

  let file: String
  let layout: CSVStatementLayout
  private let habits: BankHabits
  private var columns: CSVColumns?
  private var open: Open?
  private var runs = 0
  private var held: [CSVRecord] = []
  private var checks: [ControlCheck] = []
  private var hasFallback = false
  /// A line that could not be read stands before the next statement.
  private var lacksLine = false
  private var warnings = 0
  private var errors = 0

  init(file: String, layout: CSVStatementLayout, habits: BankHabits) {
    self.file = file
    self.layout = layout
    self.habits = habits
  }

  /// Takes the next record; those that may be the file's last ones wait for what follows.
  mutating func take(
    _ record: CSVRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if record.isBlank { return }
    if columns == nil, layout.hasHeader { return try takeHeader(record) }
    guard layout.recordsAfter > 0 else { return try read(record, into: &events) }
    held.append(record)
    if held.count > layout.recordsAfter { try read(held.removeFirst(), into: &events) }
  }

  /// - Throws: `emptyFile`, `missingRecord` where not even the header is there.
  mutating func finish(
    into events: inout BankFileBatch
  ) throws(BankFileError) -> BankFileSummary {
    if columns == nil, layout.hasHeader {
      throw BankFileError(
        code: .missingRecord, position: FilePosition(file: file),
        problem: "the file ends before its header", expected: "the columns of layout \(layout.id)")
    }
    close(into: &events)
    return BankFileSummary(format: .csv, version: layout.id, checks: checks)
  }

  private mutating func takeHeader(_ record: CSVRecord) throws(BankFileError) {
    let place = FilePosition(file: file, line: record.line)
    if let flaw = record.flaw {
      throw BankFileError(
        code: .badRecord, position: FilePosition(file: file, line: flaw.line, column: flaw.column),
        problem: "the header cannot be read: \(flaw.words.problem)", expected: flaw.words.expected)
    }
    if !record.isEnded, !layout.mayLackFinalLineEnd {
      throw BankFileError(
        code: .truncated, position: place,
        problem: "the header does not end, and may be cut off",
        expected: CSVRow.finalLineEndExpected)
    }
    do throws(CSVColumns.Refusal) {
      columns = try CSVColumns(
        layout, header: layout.names(in: record), width: record.cells.count)
    } catch {
      throw error.error(of: layout, at: place)
    }
  }

  private mutating func read(
    _ record: CSVRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if columns == nil {
      do throws(CSVColumns.Refusal) {
        columns = try CSVColumns(layout, header: nil, width: record.cells.count)
      } catch {
        throw error.error(of: layout, at: FilePosition(file: file, line: record.line))
      }
    }
    guard let columns else { return }
    var row = CSVRow(record, layout, columns, file: file)
    let reading = row.read()
    for finding in row.findings {
      report(
        .error, finding.code, finding.place, finding.problem, finding.expected, into: &events)
    }
    if errors > Self.errorsMax {
      throw BankFileError(
        code: .limitExceeded, position: FilePosition(file: file, line: record.line),
        problem: "the file has more than \(Self.errorsMax) errors",
        expected: "a file that layout \(layout.id) fits")
    }
    if row.isFallback, !hasFallback {
      hasFallback = true
      report(
        .warning, .badEncoding, FilePosition(file: file, line: record.line),
        "the text is not UTF-8; it is read as Windows-1252",
        "UTF-8, or \"encoding\": \"windows-1252\" in the layout", into: &events)
    }
    if let reading {
      try tell(reading, into: &events)
    } else if open == nil {
      lacksLine = true
    } else {
      open?.chain.lacksLine = true
    }
  }

  private mutating func tell(
    _ reading: CSVRow.Reading, into events: inout BankFileBatch
  ) throws(BankFileError) {
    var transaction = reading.transaction
    let currency = transaction.amount.currency
    if open?.statement.account != transaction.account || open?.currency != currency {
      close(into: &events)
      begin(transaction, currency, into: &events)
    }
    transaction.statementID = open?.statement.id ?? ""
    try count(transaction)
    if transaction.status == .booked {
      open?.chain.take(
        signed: reading.signed, balance: reading.balance, date: transaction.bookingDate,
        at: transaction.position)
    }
    events.append(.transaction(transaction))
  }

  private mutating func begin(
    _ transaction: BankTransaction, _ currency: Currency, into events: inout BankFileBatch
  ) {
    runs += 1
    var id = "\(transaction.account)/\(transaction.bookingDate?.description ?? "")"
    if runs > 1 { id += "/\(runs)" }
    let statement = BankStatement(
      id: id, account: transaction.account, currency: currency,
      line: transaction.position.line ?? 1)
    open = Open(statement: statement, currency: currency)
    open?.chain.lacksLine = lacksLine
    lacksLine = false
    events.append(.statementBegins(statement))
  }

  private mutating func count(_ transaction: BankTransaction) throws(BankFileError) {
    open?.statement.transactions += 1
    if let day = transaction.bookingDate {
      if day < open?.statement.periodFrom ?? day.advanced(byDays: 1) {
        open?.statement.periodFrom = day
      }
      if day > open?.statement.periodTo ?? day.advanced(byDays: -1) {
        open?.statement.periodTo = day
      }
    }
    do {
      switch (transaction.status, transaction.direction) {
      case (.pending, _): open?.statement.pending += 1
      case (.information, _): open?.statement.information += 1
      case (.booked, .credit): try open?.statement.bookedCredits.count(transaction.amount)
      case (.booked, .debit): try open?.statement.bookedDebits.count(transaction.amount)
      }
    } catch {
      throw BankFileError(
        code: .badAmount, position: transaction.position,
        problem: "the account's lines sum up beyond what can be counted",
        expected: "amounts of this world")
    }
  }

  private mutating func close(into events: inout BankFileBatch) {
    guard var closed = open else { return }
    open = nil
    if let (found, firstBreak) = closed.chain.check(in: closed.currency) {
      var check = found
      let severity = habits.mismatch(
        bank: layout.id, account: closed.statement.account, usual: .error)
      check.consequence = severity.rawValue
      closed.statement.checks.append(check)
      if check.verdict == .off, let firstBreak {
        report(
          severity, .balanceMismatch, firstBreak,
          "the balance behind this line does not follow from the one before: \(check.note)",
          "a line for every change; no \"balance_after\" in the layout if the bank's list has no "
            + "order", into: &events)
      }
      if check.verdict != .off, !closed.chain.lacksLine, let ends = closed.chain.ends {
        closed.statement.opening = balance(
          ends.opening, closed.statement.periodFrom, closed.currency)
        closed.statement.closing = balance(
          ends.closing, closed.statement.periodTo, closed.currency)
      }
    }
    events.append(.statementEnds(closed.statement))
  }

  private func balance(
    _ amount: Int128, _ date: CalendarDate?, _ currency: Currency
  ) -> BankStatement.Balance? {
    Int64(exactly: amount).map {
      BankStatement.Balance(
        amount: Money(minorUnits: $0, currency), date: date, type: "balance_after")
    }
  }

  private mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ place: FilePosition,
    _ problem: String, _ expected: String, into events: inout BankFileBatch
  ) {
    if severity != .error {
      warnings += 1
      guard warnings <= Self.warningsMax else { return }
    } else {
      errors += 1
    }
    events.append(
      .problem(
        BankFileProblem(
          severity: severity, code: code, position: place, problem: problem, expected: expected)))
  }
}
