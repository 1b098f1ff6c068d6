public import Durable

/// How often each key came so far, exactly, for any number of keys in bounded memory.
///
/// As long as they are few they lie in a table in memory; of more all lie in a scratch file, a page of
/// which is read and written for each key that comes.
public struct OccurrenceCounts: ~Copyable {
  private var table: OccurrenceTable
  private var file: OccurrencePages?

  private let heldMax: Int

  /// Twelve bytes a slot: two files that are read side by side stay far below 64 MB together.
  public static let usualMax = 450_000

  /// - Parameter heldMax: so many keys lie in memory.
  public init(heldMax: Int = OccurrenceCounts.usualMax) {
    self.heldMax = heldMax
    table = OccurrenceTable(slots: 16)
  }

  /// Counts a key.
  ///
  /// - Parameter key: a hash whose bits are as good as chance.
  /// - Returns: how often it came, this time included.
  public mutating func count(_ key: UInt64) throws(FileSystemError) -> Int {
    if file != nil { return Int(try file?.count(key, times: 1) ?? 0) }
    if table.isFull {
      guard table.count >= heldMax else {
        table = table.doubled()
        return Int(table.count(key, times: 1))
      }
      try spill()
      return Int(try file?.count(key, times: 1) ?? 0)
    }
    return Int(table.count(key, times: 1))
  }

  private mutating func spill() throws(FileSystemError) {
    // Half full to begin with: the table's order is nearly that of the pages, so that each page is
    // written about once.
    var pages = try OccurrencePages(keys: 2 * table.count)
    for (key, times) in table.entries { _ = try pages.count(key, times: times) }
    file = consume pages
    table = OccurrenceTable(slots: 16)
  }
}

/// Keys and their counts in memory, in the order of the keys' first bits as far as there is room.
private struct OccurrenceTable {
  private(set) var count = 0
  private var keys: [UInt64]
  private var counts: [UInt32]
  private let shift: UInt64

  /// - Parameter slots: a power of two.
  init(slots: Int) {
    keys = Array(repeating: 0, count: slots)
    counts = Array(repeating: 0, count: slots)
    shift = UInt64(64 - slots.trailingZeroBitCount)
  }

  var isFull: Bool { count >= keys.count / 8 * 7 }

  var entries: some Sequence<(UInt64, UInt32)> { zip(keys, counts).lazy.filter { $0.1 > 0 } }

  mutating func count(_ key: UInt64, times: UInt32) -> UInt32 {
    var slot = Int(truncatingIfNeeded: key >> shift)
    while counts[slot] > 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
    if counts[slot] == 0 { count += 1 }
    keys[slot] = key
    counts[slot] += times
    return counts[slot]
  }

  func doubled() -> OccurrenceTable {
    var larger = OccurrenceTable(slots: 2 * keys.count)
    for (key, times) in entries { _ = larger.count(key, times: times) }
    return larger
  }
}
