/// Reads the whole numbers of flat files: ASCII digits, an optional sign, zero padding.
enum WholeNumber {
  /// Why bytes are no number.
  enum Refusal: Error { case notANumber, tooLong }

  /// At most so many digits beside leading zeros: what 64 bits surely hold.
  static let digitsMax = 18

  /// The value; nil where there are no bytes at all, which is not zero.
  static func read(
    _ bytes: ArraySlice<UInt8>, signAllowed: Bool = true
  ) throws(Refusal) -> Int64? {
    var digits = bytes
    guard let first = digits.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || first == UInt8(ascii: "+") {
      guard signAllowed else { throw .notANumber }
      digits.removeFirst()
    }
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .notANumber
    }
    digits = digits.drop { $0 == 0x30 }
    guard digits.count <= digitsMax else { throw .tooLong }
    var value: Int64 = 0
    for digit in digits { value = value * 10 + Int64(digit - 0x30) }
    return isNegative ? -value : value
  }

  /// A count or ordinal: digits only; nil for anything else.
  static func count(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let value = try? read(bytes, signAllowed: false) else { return nil }
    return Int(exactly: value)
  }
}
