import Pipeline
import Testing

@Suite struct OccurrenceCountsTests {
  /// A number that looks like chance.
  private func key(_ number: UInt64) -> UInt64 {
    var key = number &* 0x9E37_79B9_7F4A_7C15
    key = (key ^ (key >> 30)) &* 0xBF58_476D_1CE4_E5B9
    return key ^ (key >> 31)
  }

  @Test func `equals are counted from one`() throws {
    var counts = OccurrenceCounts()

    let first = [try counts.count(7), try counts.count(8), try counts.count(7)]

    #expect(first == [1, 1, 2])
  }

  @Test(arguments: [1, 100, 1_000_000])
  func `however few keys are held in memory, all are counted exactly`(heldMax: Int) throws {
    var counts = OccurrenceCounts(heldMax: heldMax)

    var isExact = true
    for round in 1...3 {
      for number in 0..<UInt64(6_000) where try counts.count(key(number)) != round {
        isExact = false
      }
    }

    #expect(isExact)
  }

  @Test func `a key that is zero is one like any other`() throws {
    var counts = OccurrenceCounts(heldMax: 1)
    for number in 1...50 { _ = try counts.count(key(UInt64(number))) }

    let zero = [try counts.count(0), try counts.count(0)]

    #expect(zero == [1, 2])
  }
}
