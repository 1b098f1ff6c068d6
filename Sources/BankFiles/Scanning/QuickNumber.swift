import Money

/// Numbers and days as nearly all files write them, without a message where they are not: the plain
/// readers then have the word.
enum QuickNumber {
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
