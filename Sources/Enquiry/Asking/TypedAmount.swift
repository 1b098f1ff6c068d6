import Money

/// An amount as somebody types it: `1,234.56`, `1.234,56`, `1234.56`, `1234`, `EUR 1 234,56`.
struct TypedAmount {
  /// What it can mean, as plain decimals: `1.234` is a thousand and more, or one and a bit.
  private(set) var decimals: [String] = []
  /// The currency that stands beside it.
  private(set) var currency: Currency?

  /// No amount is longer, in characters.
  private static let lengthMax = 30

  /// - Returns: nil for what is no amount.
  init?(_ text: String) {
    var rest = text.uppercased().filter { !$0.isWhitespace && $0 != "'" && $0 != "’" }
    guard (1...Self.lengthMax).contains(rest.utf8.count) else { return nil }
    for code in [rest.prefix(3), rest.suffix(3)] {
      guard rest.utf8.count > 3, let named = Currency(code) else { continue }
      currency = named
      rest = String(code.startIndex == rest.startIndex ? rest.dropFirst(3) : rest.dropLast(3))
      break
    }
    if rest.hasPrefix("€") { (currency, rest) = (.eur, String(rest.dropFirst())) }
    if rest.hasPrefix("$") { (currency, rest) = (.usd, String(rest.dropFirst())) }
    var sign = ""
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      rest.removeFirst()
    }
    guard rest.contains(where: \.isNumber),
      rest.allSatisfy({ ($0.isASCII && $0.isNumber) || $0 == "." || $0 == "," })
    else { return nil }
    decimals = Self.readings(rest).map { sign + $0 }
    if decimals.isEmpty { return nil }
  }

  /// What it is in a currency, each reading once.
  func amounts(in currency: Currency) -> [Money] {
    if let named = self.currency, named != currency { return [] }
    var amounts: [Money] = []
    for decimal in decimals {
      guard let amount = try? Money(parsing: decimal, in: currency), !amounts.contains(amount)
      else { continue }
      amounts.append(amount)
    }
    return amounts
  }

  private static func readings(_ text: String) -> [String] {
    let marks = text.filter { $0 == "." || $0 == "," }
    guard let last = marks.last, let place = text.lastIndex(of: last) else { return [text] }
    let whole = text[..<place].filter(\.isNumber)
    let fraction = text[text.index(after: place)...]
    let joined = text.filter(\.isNumber)
    let isGrouped = isGrouped(text, by: last)
    // The same mark twice, or two that are not the last, parts thousands.
    if marks.count(where: { $0 == last }) > 1 { return isGrouped ? [joined] : [] }
    let isParted = marks.count > 1
    if isParted, let other = marks.first, !Self.isGrouped(String(text[..<place]), by: other) {
      return []
    }
    let plain = (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : ".\(fraction)")
    return isGrouped && !isParted ? [joined, plain] : [plain]
  }

  /// A mark stands before each three digits, counted from the end.
  private static func isGrouped(_ text: String, by mark: Character) -> Bool {
    let groups = text.split(separator: mark, omittingEmptySubsequences: false)
    return (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isNumber) }
  }
}
