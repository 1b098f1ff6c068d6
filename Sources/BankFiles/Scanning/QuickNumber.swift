import Money

/// Numbers and days as nearly all files write them, without a message where they are not: the plain
/// readers then have the word.
enum QuickNumber {
  /// Figures and nothing else, from one to eighteen of them.
  ///
  /// Eight are read at once: three multiplications make a number of them, where a loop takes a
  /// branch for each. For three or fewer the loop is as quick.
  ///
  /// - Returns: their value; nil for everything else.
  @inline(__always)
  static func figures(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    guard start < end, start >= 0, end <= bytes.count, end - start <= WholeNumber.digitsMax,
      let base = bytes.baseAddress
    else { return nil }
    let raw = UnsafeRawPointer(base)
    var value: Int64 = 0
    var index = start
    // Eights from the left, and what is left of an eight last, with the bytes in front of it.
    while end - index >= 8 {
      guard let eight = eight(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) else {
        return nil
      }
      value = value &* 100_000_000 &+ eight
      index += 8
    }
    let rest = end - index
    if rest > 3, end >= 8 {
      let word = raw.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self).littleEndian
      let others = (UInt64(1) &<< UInt64(8 &* (8 &- rest))) &- 1
      guard let eight = eight((word & ~others | zeros & others).littleEndian) else { return nil }
      if index > start { for _ in 0..<rest { value = value &* 10 } }
      return value &+ eight
    }
    while index < end {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
      index += 1
    }
    return value
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The value of eight figures as they lie in memory.
  @inline(__always)
  private static func eight(_ loaded: UInt64) -> Int64? {
    var word = loaded.littleEndian ^ zeros
    // A figure is now 0 to 9: with 6 added its upper half still is nothing.
    guard (word | (word &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return nil }
    word = word &* 10 &+ (word >> 8)  // pairs, in every second byte
    let pairs = word & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ (pairs >> 16)) & 0x0000_FFFF_0000_FFFF
    return Int64((fours &* 10_000 &+ (fours >> 32)) & 0xFFFF_FFFF)
  }

  /// `digits[.digits]`, at most 18 digits, and no more decimals than the currency has.
  ///
  /// - Returns: minor units; nil for everything else.
  static func decimal(_ text: UnsafeBufferPointer<UInt8>, _ minorDigits: Int) -> Int64? {
    guard text.count > 0, text.count <= 17 else { return nil }
    var units: Int64 = 0
    var index = 0
    while index < text.count, text[index] &- 0x30 < 10 {
      units = units &* 10 &+ Int64(text[index] &- 0x30)  // at most 17 digits
      index += 1
    }
    guard index > 0 else { return nil }
    var missing = minorDigits
    if index < text.count {
      guard text[index] == UInt8(ascii: ".") else { return nil }
      index += 1
      while index < text.count, text[index] &- 0x30 < 10, missing > 0 {
        units = units &* 10 &+ Int64(text[index] &- 0x30)
        index += 1
        missing -= 1
      }
      guard index == text.count else { return nil }
    }
    while missing > 0 {
      let (tenfold, overflow) = units.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      units = tenfold
      missing -= 1
    }
    return units
  }

  /// `YYYY-MM-DD` alone; the day's number.
  static func isoDate(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let high = pair(text, 0), let low = pair(text, 2), let month = pair(text, 5),
      let day = pair(text, 8)
    else { return nil }
    return CalendarDate(year: high * 100 + low, month: month, day: day)?.dayNumber
  }

  /// Two digits.
  static func pair(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    let (high, low) = (text[index] &- 0x30, text[index + 1] &- 0x30)
    return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
  }
}
