/// An exact percentage, kept in hundred-thousandths of a percent: 0.5 % is 50,000.
public struct Percent: Hashable, Sendable {
  public var hundredThousandths: Int64

  public init(hundredThousandths: Int64) {
    self.hundredThousandths = hundredThousandths
  }

  /// Reads `0.5`, `25` or `25%`: not negative, at most 1,000 %, at most five decimals.
  public init?(_ text: String) {
    var figures = text[...]
    if figures.hasSuffix("%") { figures.removeLast() }
    while figures.hasSuffix(" ") { figures.removeLast() }
    let parts = figures.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first, (1...4).contains(whole.utf8.count)
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : "0"
    guard (1...5).contains(fraction.utf8.count) else { return nil }
    guard (String(whole) + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let padded = fraction + String(repeating: "0", count: 5 - fraction.utf8.count)
    guard let units = Int64(whole + padded), units <= 100_000_000 else { return nil }
    hundredThousandths = units
  }

  /// This share of an amount, rounded half away from zero to the minor unit.
  public func of(_ minorUnits: Int64) throws(MoneyError) -> Int64 {
    let hundredPercent: Int128 = 10_000_000
    let product = Int128(minorUnits) * Int128(hundredThousandths)
    let half = product < 0 ? -hundredPercent / 2 : hundredPercent / 2
    guard let share = Int64(exactly: (product + half) / hundredPercent) else { throw .overflow }
    return share
  }

  /// `part` is at least this share of `whole` (both not negative), compared without rounding.
  public func isReached(by part: Int64, of whole: Int64) -> Bool {
    Int128(part) * 10_000_000 >= Int128(whole) * Int128(hundredThousandths)
  }
}

extension Percent: CustomStringConvertible {
  public var description: String {
    var text = Money.decimal(minorUnits: hundredThousandths, digits: 5)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "%"
  }
}
