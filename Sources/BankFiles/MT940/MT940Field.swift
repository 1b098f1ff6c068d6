/// A field of a message's head or foot, with the lines that go on with it.
struct MT940Field {
  /// More is no field but an attack on memory: the rest is cut off.
  static let bytesMax = 1 << 16

  private(set) var tag = MT940Tag.reference
  /// The content behind the tag; lines are parted by line feeds.
  private(set) var bytes: [UInt8] = []
  /// The file's line of the tag.
  private(set) var number = 0

  mutating func begin(_ tag: MT940Tag, _ content: Span<UInt8>, number: Int) {
    self.tag = tag
    self.number = number
    bytes.removeAll(keepingCapacity: true)
    append(content)
  }

  mutating func append(_ line: Span<UInt8>) {
    if !bytes.isEmpty { bytes.append(0x0A) }
    let room = min(line.count, max(0, Self.bytesMax - bytes.count))
    line.extracting(0..<room).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// The first line without blanks around it.
  var firstLine: ArraySlice<UInt8> {
    TextDecoding.trimmed(bytes[..<(bytes.firstIndex(of: 0x0A) ?? bytes.count)])
  }

  /// What a message shows of it.
  var shown: String { TextDecoding.text(firstLine.prefix(40)) }
}
