/// Whether exactly one set of amounts makes a sum.
///
/// The search is exact: it counts sets up to two, within a bound of work and never of time, so that
/// its answer is the same on every machine.
public struct SubsetSearch: Sendable {
  /// What a search found; `SubsetSearch.isTrue` checks the claims that can be checked from outside.
  public enum Answer: Hashable, Sendable {
    /// No set of the allowed size makes the sum.
    case none
    /// Exactly one does.
    case one([Int])
    /// At least two do; these are two of them.
    case several([Int], [Int])
    /// The bound was reached before the count was certain.
    case cutShort(work: Int)
  }

  /// At most so many amounts in a set.
  public var sizeMax: Int
  /// At most so many steps.
  public var workMax: Int

  public init(sizeMax: Int, workMax: Int = 400_000) {
    self.sizeMax = sizeMax
    self.workMax = workMax
  }

  /// Searches the non-empty sets of `amounts` that sum to `target`. Amounts may be negative
  /// (credits); none is zero. Sets are given as ascending indices into `amounts`.
  ///
  /// The smallest amounts make a table of all their sums; the others are decided one by one, and
  /// what then is missing is looked up. With up to `tableSize` amounts nothing else is needed.
  public func search(_ amounts: [Int64], for target: Int64) -> Answer {
    // Large amounts are decided first: they prune most.
    let order = amounts.indices.sorted {
      (amounts[$0].magnitude, $0) > (amounts[$1].magnitude, $1)
    }
    var state = State(
      values: order.map { amounts[$0] }, target: target, sizeMax: sizeMax, workMax: workMax)
    state.run()
    let found = state.found.map { set in set.map { order[$0] }.sorted() }
    if found.count >= 2 { return .several(found[0], found[1]) }
    if state.isCutShort { return .cutShort(work: state.work) }
    return found.first.map(Answer.one) ?? .none
  }

  /// The sets of an answer are sets of these amounts, of the allowed size, and make the sum.
  public static func isTrue(
    _ answer: Answer, of amounts: [Int64], for target: Int64, sizeMax: Int
  ) -> Bool {
    func makes(_ set: [Int]) -> Bool {
      guard !set.isEmpty, set.count <= sizeMax, Set(set).count == set.count else { return false }
      guard set.allSatisfy(amounts.indices.contains) else { return false }
      return set.reduce(Int128(0)) { $0 + Int128(amounts[$1]) } == Int128(target)
    }
    return switch answer {
    case .none, .cutShort: true
    case .one(let set): makes(set)
    case .several(let a, let b): a != b && makes(a) && makes(b)
    }
  }

  private struct State {
    let values: [Int64]
    let target: Int64
    let sizeMax: Int
    let workMax: Int
    var work = 0
    var isCutShort = false
    var found: [[Int]] = []

    /// Values from here on stand in the table.
    private var tableStart = 0
    private var table: [Int64: [UInt32]] = [:]
    /// What the undecided values before the table, and those in it, can still add or take away.
    private var restAbove: [Int64] = []
    private var restBelow: [Int64] = []
    private var chosen: [Int] = []

    static let tableSize = 14

    init(values: [Int64], target: Int64, sizeMax: Int, workMax: Int) {
      self.values = values
      self.target = target
      self.sizeMax = sizeMax
      self.workMax = workMax
    }

    mutating func run() {
      tableStart = max(0, values.count - Self.tableSize)
      restAbove = [Int64](repeating: 0, count: values.count + 1)
      restBelow = restAbove
      for index in values.indices.reversed() {
        restAbove[index] = restAbove[index + 1] + max(0, values[index])
        restBelow[index] = restBelow[index + 1] + min(0, values[index])
      }
      makeTable()
      decide(at: 0, missing: target)
    }

    private mutating func makeTable() {
      let count = values.count - tableStart
      var sums = [Int64](repeating: 0, count: 1 << count)
      for mask in 1..<(1 << count) {
        let low = mask.trailingZeroBitCount
        sums[mask] = sums[mask & (mask - 1)] + values[tableStart + low]
      }
      table.reserveCapacity(sums.count)
      for (mask, sum) in sums.enumerated() { table[sum, default: []].append(UInt32(mask)) }
    }

    private mutating func decide(at index: Int, missing: Int64) {
      if found.count >= 2 || isCutShort { return }
      work += 1
      if work > workMax {
        isCutShort = true
        return
      }
      if missing > restAbove[index] || missing < restBelow[index] { return }
      if index == tableStart {
        for mask in table[missing] ?? [] {
          let size = chosen.count + mask.nonzeroBitCount
          guard size > 0, size <= sizeMax else { continue }
          var set = chosen
          for bit in 0..<(values.count - tableStart) where mask >> UInt32(bit) & 1 == 1 {
            set.append(tableStart + bit)
          }
          found.append(set)
          if found.count >= 2 { return }
        }
        return
      }
      if chosen.count < sizeMax {
        chosen.append(index)
        decide(at: index + 1, missing: missing - values[index])
        chosen.removeLast()
      }
      decide(at: index + 1, missing: missing)
    }
  }
}
