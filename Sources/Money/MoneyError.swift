/// Why an amount cannot be read or computed.
public enum MoneyError: Error, Hashable, Sendable {
  /// The text is no decimal number of the allowed form.
  case notANumber(String)
  /// The number has a non-zero digit beyond the currency's decimals, or more digits than allowed.
  case tooManyDecimals(String, allowed: Int)
  /// The result does not fit into 64 bits of minor units.
  case overflow
  /// Two amounts of different currencies met.
  case currenciesDiffer(Currency, Currency)
}

extension MoneyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notANumber(let text): "'\(text)' is not a plain decimal number"
    case .tooManyDecimals(let text, let allowed):
      "'\(text)' has more than \(allowed) decimals"
    case .overflow: "the amount is beyond what can be counted"
    case .currenciesDiffer(let one, let other): "\(one) and \(other) cannot be added"
    }
  }
}
