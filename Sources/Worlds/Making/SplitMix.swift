/// Chance that is the same on every machine: SplitMix64.
///
/// - Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
struct SplitMix: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 bits; arithmetic modulo 2^64 is the method itself.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 up to, not including, `bound`; 0 where the bound leaves no choice.
  mutating func below(_ bound: Int) -> Int {
    bound > 1 ? Int(next() % UInt64(bound)) : 0
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True so many times in a thousand.
  mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

  /// One of the values, of which there must be some.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// The values in a random order (Fisher and Yates).
  mutating func shuffle<Value>(_ values: inout [Value]) {
    for last in values.indices.reversed() { values.swapAt(last, below(last + 1)) }
  }

  mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in Character(UnicodeScalar(UInt8(0x30 + below(10)))) })
  }
}
