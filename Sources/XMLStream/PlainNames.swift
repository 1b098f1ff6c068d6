/// The names that a plain document uses, each kept once: what is found again has the same address.
struct PlainNames {
  /// A qualified name, ended by a zero byte and filled up with more to whole words.
  struct Name {
    /// The name as the document writes it.
    var bytes: UnsafePointer<UInt8>
    var count: Int
    /// Where the name without its prefix begins.
    var local: UnsafePointer<UInt8>
    /// The address of the prefix among these names; nil where there is none.
    var prefix: UnsafePointer<UInt8>?
  }

  /// Longer ones are left to libxml2, and so is a document of very many.
  static let lengthMax = 64
  private static let stride = 80
  private static let countMax = 1024
  private static let size = 4096
  /// Names that were made to lie in one place are not searched for long.
  private static let looksMax = 32

  private let storage: UnsafeMutablePointer<UInt8>
  private let names: UnsafeMutablePointer<Name>
  /// Where a name stands in `names`, from 1; 0 is free.
  private let slots: UnsafeMutablePointer<Int16>
  private var count = 0

  init() {
    storage = .allocate(capacity: Self.stride * Self.countMax)
    storage.initialize(repeating: 0, count: Self.stride * Self.countMax)
    names = .allocate(capacity: Self.countMax)
    slots = .allocate(capacity: Self.size)
    slots.initialize(repeating: 0, count: Self.size)
  }

  func deallocate() {
    storage.deallocate()
    names.deallocate()
    slots.deallocate()
  }

  /// - Parameters:
  ///   - bytes: letters, digits and what else ASCII has for names, and at most one colon between two
  ///     of them. Eight bytes more than `count` may be looked at.
  ///   - colon: where the colon is; negative if there is none.
  /// - Returns: nil if no more names are kept.
  @inline(__always)
  mutating func name(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, colon: Int
  ) -> UnsafePointer<Name>? {
    var index = Self.slot(bytes, count)
    var looks = 0
    while slots[index] != 0, looks < Self.looksMax {
      let known = names + Int(slots[index]) - 1
      if known.pointee.count == count, Self.areEqual(known.pointee.bytes, bytes, count) {
        return UnsafePointer(known)
      }
      index = (index + 1) & (Self.size - 1)
      looks += 1
    }
    return slots[index] == 0 ? learn(bytes, count, colon, index) : nil
  }

  @inline(never)
  private mutating func learn(
    _ bytes: UnsafePointer<UInt8>, _ length: Int, _ colon: Int, _ index: Int
  ) -> UnsafePointer<Name>? {
    guard length <= Self.lengthMax, count < Self.countMax else { return nil }
    if colon > 0 {
      // The prefix comes first, and may take the slot.
      guard let prefix = name(bytes, colon, colon: -1) else { return nil }
      guard slots[index] == 0 else { return name(bytes, length, colon: colon) }
      return keep(bytes, length, colon, index, prefix: prefix.pointee.bytes)
    }
    return keep(bytes, length, colon, index, prefix: nil)
  }

  private mutating func keep(
    _ bytes: UnsafePointer<UInt8>, _ length: Int, _ colon: Int, _ index: Int,
    prefix: UnsafePointer<UInt8>?
  ) -> UnsafePointer<Name>? {
    guard count < Self.countMax else { return nil }
    let kept = storage + Self.stride * count
    kept.update(from: bytes, count: length)
    count += 1
    slots[index] = Int16(count)
    let name = names + (count - 1)
    name.initialize(
      to: Name(bytes: kept, count: length, local: UnsafePointer(kept) + colon + 1, prefix: prefix))
    return UnsafePointer(name)
  }

  @inline(__always)
  private static func slot(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let raw = UnsafeRawPointer(bytes)
    var key = raw.loadUnaligned(as: UInt64.self)
    if count < 8 {
      key &= (1 << UInt64(8 * count)) - 1
    } else {
      key = key &* 31 ^ raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
    key = (key ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: key >> 52)
  }

  /// - Parameter kept: has zeros behind its end.
  @inline(__always)
  static func areEqual(
    _ kept: UnsafePointer<UInt8>, _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    let (left, right) = (UnsafeRawPointer(kept), UnsafeRawPointer(bytes))
    var index = 0
    while count - index >= 8 {
      if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      {
        return false
      }
      index += 8
    }
    if index == count { return true }
    let mask: UInt64 = (1 << UInt64(8 * (count - index))) - 1
    let difference =
      left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      ^ right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    return difference & mask == 0
  }
}
