/// One record of a CSV file: its cells, and its lines as the file has them.
struct CSVRecord {
  struct Cell {
    /// In the record's `content`.
    var content: Range<Int>
    /// Where it begins, its quote included; both from 1.
    var line: Int
    var column: Int
  }

  /// What makes a record unreadable, at its first place.
  struct Flaw {
    enum Problem {
      case strayQuote, strayReturn
      case control(UInt8)
    }

    var problem: Problem
    var line: Int
    var column: Int
  }

  /// The cells one after the other, quotes taken off.
  var content: [UInt8] = []
  var cells: [Cell] = []
  /// As in the file, without the line end.
  var raw: [UInt8] = []
  var line = 1
  var flaw: Flaw?
  /// A line end follows it.
  var isEnded = true

  /// The cell without blanks around it; empty where the record is too short.
  func bytes(_ index: Int) -> ArraySlice<UInt8> {
    guard cells.indices.contains(index) else { return [] }
    return TextDecoding.trimmed(content[cells[index].content])
  }

  /// Nothing stands in any cell: an empty line, or what spreadsheets leave behind.
  var isBlank: Bool { flaw == nil && cells.indices.allSatisfy { bytes($0).isEmpty } }

  mutating func removeAll() {
    content.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    raw.removeAll(keepingCapacity: true)
    flaw = nil
    isEnded = true
  }
}
