public import Money

/// The tolerances and policies of `rules.yaml`, as values; the defaults are the contract's.
public struct Rules: Hashable, Sendable {
  /// Which of the two limits of a tolerance counts.
  public enum ToleranceUse: String, Sendable, CaseIterable { case lower, higher }

  public var toleranceAbsolute = RuleAmount(hundredThousandths: 100_000)
  public var tolerancePercent = Percent(hundredThousandths: 50_000)
  public var toleranceUse = ToleranceUse.lower
  public var discountGraceDays = 3
  public var bankChargeMaximum = RuleAmount(hundredThousandths: 5_000_000)
  public var partialFrom = Percent(hundredThousandths: 2_500_000)
  public var acceptedReasons: [String] = []
  public var autoApply = Confidence(hundredths: 95)
  public var suggest = Confidence(hundredths: 50)
  public var subsetItems = 200
  public var subsetSetSize = 12
  /// In place of the customer's `unreferenced_policy`; nil where that holds.
  public var strategies: [Strategy]?

  public init() {}

  /// The largest difference that is written off on items of this open sum (not negative).
  public func tolerance(
    forOpenSum openSum: Int64, in currency: Currency
  ) throws(MoneyError) -> Int64 {
    let absolute = try toleranceAbsolute.minorUnits(in: currency)
    // Rounded down: half a cent over the percentage is over it.
    let share = Int128(openSum) * Int128(tolerancePercent.hundredThousandths) / 10_000_000
    guard let percent = Int64(exactly: share) else { throw .overflow }
    return switch toleranceUse {
    case .lower: min(absolute, percent)
    case .higher: max(absolute, percent)
    }
  }
}

/// An amount of `rules.yaml`: exact, in hundred-thousandths of the main unit of whichever currency
/// the item has.
public struct RuleAmount: Hashable, Sendable {
  public var hundredThousandths: Int64

  public init(hundredThousandths: Int64) {
    self.hundredThousandths = hundredThousandths
  }

  /// Reads `1`, `1.00` or `0.5`: not negative, at most five decimals, below ten billion.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first,
      (1...10).contains(whole.utf8.count)
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : "0"
    guard (1...5).contains(fraction.utf8.count),
      (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    guard let units = Int64(whole + fraction + repeatElement("0", count: 5 - fraction.utf8.count))
    else { return nil }
    hundredThousandths = units
  }

  /// In minor units of this currency, rounded down: half a cent over a limit is over it.
  public func minorUnits(in currency: Currency) throws(MoneyError) -> Int64 {
    var factor: Int128 = 1
    for _ in 0..<currency.minorDigits { factor *= 10 }
    guard let units = Int64(exactly: Int128(hundredThousandths) * factor / 100_000) else {
      throw .overflow
    }
    return units
  }
}

/// The rules of the company, and of the customers for whom others hold.
public struct RuleBook: Hashable, Sendable {
  public var general: Rules
  public var customers: [CustomerID: Rules]

  public init(general: Rules = Rules(), customers: [CustomerID: Rules] = [:]) {
    self.general = general
    self.customers = customers
  }

  public func rules(for customer: CustomerID?) -> Rules {
    customer.flatMap { customers[$0] } ?? general
  }
}
