/// The fields of a 16 record, read one by one across its continuations, and then its text.
struct BAI2DetailFields: BAI2FieldSource {
  private let record: BAI2LogicalRecord
  private var physical = 0
  private var offset = 0
  /// The physical record has no field left, not even an empty one.
  private var isSpent = false

  init(_ record: BAI2LogicalRecord) {
    self.record = record
    isSpent = (record.ends.first ?? 0) == 0
  }

  var isAtEnd: Bool {
    physical >= record.ends.count || (isSpent && physical + 1 >= record.ends.count)
  }

  /// The next field; empty beyond the last. A slash that ends a physical record ends the field.
  mutating func take() -> ArraySlice<UInt8> {
    if isSpent { advance() }
    guard physical < record.ends.count else { return [] }
    let end = record.ends[physical]
    let start = offset
    while offset < end, record.bytes[offset] != UInt8(ascii: ",") { offset += 1 }
    var stop = offset
    if offset < end {
      offset += 1
    } else {
      if stop > start, record.bytes[stop - 1] == UInt8(ascii: "/") { stop -= 1 }
      isSpent = true
    }
    return TextDecoding.trimmed(record.bytes[start..<stop])
  }

  /// Everything behind the fields taken: one line per physical record, without one closing slash.
  mutating func takeText() -> [ArraySlice<UInt8>] {
    if isSpent { advance() }
    var lines: [ArraySlice<UInt8>] = []
    while physical < record.ends.count {
      var text = record.bytes[offset..<record.ends[physical]]
      if text.last == UInt8(ascii: "/") { text.removeLast() }
      while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
      if !text.isEmpty { lines.append(text) }
      advance()
    }
    return lines
  }

  private mutating func advance() {
    offset = physical < record.ends.count ? record.ends[physical] : record.bytes.count
    physical += 1
    isSpent = false
  }
}
