/// Looks for bytes sixteen at a time.
enum ByteSearch {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Where the byte stands first, from `start` on; the end where it does not.
  @inline(__always)
  static func first(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    guard let base = bytes.baseAddress, start < bytes.count else { return bytes.count }
    let raw = UnsafeRawPointer(base)
    let wanted = SIMD16<UInt8>(repeating: byte)
    let pattern = ones &* UInt64(byte)
    var index = start
    while index + 16 <= bytes.count,
      !any(raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self) .== wanted)
    {
      index += 16
    }
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian ^ pattern
      // The lowest byte that is zero has its high bit set here, and none below it.
      let zeros = (word &- ones) & ~word & highs
      if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] != byte { index += 1 }
    return index
  }

  /// No byte is beyond ASCII.
  static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  /// One byte stands right before another somewhere.
  static func has(_ first: UInt8, before second: UInt8, in bytes: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    guard bytes.count > 1 else { return false }
    var found: UInt8 = 0
    for index in 0..<bytes.count - 1 {
      found |= (bytes[index] == first ? 1 : 0) & (bytes[index + 1] == second ? 1 : 0)
    }
    return found != 0
  }

  /// Nothing is beyond ASCII, nothing is a control character but line ends, and carriage returns
  /// stand before line feeds only (or last).
  static func isPlainText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let raw = UnsafeRawPointer(base)
    let blanks = ones &* 0x20
    var index = 0
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word & highs != 0 { return false }
      // Below a blank: the line ends, one word in eight, and are looked at one by one.
      if (word &- blanks) & ~word & highs != 0 {
        for place in index..<(index + 8) where !isPlain(bytes, at: place) { return false }
      }
      index += 8
    }
    while index < bytes.count {
      if bytes[index] >= 0x80 || !isPlain(bytes, at: index) { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let byte = bytes[index]
    if byte >= 0x20 || byte == 0x0A { return true }
    return byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] == 0x0A)
  }
}
