import Money
public import Receivables

extension LedgerFolder {
  /// A file of the folder as a table of rows.
  public struct Table: Hashable, Sendable {
    /// The file's name without its ending: `open_items`.
    public var name: String
    /// Our columns, in the order of writing; those that are not ours follow.
    public var columns: [String]
    /// The columns that a row is known by; none where rows are only ever added.
    public var key: [String]
  }

  /// The ten tables, in the contract's order.
  public static let rowTables: [Table] = tables.map { table in
    let name = String(table.file.dropLast(".csv".count))
    let key: [String] =
      switch name {
      case "customers": ["customer_id"]
      case "open_items", "cleared_items": ["customer_id", "document_number"]
      case "allowances": ["allowance_id"]
      case "disputes": ["dispute_id"]
      case "expectations": ["expectation_id"]
      case "receipts": ["payment_id"]
      case "applications": []
      default: table.columns  // accounts and aliases are all key
      }
    return Table(name: name, columns: table.columns, key: key)
  }

  /// The header of each table, as a record.
  public var headers: [(table: String, record: String)] {
    Self.rowTables.map { table in
      (table.name, CSVRecord.text(table.columns + unknownColumns(of: table.name)))
    }
  }

  /// Every row, as though it had just come.
  public func allRows() -> [RowChange] { rows(of: LedgerChanges(from: Ledger(), to: ledger)) }

  /// The rows of changes, table by table; in each those that went, those that changed, those that
  /// came.
  public func rows(of changes: LedgerChanges) -> [RowChange] {
    var rows: [RowChange] = []
    append(changes.customers, "customers", \.carried, customerCells, to: &rows)
    append(changes.accounts, "customer_accounts", \.carried, accountCells, to: &rows)
    append(changes.aliases, "customer_aliases", \.carried, aliasCells, to: &rows)
    append(changes.openItems, "open_items", \.carried, itemCells, to: &rows)
    append(changes.allowances, "allowances", \.carried, allowanceCells, to: &rows)
    append(changes.disputes, "disputes", \.carried, DisputesFile.cells, to: &rows)
    append(changes.expectations, "expectations", \.carried, expectationCells, to: &rows)
    append(changes.clearedItems, "cleared_items", \.carried, itemCells, to: &rows)
    append(
      changes.applications, "applications", \.carried, { ApplicationsFile.cells($0) }, to: &rows)
    append(changes.receipts, "receipts", \.carried, Self.receiptCells, to: &rows)
    return rows
  }

  private func append<Row>(
    _ changes: LedgerChanges.Rows<Row>, _ table: String, _ carried: (Row) -> [String],
    _ cells: (Row) -> [String], to rows: inout [RowChange]
  ) {
    if changes.isEmpty { return }
    let columns = Self.rowTables.first { $0.name == table }
    let width = columns?.key.count ?? 0
    let unknown = unknownColumns(of: table).count
    // The columns of a key stand first in every table.
    func key(_ cells: [String]) -> String {
      width == 0 ? "" : CSVRecord.text(cells.prefix(width))
    }
    func change(_ kind: RowChange.Kind, _ row: Row) -> RowChange {
      let own = cells(row)
      let more = carried(row)
      let carriedCells = (0..<unknown).map { $0 < more.count ? more[$0] : "" }
      return RowChange(
        table, kind, key: key(own),
        record: kind == .removed ? "" : CSVRecord.text(own + carriedCells))
    }
    rows.reserveCapacity(
      rows.count + changes.removed.count + changes.changed.count + changes.added.count)
    for row in changes.removed { rows.append(change(.removed, row)) }
    for row in changes.changed { rows.append(change(.changed, row)) }
    for row in changes.added { rows.append(change(.added, row)) }
  }

  private func unknownColumns(of table: String) -> [String] {
    switch table {
    case "customers": columns.customers
    case "customer_accounts": columns.accounts
    case "customer_aliases": columns.aliases
    case "open_items", "cleared_items": columns.items
    case "allowances": columns.allowances
    case "disputes": columns.disputes
    case "expectations": columns.expectations
    case "applications": columns.applications
    case "receipts": columns.receipts
    default: []
    }
  }
}
