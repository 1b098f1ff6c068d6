public import Money

/// What a document is: the sign of its amounts follows from it.
public enum DocumentType: String, Sendable, CaseIterable, Codable {
  case invoice
  case debitMemo = "debit_memo"
  case creditMemo = "credit_memo"
  case onAccount = "on_account"
  case deduction
}

/// A document of the ledger with what is still open of it. Credits are negative.
///
/// An item of `open_items.csv` has an open amount other than zero; one of `cleared_items.csv` has
/// none left.
public struct OpenItem: Hashable, Sendable, Codable {
  public var customer: CustomerID
  public var number: DocumentNumber
  public var type: DocumentType
  public var documentDate: CalendarDate
  /// nil where the ledger gives none (credits often have none): the document date then counts.
  public var statedDueDate: CalendarDate?
  public var original: Money
  public var open: Money
  /// The customer's order, as the customer writes it; empty where unknown.
  public var purchaseOrder: String
  /// The reference printed on the invoice for the payment; empty where there is none.
  public var paymentReference: String
  /// The last day of the discount, before grace.
  public var discountDate: CalendarDate?
  /// The full discount, with the item's sign; nil where none was offered.
  public var discount: Money?
  public var entityID: String
  public var carried: [String]

  public init(
    customer: CustomerID, number: DocumentNumber, type: DocumentType, documentDate: CalendarDate,
    dueDate: CalendarDate? = nil, original: Money, open: Money, purchaseOrder: String = "",
    paymentReference: String = "", discountDate: CalendarDate? = nil, discount: Money? = nil,
    entityID: String = "", carried: [String] = []
  ) {
    self.customer = customer
    self.number = number
    self.type = type
    self.documentDate = documentDate
    statedDueDate = dueDate
    self.original = original
    self.open = open
    self.purchaseOrder = purchaseOrder
    self.paymentReference = paymentReference
    self.discountDate = discountDate
    self.discount = discount
    self.entityID = entityID
    self.carried = carried
  }

  public var key: DocumentKey { DocumentKey(customer, number) }
  public var currency: Currency { open.currency }
  public var dueDate: CalendarDate { statedDueDate ?? documentDate }
}
