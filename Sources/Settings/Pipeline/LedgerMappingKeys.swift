import LedgerFiles

/// The keys of `ledger.files`.
enum LedgerMappingKeys {
  static let tables = LedgerMapping.Table.allCases.map(\.rawValue)
  static let keys = [
    "file", "delimiter", "encoding", "decimal", "thousands", "date", "lines_before_header",
    "columns", "constants", "values", "negate_when", "ignore_when",
  ]
}
