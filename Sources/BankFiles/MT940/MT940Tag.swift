/// The tags of MT940, MT942 and MT950, and the block `:NS:` of Hungarian and Polish banks.
///
/// - Source: SWIFT Standards, category 9, MT 940 and MT 942 format specifications.
enum MT940Tag: String {
  case reference = "20"
  case related = "21"
  case account = "25"
  case accountAndBank = "25P"
  case oldNumber = "28"
  case number = "28C"
  case time = "13D"
  case floorLimit = "34F"
  case opening = "60F"
  case openingPage = "60M"
  case entry = "61"
  case closing = "62F"
  case closingPage = "62M"
  case available = "64"
  case forward = "65"
  case detail = "86"
  case debits = "90D"
  case credits = "90C"
  case block = "NS"

  /// The tag that a line begins with, and where its content does.
  static func begins(_ line: Span<UInt8>) -> (tag: MT940Tag, content: Int)? {
    // A NUL in front of two letters would make them look like a tag of two.
    guard line.count >= 4, line[0] == UInt8(ascii: ":"), line[1] != 0 else { return nil }
    var code = UInt32(line[1]) << 8 | UInt32(line[2])
    var end = 3
    if line[3] != UInt8(ascii: ":") {
      code = code << 8 | UInt32(line[3])
      end = 4
      guard line.count > 4, line[4] == UInt8(ascii: ":") else { return nil }
    }
    return tag(code).map { ($0, end + 1) }
  }

  /// By the letters of the tag, the first in the highest byte.
  private static func tag(_ code: UInt32) -> MT940Tag? {
    switch code {
    case 0x3631: .entry
    case 0x3836: .detail
    case 0x3230: .reference
    case 0x3231: .related
    case 0x3235: .account
    case 0x32_3550: .accountAndBank
    case 0x3238: .oldNumber
    case 0x32_3843: .number
    case 0x31_3344: .time
    case 0x33_3446: .floorLimit
    case 0x36_3046: .opening
    case 0x36_304D: .openingPage
    case 0x36_3246: .closing
    case 0x36_324D: .closingPage
    case 0x3634: .available
    case 0x3635: .forward
    case 0x39_3044: .debits
    case 0x39_3043: .credits
    case 0x4E53: .block
    default: nil
    }
  }

  /// Two or three figures and capitals between colons: a tag, if perhaps one that nobody knows.
  static func looksLikeTag(_ line: Span<UInt8>) -> Bool {
    guard line.count >= 4, line[0] == UInt8(ascii: ":") else { return false }
    for index in 1..<min(line.count, 5) {
      if line[index] == UInt8(ascii: ":") { return index >= 3 }
      guard isFigure(line[index]) || isCapital(line[index]) else { return false }
    }
    return false
  }

  /// `:20:37 Fo…`: rather the minutes and seconds of a time that was cut at the line's end.
  static func looksLikeTime(_ line: Span<UInt8>, after last: UInt8?) -> Bool {
    guard let last, isFigure(last), line.count >= 6 else { return false }
    return isFigure(line[4]) && isFigure(line[5]) && (line.count == 6 || !isFigure(line[6]))
  }

  static func isFigure(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
}
