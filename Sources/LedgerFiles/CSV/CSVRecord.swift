/// One record of a CSV as a text of its own, without its line end: how a store keeps a row.
public enum CSVRecord {
  /// The cells as a record.
  public static func text(_ cells: some Sequence<String>) -> String {
    var csv = CSVWriter()
    csv.row(cells)
    return String(decoding: csv.bytes.dropLast(), as: UTF8.self)
  }

  /// The cells of a record that `text` wrote; nil where it is none, or more than one.
  public static func cells(_ text: String) -> [String]? {
    if text.isEmpty { return [""] }
    do throws(CSVError) {
      var reader = try CSVReader(Array(text.utf8))
      guard try reader.next() else { return nil }
      let cells = reader.cells.map { reader.text($0) }
      return try reader.next() ? nil : cells
    } catch {
      return nil
    }
  }
}
