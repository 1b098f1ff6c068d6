/// Rows of a batch for another program: which, under which names, and how they are spelled.
public struct TableExport: Hashable, Sendable {
  /// Which rows, with the columns of the contract's file of that name.
  public enum Records: String, Sendable, CaseIterable {
    case applications, exceptions, disputes, receipts

    /// The columns that there are, in the contract's order.
    public var columns: [String] {
      switch self {
      case .applications: LedgerTable.applications.columns
      case .exceptions: ExceptionsFile.columns
      case .disputes: LedgerTable.disputes.columns
      case .receipts: LedgerTable.receipts.columns
      }
    }
  }

  public enum Form: String, Sendable, CaseIterable {
    case csv, jsonl
  }

  /// A column of the export: their name for one of ours.
  public struct Column: Hashable, Sendable {
    public var name: String
    public var ours: String

    public init(name: String, ours: String) {
      self.name = name
      self.ours = ours
    }
  }

  public var records: Records
  public var form: Form
  /// In the order of writing.
  public var columns: [Column]
  /// Between the cells of CSV.
  public var delimiter = Delimiter.comma
  /// Of amounts; JSON has them as strings.
  public var decimalMark = DecimalMark.point
  public var date = DatePattern.iso

  /// All columns under our own names.
  public init(_ records: Records, as form: Form) {
    self.records = records
    self.form = form
    columns = records.columns.map { Column(name: $0, ours: $0) }
  }
}
