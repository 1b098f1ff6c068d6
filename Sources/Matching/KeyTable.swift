/// Finds item numbers by the hash of a key; a key may have many.
///
/// Open addressing over two flat arrays and chains: a million keys cost some 30 MB and a look-up
/// one or two cache misses.
struct KeyTable: Sendable {
  private var slots: [UInt64]
  private var heads: [Int32]
  private var values: [Int32] = []
  private var following: [Int32] = []
  private var used = 0

  init(capacity: Int = 16) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    heads = [Int32](repeating: -1, count: size)
  }

  /// Adds a value under a key, unless it is there already. Values come in ascending order, so that
  /// one that is there can only be the last.
  mutating func insert(_ value: Int, under key: UInt64) {
    if used * 2 >= slots.count { grow() }
    let slot = self.slot(of: key)
    if heads[slot] < 0 {
      slots[slot] = key
      used += 1
    }
    if heads[slot] >= 0, values[Int(heads[slot])] == Int32(value) { return }
    values.append(Int32(value))
    following.append(heads[slot])
    heads[slot] = Int32(values.count - 1)
  }

  /// The values under a key, ascending; empty where there are none.
  func values(under key: UInt64) -> [Int] {
    let slot = self.slot(of: key)
    var link = heads[slot]
    if link < 0 { return [] }
    var found: [Int] = []
    while link >= 0 {
      found.append(Int(values[Int(link)]))
      link = following[Int(link)]
    }
    found.reverse()  // the last one in stands first
    return found
  }

  private func slot(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while heads[slot] >= 0, slots[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let oldSlots = slots
    let oldHeads = heads
    slots = [UInt64](repeating: 0, count: oldSlots.count * 2)
    heads = [Int32](repeating: -1, count: oldSlots.count * 2)
    for index in oldSlots.indices where oldHeads[index] >= 0 {
      let slot = self.slot(of: oldSlots[index])
      slots[slot] = oldSlots[index]
      heads[slot] = oldHeads[index]
    }
  }
}
