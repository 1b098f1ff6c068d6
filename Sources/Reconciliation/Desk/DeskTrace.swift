public import Books
public import Receivables

/// What one decision did, row by row, before and after: enough to undo exactly that, whatever was
/// decided about other things since.
public struct DeskTrace: Hashable, Sendable, Codable {
  /// A row before and after; nil where there was none.
  public struct Change<Row: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
    public var before: Row?
    public var after: Row?

    public init(before: Row?, after: Row?) {
      self.before = before
      self.after = after
    }
  }

  /// The decision that left it.
  public var decision: String
  /// Lines that stand since.
  public var booked: [Application]
  /// Lines that stood before.
  public var undone: [Application]
  public var items: [Change<OpenItem>]
  /// Items that came into being or ceased to be as a whole: nobody may have touched them since.
  public var whole: [DocumentKey]
  public var disputes: [Change<Dispute>]
  public var allowances: [Change<Allowance>]
  public var expectations: [Change<Expectation>]
  public var accounts: [Change<CustomerAccount>]
  public var aliases: [Change<CustomerAlias>]
  public var receipts: [Change<ReceiptRecord>]
  public var exceptions: [Change<ReceiptException>]
  public var entries: [JournalEntry]

  public init(
    decision: String, booked: [Application] = [], undone: [Application] = [],
    items: [Change<OpenItem>] = [], whole: [DocumentKey] = [], disputes: [Change<Dispute>] = [],
    allowances: [Change<Allowance>] = [], expectations: [Change<Expectation>] = [],
    accounts: [Change<CustomerAccount>] = [], aliases: [Change<CustomerAlias>] = [],
    receipts: [Change<ReceiptRecord>] = [], exceptions: [Change<ReceiptException>] = [],
    entries: [JournalEntry] = []
  ) {
    self.decision = decision
    self.booked = booked
    self.undone = undone
    self.items = items
    self.whole = whole
    self.disputes = disputes
    self.allowances = allowances
    self.expectations = expectations
    self.accounts = accounts
    self.aliases = aliases
    self.receipts = receipts
    self.exceptions = exceptions
    self.entries = entries
  }

  /// The receipts whose lines, cash or exceptions it touched, each once.
  public var payments: [PaymentID] {
    unique(
      (booked + undone).map(\.payment)
        + receipts.compactMap { ($0.before ?? $0.after)?.payment }
        + exceptions.compactMap { ($0.before ?? $0.after)?.payment })
  }

  /// The customers whose rows it touched, each once.
  public var customers: [CustomerID] {
    unique(
      items.compactMap { ($0.before ?? $0.after)?.customer }
        + disputes.compactMap { ($0.before ?? $0.after)?.customer }
        + allowances.compactMap { ($0.before ?? $0.after)?.customer }
        + expectations.compactMap { ($0.before ?? $0.after)?.customer }
        + accounts.compactMap { ($0.before ?? $0.after)?.customer }
        + aliases.compactMap { ($0.before ?? $0.after)?.customer })
  }
}
