import Foundation
import GRDB
import LedgerFiles
import Money
import Receivables

/// Some lines of a list, and where it goes on.
public struct Page<Line: Sendable>: Sendable {
  public var lines: [Line]
  /// Where the next page begins; nil at the end. Whoever has it gives it back as it is.
  ///
  /// It names the last line by what the list is sorted by, so lines that come and go meanwhile do
  /// not shift the pages.
  public var next: String?

  public init(lines: [Line], next: String? = nil) {
    self.lines = lines
    self.next = next
  }
}

extension Page: Equatable where Line: Equatable {}

/// What a list is sorted by: columns in their order, all upwards or all downwards, no two lines
/// alike in all of them.
struct Keyset {
  /// Under which a cursor says of which list it is.
  let name: String
  let columns: [String]
  var isDescending = false

  var order: String {
    columns.map { $0 + (isDescending ? " DESC" : "") }.joined(separator: ", ")
  }

  /// Lines behind a place.
  func condition(behind place: [DatabaseValue]) -> Condition {
    var condition = Condition()
    condition.add(
      "(\(columns.joined(separator: ", "))) \(isDescending ? "<" : ">") "
        + "(\(columns.map { _ in "?" }.joined(separator: ", ")))", place)
    return condition
  }

  // MARK: Cursors

  func cursor(_ place: [DatabaseValue]) -> String {
    let cells = place.map { value in
      switch value.storage {
      case .int64(let number): "i\(number)"
      case .string(let text): "t\(text)"
      default: "t"
      }
    }
    return Data(CSVRecord.text([name] + cells).utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// No cursor of ours is longer, in bytes.
  private static let cursorMax = 4000

  /// - Throws: `EnquiryError` (`badCursor`) for what is no cursor of this list.
  func place(_ cursor: String) throws(EnquiryError) -> [DatabaseValue] {
    var base64 = cursor.replacing("-", with: "+").replacing("_", with: "/")
    while base64.utf8.count % 4 != 0 { base64 += "=" }
    guard cursor.utf8.count <= Self.cursorMax, let data = Data(base64Encoded: base64),
      let cells = CSVRecord.cells(String(decoding: data, as: UTF8.self)),
      cells.first == name, cells.count == columns.count + 1
    else { throw bad(cursor) }
    var place: [DatabaseValue] = []
    for cell in cells.dropFirst() {
      switch cell.first {
      case "t": place.append(String(cell.dropFirst()).databaseValue)
      case "i":
        guard let number = Int64(cell.dropFirst()) else { throw bad(cursor) }
        place.append(number.databaseValue)
      default: throw bad(cursor)
      }
    }
    return place
  }

  private func bad(_ cursor: String) -> EnquiryError {
    EnquiryError(
      code: .badCursor, problem: "'\(cursor.prefix(60))' is no place in this list",
      remedy: "the next of a page of the same list, as it was given")
  }
}

/// Conditions of a query, all of which must hold.
struct Condition {
  private(set) var parts: [String] = []
  private(set) var arguments: [DatabaseValue] = []

  mutating func add(_ sql: String, _ values: [DatabaseValue]) {
    parts.append(sql)
    arguments += values
  }

  mutating func add(_ sql: String, _ values: any DatabaseValueConvertible...) {
    add(sql, values.map(\.databaseValue))
  }

  mutating func add(_ other: Condition) {
    parts += other.parts
    arguments += other.arguments
  }

  var sql: String { parts.isEmpty ? "1" : parts.map { "(\($0))" }.joined(separator: " AND ") }
}

/// A list of lines: what to select, from where, and how to read a row.
struct Listing<Line: Sendable> {
  var select: String
  var from: String
  var line: (Row) throws -> Line

  /// No page has more lines.
  static var linesMax: Int { 1000 }

  func page(
    _ db: Database, where condition: Condition, by keyset: Keyset, after cursor: String?,
    limit: Int
  ) throws -> Page<Line> {
    var condition = condition
    if let cursor { condition.add(keyset.condition(behind: try keyset.place(cursor))) }
    let limit = max(1, min(limit, Self.linesMax))
    let places = keyset.columns.enumerated().map { "\($1) AS _key\($0)" }.joined(separator: ", ")
    var page = Page<Line>(lines: [])
    var last: [DatabaseValue] = []
    let count = try db.eachRow(
      "SELECT \(select), \(places) FROM \(from) WHERE \(condition.sql) ORDER BY \(keyset.order)",
      condition, limit: limit + 1
    ) { row in
      guard page.lines.count < limit else { return }
      page.lines.append(try line(row))
      if page.lines.count == limit {
        last = keyset.columns.indices.map { row["_key\($0)"] }
      }
    }
    if count > limit { page.next = keyset.cursor(last) }
    return page
  }

  func all(
    _ db: Database, where condition: Condition, order: String, limit: Int
  ) throws -> [Line] {
    var lines: [Line] = []
    try db.eachRow(
      "SELECT \(select) FROM \(from) WHERE \(condition.sql) ORDER BY \(order)", condition,
      limit: limit
    ) { lines.append(try line($0)) }
    return lines
  }

  func first(_ db: Database, where condition: Condition) throws -> Line? {
    var first: Line?
    try db.eachRow(
      "SELECT \(select) FROM \(from) WHERE \(condition.sql)", condition, limit: 1
    ) { first = try line($0) }
    return first
  }
}

extension Database {
  /// Asks by a statement that is kept: there are only so many lists, and to prepare one takes longer
  /// than to ask. Each row is to be read before the next is there, since one that is copied is asked
  /// for a column by comparing the names of all.
  func rows(_ sql: String, _ arguments: StatementArguments) throws -> RowCursor {
    try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
  }

  /// Reads the rows of a list, as `rows`.
  ///
  /// - Returns: how many rows there were.
  @discardableResult
  func eachRow(
    _ sql: String, _ condition: Condition = Condition(), limit: Int, _ body: (Row) throws -> Void
  ) throws -> Int {
    let rows = try rows(
      sql + " LIMIT ?", StatementArguments(condition.arguments + [limit.databaseValue]))
    var count = 0
    while let row = try rows.next() {
      try body(row)
      count += 1
    }
    return count
  }
}

extension Row {
  func text(_ column: String) -> String { self[column] ?? "" }

  func money(_ column: String, _ currency: String = "currency") throws -> Money {
    guard let currency = Currency(text(currency)) else { throw unreadable(currency) }
    return Money(minorUnits: self[column] ?? 0, currency)
  }

  func date(_ column: String) throws -> CalendarDate {
    guard let date = CalendarDate(iso: text(column)) else { throw unreadable(column) }
    return date
  }

  func optionalDate(_ column: String) -> CalendarDate? { CalendarDate(iso: text(column)) }

  func customer(_ column: String) -> CustomerID? {
    let text = text(column)
    return text.isEmpty ? nil : CustomerID(text)
  }

  func choice<Choice: RawRepresentable>(_ column: String) throws -> Choice
  where Choice.RawValue == String {
    guard let choice = Choice(rawValue: text(column)) else { throw unreadable(column) }
    return choice
  }

  private func unreadable(_ column: String) -> EnquiryError {
    EnquiryError(
      code: .damaged, problem: "a row's \(column) '\(text(column))' cannot be read",
      remedy: "an index that this program made; delete it and it is made anew")
  }
}
