import Money
import Receivables

/// What an entry, its details and its statement amount to when they end.
extension CamtMachine {
  /// One entry is held until its end, since only then its details can be added up.
  private static let detailsMax = 250_000

  mutating func endDetail() {
    isInDetail = false
    detail.batch = openBatch
    if entry.details.count == Self.detailsMax {
      failure =
        failure
        ?? BankFileError(
          code: .limitExceeded, position: FilePosition(file: file, line: detail.facts.line),
          problem: "an entry has more than \(Self.detailsMax) details",
          expected: "at most \(Self.detailsMax)")
    }
    if failure == nil { entry.details.append(detail) }
  }

  mutating func beginStatement() {
    guard statement?.hasBegun == false, let begun = statement?.statement else { return }
    statement?.hasBegun = true
    events.append(.statementBegins(begun))
  }

  mutating func endEntry() {
    let line = entry.facts.line
    let status = bookingStatus()
    if status == .pending { statement?.statement.pending += 1 }
    if status == .information { statement?.statement.information += 1 }
    // Only booked money can be wrong money.
    let severity = status == .booked ? BankFileProblem.Severity.error : .warning
    func refuse(_ code: BankFileError.Code, _ problem: String, _ expected: String) {
      report(severity, code, line, problem, expected: expected)
      statement?.sumsAreOff = "an entry cannot be read: \(problem)"
    }
    switch entry.facts.amount {
    case nil: return refuse(.badAmount, "the entry has no Amt", "an amount with its currency")
    case .bad(let code, let reason):
      return refuse(code, reason, "a decimal number of the currency's decimals, with its currency")
    case .money(let amount):
      guard let direction = entry.facts.direction, direction == "CRDT" || direction == "DBIT" else {
        let found = entry.facts.direction.map { "CdtDbtInd is '\($0)'" } ?? "there is no CdtDbtInd"
        return refuse(.badDirection, found, "CRDT or DBIT")
      }
      if status == .booked, direction == "CRDT", entry.bookingDate == nil, entry.valueDate == nil {
        return refuse(
          .badDate, "the entry has neither a booking date nor a value date", "YYYY-MM-DD")
      }
      emit(amount, isCredit: direction == "CRDT", status)
    }
  }

  private mutating func emit(_ amount: Money, isCredit: Bool, _ status: BankTransaction.Status) {
    guard let whole = statement?.statement else { return }
    statement?.count(amount, isCredit: isCredit, isBooked: status == .booked)
    let made = CamtTransactions(
      entry, amount: amount, isCredit: isCredit, status: status, in: whole, file: file)
    for (severity, code, line, problem) in made.problems {
      report(
        severity, code, line, problem,
        expected: severity == .note ? "" : "details that make the entry's amount")
    }
    statement?.statement.transactions += made.transactions.count
    for transaction in made.transactions { events.append(.transaction(transaction)) }
  }

  private mutating func bookingStatus() -> BankTransaction.Status {
    let line = entry.facts.line
    if entry.statusIsProprietary {
      report(
        .warning, .unknownStatus, line, "the bank's own status '\(entry.status ?? "")'",
        expected: "BOOK, PDNG or INFO; the entry is not booked")
      return .information
    }
    switch entry.status {
    case "BOOK": return .booked
    case nil:
      report(.note, .unusual, line, "the entry has no status; read as BOOK")
      return .booked
    case "PDNG": return .pending
    case "INFO", "FUTR": return .information
    case .some(let other):
      report(
        .warning, .unknownStatus, line, "the status '\(other)' is unknown",
        expected: "BOOK, PDNG or INFO; the entry is not booked")
      return .information
    }
  }

  mutating func endStatement(_ line: Int) {
    beginStatement()
    guard var closing = statement, let format else { return }
    statement = nil
    let first = closing.statement.line
    if closing.statement.id.isEmpty {
      report(.note, .missingField, first, "the statement has no Id")
    }
    if closing.statement.account.isEmpty {
      report(
        .warning, .missingField, first, "the statement names no account",
        expected: "Acct/Id with an IBAN or another number")
    }
    if let page = Int(closing.pageNumber), page != 1 || !closing.isLastPage {
      closing.statement.page = page
      report(.note, .unusual, first, "the statement is page \(page) of several")
    }
    for balance in closing.balances where balance.direction.isEmpty {
      report(.note, .unusual, first, "balance \(balance.type) has no CdtDbtInd; read as CRDT")
    }
    for (code, problem) in closing.close(format) {
      report(
        .warning, code, first, problem,
        expected: "equal figures; ask the bank if the file is a complete statement")
    }
    events.append(.statementEnds(closing.statement))
  }
}
