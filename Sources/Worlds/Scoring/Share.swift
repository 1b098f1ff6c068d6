/// A part of a whole, counted.
public struct Share: Hashable, Sendable {
  public var part: Int
  public var whole: Int

  public init(_ part: Int = 0, of whole: Int = 0) {
    self.part = part
    self.whole = whole
  }

  mutating func count(_ isIn: Bool) {
    whole += 1
    if isIn { part += 1 }
  }

  /// Percent with three decimals, rounded down: what is not whole never reads 100.000.
  public var percent: String { whole == 0 ? "-" : scaled(100) }

  /// So many per million, with one decimal.
  public var perMillion: String {
    guard whole > 0 else { return "-" }
    let tenths = Int128(part) * 10_000_000 / Int128(whole)
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func scaled(_ factor: Int128) -> String {
    let thousandths = Int128(part) * factor * 1000 / Int128(whole)
    return "\(thousandths / 1000).\(ReferenceScheme.padded(Int(thousandths % 1000), 3))"
  }
}
