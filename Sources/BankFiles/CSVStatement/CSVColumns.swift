import Receivables

/// Where the columns of a layout are in one file; from 0.
struct CSVColumns {
  /// Why a header is none of the layout's.
  enum Refusal: Error, Hashable {
    case missing([String])
    case twice(String)
    case beyond(Int)
  }

  private(set) var width: Int
  private var places: [CSVStatementLayout.Field: Int] = [:]
  private(set) var text: [Int] = []

  /// - Parameters:
  ///   - header: the names in the first line; nil where there is none.
  ///   - width: how many cells a record has.
  init(
    _ layout: CSVStatementLayout, header: [String]?, width: Int
  ) throws(Refusal) {
    self.width = width
    var counts: [String: Int] = [:]
    var firsts: [String: Int] = [:]
    for (place, name) in (header ?? []).enumerated() {
      counts[name, default: 0] += 1
      if firsts[name] == nil { firsts[name] = place }
    }
    var missing: [String] = []
    func place(_ column: CSVStatementLayout.Column) throws(Refusal) -> Int {
      switch column {
      case .number(let number):
        guard number <= width else { throw .beyond(number) }
        return number - 1
      case .name(let name):
        guard let first = firsts[name] else {
          missing.append(name)
          return 0
        }
        if counts[name] != 1 { throw .twice(name) }
        return first
      }
    }
    for field in CSVStatementLayout.Field.allCases {
      if let column = layout.columns[field] { places[field] = try place(column) }
    }
    for column in layout.textColumns { text.append(try place(column)) }
    if !missing.isEmpty { throw .missing(missing) }
  }

  subscript(field: CSVStatementLayout.Field) -> Int? { places[field] }
}

extension CSVColumns.Refusal {
  func error(
    of layout: CSVStatementLayout, at position: FilePosition
  ) -> BankFileError {
    switch self {
    case .missing(let names):
      let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
      return BankFileError(
        code: .unknownFormat, position: position,
        problem: "the header has no column \(shown)",
        expected: "the columns of layout \(layout.id), or another layout with --csv-layout")
    case .twice(let name):
      return BankFileError(
        code: .badRecord, position: position, problem: "the header has '\(name)' twice",
        expected: "the column's number in layout \(layout.id)")
    case .beyond(let number):
      return BankFileError(
        code: .unknownFormat, position: position,
        problem: "the file has no column \(number)",
        expected: "the columns of layout \(layout.id), or another layout with --csv-layout")
    }
  }
}
