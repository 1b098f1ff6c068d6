import Durable

/// Keys and their counts in a scratch file: a hash table of pages, of which one is in memory.
///
/// A key's first bits say its page. Where a page is full the file is written anew with twice as many,
/// in the order of the old ones.
struct OccurrencePages: ~Copyable {
  private var file: ScratchFile
  private var pageCount: Int
  private var page = Page()
  private var pageNumber = 0
  private var isChanged = false

  /// - Parameter keys: room for about so many.
  init(keys: Int) throws(FileSystemError) {
    file = try ScratchFile()
    pageCount = 1
    while pageCount * Page.slots < keys { pageCount *= 2 }
  }

  /// - Returns: how often the key came, these times included.
  mutating func count(_ key: UInt64, times: UInt32) throws(FileSystemError) -> UInt32 {
    while true {
      try open(Self.number(of: key, among: pageCount))
      if let count = page.count(key, times: times) {
        isChanged = true
        return count
      }
      try grow()
    }
  }

  private static func number(of key: UInt64, among pages: Int) -> Int {
    pages == 1 ? 0 : Int(truncatingIfNeeded: key >> UInt64(64 - pages.trailingZeroBitCount))
  }

  private mutating func open(_ number: Int) throws(FileSystemError) {
    if number == pageNumber { return }
    try close()
    try page.read(from: file, number)
    pageNumber = number
  }

  private mutating func close() throws(FileSystemError) {
    if isChanged { try page.write(to: file, pageNumber) }
    isChanged = false
  }

  private mutating func grow() throws(FileSystemError) {
    try close()
    var larger = try OccurrencePages(keys: 2 * pageCount * Page.slots)
    for number in 0..<pageCount {
      try page.read(from: file, number)
      for (key, times) in page.entries { _ = try larger.count(key, times: times) }
    }
    self = larger
  }
}

extension OccurrencePages {
  /// As much as the system reads at a time: slots of a key and its count, of which 0 is free.
  private struct Page {
    static let slots = 340
    private static let bytesMax = 4096
    private static let stride = 12

    /// Where it says how many slots are used.
    private static let usedOffset = slots * stride

    private var bytes = [UInt8](repeating: 0, count: bytesMax)

    private var used: UInt32 {
      get { bytes.withUnsafeBytes { $0.load(fromByteOffset: Self.usedOffset, as: UInt32.self) } }
      set {
        bytes.withUnsafeMutableBytes {
          $0.storeBytes(of: newValue, toByteOffset: Self.usedOffset, as: UInt32.self)
        }
      }
    }

    /// nil where there is no room.
    mutating func count(_ key: UInt64, times: UInt32) -> UInt32? {
      var slot = Int(truncatingIfNeeded: key & 0xFFFF) % Self.slots
      while true {
        let (known, count) = self[slot]
        if count == 0 { break }
        if known == key {
          set(slot, key, count + times)
          return count + times
        }
        slot = slot + 1 == Self.slots ? 0 : slot + 1
      }
      // One slot stays free, where the search for a key that is not there ends.
      guard used < Self.slots - 1 else { return nil }
      used += 1
      set(slot, key, times)
      return times
    }

    var entries: some Sequence<(UInt64, UInt32)> {
      (0..<Self.slots).lazy.map { self[$0] }.filter { $0.1 > 0 }
    }

    private subscript(slot: Int) -> (key: UInt64, count: UInt32) {
      bytes.withUnsafeBytes { all in
        (
          all.loadUnaligned(fromByteOffset: slot * Self.stride, as: UInt64.self),
          all.loadUnaligned(fromByteOffset: slot * Self.stride + 8, as: UInt32.self)
        )
      }
    }

    private mutating func set(_ slot: Int, _ key: UInt64, _ count: UInt32) {
      bytes.withUnsafeMutableBytes { all in
        all.storeBytes(of: key, toByteOffset: slot * Self.stride, as: UInt64.self)
        all.storeBytes(of: count, toByteOffset: slot * Self.stride + 8, as: UInt32.self)
      }
    }

    mutating func read(from file: ScratchFile, _ number: Int) throws(FileSystemError) {
      try bytes.withUnsafeMutableBytes { all in
        Result { () throws(FileSystemError) in
          try file.read(into: all, at: number * Self.bytesMax)
        }
      }.get()
    }

    func write(to file: ScratchFile, _ number: Int) throws(FileSystemError) {
      try bytes.withUnsafeBytes { all in
        Result { () throws(FileSystemError) in
          try file.write(all, at: number * Self.bytesMax)
        }
      }.get()
    }
  }
}
