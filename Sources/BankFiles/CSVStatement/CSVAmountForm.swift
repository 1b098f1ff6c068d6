import Money

/// How a bank writes amounts: `1.234,56`, `1,234.56-`, `(1 234.56)`, `+1234`.
///
/// Groups of three are groups of three: `1.23` is no number where the point groups, so that a layout
/// which takes one mark for the other is found out and moves nobody's decimal point.
struct CSVAmountForm: Hashable, Sendable {
  var decimalMark: Unicode.Scalar = "."
  /// nil where there are no groups. A blank stands for every kind of blank, an apostrophe for both.
  var groupMark: Unicode.Scalar?

  /// The amount in minor units.
  ///
  /// - Throws: `MoneyError.notANumber`, `.tooManyDecimals`, `.overflow`.
  func minorUnits(_ text: String, in currency: Currency) throws(MoneyError) -> Int64 {
    guard let plain = plain(text) else { throw .notANumber(String(text.prefix(40))) }
    return try Money(parsing: plain, in: currency).minorUnits
  }

  /// With a point, without groups, and a minus in front if any; nil where the text is no number.
  private func plain(_ text: String) -> String? {
    var scalars = Array(text.unicodeScalars)[...]
    Self.trim(&scalars)
    var isNegative = false
    if scalars.first == "(", scalars.last == ")", scalars.count > 2 {
      isNegative = true
      scalars = scalars.dropFirst().dropLast()
    } else if let sign = scalars.first, Self.isSign(sign) {
      isNegative = sign != "+"
      scalars.removeFirst()
    } else if let sign = scalars.last, Self.isSign(sign) {
      isNegative = sign != "+"
      scalars.removeLast()
    }
    Self.trim(&scalars)
    let parts = scalars.split(
      separator: decimalMark, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, let units = ungrouped(whole) else { return nil }
    var plain = (isNegative ? "-" : "") + (units.isEmpty ? "0" : units)
    if parts.count == 2 {
      guard !parts[1].isEmpty, parts[1].allSatisfy(Self.isDigit) else { return nil }
      plain += "." + String(String.UnicodeScalarView(parts[1]))
    } else if units.isEmpty {
      return nil
    }
    return plain
  }

  /// The digits; nil where something else stands there, or groups are not of three.
  private func ungrouped(_ whole: ArraySlice<Unicode.Scalar>) -> String? {
    guard let groupMark else {
      return whole.allSatisfy(Self.isDigit) ? String(String.UnicodeScalarView(whole)) : nil
    }
    let groups = whole.split(omittingEmptySubsequences: false) { Self.isSame($0, groupMark) }
    guard let first = groups.first, groups.allSatisfy({ $0.allSatisfy(Self.isDigit) }) else {
      return nil
    }
    if groups.count > 1 {
      guard (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
        return nil
      }
    }
    return String(String.UnicodeScalarView(groups.joined()))
  }

  private static func isSame(_ scalar: Unicode.Scalar, _ mark: Unicode.Scalar) -> Bool {
    switch mark {
    case " ": isBlank(scalar)
    case "'": scalar == "'" || scalar == "\u{2019}"
    default: scalar == mark
    }
  }

  /// The blank, the no-break blank and the narrow one that typesetters group with.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{A0}" || scalar == "\u{202F}"
      || scalar == "\u{2009}"
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "+" || scalar == "\u{2212}"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func trim(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
  }
}
