import Receivables

/// Cuts a stream of bytes into records and cells, whatever the pieces in which it arrives.
///
/// Quotes as in RFC 4180: a quoted cell may hold delimiters, line ends and doubled quotes. Records
/// end with LF or CRLF. What is wrong in a record is kept with it, and the next one begins on the
/// next line. Memory is that of one record, which has limits.
///
/// - Source: RFC 4180, section 2.
struct CSVRecordScanner {
  static let cellMax = 1 << 20
  static let columnsMax = 1_000
  static let recordMax = 1 << 22

  private enum Place { case cellStart, plain, quoted, afterQuote, flawed }

  /// The record last taken.
  private(set) var record = CSVRecord()
  private let file: String
  private let delimiter: UInt8
  private let quote: UInt8?
  private var linesToSkip: Int
  private var building = CSVRecord()
  private var place = Place.cellStart
  private var cellStart = 0
  private var cellPlace = (line: 1, column: 1)
  private var sawReturn = false
  private var line = 1
  private var column = 1

  init(layout: CSVStatementLayout, file: String) {
    self.file = file
    delimiter = layout.delimiter
    quote = layout.quote
    linesToSkip = layout.linesBefore
  }

  /// Takes the next record that is complete.
  ///
  /// - Parameter offset: where to go on in `bytes`; moved behind what was taken.
  /// - Returns: `false` when `bytes` is used up; the rest waits for its end.
  mutating func take(
    from bytes: Span<UInt8>, at offset: inout Int
  ) throws(BankFileError) -> Bool {
    while offset < bytes.count {
      if linesToSkip > 0 {
        if bytes[offset] == 0x0A { linesToSkip -= 1 }
        pass(bytes[offset])
        offset += 1
        continue
      }
      try takeRun(from: bytes, at: &offset)
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      offset += 1
      if try take(byte) { return true }
    }
    return false
  }

  /// Takes what follows the last line end, if anything does.
  ///
  /// - Throws: `truncated` where a quote is still open.
  mutating func takeRest() throws(BankFileError) -> Bool {
    if place == .quoted {
      throw BankFileError(
        code: .truncated,
        position: FilePosition(file: file, line: cellPlace.line, column: cellPlace.column),
        problem: "the file ends inside the quotes that open here",
        expected: "a closing quote; fetch the file again")
    }
    if sawReturn { flag(.strayReturn) }
    guard !building.raw.allSatisfy(Self.isFiller) else { return false }
    closeCell()
    building.isEnded = false
    handOver()
    return true
  }

  /// Bytes that change nothing: the inside of cells.
  private mutating func takeRun(
    from bytes: Span<UInt8>, at offset: inout Int
  ) throws(BankFileError) {
    guard !sawReturn, place == .plain || place == .quoted || place == .flawed else { return }
    var end = offset
    while end < bytes.count, bytes[end] >= 0x20, bytes[end] != delimiter, bytes[end] != quote {
      end += 1
    }
    guard end > offset else { return }
    bytes.extracting(offset..<end).withUnsafeBufferPointer { run in
      building.raw.append(contentsOf: run)
      if place != .flawed { building.content.append(contentsOf: run) }
    }
    column += end - offset
    offset = end
    try checkLimits()
  }

  /// - Returns: `true` where the byte ends a record.
  private mutating func take(_ byte: UInt8) throws(BankFileError) -> Bool {
    if building.raw.isEmpty, place == .cellStart, building.cells.isEmpty { building.line = line }
    if place == .cellStart { begin() }
    if byte == 0x0A, place != .quoted {
      sawReturn = false
      closeCell()
      pass(byte)
      handOver()
      return true
    }
    if sawReturn {
      sawReturn = false
      flag(.strayReturn)
    }
    if byte == 0x0D, place != .quoted {
      sawReturn = true
      pass(byte)
      return false
    }
    building.raw.append(byte)
    takeInside(byte)
    pass(byte)
    try checkLimits()
    return false
  }

  private mutating func takeInside(_ byte: UInt8) {
    switch place {
    case .cellStart, .plain:
      if byte == delimiter {
        closeCell()
      } else if byte == quote {
        if place == .cellStart {
          place = .quoted
        } else {
          flag(.strayQuote)
        }
      } else {
        if place == .cellStart { place = .plain }
        keep(byte)
      }
    case .quoted:
      if byte == quote {
        place = .afterQuote
      } else {
        keep(byte)
      }
    case .afterQuote:
      if byte == quote {
        place = .quoted
        building.content.append(byte)
      } else if byte == delimiter {
        closeCell()
      } else {
        flag(.strayQuote)
      }
    case .flawed: break
    }
  }

  private mutating func keep(_ byte: UInt8) {
    let isLineEnd = byte == 0x0A || byte == 0x0D
    if byte < 0x20, byte != 0x09, !(isLineEnd && place == .quoted) { return flag(.control(byte)) }
    building.content.append(byte)
  }

  private mutating func begin() {
    cellStart = building.content.count
    cellPlace = (line, column)
  }

  private mutating func closeCell() {
    if place == .cellStart { begin() }
    building.cells.append(
      CSVRecord.Cell(
        content: cellStart..<building.content.count, line: cellPlace.line,
        column: cellPlace.column))
    place = .cellStart
  }

  /// The record's first flaw; what follows on its line belongs to no cell.
  private mutating func flag(_ problem: CSVRecord.Flaw.Problem) {
    if building.flaw == nil {
      building.flaw = CSVRecord.Flaw(problem: problem, line: line, column: column)
    }
    place = .flawed
  }

  private mutating func handOver() {
    swap(&record, &building)
    building.removeAll()
    place = .cellStart
  }

  private mutating func pass(_ byte: UInt8) {
    if byte == 0x0A {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }

  private func checkLimits() throws(BankFileError) {
    let problem: String
    if building.content.count - cellStart > Self.cellMax {
      problem = "the cell is longer than \(Self.cellMax) bytes"
    } else if building.cells.count >= Self.columnsMax {
      problem = "the record has more than \(Self.columnsMax) cells"
    } else if building.raw.count > Self.recordMax {
      problem = "the record is longer than \(Self.recordMax) bytes"
    } else {
      return
    }
    throw BankFileError(
      code: .limitExceeded,
      position: FilePosition(file: file, line: cellPlace.line, column: cellPlace.column),
      problem: problem, expected: "a bank's line; a quote that never closes looks like this")
  }

  /// What transports put behind a file's end.
  private static func isFiller(_ byte: UInt8) -> Bool {
    byte == 0x00 || byte == 0x1A || byte == 0x20 || byte == 0x09
  }
}
