/// One X12 segment in a movement's text of which nothing is to be told: a line of its own,
/// `88,RMR*IV*4711**149.15\`, that pays the whole movement, and no other star, backslash or tilde in
/// the record. Everything else is left to the plain reader.
struct BAI2QuickRemittance {
  /// How many decimals its amount has.
  let decimals: Int

  private static let beginning = Array("\n88,RMR*IV*".utf8)

  /// - Parameter amount: of the movement, in minor units.
  init?(_ record: UnsafeBufferPointer<UInt8>, amount: Int64) {
    let asterisk = UInt8(ascii: "*")
    let star = ByteSearch.first(asterisk, in: record, from: 0)
    let start = star - 7
    var index = start + Self.beginning.count
    guard start >= 0, index < record.count else { return nil }
    for (offset, byte) in Self.beginning.enumerated() where record[start + offset] != byte {
      return nil
    }
    let number = index
    while index < record.count, Self.isOfNumber(record[index]) { index += 1 }
    guard index > number, index - number <= 30, index + 2 < record.count,
      record[index] == UInt8(ascii: "*"), record[index + 1] == UInt8(ascii: "*")
    else { return nil }
    index += 2
    var value: Int64 = 0
    var figures = 0
    var point: Int?
    while index < record.count {
      let byte = record[index]
      if byte == UInt8(ascii: "."), point == nil, figures > 0 {
        point = figures
      } else {
        let digit = byte &- 0x30
        guard digit < 10, figures < 17 else { break }
        value = value * 10 + Int64(digit)
        figures += 1
      }
      index += 1
    }
    guard figures > 0, value == amount, index < record.count,
      record[index] == UInt8(ascii: "\\")
    else { return nil }
    let (backslash, tilde) = (UInt8(ascii: "\\"), UInt8(ascii: "~"))
    if ByteSearch.hasAny(backslash, tilde, tilde, in: record, 0..<index)
      || ByteSearch.hasAny(asterisk, backslash, tilde, in: record, (index + 1)..<record.count)
    {
      return nil
    }
    decimals = point.map { figures - $0 } ?? 0
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || byte == UInt8(ascii: "-")
  }
}
