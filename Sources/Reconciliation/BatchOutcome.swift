public import Books
public import Receivables

/// Everything that a batch decided and booked.
public struct BatchOutcome: Hashable, Sendable {
  /// What it did to the ledger, row by row.
  public var changes = LedgerChanges()
  /// The batch's applications, in the order of booking.
  public var applications: [Application] = []
  public var exceptions: [ReceiptException] = []
  /// Disputes that the batch opened or changed, in the order of the ledger.
  public var disputes: [Dispute] = []
  public var journal: [JournalEntry] = []
  /// Every receipt and return that the batch took, with what was decided and why.
  public var decided: [DecidedReceipt] = []
  /// Lockbox deposits on statements, held against the cheques of the lockbox files.
  public var deposits: [ControlCheck] = []
  /// Receipts that were known already and are not taken again, in the order of taking.
  public var repeated: [PaymentID] = []
  /// Earlier receipts that wait for a person, unapplied, and of which this batch brought what they
  /// are made of: whoever keeps the books may take them off and run the batch again.
  public var sums: [CompletedSum] = []
  /// Sums that came as parts in earlier runs, and are not taken: these receipts are their money.
  public var knownSums: [CompletedSum] = []
  /// Earlier receipts that are applied, and of which this batch brought what they are made of, with
  /// the file that did: nothing of that is booked.
  public var detailed: [DetailedSum] = []
  public var summary: RunSummary

  init(summary: RunSummary) { self.summary = summary }
}

/// An earlier receipt of which a file brought the parts after it was applied.
public struct DetailedSum: Hashable, Sendable {
  public var payment: PaymentID
  /// The file that brought them.
  public var file: String
}
