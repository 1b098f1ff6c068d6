public import Money

/// Money announced: a row of `expectations.csv`.
public struct Expectation: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, CaseIterable, Codable {
    case promise, instalment
    case remittanceAdvice = "remittance_advice"
    case paymentIntent = "payment_intent"
  }

  public enum Status: String, Sendable, CaseIterable, Codable {
    case open, met
    case partlyMet = "partly_met"
    case cancelled
  }

  public var id: String
  public var customer: CustomerID
  public var kind: Kind
  public var amount: Money
  public var expectedOn: CalendarDate
  /// nil where the customer named no document.
  public var document: DocumentNumber?
  /// Empty where the payment will carry none.
  public var paymentReference: String
  public var status: Status
  public var carried: [String]

  public init(
    id: String, customer: CustomerID, kind: Kind, amount: Money, expectedOn: CalendarDate,
    document: DocumentNumber? = nil, paymentReference: String = "", status: Status = .open,
    carried: [String] = []
  ) {
    self.id = id
    self.customer = customer
    self.kind = kind
    self.amount = amount
    self.expectedOn = expectedOn
    self.document = document
    self.paymentReference = paymentReference
    self.status = status
    self.carried = carried
  }
}
