public import Books
public import Receivables

/// What a person's decision changes.
public struct DeskOutcome: Hashable, Sendable {
  public var changes: LedgerChanges
  /// The new lines, in the order of booking. One that undoes a line carries that line's payment, as
  /// its own and as the one that it reverses: the money is still here.
  public var applications: [Application]
  /// Exceptions that are no longer open, by id.
  public var closed: [String]
  /// Exceptions that are open now. One whose id is among `closed` too has only changed.
  public var raised: [ReceiptException]
  /// Disputes opened or changed, as they are now.
  public var disputes: [Dispute]
  public var journal: [JournalEntry]
  public var trace: DeskTrace

  /// The decision that undoes exactly this one.
  public var inverse: DeskAction { .undo(trace) }
}
