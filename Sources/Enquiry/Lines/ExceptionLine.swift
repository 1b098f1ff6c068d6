import GRDB
public import Money
public import Receivables

/// An exception that waits for a person.
public struct ExceptionLine: Hashable, Sendable {
  public var id: String
  public var payment: PaymentID
  public var bankReference: String
  public var sourceFile: String
  public var bookingDate: CalendarDate
  /// nil where the payer is a stranger.
  public var customer: CustomerID?
  public var customerName: String
  /// As the bank has it; empty where it says none.
  public var payerName: String
  public var type: ExceptionType
  /// What is at risk: still to be dealt with, never negative.
  public var amount: Money
  public var message: String
  /// Documents that it may be about, best first.
  public var candidates: [DocumentNumber]
  /// The batch or decision that raised it.
  public var batch: String

  /// How a list of exceptions is sorted.
  public enum Order: String, Sendable, CaseIterable {
    /// The most valuable first, then the oldest. Amounts of several currencies are compared by their
    /// whole major units, since no rate is known here.
    case value
    /// The oldest first.
    case age
    case customer, type
  }

  /// Which exceptions a list has: those for which all that is given holds.
  public struct Filter: Hashable, Sendable {
    public var type: ExceptionType?
    public var customer: CustomerID?
    public var currency: Currency?
    /// At least so much, in this currency.
    public var amountMin: Money?
    /// A part of the payer's name, whatever its case and accents.
    public var payerName: String

    public init(
      type: ExceptionType? = nil, customer: CustomerID? = nil, currency: Currency? = nil,
      amountMin: Money? = nil, payerName: String = ""
    ) {
      self.type = type
      self.customer = customer
      self.currency = currency
      self.amountMin = amountMin
      self.payerName = payerName
    }
  }

  /// The receipt that an exception is about, by its id alone (`E-<receipt>-1`); nil for any other id.
  public static func payment(ofID id: String) -> PaymentID? {
    let parts = id.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "e", Int(parts[2]) != nil, parts[1].utf8.count == 16,
      parts[1].allSatisfy(\.isHexDigit)
    else { return nil }
    return PaymentID("P" + parts[1])
  }

  static var listing: Listing<ExceptionLine> {
    Listing(
      select: "e.*, c.name AS customer_name",
      from: "exceptions e LEFT JOIN customers c ON c.customer = e.customer"
    ) { row in
      ExceptionLine(
        id: row.text("exception"), payment: PaymentID(row.text("payment")),
        bankReference: row.text("bank_reference"), sourceFile: row.text("source_file"),
        bookingDate: try row.date("booking_date"), customer: row.customer("customer"),
        customerName: row.text("customer_name"), payerName: row.text("payer_name"),
        type: try row.choice("type"), amount: try row.money("amount"),
        message: row.text("message"),
        candidates: row.text("candidates").split(separator: "|").map {
          DocumentNumber(String($0))
        }, batch: row.text("batch"))
    }
  }
}
