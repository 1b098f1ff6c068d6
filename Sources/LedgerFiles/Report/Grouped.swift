public import Money

/// Numbers as people read them, the same in every locale: `1,234.50`.
public enum Grouped {
  /// `1,234`.
  public static func number(_ value: Int) -> String { grouped(String(value)) }

  /// `1,234.50 EUR`.
  public static func amount(_ money: Money) -> String {
    "\(grouped(money.decimal)) \(money.currency.code)"
  }

  /// - Parameter minorUnits: wider than `Money`, since sums are shown whatever they come to.
  public static func amount(_ minorUnits: Int128, _ currency: Currency) -> String {
    "\(decimal(minorUnits, currency)) \(currency.code)"
  }

  /// Without the currency's code.
  public static func decimal(_ minorUnits: Int128, _ currency: Currency) -> String {
    let digits = currency.minorDigits
    var figures = String(minorUnits.magnitude)
    if figures.utf8.count <= digits {
      figures = String(repeating: "0", count: digits + 1 - figures.utf8.count) + figures
    }
    if digits > 0 { figures.insert(".", at: figures.index(figures.endIndex, offsetBy: -digits)) }
    return grouped(minorUnits < 0 ? "-" + figures : figures)
  }

  /// Short enough for a chart: `950`, `12.3 k`, `1.2 M`; cut, not rounded, so that it never shows
  /// more than there is.
  public static func short(_ minorUnits: Int128, _ currency: Currency) -> String {
    var whole = minorUnits
    for _ in 0..<currency.minorDigits { whole /= 10 }
    for (unit, sign) in [(Int128(1_000_000_000), "bn"), (1_000_000, "M"), (10_000, "k")]
    where whole >= unit {
      let base = sign == "k" ? Int128(1000) : unit
      return "\(grouped(String(whole / base))).\(whole % base * 10 / base) \(sign)"
    }
    return grouped(String(whole))
  }

  /// `37.5%` of so many in all; `0.0%` of none.
  public static func percent(_ part: Int, of whole: Int) -> String {
    percent(Int128(part), of: Int128(whole))
  }

  /// The same of amounts in minor units of one currency.
  public static func percent(_ part: Int128, of whole: Int128) -> String {
    guard whole > 0 else { return "0.0%" }
    // Cut, so that 100.0% means every single one.
    let thousandths = part * 1000 / whole
    return "\(thousandths / 10).\(thousandths % 10)%"
  }

  /// A plain decimal with a comma after every third digit before the point.
  private static func grouped(_ decimal: String) -> String {
    let bytes = Array(decimal.utf8)
    let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    guard point - start > 3 else { return decimal }
    var result: [UInt8] = []
    for (offset, byte) in bytes.enumerated() {
      if offset > start, offset < point, (point - offset) % 3 == 0 {
        result.append(UInt8(ascii: ","))
      }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
