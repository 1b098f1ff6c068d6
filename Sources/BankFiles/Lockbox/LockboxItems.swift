/// The items of a batch that were seen: numbers as bits, anything else as text.
struct LockboxItems {
  /// Items have three to five digits.
  private static let numberMax = 1_000_000

  private var bits: [UInt64] = []
  private var others: Set<String> = []

  /// - Returns: false where the item was seen before.
  mutating func insert(_ item: String) -> Bool {
    if let number = Int(item), number >= 0, String(number) == item, number <= Self.numberMax {
      return insert(number)
    }
    return others.insert(item).inserted
  }

  /// - Returns: false where the item was seen before, or is too high to be remembered as a number.
  @inline(__always)
  mutating func insert(_ number: Int) -> Bool {
    guard number >= 0, number <= Self.numberMax else { return false }
    let word = number >> 6
    while word >= bits.count { bits.append(0) }
    let bit = UInt64(1) << UInt64(number & 63)
    guard bits[word] & bit == 0 else { return false }
    bits[word] |= bit
    return true
  }

  /// The number was not seen, and can be remembered.
  func isNew(_ number: Int) -> Bool {
    guard number >= 0, number <= Self.numberMax else { return false }
    let word = number >> 6
    return word >= bits.count || bits[word] & (UInt64(1) << UInt64(number & 63)) == 0
  }
}
