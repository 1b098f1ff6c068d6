public import Money

/// A deduction agreed beforehand: a row of `allowances.csv`. It is used once, up to its amount.
public struct Allowance: Hashable, Sendable, Codable {
  public var id: String
  public var customer: CustomerID
  public var reasonCode: String
  public var amount: Money
  /// nil where it holds for any document of the customer.
  public var document: DocumentNumber?
  public var validFrom: CalendarDate?
  public var validTo: CalendarDate?
  public var used: Money
  public var carried: [String]

  public init(
    id: String, customer: CustomerID, reasonCode: String, amount: Money,
    document: DocumentNumber? = nil, validFrom: CalendarDate? = nil, validTo: CalendarDate? = nil,
    used: Money? = nil, carried: [String] = []
  ) {
    self.id = id
    self.customer = customer
    self.reasonCode = reasonCode
    self.amount = amount
    self.document = document
    self.validFrom = validFrom
    self.validTo = validTo
    self.used = used ?? .zero(amount.currency)
    self.carried = carried
  }
}
