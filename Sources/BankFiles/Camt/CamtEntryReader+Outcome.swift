import Money
import Receivables

extension CamtEntryReader {
  /// What an entry amounts to.
  struct Outcome {
    var status: BankTransaction.Status
    /// nil where the entry is refused: its sum is then unknown.
    var amount: Money?
    var isCredit = true
    var transactions: [BankTransaction] = []
    /// Why it is refused.
    var refusal = ""
  }

  /// What the entry that was read amounts to in its statement.
  mutating func outcome(in statement: BankStatement, file: String) -> Outcome {
    var outcome = Outcome(status: bookingStatus())
    let line = entry.facts.line
    func refuse(_ code: BankFileError.Code, _ problem: String, _ expected: String) {
      // Only booked money can be wrong money.
      report(
        outcome.status == .booked ? .error : .warning, code, line, problem, expected: expected)
      outcome.refusal = "an entry cannot be read: \(problem)"
    }
    switch entry.facts.amount {
    case nil: refuse(.badAmount, "the entry has no Amt", "an amount with its currency")
    case .bad(let code, let reason):
      refuse(code, reason, "a decimal number of the currency's decimals, with its currency")
    case .money(let amount):
      guard let direction = entry.facts.direction, direction == "CRDT" || direction == "DBIT" else {
        let found = entry.facts.direction.map { "CdtDbtInd is '\($0)'" } ?? "there is no CdtDbtInd"
        refuse(.badDirection, found, "CRDT or DBIT")
        break
      }
      if outcome.status == .booked, entry.bookingDate == nil, entry.valueDate == nil {
        refuse(.badDate, "the entry has neither a booking date nor a value date", "YYYY-MM-DD")
        break
      }
      if outcome.status == .booked, !entry.hasBookingDate, entry.valueDate != nil {
        report(.note, .missingField, line, "the entry has no booking date; its value date counts")
      }
      outcome.amount = amount
      outcome.isCredit = direction == "CRDT"
      let made = CamtTransactions(
        entry, amount: amount, isCredit: outcome.isCredit, status: outcome.status, in: statement,
        file: file)
      for (severity, code, line, problem) in made.problems {
        report(
          severity, code, line, problem,
          expected: severity == .note
            ? ""
            : code == .limitExceeded
              ? "at most \(CamtRemittance.partsMax) of each"
              : "details that make the entry's amount")
      }
      outcome.transactions = made.transactions
    }
    return outcome
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
}
