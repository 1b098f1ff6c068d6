import GRDB
public import Money
public import Receivables

/// A document of the ledger, open or cleared.
public struct ItemLine: Hashable, Sendable {
  public var customer: CustomerID
  public var customerName: String
  public var number: DocumentNumber
  public var type: DocumentType
  public var documentDate: CalendarDate
  /// The document date where the ledger states none.
  public var dueDate: CalendarDate
  public var original: Money
  public var open: Money
  public var isOpen: Bool
  public var purchaseOrder: String
  public var paymentReference: String
  public var discountDate: CalendarDate?
  /// The full discount, with the item's sign; nil where none was offered.
  public var discount: Money?
  public var entityID: String

  public var key: DocumentKey { DocumentKey(customer, number) }

  static var listing: Listing<ItemLine> {
    Listing(
      select: "i.*, c.name AS customer_name",
      from: "items i LEFT JOIN customers c ON c.customer = i.customer"
    ) { row in
      let open = try row.money("open")
      return ItemLine(
        customer: CustomerID(row.text("customer")), customerName: row.text("customer_name"),
        number: DocumentNumber(row.text("document")), type: try row.choice("type"),
        documentDate: try row.date("document_date"), dueDate: try row.date("due_date"),
        original: try row.money("original"), open: open, isOpen: row["is_open"] == 1,
        purchaseOrder: row.text("purchase_order"),
        paymentReference: row.text("payment_reference"),
        discountDate: row.optionalDate("discount_date"),
        discount: try? Money(parsing: row.text("discount"), in: open.currency),
        entityID: row.text("entity"))
    }
  }
}
