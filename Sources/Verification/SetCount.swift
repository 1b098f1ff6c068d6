import Money
import Receivables

/// Counts sets of open items that make an amount: slowly, plainly, and without a line in common with
/// the search that it checks.
struct SetCount {
  struct Item {
    var number: String
    var open: Int64
    /// Zero where no discount is due.
    var discount: Int64
    var due: CalendarDate
    var dated: CalendarDate
  }

  /// The customer's open items.
  let items: [Item]
  let target: Int64

  /// The items of a set make the amount: plainly, or less the discounts of those that have one.
  func makes(_ set: [Int]) -> Bool {
    let plain = set.reduce(Int128(0)) { $0 + Int128(items[$1].open) }
    let less = set.reduce(Int128(0)) { $0 + Int128(items[$1].discount) }
    return plain == Int128(target) || (less != 0 && plain - less == Int128(target))
  }

  /// The natural sets that make the amount, each once.
  func natural() -> Set<Set<Int>> {
    var sets: Set<Set<Int>> = []
    func look(_ set: [Int]) {
      if !set.isEmpty, makes(set) { sets.insert(Set(set)) }
    }
    let all = Array(items.indices)
    for index in all { look([index]) }
    look(all)
    for day in Set(items.map(\.due)) { look(all.filter { items[$0].due <= day }) }
    for day in Set(items.map(\.dated)) { look(all.filter { items[$0].dated == day }) }
    return sets
  }

  /// How many sets of at most `sizeMax` items make the amount, counted up to two; nil where that
  /// takes more steps than are worth it.
  func every(sizeMax: Int, stepsMax: Int = 2_000_000) -> Int? {
    var found: Set<Set<Int>> = []
    for takesDiscounts in [false, true] {
      let amounts = items.map { $0.open - (takesDiscounts ? $0.discount : 0) }
      if takesDiscounts, items.allSatisfy({ $0.discount == 0 }) { break }
      guard let sets = Self.sets(of: amounts, target, sizeMax, stepsMax) else {
        return found.count > 1 ? 2 : nil
      }
      for set in sets where makes(Array(set)) { found.insert(set) }
      if found.count > 1 { return 2 }
    }
    return found.count
  }

  /// The first two sets of at most `sizeMax` amounts that sum to a target, by splitting the amounts
  /// in two halves, whose sums are all written down; nil where there are too many.
  private static func sets(
    of amounts: [Int64], _ target: Int64, _ sizeMax: Int, _ stepsMax: Int
  ) -> [Set<Int>]? {
    let half = amounts.count / 2
    guard
      let left = sums(of: amounts, 0..<half, sizeMax, stepsMax),
      let right = sums(of: amounts, half..<amounts.count, sizeMax, stepsMax)
    else { return nil }
    let bySum = Dictionary(grouping: left, by: \.sum)
    var found: [Set<Int>] = []
    for one in right {
      for other in bySum[target - one.sum] ?? []
      where (1...sizeMax).contains(one.members.count + other.members.count) {
        found.append(Set(one.members + other.members))
        if found.count > 1 { return found }
      }
    }
    return found
  }

  private struct Sum {
    var sum: Int64
    var members: [Int]
  }

  private static func sums(
    of amounts: [Int64], _ range: Range<Int>, _ sizeMax: Int, _ stepsMax: Int
  ) -> [Sum]? {
    var sums = [Sum(sum: 0, members: [])]
    for index in range {
      for known in sums where known.members.count < sizeMax {
        sums.append(Sum(sum: known.sum + amounts[index], members: known.members + [index]))
        if sums.count > stepsMax / 16 { return nil }
      }
    }
    return sums
  }
}
