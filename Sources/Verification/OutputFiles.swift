import LedgerFiles
public import Receivables

/// What a run wrote, as bytes, and the ledger that it left behind.
public struct OutputFiles: Sendable {
  public var ledger: Ledger
  /// Of the output folder, by name: `applications.csv`, `exceptions.csv`, `disputes.csv` and
  /// `journal.ledger`.
  public var files: [String: [UInt8]]

  public init(ledger: Ledger, files: [String: [UInt8]]) {
    self.ledger = ledger
    self.files = files
  }

  /// The files that a verification reads beside the ledger and the decisions.
  public static let names = [
    "applications.csv", "exceptions.csv", "disputes.csv", "journal.ledger",
  ]

  /// The rows of a CSV file as cells by column.
  ///
  /// - Throws: `CSVError` where it is no CSV.
  func rows(_ name: String) throws(CSVError) -> [[String: String]] {
    guard let bytes = files[name] else { return [] }
    var reader = try CSVReader(bytes)
    guard try reader.next() else { return [] }
    let columns = reader.cells.map { reader.text($0) }
    var rows: [[String: String]] = []
    while try reader.next() {
      rows.append(
        Dictionary(
          zip(columns, reader.cells.map { reader.text($0) }), uniquingKeysWith: { one, _ in one }))
    }
    return rows
  }
}
