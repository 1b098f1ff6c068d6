public import Money

/// A disagreement about a document: a row of `disputes.csv`.
public struct Dispute: Hashable, Sendable, Codable {
  public enum Origin: String, Sendable, CaseIterable, Codable {
    case customerReported = "customer_reported"
    case shortPayment = "short_payment"
  }

  public enum Status: String, Sendable, CaseIterable, Codable {
    case open, explained, resolved
  }

  public var id: String
  public var customer: CustomerID
  /// The invoice's number, never that of the deduction item.
  public var document: DocumentNumber
  public var amount: Money
  public var reasonCode: String
  public var origin: Origin
  public var status: Status
  public var openedOn: CalendarDate
  /// The receipt that fell short, once one did.
  public var payment: PaymentID?
  public var explanation: String
  public var carried: [String]

  public init(
    id: String, customer: CustomerID, document: DocumentNumber, amount: Money, reasonCode: String,
    origin: Origin, status: Status, openedOn: CalendarDate, payment: PaymentID? = nil,
    explanation: String = "", carried: [String] = []
  ) {
    self.id = id
    self.customer = customer
    self.document = document
    self.amount = amount
    self.reasonCode = reasonCode
    self.origin = origin
    self.status = status
    self.openedOn = openedOn
    self.payment = payment
    self.explanation = explanation
    self.carried = carried
  }
}
