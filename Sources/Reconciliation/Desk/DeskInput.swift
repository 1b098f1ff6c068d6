public import Books
public import Money
public import Receivables

/// What a person's decision is made on.
public struct DeskInput: Sendable {
  /// The decision's own identity, unique in the log (`N42`); lines that no receipt stands behind
  /// carry it as their payment.
  public var decision: String
  /// The whole ledger, or the part of it that is concerned: of the customers that the action names,
  /// or that lines of its receipts name, all items, allowances, disputes, expectations, accounts and
  /// aliases; every line on their documents, of its receipts or reversing them; and the receipts of
  /// all these lines.
  public var ledger: Ledger
  /// Open exceptions of the receipts concerned.
  public var exceptions: [ReceiptException]
  /// Those of the same receipts that were closed before, in the order of closing: no id is given
  /// twice, and what is open again is told again in the same words.
  public var closedExceptions: [ReceiptException]
  /// The receipts concerned as they were first booked.
  public var receipts: [PaymentID: ReceiptToBook]
  /// Decisions that were undone: each can be so once. (Undoing the undoing is another decision, which
  /// in turn can be undone.)
  public var undone: Set<String>
  /// The day that lines and postings carry.
  public var day: CalendarDate
  public var actor: String
  /// Only the largest write-off is looked at here; `DeskPolicy.verdict` judges who may do what.
  public var policy: DeskPolicy?

  public init(
    decision: String, ledger: Ledger, exceptions: [ReceiptException],
    closedExceptions: [ReceiptException] = [], receipts: [PaymentID: ReceiptToBook],
    undone: Set<String> = [], day: CalendarDate, actor: String, policy: DeskPolicy? = nil
  ) {
    self.decision = decision
    self.ledger = ledger
    self.exceptions = exceptions
    self.closedExceptions = closedExceptions
    self.receipts = receipts
    self.undone = undone
    self.day = day
    self.actor = actor
    self.policy = policy
  }
}
