import Matching
import TestSupport
import Testing

/// Step 3d: whether exactly one set of amounts makes a sum, proved by search.
@Suite struct SubsetSearchTests {
  /// Every non-empty set up to a size, by trying all of them.
  private func allSets(_ amounts: [Int64], _ target: Int64, sizeMax: Int) -> [[Int]] {
    (1..<(1 << amounts.count)).compactMap { mask in
      let set = amounts.indices.filter { mask >> $0 & 1 == 1 }
      return set.count <= sizeMax && set.reduce(0) { $0 + amounts[$1] } == target ? set : nil
    }
  }

  @Test func `the answer is that of trying every set`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let amounts = (0..<random.number(1...10)).map { _ in
        Int64(random.pick([-5, -2, -1, 1, 1, 2, 3, 5, 8, 8, 13, 100, 101]))
      }
      let (target, sizeMax) = (Int64(random.number(-5...40)), random.number(1...5))

      let answer = SubsetSearch(sizeMax: sizeMax).search(amounts, for: target)

      let sets = allSets(amounts, target, sizeMax: sizeMax)
      let isRight =
        switch answer {
        case .none: sets.isEmpty
        case .one(let set): sets == [set]
        case .several(let one, let other):
          sets.count > 1 && sets.contains(one) && sets.contains(other) && one != other
        case .cutShort: false
        }
      #expect(isRight, "\(amounts) for \(target), at most \(sizeMax): \(answer), not \(sets)")
      #expect(SubsetSearch.isTrue(answer, of: amounts, for: target, sizeMax: sizeMax))
    }
  }

  @Test func `one set among many amounts is found and proved to be the only one`() {
    // Powers of two have one set for every sum.
    let amounts = (0..<40).map { Int64(1) << $0 }

    let answer = SubsetSearch(sizeMax: 12).search(amounts, for: 1 << 39 | 1 << 20 | 1)

    #expect(answer == .one([0, 20, 39]))
  }

  @Test func `five hundred equal amounts are several at once`() {
    let answer = SubsetSearch(sizeMax: 12).search([Int64](repeating: 5, count: 500), for: 15)

    guard case .several(let one, let other) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(one != other && one.count == 3 && other.count == 3)
  }

  @Test func `a search without end is cut short by its work, never by the clock`() {
    var random = SeededGenerator(seed: 3)
    let amounts = (0..<200).map { _ in Int64(random.number(1...1_000_000)) * 2 }

    let answer = SubsetSearch(sizeMax: 12, workMax: 10_000).search(amounts, for: 7_654_321)

    #expect(answer == .cutShort(work: 10_001))
  }

  @Test(arguments: [
    SubsetSearch.Answer.one([0, 1]), .one([0, 0]), .one([9]), .one([]), .several([0, 2], [0, 2]),
  ])
  func `a claim that is not true is seen`(claim: SubsetSearch.Answer) {
    #expect(!SubsetSearch.isTrue(claim, of: [1, 5, 2], for: 3, sizeMax: 2))
  }
}
