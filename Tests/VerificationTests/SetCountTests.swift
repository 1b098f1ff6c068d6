import Money
import TestSupport
import Testing

@testable import Verification

/// The count that certificates are held against, on sets that can be counted by hand.
@Suite struct SetCountTests {
  private func count(
    _ amounts: [Int64], for target: Int64, discounts: [Int64] = [], sizeMax: Int = 12
  ) -> SetCount {
    let day = CalendarDate(dayNumber: 20_000)
    return SetCount(
      items: amounts.enumerated().map { index, amount in
        SetCount.Item(
          number: "\(index)", open: amount,
          discount: discounts.isEmpty ? 0 : discounts[index],
          due: CalendarDate(dayNumber: day.dayNumber + Int32(index)),
          dated: CalendarDate(dayNumber: day.dayNumber + Int32(index)))
      }, target: target)
  }

  @Test(
    arguments: [
      ([10, 20, 40], 70, 1), ([10, 20, 30], 30, 2), ([10, 20, 40], 25, 0), ([50, -20, 30], 30, 2),
      ([], 10, 0),
    ] as [([Int64], Int64, Int)])
  func `sets are counted up to two`(amounts: [Int64], target: Int64, expected: Int) {
    #expect(count(amounts, for: target).every(sizeMax: 12) == expected)
  }

  @Test func `a set larger than allowed is none`() {
    #expect(count([10, 20, 40], for: 70).every(sizeMax: 2) == 0)
  }

  @Test func `discounts are all taken, or none`() {
    let sets = count([100, 200], for: 294, discounts: [2, 4])

    #expect(sets.every(sizeMax: 12) == 1)
    #expect(sets.natural() == [[0, 1]])
    #expect(count([100, 200], for: 298, discounts: [2, 4]).every(sizeMax: 12) == 0)
  }

  @Test func `what is too large to count again is not counted`() {
    let amounts = (0..<60).map { Int64(1_000 + 7 * $0) }

    #expect(count(amounts, for: 999_999).every(sizeMax: 12) == nil)
  }
}
