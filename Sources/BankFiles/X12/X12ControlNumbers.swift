/// The control numbers that one envelope has seen, each of which may come once.
struct X12ControlNumbers {
  /// Beyond so many no repetition is found any more.
  private static let keptMax = 100_000
  /// Longer ones are none; what tells them apart stands in front.
  private static let lengthMax = 128

  private var seen: Set<[UInt8]> = []

  /// - Returns: `false` where the number came before.
  mutating func isFirst(_ number: String) -> Bool {
    let key = Array(number.utf8.prefix(Self.lengthMax))
    return seen.count < Self.keptMax ? seen.insert(key).inserted : !seen.contains(key)
  }

  /// A header and its trailer have the same number, leading zeros aside.
  static func areOne(_ header: String, _ trailer: String) -> Bool {
    if header.isEmpty || trailer.isEmpty { return false }
    return X12Value.identifier(Array(header.utf8)[...])
      == X12Value.identifier(Array(trailer.utf8)[...])
  }
}
