/// Bank numbers of the American Bankers Association.
enum RoutingNumber {
  /// Nine digits have a check digit: 3·(d1+d4+d7) + 7·(d2+d5+d8) + (d3+d6+d9) divides by 10.
  ///
  /// - Returns: nil where the bytes are not nine digits, or zeros: no number of the kind.
  static func hasRightCheckDigit(_ bytes: ArraySlice<UInt8>) -> Bool? {
    guard bytes.count == 9, let number = WholeNumber.count(bytes), number != 0 else { return nil }
    var sum = 0
    for (index, digit) in bytes.enumerated() { sum += [3, 7, 1][index % 3] * Int(digit - 0x30) }
    return sum % 10 == 0
  }

  /// The bank is one of the United States: a routing number, noughts before it or not, or a BIC.
  static func isAmerican(_ bank: String) -> Bool {
    let bytes = Array(bank.utf8)
    if bytes.count == 8 || bytes.count == 11, bytes[0..<6].allSatisfy(MT940Tag.isCapital) {
      return bytes[4] == UInt8(ascii: "U") && bytes[5] == UInt8(ascii: "S")
    }
    let padding = max(0, bytes.count - 9)
    guard bytes.prefix(padding).allSatisfy({ $0 == 0x30 }) else { return false }
    return hasRightCheckDigit(bytes[padding...]) == true
  }
}
