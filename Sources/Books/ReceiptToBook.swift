public import Money
public import Receivables

/// A receipt with what its lines carry besides the decision.
public struct ReceiptToBook: Hashable, Sendable {
  public var payment: PaymentID
  public var bankReference: String
  public var sourceFile: String
  public var account: String
  public var bookingDate: CalendarDate
  public var amount: Money
  /// For the journal's reader: the payer's name as the bank has it.
  public var description: String

  public init(
    payment: PaymentID, bankReference: String, sourceFile: String, account: String,
    bookingDate: CalendarDate, amount: Money, description: String
  ) {
    self.payment = payment
    self.bankReference = bankReference
    self.sourceFile = sourceFile
    self.account = account
    self.bookingDate = bookingDate
    self.amount = amount
    self.description = description
  }
}

/// What booking a receipt, or a return, made.
public struct BookedReceipt: Hashable, Sendable {
  public var record: ReceiptRecord?
  public var applications: [Application] = []
  public var exceptions: [ReceiptException] = []
  /// nil where no money moved.
  public var entry: JournalEntry?
  /// Items made, by their index in the working ledger.
  public var made: [Int] = []
  /// Disputes opened or changed, by their id.
  public var disputes: [String] = []
  /// What of the receipt is in unapplied cash now.
  public var unapplied: Money

  init(unapplied: Money) { self.unapplied = unapplied }
}
