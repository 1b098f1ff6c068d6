/// Tells an international bank account number from other text.
///
/// - Source: ISO 13616-1:2020; check digits by mod 97-10 of ISO 7064.
enum IBAN {
  /// Two letters, two figures, 11 to 30 letters and figures.
  static func hasShape(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard (15...34).contains(bytes.count) else { return false }
    for (offset, byte) in bytes.enumerated() {
      let isFigure = (0x30...0x39).contains(byte)
      let isLetter = (0x41...0x5A).contains(byte)
      if offset < 2 ? !isLetter : offset < 4 ? !isFigure : !isFigure && !isLetter { return false }
    }
    return true
  }

  /// It has the shape, and its check digits are right.
  static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard hasShape(bytes) else { return false }
    var remainder = 0
    for byte in bytes.dropFirst(4) + bytes.prefix(4) {
      remainder =
        byte < 0x3A
        ? (remainder * 10 + Int(byte - 0x30)) % 97
        : (remainder * 100 + Int(byte - 55)) % 97
    }
    return remainder == 1
  }
}
