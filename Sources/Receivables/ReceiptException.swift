public import Money

/// Why a person must look at a receipt, or at a part of it.
public enum ExceptionType: String, Sendable, CaseIterable, Codable {
  case unidentifiedPayer = "unidentified_payer"
  case noMatch = "no_match"
  case ambiguousMatch = "ambiguous_match"
  case lowConfidence = "low_confidence"
  case overpayment
  case duplicatePayment = "duplicate_payment"
  case currencyMismatch = "currency_mismatch"
  case returnedPayment = "returned_payment"
  case shortPayment = "short_payment"

  /// The receipt, or this part of it, stays in unapplied cash.
  public var leavesCashUnapplied: Bool {
    switch self {
    case .unidentifiedPayer, .noMatch, .ambiguousMatch, .lowConfidence, .currencyMismatch: true
    case .overpayment, .duplicatePayment, .returnedPayment, .shortPayment: false
    }
  }
}

/// A receipt, or a part of it, that a person must look at: a row of `exceptions.csv`.
public struct ReceiptException: Hashable, Sendable, Codable {
  public var id: String
  public var payment: PaymentID
  public var bankReference: String
  public var sourceFile: String
  public var bookingDate: CalendarDate
  /// nil where the payer is a stranger.
  public var customer: CustomerID?
  public var type: ExceptionType
  /// What is still to be dealt with, never negative.
  public var amount: Money
  public var message: String
  /// Documents that it may be about, best first.
  public var candidates: [DocumentNumber]

  public init(
    id: String, payment: PaymentID, bankReference: String, sourceFile: String,
    bookingDate: CalendarDate, customer: CustomerID?, type: ExceptionType, amount: Money,
    message: String, candidates: [DocumentNumber]
  ) {
    self.id = id
    self.payment = payment
    self.bankReference = bankReference
    self.sourceFile = sourceFile
    self.bookingDate = bookingDate
    self.customer = customer
    self.type = type
    self.amount = amount
    self.message = message
    self.candidates = candidates
  }
}
