public import BankFiles

/// How an ERP's own CSV says what a file of the ledger folder says.
///
/// Every column of ours comes from a column of theirs, is a constant, or is left blank where the
/// contract allows it. `original_amount` that nothing maps is the open amount: an ERP that tells
/// only what is open has nothing else to say.
public struct LedgerMapping: Hashable, Sendable {
  /// The files of the ledger folder that an ERP may bring; what happened here is ours alone.
  public enum Table: String, Sendable, CaseIterable {
    case customers
    case customerAccounts = "customer_accounts"
    case customerAliases = "customer_aliases"
    case openItems = "open_items"
    case allowances, disputes, expectations

    /// The columns that can be mapped, in the contract's order.
    public var columns: [String] { table.columns }
    /// Those that must be mapped or constant.
    public var required: [String] {
      self == .openItems ? table.required.filter { $0 != "original_amount" } : table.required
    }
    /// The name in the ledger folder.
    public var fileName: String { table.file }

    var table: LedgerTable {
      switch self {
      case .customers: .customers
      case .customerAccounts: .accounts
      case .customerAliases: .aliases
      case .openItems: .openItems
      case .allowances: .allowances
      case .disputes: .disputes
      case .expectations: .expectations
      }
    }

    /// The columns that hold money, and may change their sign.
    public var amounts: [String] {
      table.columns.filter { $0 == "amount" || $0.hasSuffix("_amount") }
    }
  }

  /// What the bytes are.
  public enum Encoding: Hashable, Sendable {
    case utf8
    case page(CodePage)
  }

  /// A column of theirs whose value says something of the whole row.
  public struct Mark: Hashable, Sendable {
    public var column: String
    public var values: [String]

    public init(column: String, values: [String]) {
      self.column = column
      self.values = values
    }
  }

  public var table: Table
  public var delimiter = Delimiter.comma
  public var encoding = Encoding.utf8
  public var decimalMark = DecimalMark.point
  /// Taken out of amounts where it parts groups of three; nil where there are no groups.
  public var thousandsMark: String?
  public var date = DatePattern.iso
  /// How many lines stand before the header: titles of reports.
  public var linesBeforeHeader = 0
  /// Theirs by ours.
  public var columns: [String: String] = [:]
  /// What every row says, by column of ours.
  public var constants: [String: String] = [:]
  /// Ours by theirs, by column of ours; a value that is not there stays as it is.
  public var values: [String: [String: String]] = [:]
  /// Rows whose amounts turn their sign: credits that are written as positive.
  public var negateWhen: [Mark] = []
  /// Rows that are none of ours: drafts, cancelled ones, sums.
  public var ignoreWhen: [Mark] = []

  public init(_ table: Table) { self.table = table }
}
