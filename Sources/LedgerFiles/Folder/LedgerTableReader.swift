import Money
import Receivables

/// Reads the rows of one file of the ledger folder, cell by cell, and gathers all that is wrong.
///
/// Every accessor answers a usable value, or notes an error and answers nil, so that one pass finds
/// everything. A column that is not there reads as blank.
struct LedgerTableReader {
  /// A known column of this file.
  struct Column {
    let name: String
    fileprivate let index: Int?
  }

  /// More columns than any folder has, and few enough to look at.
  private static let columnsMax = 1000
  /// No amount of a cell is larger, in minor units: sums of a hundred of them still can be counted.
  private static let amountMax: UInt64 = 10_000_000_000_000_000

  let table: LedgerTable
  /// The names of the columns that are not ours, in the file's order.
  private(set) var unknown: [String] = []
  private(set) var problems = ProblemList()
  private var csv: CSVReader?
  private var header: [String: Int] = [:]
  private var columnCount = 0
  private var unknownIndices: [Int] = []
  private var problemsBeforeRow = 0

  init(_ table: LedgerTable, bytes: [UInt8]?) {
    self.table = table
    guard let bytes else { return }
    do throws(CSVError) {
      var reader = try CSVReader(bytes)
      let hasHeader = try reader.next()
      csv = reader
      readHeader(hasHeader ? reader.cells : [])
      if problems.total > 0 { csv = nil }
    } catch {
      note(error)
    }
  }

  func column(_ name: String) -> Column { Column(name: name, index: header[name]) }

  /// Goes to the next row of the right number of cells; false at the end or where reading broke off.
  mutating func next() -> Bool {
    do throws(CSVError) {
      while try csv?.next() == true {
        guard let cells = csv?.cells, let line = csv?.recordLine else { return false }
        // A blank line says nothing: hands and editors leave them, most often at the end.
        if columnCount > 1, cells.count == 1, csv?.text(cells[0]).isEmpty == true { continue }
        guard cells.count == columnCount else {
          // The first cell too many, or the end of what there is.
          let place = cells.count > columnCount ? cells[columnCount] : cells[cells.count - 1]
          note(
            .wrongCellCount, line: cells.count > columnCount ? place.line : line,
            column: cells.count > columnCount ? place.column : 1,
            "the row has \(cells.count) cell\(cells.count == 1 ? "" : "s")",
            expected: "\(columnCount), as the header has")
          continue
        }
        problemsBeforeRow = problems.total
        return true
      }
    } catch {
      note(error)
      csv = nil
    }
    return false
  }

  /// Nothing was wrong with the current row so far.
  var isRowSound: Bool { problems.total == problemsBeforeRow }

  /// The line of the current row.
  var line: Int { csv?.recordLine ?? 1 }

  /// The text of a cell, blank where the column is not there.
  func text(_ column: Column) -> String {
    guard let index = column.index, let csv else { return "" }
    return csv.text(csv.cells[index])
  }

  /// The cells of unknown columns, in the order of `unknown`.
  func carried() -> [String] {
    guard let csv, !unknownIndices.isEmpty else { return [] }
    return unknownIndices.map { csv.text(csv.cells[$0]) }
  }

  /// The text of a cell that must not be blank.
  mutating func mandatory(_ column: Column) -> String? {
    let text = text(column)
    if text.isEmpty {
      note(.blankCell, column, "\(column.name) is blank", expected: "a value")
      return nil
    }
    return text
  }

  /// A day that must be there.
  mutating func date(_ column: Column) -> CalendarDate? {
    guard let text = mandatory(column) else { return nil }
    return date(text, column)
  }

  /// A day that may be blank.
  mutating func optionalDate(_ column: Column) -> CalendarDate? {
    let text = text(column)
    return text.isEmpty ? nil : date(text, column)
  }

  private mutating func date(_ text: String, _ column: Column) -> CalendarDate? {
    if let date = CalendarDate(iso: text) { return date }
    note(
      .badDate, column, "\(column.name) \(quoted(text)) is no day of the calendar",
      expected: "YYYY-MM-DD, from 1900 to 2200")
    return nil
  }

  mutating func currency(_ column: Column) -> Currency? {
    guard let text = mandatory(column) else { return nil }
    return currency(text, column)
  }

  mutating func optionalCurrency(_ column: Column) -> Currency? {
    let text = text(column)
    return text.isEmpty ? nil : currency(text, column)
  }

  private mutating func currency(_ text: String, _ column: Column) -> Currency? {
    if let currency = Currency(text) { return currency }
    let upper = text.uppercased()
    note(
      .unknownCurrency, column, "\(column.name) \(quoted(text)) is unknown",
      expected: Currency(upper) != nil ? "\(upper), in capitals" : "a code of ISO 4217, such as EUR"
    )
    return nil
  }

