/// The open items of one customer as sums: which sets of them make an amount? The generator's own
/// count, by trying all of them; for few items.
struct SetProblem: Sendable {
  struct Entry: Sendable {
    var amount: Int64
    /// Days from the receipt.
    var due: Int
    var dated: Int
  }

  var entries: [Entry]

  /// The natural sets (one item, the whole account, everything due by a date, everything of one
  /// document date) that make the amount, as bits, each once.
  func naturalSets(making amount: Int64) -> Set<UInt> {
    var sets: Set<UInt> = []
    for place in entries.indices { sets.insert(1 << UInt(place)) }
    for entry in entries {
      sets.insert(bits { $0.due <= entry.due })
      sets.insert(bits { $0.dated == entry.dated })
    }
    sets.insert(bits { _ in true })
    return sets.filter { sum($0) == amount }
  }

  /// All sets that make the amount, as bits.
  func sets(making amount: Int64) -> [UInt] {
    (1..<(UInt(1) << UInt(entries.count))).filter { sum($0) == amount }
  }

  /// No set comes nearer to the amount than this, except exactly.
  func isFar(_ amount: Int64, by distance: Int64) -> Bool {
    !(1..<(UInt(1) << UInt(entries.count))).contains {
      let gap = sum($0) - amount
      return gap.magnitude < distance.magnitude
    }
  }

  func sum(_ set: UInt) -> Int64 {
    var sum: Int64 = 0
    for place in entries.indices where set & (1 << UInt(place)) != 0 {
      sum += entries[place].amount
    }
    return sum
  }

  func bits(_ isIn: (Entry) -> Bool) -> UInt {
    var bits: UInt = 0
    for place in entries.indices where isIn(entries[place]) { bits |= 1 << UInt(place) }
    return bits
  }
}
