import Money
import Receivables

/// One reading of an ERP's file.
struct MappedReading {
  let file: String
  let mapping: LedgerMapping
  var problems = ProblemList()
  /// Our rows; of open items those with something open.
  var rows = PlacedRows()
  /// Items with nothing open.
  var cleared = PlacedRows()

  private let columns: [String]
  private let amounts: Set<String>
  /// Where their columns stand, by name.
  private var header: [String: Int] = [:]

  init(file: String, mapping: LedgerMapping) {
    self.file = file
    self.mapping = mapping
    columns = mapping.table.columns
    amounts = Set(mapping.table.amounts)
    rows.add(columns, line: 1)
    cleared.add(columns, line: 1)
  }

  mutating func read(_ source: [UInt8]) {
    do throws(CSVError) {
      var csv = try CSVReader(source, delimiter: mapping.delimiter)
      for _ in 0..<mapping.linesBeforeHeader { csv.skipLine() }
      let headerLine = mapping.linesBeforeHeader + 1
      readHeader(try csv.next() ? csv : nil, line: headerLine)
      guard problems.total == 0 else { return }
      let count = csv.cells.count
      while try csv.next() {
        let isBlank = csv.cells.allSatisfy { csv.text($0).isEmpty }
        if isBlank { continue }
        // A delimiter at the end of a line makes a cell that no header names.
        guard csv.cells.count >= count,
          csv.cells.dropFirst(count).allSatisfy({ csv.text($0).isEmpty })
        else {
          note(
            .wrongCellCount, line: csv.recordLine, column: 1,
            "the row has \(csv.cells.count) cell\(csv.cells.count == 1 ? "" : "s")",
            expected: "\(count), as the header has")
          continue
        }
        readRow(csv)
      }
    } catch {
      let (code, problem, expected) = describe(error.problem)
      note(code, line: error.line, column: error.column, problem, expected: expected)
    }
  }

  private mutating func readHeader(_ csv: CSVReader?, line: Int) {
    var doubled: Set<String> = []
    for (index, cell) in (csv?.cells ?? []).enumerated() {
      let name = trimmed(csv?.text(cell) ?? "")
      if header.updateValue(index, forKey: name) != nil { doubled.insert(name) }
    }
    let marks = (mapping.negateWhen + mapping.ignoreWhen).map(\.column)
    for name in columns.compactMap({ mapping.columns[$0] }) + marks {
      if doubled.contains(name) {
        note(
          .duplicateColumn, line: line, column: 1, "column \(quoted(name)) occurs twice",
          expected: "the columns that are mapped once")
      } else if header[name] == nil {
        let hint = nearestValue(to: name, among: header.keys.sorted())
        note(
          .missingColumn, line: line, column: 1, "column \(quoted(name)) is missing",
          expected: "it in the header\(hint.map { " (nearest: \($0))" } ?? "")")
      }
    }
  }

  private mutating func readRow(_ csv: CSVReader) {
    if mapping.ignoreWhen.contains(where: { isMarked(csv, $0) }) { return }
    let isNegated = mapping.negateWhen.contains { isMarked(csv, $0) }
    let before = problems.total
    let digits = Currency(value(csv, "currency")).map(\.minorDigits)
    var cells: [String] = []
    for column in columns {
      let text = value(csv, column)
      if text.isEmpty {
        cells.append("")
      } else if amounts.contains(column) {
        cells.append(amount(csv, column, text, digits: digits, isNegated: isNegated))
      } else if LedgerMapping.isDate(column), mapping.columns[column] != nil {
        cells.append(day(csv, column, text))
      } else {
        cells.append(text)
      }
    }
    guard problems.total == before else { return }
    add(&cells, line: csv.recordLine)
  }

  private mutating func add(_ cells: inout [String], line: Int) {
    var isCleared = false
    if mapping.table == .openItems, let open = columns.firstIndex(of: "open_amount"),
      let original = columns.firstIndex(of: "original_amount")
    {
      if cells[original].isEmpty { cells[original] = cells[open] }
      isCleared =
        !cells[open].isEmpty && cells[open].utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E }
    }
    if isCleared {
      cleared.add(cells, line: line)
    } else {
      rows.add(cells, line: line)
    }
  }

  /// What a row says of a column of ours, translated.
  private func value(_ csv: CSVReader, _ column: String) -> String {
    if let constant = mapping.constants[column] { return constant }
    guard let index = mapping.columns[column].flatMap({ header[$0] }) else { return "" }
    let text = trimmed(csv.text(csv.cells[index]))
    return mapping.values[column]?[text] ?? text
  }

  private func isMarked(_ csv: CSVReader, _ mark: LedgerMapping.Mark) -> Bool {
    guard let index = header[mark.column] else { return false }
    return mark.values.contains(trimmed(csv.text(csv.cells[index])))
  }

  private mutating func amount(
    _ csv: CSVReader, _ column: String, _ text: String, digits: Int?, isNegated: Bool
  ) -> String {
    if let decimal = mapping.decimal(text, digits: digits, isNegated: isNegated) { return decimal }
    note(
      .badAmount, csv, column, "\(quoted(text)) is no amount",
      expected: "one such as \(mapping.exampleAmount)")
    return ""
  }

  private mutating func day(_ csv: CSVReader, _ column: String, _ text: String) -> String {
    // How SAP and others write that there is none.
    if text.utf8.allSatisfy({ $0 == 0x30 || !(0x30...0x39).contains($0) && $0 < 0x41 }) {
      return ""
    }
    if let day = mapping.date.day(text) { return day.description }
    note(
      .badDate, csv, column, "\(quoted(text)) is no day of the calendar",
      expected: "\(mapping.date.text), from 1900 to 2200")
    return ""
  }

  private mutating func note(
    _ code: LedgerFileError.Code, _ csv: CSVReader, _ column: String, _ problem: String,
    expected: String
  ) {
    let name = mapping.columns[column]
    let cell = name.flatMap { header[$0] }.map { csv.cells[$0] }
    note(
      code, line: cell?.line ?? csv.recordLine, column: cell?.column ?? 1,
      "\(name ?? column) (\(column)) \(problem)", expected: expected)
  }

  private mutating func note(
    _ code: LedgerFileError.Code, line: Int, column: Int, _ problem: String, expected: String
  ) {
    problems.add(
      LedgerFileError(
        code: code, position: FilePosition(file: file, line: line, column: column),
        problem: problem, expected: expected))
  }
}

/// A text without blanks at its ends.
func trimmed(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
    let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
  else { return "" }
  return String(scalars[first...last])
}
