extension PlainScanner {
  mutating func reference(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Step {
    var length = 1
    while next + length < end, next[length] != UInt8(ascii: ";"), length < 12 { length += 1 }
    guard next + length < end else { return .short }
    guard next[length] == UInt8(ascii: ";"),
      let scalar = Self.scalar(UnsafeBufferPointer(start: next + 1, count: length - 1))
    else { return .strange }
    decodedCount = 0
    for unit in UTF8.encode(scalar) ?? .init() {
      decoded[decodedCount] = unit
      decodedCount += 1
    }
    next += length + 1
    return .done
  }

  /// XML 1.0, section 4.6 and 4.1: the entities that need no declaration, and character references.
  private static func scalar(_ reference: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
    let name = String(decoding: reference, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    let isHexadecimal = name.hasPrefix("#x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard name.hasPrefix("#"), digits.utf8.count <= 7,
      digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(digits, radix: isHexadecimal ? 16 : 10),
      let scalar = Unicode.Scalar(value),
      isCharacter(value)
    else { return nil }
    return scalar
  }

  /// XML 1.0, section 2.2, production 2.
  private static func isCharacter(_ value: UInt32) -> Bool {
    value >= 0x20 ? value != 0xFFFE && value != 0xFFFF : [0x09, 0x0A, 0x0D].contains(value)
  }

  /// How many bytes a letter beyond ASCII has; 0 if it is none, negative if it is not all there.
  static func lengthOfLetter(
    _ next: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Int {
    let length =
      switch next[0] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    if length == 0 { return 0 }
    guard next + length <= end else { return -1 }
    var value = UInt32(next[0]) & (0x7F >> UInt32(length))
    for index in 1..<length {
      guard next[index] & 0xC0 == 0x80 else { return 0 }
      value = value << 6 | UInt32(next[index] & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    let isRight =
      value >= least && value <= 0x10FFFF && !(0xD800...0xDFFF).contains(value)
      && isCharacter(value)
    return isRight ? length : 0
  }
}

/// What a byte may be in a plain document.
enum ByteClass {
  static let plainText: UInt8 = 1
  /// What means something in a text: `&`, `<` and `]`.
  static let markup: UInt8 = 16
  static let nameStart: UInt8 = 2
  static let name: UInt8 = 4
  static let value: UInt8 = 8

  static func of(_ byte: UInt8) -> UInt8 {
    let isOrdinary = (0x20...0x7F).contains(byte)
    let isLetter =
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    let isNameByte =
      isLetter || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
    let isMarkup = "&<]".utf8.contains(byte)
    var found: UInt8 = isMarkup ? markup : 0
    if isOrdinary && !isMarkup || byte == UInt8(ascii: "\t") { found |= plainText }
    if isLetter { found |= nameStart }
    if isNameByte { found |= name }
    if isOrdinary, !"\"'&<".utf8.contains(byte) { found |= value }
    return found
  }
}
