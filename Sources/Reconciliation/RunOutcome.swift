public import Books
public import Receivables

/// Everything that a run decided and booked.
public struct RunOutcome: Hashable, Sendable {
  /// The ledger after the run, ready to be the next one's input.
  public var ledger: Ledger
  /// This run's applications, in the order of booking.
  public var applications: [Application]
  public var exceptions: [ReceiptException]
  /// Disputes that the run opened or changed, in the order of the ledger.
  public var disputes: [Dispute]
  public var journal: [JournalEntry]
  /// Every receipt and return that the run took, with what was decided and why.
  public var decided: [DecidedReceipt]
  /// Lockbox deposits on statements, held against the cheques of the lockbox files.
  public var deposits: [ControlCheck]
  public var summary: RunSummary

  public init(
    ledger: Ledger, applications: [Application], exceptions: [ReceiptException],
    disputes: [Dispute], journal: [JournalEntry], decided: [DecidedReceipt],
    deposits: [ControlCheck] = [],
    summary: RunSummary
  ) {
    self.ledger = ledger
    self.applications = applications
    self.exceptions = exceptions
    self.disputes = disputes
    self.journal = journal
    self.decided = decided
    self.deposits = deposits
    self.summary = summary
  }
}

extension RunOutcome {
  /// What a batch came to, with the ledger after it.
  public init(_ batch: BatchOutcome, ledger: Ledger) {
    self.init(
      ledger: ledger, applications: batch.applications, exceptions: batch.exceptions,
      disputes: batch.disputes, journal: batch.journal, decided: batch.decided,
      deposits: batch.deposits, summary: batch.summary)
  }
}

/// One receipt or return with its decision.
public struct DecidedReceipt: Hashable, Sendable {
  public var payment: PaymentID
  public var sourceFile: String
  public var transaction: BankTransaction
  public var decision: Decision
  /// What it did to the items.
  public var moved: [MovedItem]

  public init(
    payment: PaymentID, sourceFile: String, transaction: BankTransaction, decision: Decision,
    moved: [MovedItem]
  ) {
    self.payment = payment
    self.sourceFile = sourceFile
    self.transaction = transaction
    self.decision = decision
    self.moved = moved
  }
}
