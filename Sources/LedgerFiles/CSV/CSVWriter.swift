/// Writes RFC 4180 text: LF, no byte order mark, quotes only where they are needed, formulas guarded.
public struct CSVWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var isAtStart = true

  public init() {}

  /// Writes a whole record.
  public mutating func row(_ cells: some Sequence<String>) {
    for text in cells { cell(text) }
    endRow()
  }

  /// Writes the next cell of the record.
  public mutating func cell(_ text: String) {
    if !isAtStart { bytes.append(UInt8(ascii: ",")) }
    isAtStart = false
    let utf8 = text.utf8
    let isFormula = FormulaGuard.isFormula(utf8)
    guard utf8.contains(where: Self.needsQuotes) else {
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
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }
}
