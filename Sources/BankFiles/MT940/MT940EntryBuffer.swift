/// The lines of one entry, its `:61:`, `:86:` and `:NS:`, as the file has them: one behind the other,
/// parted by line feeds.
struct MT940EntryBuffer {
  /// More is no entry but an attack on memory: the rest is cut off.
  static let bytesMax = 1 << 16

  private(set) var bytes: [UInt8] = []
  /// Where the content of the `:61:` begins, and where the field ends.
  private(set) var contentStart = 0
  private(set) var entryEnd = 0
  /// The file's line of the `:61:`.
  private(set) var line = 0
  private(set) var isCut = false
  /// The field that is being read, and how many lines it has.
  private(set) var field = MT940Tag.entry
  private(set) var fieldLines = 0
  /// How wide the last line of the details is, its tag included; 0 where there are none.
  private(set) var detailWidth = 0
  /// A field is wider than 65 letters or longer than 6 lines.
  private(set) var isLong = false

  /// The last letter so far: a time may be cut behind it.
  var last: UInt8? { bytes.last }

  mutating func begin(_ line: Span<UInt8>, content: Int, number: Int) {
    bytes.removeAll(keepingCapacity: true)
    isCut = false
    isLong = false
    self.line = number
    contentStart = content
    append(line, field: .entry)
  }

  /// Adds a line that begins a field, or one that goes on.
  mutating func append(_ line: Span<UInt8>, field: MT940Tag? = nil) {
    if let field {
      self.field = field
      fieldLines = 0
    }
    fieldLines += 1
    detailWidth = self.field == .detail ? line.count : 0
    let width = line.count - (fieldLines == 1 ? 4 : 0)
    if self.field == .detail, width > 65 || fieldLines > 6 { isLong = true }
    guard !isCut else { return }
    if !bytes.isEmpty { bytes.append(0x0A) }
    let room = Self.bytesMax - bytes.count
    if line.count <= room {
      line.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    } else {
      line.extracting(0..<room).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
      dropIncompleteLetter()
      isCut = true
    }
    if self.field == .entry { entryEnd = bytes.count }
  }

  /// A letter of UTF-8 whose bytes were cut apart.
  private mutating func dropIncompleteLetter() {
    let continuations = bytes.suffix(3).reversed().prefix { $0 & 0xC0 == 0x80 }.count
    guard let lead = bytes.dropLast(continuations).last, lead >= 0xC0 else { return }
    let needed = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    if continuations < needed { bytes.removeLast(continuations + 1) }
  }
}
