import Money
import Receivables

extension LedgerTableReader {
  /// A document number that may be blank.
  func document(_ column: Column) -> DocumentNumber? {
    let text = text(column)
    return text.isEmpty ? nil : DocumentNumber(text)
  }

  /// A payment's identity that may be blank.
  func payment(_ column: Column) -> PaymentID? {
    let text = text(column)
    return text.isEmpty ? nil : PaymentID(text)
  }

  /// An amount that is owed, agreed or announced: never below zero.
  mutating func amountNotNegative(_ column: Column, _ currency: Currency?) -> Money? {
    guard let amount = money(column, currency) else { return nil }
    if !amount.isNegative { return amount }
    note(.badAmount, column, "\(column.name) \(amount) is negative", expected: "0 or more")
    return nil
  }

  mutating func optionalPercent(_ column: Column) -> Percent? {
    let text = text(column)
    if text.isEmpty { return nil }
    if let percent = Percent(text), percent.hundredThousandths <= 10_000_000 { return percent }
    note(
      .badPercent, column, "\(column.name) \(quoted(text)) is no percentage",
      expected: "a number from 0 to 100 with at most 5 decimals")
    return nil
  }

  mutating func optionalConfidence(_ column: Column) -> Confidence? {
    let text = text(column)
    if text.isEmpty { return nil }
    if let confidence = Confidence(text) { return confidence }
    note(
      .badConfidence, column, "\(column.name) \(quoted(text)) is no confidence",
      expected: "a number from 0 to 1 with at most 2 decimals")
    return nil
  }
}
