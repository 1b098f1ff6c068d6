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
}
