public import Money

/// A receipt that was ever taken: a row of `receipts.csv`. A return has a negative amount.
public struct ReceiptRecord: Hashable, Sendable, Codable {
  public enum Outcome: String, Sendable, CaseIterable, Codable {
    case applied
    case partApplied = "part_applied"
    case unapplied, returned
  }

  public var payment: PaymentID
  public var bankReference: String
  public var sourceFile: String
  public var bookingDate: CalendarDate
  public var amount: Money
  public var outcome: Outcome
  public var carried: [String]

  public init(
    payment: PaymentID, bankReference: String, sourceFile: String, bookingDate: CalendarDate,
    amount: Money, outcome: Outcome, carried: [String] = []
  ) {
    self.payment = payment
    self.bankReference = bankReference
    self.sourceFile = sourceFile
    self.bookingDate = bookingDate
    self.amount = amount
    self.outcome = outcome
    self.carried = carried
  }
}
