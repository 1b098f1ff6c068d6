/// Reads RFC 4180 text record by record, strictly, and knows where every cell stands.
///
/// Records end in LF or CRLF; a byte order mark is skipped and counts for no column. Cells are
/// ranges of the buffer: a `String` is made only for a cell that is asked for.
///
/// - Source: RFC 4180, section 2.
public struct CSVReader: Sendable {
  /// One cell of the current record.
  public struct Cell: Hashable, Sendable {
    /// The bytes between the quotes, or all of them where there are none.
    var content: Range<Int>
    /// The content holds doubled quotes.
    var hasDoubledQuotes: Bool
    /// Where the cell begins, its opening quote included; both count from 1.
    public var line: Int
    public var column: Int
  }

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position: Int
  private var line = 1
  private var lineStart: Int
  /// The cells of the current record.
  public private(set) var cells: [Cell] = []

  /// - Parameter delimiter: what stands between cells, in the files of others.
  /// - Throws: `CSVError` where the bytes are no UTF-8 or hold a NUL.
  public init(_ bytes: [UInt8], delimiter: Delimiter = .comma) throws(CSVError) {
    self.delimiter = delimiter.byte
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = position
    self.bytes = bytes
    let invalid: Int?
    do {
      _ = try UTF8Span(validating: bytes.span)
      invalid = nil
    } catch {
      invalid = error.byteOffsets.lowerBound
    }
    let nul = bytes.firstIndex(of: 0)
    if let invalid, invalid < nul ?? .max {
      throw error(.invalidUTF8(byte: bytes[invalid]), at: invalid)
    }
    if let nul { throw error(.nul, at: nul) }
  }

  /// The line of the current record's first cell.
  public var recordLine: Int { cells.first?.line ?? line }

  /// Reads the next record into `cells`; false at the end.
  ///
  /// - Complexity: O(*n*) in the record's bytes; allocates nothing once `cells` is long enough.
  public mutating func next() throws(CSVError) -> Bool {
    cells.removeAll(keepingCapacity: true)
    guard position < bytes.count else { return false }
    while true {
      cells.append(
        position < bytes.count && bytes[position] == UInt8(ascii: "\"")
          ? try quotedCell() : try plainCell())
      guard position < bytes.count else { return true }
      if bytes[position] == delimiter {
        position += 1
        continue
      }
      // Only a line end is left: both kinds of cell stop nowhere else.
      position += bytes[position] == UInt8(ascii: "\r") ? 2 : 1
      startLine(at: position)
      return true
    }
  }

  /// Goes past a line that is no record: a title above the header.
  public mutating func skipLine() {
    cells.removeAll(keepingCapacity: true)
    guard position < bytes.count else { return }
    position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    startLine(at: position)
  }

  /// The text of a cell of the current record, the guard of formulas taken off.
  public func text(_ cell: Cell) -> String {
    var content = bytes[cell.content]
    if content.first == UInt8(ascii: "'"), FormulaGuard.isFormula(content.dropFirst()),
      !cell.hasDoubledQuotes
    {
      content = content.dropFirst()
    }
    guard cell.hasDoubledQuotes else { return String(decoding: content, as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(content.count)
    var skipsQuote = false
    for byte in content {
      if byte == UInt8(ascii: "\"") {
        skipsQuote.toggle()
        if !skipsQuote { continue }
      }
      plain.append(byte)
    }
    return FormulaGuard.unguarded(String(decoding: plain, as: UTF8.self))
  }

  private mutating func plainCell() throws(CSVError) -> Cell {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == delimiter || byte == UInt8(ascii: "\n") { break }
      if byte == UInt8(ascii: "\r") {
        guard isLineEnd(position) else { throw error(.strayReturn, at: position) }
        break
      }
      if byte == UInt8(ascii: "\"") { throw error(.strayQuote, at: position) }
      position += 1
    }
    return Cell(
      content: start..<position, hasDoubledQuotes: false, line: line, column: column(of: start))
  }

  private mutating func quotedCell() throws(CSVError) -> Cell {
    let opening = position
    let (openingLine, openingColumn) = (line, column(of: position))
    var hasDoubledQuotes = false
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") {
        startLine(at: position + 1)
      } else if byte == UInt8(ascii: "\"") {
        let after = position + 1
        if after == bytes.count || bytes[after] == delimiter || isLineEnd(after) {
          position = after
          return Cell(
            content: opening + 1..<after - 1, hasDoubledQuotes: hasDoubledQuotes,
            line: openingLine, column: openingColumn)
        }
        guard bytes[after] == UInt8(ascii: "\"") else { throw error(.strayQuote, at: position) }
        hasDoubledQuotes = true
        position += 1
      }
      position += 1
    }
    throw CSVError(problem: .unclosedQuote, line: openingLine, column: openingColumn)
  }

  private func isLineEnd(_ index: Int) -> Bool {
    if bytes[index] == UInt8(ascii: "\n") { return true }
    return bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
      && bytes[index + 1] == UInt8(ascii: "\n")
  }

  private mutating func startLine(at index: Int) {
    line += 1
    lineStart = index
  }

  private func column(of index: Int) -> Int { index - lineStart + 1 }

  /// An error at a place on the current line, or, before reading began, anywhere in the buffer.
  private func error(_ problem: CSVError.Problem, at index: Int) -> CSVError {
    var (line, lineStart) = (line, lineStart)
    for place in position..<max(position, index) where bytes[place] == UInt8(ascii: "\n") {
      line += 1
      lineStart = place + 1
    }
    return CSVError(problem: problem, line: line, column: index - lineStart + 1)
  }
}
