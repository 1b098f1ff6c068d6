import BankFiles
import Money
import Receivables

/// A file of an ERP, told as a file of the ledger folder.
///
/// What only the whole folder knows (customers, keys, amounts beyond the original) is checked by
/// `LedgerFolder.read`, whose errors `placed` puts where they stand in the ERP's file.
///
/// Every row stands in the line that it has in the ERP's file, blank lines between them, so that an
/// error of the folder names the right one.
public struct MappedLedgerFile: Sendable {
  /// The files of the ledger folder: one, or `open_items.csv` and, for items that the ERP tells
  /// with nothing open, `cleared_items.csv`.
  public internal(set) var files: [(name: String, bytes: [UInt8])] = []

  /// What positions call the ERP's file.
  let file: String
  let mapping: LedgerMapping
  /// The ERP's file in UTF-8.
  let source: [UInt8]

  /// - Parameter file: the name that positions carry; columns count bytes of the text in UTF-8.
  /// - Throws: everything that is wrong with the file by itself.
  public init(
    _ bytes: [UInt8], file: String, mapping: LedgerMapping
  ) throws(LedgerFolderErrors) {
    self.file = file
    self.mapping = mapping
    switch mapping.encoding {
    case .utf8: source = bytes
    case .page(let page): source = Array(page.text(bytes).utf8)
    }
    var reading = MappedReading(file: file, mapping: mapping)
    reading.read(source)
    guard reading.problems.total == 0 else {
      throw LedgerFolderErrors(
        errors: Array(reading.problems.sorted.prefix(LedgerFolderErrors.keptMax)),
        total: reading.problems.total)
    }
    files.append((mapping.table.fileName, reading.rows.csv.bytes))
    if mapping.table == .openItems {
      files.append((LedgerTable.clearedItems.file, reading.cleared.csv.bytes))
    }
  }
}
