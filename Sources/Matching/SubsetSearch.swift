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
    counted(amounts, for: target).answer
  }

  /// The answer, and how many steps it took.
  public func counted(_ amounts: [Int64], for target: Int64) -> (answer: Answer, work: Int) {
    // Large amounts are decided first: they prune most.
    let order = amounts.indices.sorted {
      (amounts[$0].magnitude, $0) > (amounts[$1].magnitude, $1)
    }
    var state = State(
      values: order.map { amounts[$0] }, target: target, sizeMax: sizeMax, workMax: workMax)
    state.run()
    let found = state.found.map { set in set.map { order[$0] }.sorted() }
    if found.count >= 2 { return (.several(found[0], found[1]), state.work) }
    if state.isCutShort { return (.cutShort(work: state.work), state.work) }
    return (found.first.map(Answer.one) ?? .none, state.work)
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
    private var table = SumTable()
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
      table = SumTable(Array(values[tableStart...]))
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
        var next = table.first(of: missing)
        while let mask = next {
          next = table.next(after: mask)
          work += 1
          let size = chosen.count + mask.nonzeroBitCount
          guard table.sums[mask] == missing, size > 0, size <= sizeMax else { continue }
          var set = chosen
          for bit in 0..<(values.count - tableStart) where mask >> bit & 1 == 1 {
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

/// The sums of all sets of a few amounts, found by sum: flat arrays, since one is made per search.
private struct SumTable {
  /// By the set's bits.
  private(set) var sums: [Int64]
  private var heads: [Int32]
  private var following: [Int32]

  init(_ amounts: [Int64] = []) {
    let count = 1 << amounts.count
    sums = [Int64](repeating: 0, count: count)
    heads = [Int32](repeating: -1, count: count * 2)
    following = [Int32](repeating: -1, count: count)
    for mask in sums.indices.dropFirst() {
      sums[mask] = sums[mask & (mask - 1)] + amounts[mask.trailingZeroBitCount]
    }
    // The last set comes first into its chain, so that chains are in order.
    for mask in sums.indices.reversed() {
      let slot = slot(of: sums[mask])
      following[mask] = heads[slot]
      heads[slot] = Int32(mask)
    }
  }

  /// The first set whose sum may be this one; others follow.
  func first(of sum: Int64) -> Int? { Self.index(heads[slot(of: sum)]) }

  func next(after mask: Int) -> Int? { Self.index(following[mask]) }

  private func slot(of sum: Int64) -> Int {
    let mixed = UInt64(bitPattern: sum) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 32) & (heads.count - 1)
  }

  private static func index(_ link: Int32) -> Int? { link < 0 ? nil : Int(link) }
}
