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
    var index = start
    while index + 16 <= bytes.count {
      // Lanes that are the byte become all ones, and the lowest is found by its trailing zeros.
      let found = unsafeBitCast(
        raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self) .== wanted,
        to: SIMD2<UInt64>.self)
      let (low, high) = (found[0].littleEndian, found[1].littleEndian)
      if low | high != 0 {
        return index
          + (low != 0 ? low.trailingZeroBitCount : 64 + high.trailingZeroBitCount) / 8
      }
      index += 16
    }
    while index < bytes.count, bytes[index] != byte { index += 1 }
    return index
  }

  /// Any of the three bytes stands in the range.
  static func hasAny(
    _ a: UInt8, _ b: UInt8, _ c: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Bool {
    let (a, b, c) = (Sixteen(repeating: a), Sixteen(repeating: b), Sixteen(repeating: c))
    return exists(in: UnsafeBufferPointer(rebasing: bytes[range]), reach: 0) { raw, index in
      let these = raw.loadUnaligned(fromByteOffset: index, as: Sixteen.self)
      return these .== a .| these .== b .| these .== c
    }
  }

  /// No byte is beyond ASCII, and one does not stand right before another anywhere.
  static func isASCII(
    _ bytes: UnsafeBufferPointer<UInt8>, without first: UInt8, before second: UInt8
  ) -> Bool {
    let (first, second) = (Sixteen(repeating: first), Sixteen(repeating: second))
    let beyond = Sixteen(repeating: 0x80)
    return (bytes.last ?? 0) < 0x80
      && !exists(in: bytes, reach: 1) { raw, index in
        let these = raw.loadUnaligned(fromByteOffset: index, as: Sixteen.self)
        let next = raw.loadUnaligned(fromByteOffset: index + 1, as: Sixteen.self)
        return these .>= beyond .| (these .== first .& next .== second)
      }
  }

  /// One byte stands right before another somewhere.
  static func has(_ first: UInt8, before second: UInt8, in bytes: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    let (first, second) = (Sixteen(repeating: first), Sixteen(repeating: second))
    return exists(in: bytes, reach: 1) { raw, index in
      raw.loadUnaligned(fromByteOffset: index, as: Sixteen.self) .== first
        .& raw.loadUnaligned(fromByteOffset: index + 1, as: Sixteen.self) .== second
    }
  }

  /// Printable ASCII and line ends are all there is, and carriage returns stand before line feeds
  /// only (or last).
  static func isPrintable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let blank = Sixteen(repeating: 0x20)
    let printable = Sixteen(repeating: 0x5F)
    let feed = Sixteen(repeating: 0x0A)
    let carriageReturn = Sixteen(repeating: 0x0D)
    guard let last = bytes.last else { return true }
    return (last &- 0x20 < 0x5F || last == 0x0A || last == 0x0D)
      && !exists(in: bytes, reach: 1) { raw, index in
        let these = raw.loadUnaligned(fromByteOffset: index, as: Sixteen.self)
        let next = raw.loadUnaligned(fromByteOffset: index + 1, as: Sixteen.self)
        let isReturn = these .== carriageReturn
        return (these &- blank) .>= printable .& these .!= feed .& (.!isReturn .| next .!= feed)
      }
  }

  private typealias Sixteen = SIMD16<UInt8>

  /// Whether a test is true anywhere. It is asked of sixteen places at once, and looks at them and
  /// at `reach` bytes behind them.
  @inline(__always)
  private static func exists(
    in bytes: UnsafeBufferPointer<UInt8>, reach: Int,
    _ test: (UnsafeRawPointer, Int) -> SIMDMask<SIMD16<Int8>>
  ) -> Bool {
    guard let base = bytes.baseAddress, bytes.count > reach else { return false }
    let places = bytes.count - reach
    guard places >= 16 else {
      // Too few to be loaded at once: copied to where sixteen are.
      return withUnsafeTemporaryAllocation(byteCount: 16 + 15, alignment: 1) { few in
        for index in 0..<few.count {
          few[index] = index < bytes.count ? bytes[index] : 0
        }
        guard let raw = few.baseAddress else { return false }
        let found = test(UnsafeRawPointer(raw), 0)
        return (0..<places).contains { found[$0] }
      }
    }
    let raw = UnsafeRawPointer(base)
    var found = SIMDMask<SIMD16<Int8>>(repeating: false)
    var index = 0
    while index + 16 <= places {
      found .|= test(raw, index)
      index += 16
    }
    // The last ones once more, with those before them.
    if index < places { found .|= test(raw, places - 16) }
    return any(found)
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
