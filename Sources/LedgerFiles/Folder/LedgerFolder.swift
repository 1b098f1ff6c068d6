public import Receivables

/// The ledger folder as a value: the ledger, and what of the folder is not ours but must live on.
public struct LedgerFolder: Hashable, Sendable {
  public var ledger: Ledger
  /// Columns that are not ours; every row's `carried` has a cell for each, or none at all.
  public var columns: UnknownColumns
  /// Cells that the input spelled otherwise than we would.
  var spellings = Spellings()

  public init(ledger: Ledger, columns: UnknownColumns = UnknownColumns()) {
    self.ledger = ledger
    self.columns = columns
  }

  /// The names of the ten files, in the contract's order.
  public static let fileNames = tables.map(\.file)

  static let tables: [LedgerTable] = [
    .customers, .accounts, .aliases, .openItems, .allowances, .disputes, .expectations,
    .clearedItems, .applications, .receipts,
  ]
}
