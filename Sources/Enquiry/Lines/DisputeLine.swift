import GRDB
public import Money
public import Receivables

/// A dispute about a document.
public struct DisputeLine: Hashable, Sendable {
  public var id: String
  public var customer: CustomerID
  public var customerName: String
  public var document: DocumentNumber
  public var amount: Money
  public var reasonCode: String
  public var origin: Dispute.Origin
  public var status: Dispute.Status
  public var openedOn: CalendarDate
  /// The receipt that fell short, once one did.
  public var payment: PaymentID?
  public var explanation: String

  /// How a list of disputes is sorted.
  public enum Order: String, Sendable, CaseIterable {
    /// The most valuable first, then the oldest; currencies by their whole major units.
    case value
    /// The oldest first.
    case age
  }

  /// Which disputes a list has: those for which all that is given holds.
  public struct Filter: Hashable, Sendable {
    public var status: Dispute.Status?
    public var reasonCode: String?
    public var customer: CustomerID?

    public init(
      status: Dispute.Status? = nil, reasonCode: String? = nil, customer: CustomerID? = nil
    ) {
      self.status = status
      self.reasonCode = reasonCode
      self.customer = customer
    }
  }

  static var listing: Listing<DisputeLine> {
    Listing(
      select: "d.*, c.name AS customer_name",
      from: "disputes d LEFT JOIN customers c ON c.customer = d.customer"
    ) { row in
      let payment = row.text("payment")
      return DisputeLine(
        id: row.text("dispute"), customer: CustomerID(row.text("customer")),
        customerName: row.text("customer_name"), document: DocumentNumber(row.text("document")),
        amount: try row.money("amount"), reasonCode: row.text("reason_code"),
        origin: try row.choice("origin"), status: try row.choice("status"),
        openedOn: try row.date("opened_on"),
        payment: payment.isEmpty ? nil : PaymentID(payment), explanation: row.text("explanation"))
    }
  }
}
