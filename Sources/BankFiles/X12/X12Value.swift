import Money

/// The types of X12 elements that are read here.
///
/// - Source: ASC X12.6, data element types `DT`, `R` and `N0`.
enum X12Value {
  /// A day: `YYMMDD` up to release 003060, `CCYYMMDD` from 003070 on. The length decides.
  static func date(_ bytes: ArraySlice<UInt8>) -> CalendarDate? {
    if bytes.count == 6 { return CalendarDate(yymmdd: bytes) }
    guard bytes.count == 8, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let digits = bytes.map { Int($0 - 0x30) }
    return CalendarDate(
      year: digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3],
      month: digits[4] * 10 + digits[5], day: digits[6] * 10 + digits[7])
  }

  /// A time of day as `08:30`; empty where the element is none.
  static func time(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.count >= 4, WholeNumber.count(bytes) != nil else { return "" }
    let digits = Array(bytes.prefix(4))
    return TextDecoding.text(digits[0..<2]) + ":" + TextDecoding.text(digits[2..<4])
  }

  /// Type `R`: a decimal with its point, leading minus only; decimals beyond the currency's are zeros.
  static func amount(_ text: String, in currency: Currency) throws(MoneyError) -> Int64 {
    guard text.utf8.allSatisfy({ $0 != 0x20 && $0 != UInt8(ascii: "+") }) else {
      throw .notANumber(String(text.prefix(40)))
    }
    return try Money(
      parsing: text, in: currency, notation: .xmlDecimal(fractionDigitsMax: 4)
    ).minorUnits
  }

  static func identifier(_ bytes: ArraySlice<UInt8>) -> String {
    let significant = bytes.drop { $0 == 0x30 }
    return significant.isEmpty && !bytes.isEmpty ? "0" : TextDecoding.text(significant)
  }
}
