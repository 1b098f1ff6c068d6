/// A file of rows under a header.
struct TableFile {
  let bytes: [UInt8]

  /// - Parameter rows: the cells of our columns, and those that are carried along; a row that
  ///   carries too few, being new, gets blank ones.
  init(
    _ table: LedgerTable, unknown: [String],
    rows: some Sequence<(cells: [String], carried: [String])>
  ) {
    var csv = CSVWriter()
    csv.row(table.columns + unknown)
    for (cells, carried) in rows {
      for cell in cells { csv.cell(cell) }
      for index in unknown.indices { csv.cell(index < carried.count ? carried[index] : "") }
      csv.endRow()
    }
    bytes = csv.bytes
  }
}
