public import Money

/// What an earlier batch came to, for the page to compare this one with.
public struct ReportedBatch: Hashable, Sendable {
  /// Amounts per currency.
  public struct Amounts: Hashable, Sendable {
    /// Of the receipts, without returns.
    public var received: [Money]
    /// Of the receipts that were wholly booked without an exception.
    public var straightThrough: [Money]
    public var unapplied: [Money]
    public var disputesOpened: Int
    /// Of the disputes that it opened.
    public var disputed: [Money]

    public init(
      received: [Money], straightThrough: [Money], unapplied: [Money], disputesOpened: Int,
      disputed: [Money]
    ) {
      self.received = received
      self.straightThrough = straightThrough
      self.unapplied = unapplied
      self.disputesOpened = disputesOpened
      self.disputed = disputed
    }
  }

  public var asOf: CalendarDate
  /// Without returns.
  public var receipts: Int
  /// Receipts wholly booked without an exception.
  public var straightThrough: Int
  public var exceptions: Int
  /// nil where nobody wrote them down.
  public var amounts: Amounts?

  public init(
    asOf: CalendarDate, receipts: Int, straightThrough: Int, exceptions: Int,
    amounts: Amounts? = nil
  ) {
    self.asOf = asOf
    self.receipts = receipts
    self.straightThrough = straightThrough
    self.exceptions = exceptions
    self.amounts = amounts
  }
}