  /// An amount that must be there; nil without a word where the currency is not known.
  mutating func money(_ column: Column, _ currency: Currency?) -> Money? {
    guard let text = mandatory(column), let currency else { return nil }
    return money(text, column, currency)
  }

  mutating func optionalMoney(_ column: Column, _ currency: Currency?) -> Money? {
    let text = text(column)
    guard !text.isEmpty, let currency else { return nil }
    return money(text, column, currency)
  }

  private mutating func money(_ text: String, _ column: Column, _ currency: Currency) -> Money? {
    do throws(MoneyError) {
      let amount = try Money(parsing: text, in: currency)
      if amount.minorUnits.magnitude > Self.amountMax { throw .overflow }
      return amount
    } catch {
      let digits = currency.minorDigits
      let decimals = digits == 0 ? "no decimals" : "at most \(digits) decimals"
      let reason: String
      switch error {
      case .tooManyDecimals: reason = "has too many decimals for \(currency)"
      case .overflow: reason = "is beyond what can be counted"
      case .notANumber, .currenciesDiffer: reason = "is no plain decimal"
      }
      note(
        .badAmount, column, "\(column.name) \(quoted(text)) \(reason)",
        expected: "a decimal with a point and \(decimals)")
      return nil
    }
  }

  /// One of a few words that must be there.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ column: Column, _ type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let text = mandatory(column) else { return nil }
    return choice(text, column, type)
  }

  /// One of a few words, or the default where the cell is blank.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ column: Column, blank: Choice
  ) -> Choice? where Choice.RawValue == String {
    let text = text(column)
    return text.isEmpty ? blank : choice(text, column, Choice.self)
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ column: Column, _ type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let hint = nearestValue(to: text, among: known).map { " (nearest: \($0))" } ?? ""
    note(
      .unknownValue, column, "\(column.name) \(quoted(text)) is unknown",
      expected: "one of \(known.joined(separator: ", "))\(hint)")
    return nil
  }

  /// Notes what is wrong with a cell of the current row.
  mutating func note(
    _ code: LedgerFileError.Code, _ column: Column, _ problem: String, expected: String
  ) {
    let cell = column.index.flatMap { csv?.cells[$0] }
    note(
      code, line: cell?.line ?? line, column: cell?.column ?? 1, problem, expected: expected)
  }

  private mutating func note(
    _ code: LedgerFileError.Code, line: Int, column: Int, _ problem: String, expected: String
  ) {
    problems.add(
      LedgerFileError(
        code: code, position: FilePosition(file: table.file, line: line, column: column),
        problem: problem, expected: expected))
  }

  private mutating func note(_ error: CSVError) {
    let (code, problem, expected) = describe(error.problem)
    note(code, line: error.line, column: error.column, problem, expected: expected)
  }

  private mutating func readHeader(_ cells: [CSVReader.Cell]) {
    columnCount = cells.count
    guard cells.count <= Self.columnsMax else {
      note(
        .wrongCellCount, line: 1, column: 1, "the header has \(cells.count) columns",
        expected: "at most \(Self.columnsMax)")
      return
    }
    let known = Set(table.columns)
    for (index, cell) in cells.enumerated() {
      let name = csv?.text(cell) ?? ""
      if header.updateValue(index, forKey: name) != nil {
        note(
          .duplicateColumn, line: cell.line, column: cell.column,
          "column \(quoted(name)) occurs twice", expected: "every column once")
      } else if !known.contains(name) {
        unknown.append(name)
        unknownIndices.append(index)
      }
    }
    for name in table.required where header[name] == nil {
      let hint = nearestValue(to: name, among: unknown).map { " (nearest: \($0))" } ?? ""
      note(
        .missingColumn, line: 1, column: 1, "column \(name) is missing",
        expected: "it in the header\(hint)")
    }
  }
}

/// A value in a message: quoted, control characters made visible, cut where nobody would read on.
func quoted(_ text: String) -> String {
  var shown = ""
  var count = 0
  for scalar in text.unicodeScalars {
    guard count < 60 else { return "'\(shown)…'" }
    shown +=
      scalar.properties.generalCategory == .control
      ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(Character(scalar))
    count += 1
  }
  return "'\(shown)'"
}

/// What a reader of the message should know about broken CSV.
func describe(
  _ problem: CSVError.Problem
) -> (LedgerFileError.Code, problem: String, expected: String) {
  switch problem {
  case .strayQuote:
    (
      .strayQuote, "a quote stands inside a cell",
      "the cell in quotes and every quote in it doubled"
    )
  case .unclosedQuote:
    (.unclosedQuote, "the quote that opens this cell is never closed", "a closing quote")
  case .strayReturn:
    (.strayReturn, "a carriage return stands alone", "lines that end in LF or CRLF")
  case .invalidUTF8(let byte):
    (
      .badEncoding, "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8",
      "UTF-8 text; export the file in that encoding"
    )
  case .nul:
    (.badEncoding, "a NUL byte stands in the text", "UTF-8 text; export the file in that encoding")
  }
}
