import Money
import Receivables

extension CSVRow {
  /// The amount with a sign: money in is positive; nil with a finding where it is not certain.
  mutating func signedAmount(in currency: Currency) -> Int64? {
    if columns[.amount] == nil { return amountOfSides(in: currency) }
    guard let amount = amount(.amount, in: currency) else {
      if text(.amount).isEmpty {
        find(.badAmount, at: columns[.amount], "the line has no amount", "an amount")
      }
      return nil
    }
    guard columns[.direction] != nil else { return exact(amount, at: .amount) }
    guard
      let direction = meaning(
        .direction, among: CSVStatementLayout.Meaning.directions,
        .badDirection)
    else { return nil }
    guard amount >= 0 else {
      find(
        .badDirection, at: columns[.amount], "the amount has a sign beside its direction",
        "no sign, or no direction column in the layout")
      return nil
    }
    return direction == .credit ? amount : -amount
  }

  /// Exactly one of the two columns has the amount; the other is blank or zero.
  private mutating func amountOfSides(in currency: Currency) -> Int64? {
    let before = findings.count
    let credit = amount(.credit, in: currency)
    let debit = amount(.debit, in: currency)
    guard findings.count == before else { return nil }
    if (credit ?? 0) != 0, (debit ?? 0) != 0 {
      find(
        .badAmount, at: columns[.debit], "the line has a credit as well as a debit", "one of them")
      return nil
    }
    guard credit != nil || debit != nil else {
      find(
        .badAmount, at: columns[.credit], "the line has no amount", "a credit or a debit")
      return nil
    }
    if let credit, credit < 0 {
      find(.badAmount, at: columns[.credit], "the credit has a minus", "none")
      return nil
    }
    guard let debit, debit != 0 else { return credit ?? 0 }
    guard (debit < 0) == layout.debitsAreNegative else {
      find(
        .badAmount, at: columns[.debit],
        debit < 0 ? "the debit has a minus" : "the debit has no minus",
        "\"debits\": \"\(debit < 0 ? "negative" : "positive")\" in the layout, if all are like it")
      return nil
    }
    return exact(debit < 0 ? debit : -debit, at: .debit)
  }

  /// The least number of 64 bits has no positive twin, and is nobody's money.
  private mutating func exact(_ amount: Int64, at field: CSVStatementLayout.Field) -> Int64? {
    if amount != .min { return amount }
    find(
      .badAmount, at: columns[field], "the \(field.name) is beyond what can be counted",
      "amounts of this world")
    return nil
  }

  mutating func currency() -> Currency? {
    let text = text(.currency)
    if text.isEmpty, let currency = layout.currency { return currency }
    if let currency = Currency(text.uppercased()) { return currency }
    find(
      .badCurrency, at: columns[.currency], "the currency is '\(text.prefix(40))'",
      "an ISO 4217 code")
    return nil
  }

  mutating func status() -> BankTransaction.Status? {
    guard columns[.status] != nil else { return .booked }
    switch meaning(.status, among: CSVStatementLayout.Meaning.statuses, .unknownStatus) {
    case .booked: return .booked
    case .pending: return .pending
    case .information: return .information
    default: return nil
    }
  }

  /// What the bank's code says it is; else a credit is a receipt, and a debit something else.
  mutating func classification(isCredit: Bool) -> BankTransaction.Class {
    switch layout.meaning(of: text(.bankCode), among: CSVStatementLayout.Meaning.classes) {
    case .return: .return
    case .fee: .fee
    case .interest: .interest
    case .other: .other
    default: isCredit ? .receipt : .other
    }
  }
}
