/// An exact amount: a whole number of a currency's minor units.
///
/// Arithmetic is checked. Overflow and mixed currencies are thrown, never wrapped or converted.
public struct Money: Hashable, Sendable, Codable {
  /// The amount in minor units (cents of `EUR`, yen of `JPY`, fils of `KWD`).
  public var minorUnits: Int64
  public var currency: Currency

  public init(minorUnits: Int64, _ currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// Nothing, in this currency.
  public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

  public var isZero: Bool { minorUnits == 0 }
  public var isNegative: Bool { minorUnits < 0 }
  public var isPositive: Bool { minorUnits > 0 }

  /// Zero has the same sign as everything.
  public func hasSameSign(as other: Money) -> Bool {
    minorUnits == 0 || other.minorUnits == 0 || (minorUnits < 0) == (other.minorUnits < 0)
  }

  public func adding(_ other: Money) throws(MoneyError) -> Money {
    guard currency == other.currency else { throw .currenciesDiffer(currency, other.currency) }
    return Money(minorUnits: try minorUnits.addingChecked(other.minorUnits), currency)
  }

  public func subtracting(_ other: Money) throws(MoneyError) -> Money {
    guard currency == other.currency else { throw .currenciesDiffer(currency, other.currency) }
    return Money(minorUnits: try minorUnits.subtractingChecked(other.minorUnits), currency)
  }

  /// The amount with its sign turned.
  public func negated() throws(MoneyError) -> Money {
    Money(minorUnits: try Int64(0).subtractingChecked(minorUnits), currency)
  }

  /// The amount without its sign.
  public func magnitude() throws(MoneyError) -> Money {
    isNegative ? try negated() : self
  }
}

extension Int64 {
  /// The sum, or `MoneyError.overflow`: minor units of one currency, when the caller has made sure
  /// that it is one.
  public func addingChecked(_ other: Int64) throws(MoneyError) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    if overflow { throw .overflow }
    return sum
  }

  /// The difference, or `MoneyError.overflow`.
  public func subtractingChecked(_ other: Int64) throws(MoneyError) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    if overflow { throw .overflow }
    return difference
  }
}

extension Sequence where Element == Int64 {
  /// The sum of the elements, computed wider than 64 bits so that only the result must fit.
  public func sumChecked() throws(MoneyError) -> Int64 {
    var sum: Int128 = 0
    for element in self { sum += Int128(element) }
    guard let narrow = Int64(exactly: sum) else { throw .overflow }
    return narrow
  }
}
