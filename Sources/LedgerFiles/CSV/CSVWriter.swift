/// Writes RFC 4180 text: LF, no byte order mark, quotes only where they are needed, formulas guarded.
public struct CSVWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var isAtStart = true
  private let delimiter: UInt8

  public init(delimiter: Delimiter = .comma) { self.delimiter = delimiter.byte }

  /// Writes a whole record.
  public mutating func row(_ cells: some Sequence<String>) {
    for text in cells { cell(text) }
    endRow()
  }

  /// Writes the next cell of the record.
  public mutating func cell(_ text: String) {
    write(text, isFormula: FormulaGuard.isFormula(text.utf8))
  }

  /// Writes a number, which needs no guard whatever its decimal mark.
  mutating func number(_ text: String) { write(text, isFormula: false) }

  private mutating func write(_ text: String, isFormula: Bool) {
    if !isAtStart { bytes.append(delimiter) }
    isAtStart = false
    let utf8 = text.utf8
    let delimiter = delimiter
    guard utf8.contains(where: { $0 == delimiter || Self.needsQuotes($0) }) else {
      if isFormula { bytes.append(UInt8(ascii: "'")) }
      bytes.append(contentsOf: utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends the record.
  public mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isAtStart = true
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
