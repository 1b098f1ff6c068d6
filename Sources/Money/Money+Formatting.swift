extension Money {
  /// The amount as a plain decimal with exactly the currency's decimals: `-1200.00`, no locale.
  public var decimal: String {
    Self.decimal(minorUnits: minorUnits, digits: currency.minorDigits)
  }

  /// Minor units as a plain decimal with so many digits after the point.
  public static func decimal(minorUnits: Int64, digits: Int) -> String {
    var figures = String(minorUnits.magnitude)
    if digits > 0 {
      if figures.utf8.count <= digits {
        figures = String(repeating: "0", count: digits + 1 - figures.utf8.count) + figures
      }
      figures.insert(".", at: figures.index(figures.endIndex, offsetBy: -digits))
    }
    return minorUnits < 0 ? "-" + figures : figures
  }
}

extension Money: CustomStringConvertible {
  /// `1200.00 EUR`.
  public var description: String { "\(decimal) \(currency.code)" }
}
