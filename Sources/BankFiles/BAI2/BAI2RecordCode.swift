/// The two digits that begin every BAI2 record.
enum BAI2RecordCode: String, Sendable {
  case fileHeader = "01"
  case groupHeader = "02"
  case account = "03"
  case detail = "16"
  case accountTrailer = "49"
  case continuation = "88"
  case groupTrailer = "98"
  case fileTrailer = "99"

  /// The record that begins at `offset`, with the offset of its first field behind the code.
  ///
  /// Blanks before the code are padding; a colon for the comma after 88 has been seen.
  static func begins(
    in line: [UInt8], at offset: Int
  ) -> (code: BAI2RecordCode, start: Int, fields: Int)? {
    var start = offset
    while start < line.count, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
    guard start + 2 < line.count else { return nil }
    let code: BAI2RecordCode
    switch (line[start], line[start + 1]) {
    case (0x30, 0x31): code = .fileHeader
    case (0x30, 0x32): code = .groupHeader
    case (0x30, 0x33): code = .account
    case (0x31, 0x36): code = .detail
    case (0x34, 0x39): code = .accountTrailer
    case (0x38, 0x38): code = .continuation
    case (0x39, 0x38): code = .groupTrailer
    case (0x39, 0x39): code = .fileTrailer
    default: return nil
    }
    let separator = line[start + 2]
    guard separator == UInt8(ascii: ",") || (code == .continuation && separator == 0x3A) else {
      return nil
    }
    return (code, start, start + 3)
  }
}
