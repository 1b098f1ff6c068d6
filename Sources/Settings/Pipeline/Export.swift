public import LedgerFiles

/// What a batch leaves for others, and where.
public struct Export: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// What `reconcile` writes of a run.
    case outputFolder
    /// The ledger as it is now; each batch replaces the one before.
    case ledgerFolder
    /// The batch's journal for `hledger` and `ledger`.
    case hledger
    /// The batch's journal for `beancount`.
    case beancount
    /// Rows as CSV or JSON lines.
    case table(TableExport)

    /// How the settings call it, and what `{format}` becomes.
    public var name: String {
      switch self {
      case .outputFolder: "output_folder"
      case .ledgerFolder: "ledger_folder"
      case .hledger: "hledger"
      case .beancount: "beancount"
      case .table(let table): table.form.rawValue
      }
    }
  }

  public var kind: Kind
  /// A folder for the first two kinds, a file for the others.
  public var to: PathTemplate

  public init(_ kind: Kind, to: PathTemplate) {
    self.kind = kind
    self.to = to
  }
}
