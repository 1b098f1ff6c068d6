public import Money

/// One document that structured remittance names, with the amounts that it states.
///
/// Amounts are as the payer states them, mostly positive; nil where not stated. A credit note that
/// the payer takes has a negative `paid`, or type `CREN` and an amount in `credit`.
public struct RemittanceDocument: Hashable, Sendable {
  /// As written; empty where amounts stand without a number.
  public var number: String
  /// `CINV`, `CREN` … (ISO 20022), `IV` … (X12); empty where the format has none.
  public var type: String
  public var date: CalendarDate?
  /// camt `DuePyblAmt`: what the document asks for.
  public var due: Money?
  /// camt `RmtdAmt`, lockbox and X12 paid amount: the cash for this document.
  public var paid: Money?
  public var discount: Money?
  public var credit: Money?
  public var tax: Money?
  public var adjustments: [Adjustment]
  /// The creditor reference that stands beside the amounts, as written: it names the document where
  /// no number does. Empty where none stands there.
  public var reference: String

  /// Something kept back, or added, with the payer's reason.
  public struct Adjustment: Hashable, Sendable {
    /// Positive where it lowers what is paid, negative where it raises it.
    public var amount: Money
    /// The payer's code; empty where none was given.
    public var reason: String
    public var text: String

    public init(amount: Money, reason: String, text: String = "") {
      self.amount = amount
      self.reason = reason
      self.text = text
    }
  }

  public init(
    number: String, type: String = "", date: CalendarDate? = nil, due: Money? = nil,
    paid: Money? = nil, discount: Money? = nil, credit: Money? = nil, tax: Money? = nil,
    adjustments: [Adjustment] = [], reference: String = ""
  ) {
    self.number = number
    self.type = type
    self.date = date
    self.due = due
    self.paid = paid
    self.discount = discount
    self.credit = credit
    self.tax = tax
    self.adjustments = adjustments
    self.reference = reference
  }
}
