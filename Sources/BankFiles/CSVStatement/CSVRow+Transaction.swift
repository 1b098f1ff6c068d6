import Money
import Receivables

extension CSVRow {
  /// What one line says: the transaction, the balance behind it, and its amount with a sign.
  struct Reading {
    var transaction: BankTransaction
    var signed: Int64
    var balance: Int64?
  }

  /// Banks write these where there is no reference.
  private static let placeholders: Set<String> = ["NOTPROVIDED", "NONREF"]

  static let finalLineEndExpected =
    "a line end; \"final_line_end\": \"optional\" in the layout if the bank writes none"

  /// - Returns: nil where something in the line is wrong: `findings` then say what.
  mutating func read() -> Reading? {
    tellFlaw()
    guard findings.isEmpty else { return nil }
    let bookingDate = date(.bookingDate, isNeeded: true)
    let valueDate = date(.valueDate)
    let status = status()
    let account = columns[.account] == nil ? layout.account : account(.account)
    if account.isEmpty {
      find(.missingField, at: columns[.account], "the line has no account", "an account number")
    }
    guard let currency = currency() else { return nil }
    let signed = signedAmount(in: currency)
    let balance = amount(.balanceAfter, in: currency)
    guard let signed, let status, findings.isEmpty else { return nil }
    var transaction = BankTransaction(
      position: FilePosition(file: file, line: record.line), account: account,
      bookingDate: bookingDate, valueDate: valueDate,
      amount: Money(minorUnits: signed < 0 ? -signed : signed, currency),
      direction: signed < 0 ? .debit : .credit, status: status)
    fill(&transaction)
    guard findings.isEmpty else { return nil }
    return Reading(transaction: transaction, signed: signed, balance: balance)
  }

  private mutating func fill(_ transaction: inout BankTransaction) {
    transaction.bankCode = text(.bankCode)
    transaction.classification = classification(isCredit: transaction.direction == .credit)
    let endToEnd = reference(.endToEndID)
    let bank = reference(.bankReference)
    transaction.endToEndID = endToEnd.isEmpty ? nil : endToEnd
    transaction.bankReference = endToEnd.isEmpty ? bank : endToEnd
    if !endToEnd.isEmpty, !bank.isEmpty { transaction.references = [bank] }
    let check = text(.checkNumber)
    transaction.checkNumber = check.isEmpty ? nil : check
    // The other side of a debit is whom we paid, unless our customer's money goes back.
    if transaction.direction == .credit || transaction.classification == .return {
      transaction.payer = Party(
        name: text(.payerName), account: account(.payerAccount),
        routingNumber: text(.payerRoutingNumber), customerNumber: text(.customerNumber))
    }
    transaction.text = lines()
    transaction.record = "csv line"
    transaction.raw =
      layout.encoding == .windows1252
      ? CodePage.windows1252.text(record.raw[...]) : TextDecoding.text(record.raw[...])
  }

  private mutating func reference(_ field: CSVStatementLayout.Field) -> String {
    let text = text(field)
    return Self.placeholders.contains(text.uppercased()) ? "" : text
  }

  /// What is wrong with the record as a whole.
  private mutating func tellFlaw() {
    if let flaw = record.flaw {
      let (problem, expected) = flaw.words
      let code: BankFileError.Code =
        if case .control = flaw.problem { .badEncoding } else { .badRecord }
      findFlaw(code, flaw, problem, expected)
      return
    }
    let surplus = columns.width..<max(columns.width, record.cells.count)
    let isSurplusBlank = surplus.allSatisfy { record.bytes($0).isEmpty }
    if record.cells.count < columns.width || !isSurplusBlank {
      find(
        .badRecord, at: nil,
        "the line has \(record.cells.count) \(record.cells.count == 1 ? "cell" : "cells")",
        "\(columns.width), as the \(layout.hasHeader ? "header" : "first line") has")
    }
    if !record.isEnded, !layout.mayLackFinalLineEnd {
      find(
        .truncated, at: nil, "the last line does not end, and may be cut off",
        Self.finalLineEndExpected)
    }
  }
}

extension CSVRecord.Flaw {
  var words: (problem: String, expected: String) {
    switch problem {
    case .strayQuote:
      ("a quote stands inside the cell", "quotes around it, and each inside doubled")
    case .strayReturn: ("a carriage return stands alone", "a line feed behind it")
    case .control(let byte):
      ("the control character \(byte) stands in the cell", "text; is this a CSV file?")
    }
  }
}
