/// The lines that banks put around messages.
enum MT940Envelope {
  /// The number of the message type that a line is all about (`940`, `:940:`, `940 00`); nil for
  /// every other line.
  static func messageType(_ line: Span<UInt8>) -> Int? {
    var number = 0
    var figures = 0
    for index in 0..<min(line.count, 8) {
      let byte = line[index]
      if MT940Tag.isFigure(byte), figures < 3 {
        number = number * 10 + Int(byte - 0x30)
        figures += 1
      } else if byte != UInt8(ascii: ":") && byte != 0x20 && byte != 0x30 {
        return nil
      }
    }
    return line.count <= 8 && [940, 942, 950].contains(number) ? number : nil
  }

  /// A line of a bank's own, behind which the next message begins: a type, a BIC, `0000 01…`.
  static func isBankLine(_ line: Span<UInt8>) -> Bool {
    if messageType(line) != nil { return true }
    if line.count >= 7, line[0] == 0x30, line[1] == 0x30, line[2] == 0x30, line[3] == 0x30,
      line[4] == 0x20
    {
      return true
    }
    return bank(line) != nil
  }

  /// The BIC that a line is all about.
  static func bank(_ line: Span<UInt8>) -> String? {
    var end = line.count
    while end > 0, line[end - 1] == 0x20 { end -= 1 }
    guard end == 8 || end == 11 else { return nil }
    return bic(line, at: 0, count: end)
  }

  /// The bank of a block 1: `{1:F01COBADEFFXXXX…`.
  static func bank(ofBlock1 line: Span<UInt8>, at offset: Int) -> String? {
    bic(line, at: offset + 6, count: 8)
  }

  private static func bic(_ line: Span<UInt8>, at start: Int, count: Int) -> String? {
    guard start + count <= line.count else { return nil }
    let isBIC = (0..<count).allSatisfy { index in
      MT940Tag.isCapital(line[start + index])
        || (index >= 6 && MT940Tag.isFigure(line[start + index]))
    }
    guard isBIC else { return nil }
    return String(
      decoding: MT940Detail.copy(line, start..<(start + count)), as: UTF8.self)
  }

  /// `{1:`, `{2:` … at an offset: a block of the SWIFT envelope. The block's number.
  static func block(_ line: Span<UInt8>, at offset: Int) -> Int? {
    guard line.count >= offset + 3, line[offset] == UInt8(ascii: "{"),
      line[offset + 2] == UInt8(ascii: ":"), (0x31...0x35).contains(line[offset + 1])
    else { return nil }
    return Int(line[offset + 1] - 0x30)
  }

  /// The message type of a block 2: `I940…`, `O942…`.
  static func messageType(ofBlock2 line: Span<UInt8>, at offset: Int) -> Int? {
    guard line.count >= offset + 7 else { return nil }
    var number = 0
    for index in (offset + 4)..<(offset + 7) {
      guard MT940Tag.isFigure(line[index]) else { return nil }
      number = number * 10 + Int(line[index] - 0x30)
    }
    return number
  }
}
