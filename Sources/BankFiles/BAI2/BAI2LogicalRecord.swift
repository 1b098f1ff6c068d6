/// One record with all its continuations, as bytes.
struct BAI2LogicalRecord {
  /// More continuations, or more bytes, are no record but an attack on memory.
  static let continuationsMax = 10_000
  static let bytesMax = 1 << 22

  let code: BAI2RecordCode
  /// Where the code stands; lines and columns from 1.
  let line: Int
  let column: Int
  /// What stands behind the codes, one physical record after the other.
  private(set) var bytes: [UInt8] = []
  /// The end of each physical record in `bytes`.
  private(set) var ends: [Int] = []
  /// The line of each physical record.
  private(set) var lines: [Int] = []
  /// Which of them have a code: what banks count.
  private var isCoded: [Bool] = []
  var coded: Int { isCoded.count(where: \.self) }

  init(code: BAI2RecordCode, line: Int, column: Int) {
    self.code = code
    self.line = line
    self.column = column
  }

  /// Adds the fields of one physical record, or a line of text without a code.
  mutating func append(_ fields: ArraySlice<UInt8>, line: Int, isCoded: Bool = true) {
    var end = fields.endIndex
    while end > fields.startIndex, fields[end - 1] == 0x20 || fields[end - 1] == 0x09 { end -= 1 }
    bytes.append(contentsOf: fields[fields.startIndex..<end])
    ends.append(bytes.count)
    lines.append(line)
    self.isCoded.append(isCoded)
  }

  /// The physical records as the file has them.
  var raw: String {
    var raw = ""
    var start = 0
    for (index, end) in ends.enumerated() {
      // A line without a code of its own is text that goes on.
      let prefix = index == 0 ? code.rawValue + "," : isCoded[index] ? "88," : ""
      raw += prefix + TextDecoding.text(bytes[start..<end]) + "\n"
      start = end
    }
    return raw
  }

  /// The fields of a record that does not end in text: blanks around them are padding, and a slash
  /// at the end of a physical record stands for the comma.
  var fields: BAI2FieldList {
    var list = BAI2FieldList()
    var start = 0
    for (index, end) in ends.enumerated() {
      var stop = end
      if stop > start, bytes[stop - 1] == UInt8(ascii: "/") { stop -= 1 }
      var parts = bytes[start..<stop].split(
        separator: UInt8(ascii: ","), omittingEmptySubsequences: false)[...]
      while let part = parts.popFirst() {
        list.append(
          TextDecoding.trimmed(part), line: lines[index], endsPhysicalRecord: parts.isEmpty)
      }
      start = end
    }
    return list
  }
}
