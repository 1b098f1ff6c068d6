import Money

/// Values of an ERP's CSV in the contract's spelling.
extension LedgerMapping {
  /// An amount as a plain decimal; nil where it is none.
  ///
  /// A sign may stand before or behind, as some write debits, or be a pair of brackets. Groups are
  /// of three. Zeros at the end that a currency has no place for say nothing and go.
  func decimal(_ text: String, digits: Int?, isNegated: Bool) -> String? {
    var rest = Array(text.unicodeScalars.filter { $0 != " " || thousandsMark == " " })[...]
    var isNegative = isNegated
    if rest.first == "(", rest.last == ")" {
      isNegative.toggle()
      rest = rest.dropFirst().dropLast()
    } else if let sign = rest.first, sign == "-" || sign == "+" || sign == "\u{2212}" {
      if sign != "+" { isNegative.toggle() }
      rest = rest.dropFirst()
    } else if let sign = rest.last, sign == "-" || sign == "+" {
      if sign == "-" { isNegative.toggle() }
      rest = rest.dropLast()
    }
    let mark = decimalMark.rawValue.unicodeScalars.first
    let parts = rest.split(separator: mark ?? ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first.flatMap(ungrouped) else {
      return nil
    }
    var fraction = parts.count == 2 ? Array(parts[1]) : []
    guard parts.count == 1 || !fraction.isEmpty, fraction.allSatisfy(Self.isDigit),
      !(whole.isEmpty && fraction.isEmpty)
    else { return nil }
    while let digits, fraction.count > digits, fraction.last == "0" { fraction.removeLast() }
    var decimal = ""
    decimal.unicodeScalars.append(contentsOf: whole.isEmpty ? ["0"] : whole)
    if !fraction.isEmpty {
      decimal.append(".")
      decimal.unicodeScalars.append(contentsOf: fraction)
    }
    let isZero = decimal.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E }
    return isNegative && !isZero ? "-" + decimal : decimal
  }

  /// The figures of a whole number, its groups taken together; nil where they are no groups.
  private func ungrouped(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    guard let mark = thousandsMark?.unicodeScalars.first, text.contains(mark) else {
      return text.allSatisfy(Self.isDigit) ? Array(text) : nil
    }
    let groups = text.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy(Self.isDigit) })
    else { return nil }
    return Array(groups.joined())
  }

  /// How amounts are expected, for a message.
  var exampleAmount: String {
    "1\(thousandsMark ?? "")234\(decimalMark.rawValue)56"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Columns that hold a day.
  static func isDate(_ column: String) -> Bool {
    column.hasSuffix("_date") || column.hasSuffix("_on") || column.hasPrefix("valid_")
  }
}
