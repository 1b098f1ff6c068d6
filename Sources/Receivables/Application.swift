public import Money

/// What an application does to its item (contract, "The output folder").
public enum ApplicationKind: String, Sendable, CaseIterable, Codable {
  /// Cash to an item.
  case payment
  /// One item netted against another; the lines of a receipt sum to zero.
  case credit
  case discount
  case writeOff = "write_off"
  case bankCharge = "bank_charge"
  case withholdingTax = "withholding_tax"
  case deduction
  /// Cash put aside for a customer: a new item, numbered by the payment.
  case onAccount = "on_account"
  /// An earlier application undone.
  case reversal
}

/// A signed amount of one receipt booked against one item: a row of `applications.csv`.
public struct Application: Hashable, Sendable, Codable {
  public var payment: PaymentID
  public var bankReference: String
  public var sourceFile: String
  public var bookingDate: CalendarDate
  /// The document's owner.
  public var customer: CustomerID
  /// Who paid; nil for a stranger.
  public var payer: CustomerID?
  public var document: DocumentNumber
  public var kind: ApplicationKind
  public var amount: Money
  /// Empty where the kind says it all.
  public var reasonCode: String
  public var rule: String
  public var confidence: Confidence?
  /// The payment that a reversal undoes.
  public var reverses: PaymentID?
  public var carried: [String]

  public init(
    payment: PaymentID, bankReference: String, sourceFile: String, bookingDate: CalendarDate,
    customer: CustomerID, payer: CustomerID?, document: DocumentNumber, kind: ApplicationKind,
    amount: Money, reasonCode: String = "", rule: String, confidence: Confidence?,
    reverses: PaymentID? = nil, carried: [String] = []
  ) {
    self.payment = payment
    self.bankReference = bankReference
    self.sourceFile = sourceFile
    self.bookingDate = bookingDate
    self.customer = customer
    self.payer = payer
    self.document = document
    self.kind = kind
    self.amount = amount
    self.reasonCode = reasonCode
    self.rule = rule
    self.confidence = confidence
    self.reverses = reverses
    self.carried = carried
  }

  public var documentKey: DocumentKey { DocumentKey(customer, document) }
}
