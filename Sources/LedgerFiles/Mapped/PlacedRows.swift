/// Rows of ours, each in a line of its own choice.
struct PlacedRows {
  private(set) var csv = CSVWriter()
  /// The line that comes next.
  private var line = 1

  /// Adds a row; lines only ever grow, since a row of ours has one and one of theirs at least that.
  mutating func add(_ cells: [String], line wanted: Int) {
    while line < wanted {
      csv.endRow()
      line += 1
    }
    csv.row(cells.lazy.map(Self.oneLine))
    line += 1
  }

  /// A line break inside a cell is a blank to us: nothing in a ledger folder needs one.
  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
