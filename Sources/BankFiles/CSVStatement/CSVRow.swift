import Money
import Receivables

/// Reads the cells of one record by a layout, and keeps what is wrong with them.
struct CSVRow {
  struct Finding {
    var code: BankFileError.Code
    var place: FilePosition
    var problem: String
    var expected: String
  }

  let record: CSVRecord
  let layout: CSVStatementLayout
  let columns: CSVColumns
  let file: String
  private(set) var findings: [Finding] = []
  /// A cell was no UTF-8, and read as Windows-1252.
  private(set) var isFallback = false

  init(_ record: CSVRecord, _ layout: CSVStatementLayout, _ columns: CSVColumns, file: String) {
    self.record = record
    self.layout = layout
    self.columns = columns
    self.file = file
  }

  /// The cell's text without blanks around it; empty where the layout has no such column.
  mutating func text(_ field: CSVStatementLayout.Field) -> String {
    columns[field].map { text(at: $0) } ?? ""
  }

  mutating func text(at index: Int) -> String {
    let bytes = record.bytes(index)
    switch layout.encoding {
    case .windows1252: return CodePage.windows1252.text(bytes)
    case .utf8:
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      find(.badEncoding, at: index, "the cell is no UTF-8", "UTF-8, as the layout says")
      return ""
    case nil:
      let decoded = TextDecoding.decode(bytes)
      if decoded.isFallback { isFallback = true }
      return decoded.text
    }
  }

  /// The lines of the text columns, empty ones left out.
  mutating func lines() -> [String] {
    var lines: [String] = []
    for index in columns.text {
      lines += text(at: index).split(whereSeparator: \.isNewline).map(String.init)
        .filter { !$0.allSatisfy { $0 == " " || $0 == "\t" } }
    }
    return lines
  }

  /// An account number, blanks removed.
  mutating func account(_ field: CSVStatementLayout.Field) -> String {
    text(field).filter { $0 != " " && $0 != "\u{A0}" }
  }

  /// A day; nil where the cell is blank, or with a finding where it is none.
  mutating func date(_ field: CSVStatementLayout.Field, isNeeded: Bool = false) -> CalendarDate? {
    let text = text(field)
    if let date = layout.dates.date(text) { return date }
    if isNeeded || !text.isEmpty {
      find(
        .badDate, at: columns[field], "the \(field.name) is '\(text.prefix(40))'",
        "a day as \(layout.dates.text)")
    }
    return nil
  }

  /// An amount in minor units; nil where the cell is blank, or with a finding where it is none.
  mutating func amount(
    _ field: CSVStatementLayout.Field, in currency: Currency
  ) -> Int64? {
    let text = text(field)
    if text.isEmpty { return nil }
    do {
      return try layout.amounts.minorUnits(text, in: currency)
    } catch {
      let mark = Character(layout.amounts.decimalMark)
      let digits = currency.minorDigits
      var expected =
        digits == 0
        ? "a number without decimals" : "a number with '\(mark)' before at most \(digits) decimals"
      if let group = layout.amounts.groupMark {
        expected += " and groups of three between '\(Character(group))'"
      }
      find(.badAmount, at: columns[field], "the \(field.name) is '\(text.prefix(40))'", expected)
      return nil
    }
  }

  /// What the word in a cell means; nil, with a finding, where the layout has no such word.
  mutating func meaning(
    _ field: CSVStatementLayout.Field, among meanings: [CSVStatementLayout.Meaning],
    _ code: BankFileError.Code
  ) -> CSVStatementLayout.Meaning? {
    let word = text(field)
    if let meaning = layout.meaning(of: word, among: meanings) { return meaning }
    let known = meanings.flatMap { (layout.words[$0] ?? []).sorted() }
    find(
      code, at: columns[field], "the \(field.name) is '\(word.prefix(40))'",
      "one of the layout's words: \(known.prefix(20).joined(separator: ", "))")
    return nil
  }

  mutating func find(
    _ code: BankFileError.Code, at index: Int?, _ problem: String, _ expected: String
  ) {
    var place = FilePosition(file: file, line: record.line)
    if let index, record.cells.indices.contains(index) {
      place.line = record.cells[index].line
      place.column = record.cells[index].column
    }
    findings.append(Finding(code: code, place: place, problem: problem, expected: expected))
  }

  mutating func findFlaw(
    _ code: BankFileError.Code, _ flaw: CSVRecord.Flaw, _ problem: String, _ expected: String
  ) {
    let place = FilePosition(file: file, line: flaw.line, column: flaw.column)
    findings.append(Finding(code: code, place: place, problem: problem, expected: expected))
  }
}

extension CSVStatementLayout.Field {
  /// As people say it.
  var name: String { rawValue.replacing("_", with: " ") }
}
