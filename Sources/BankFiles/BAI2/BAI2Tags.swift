/// The few tags in a movement's text that banks agree on well enough to be read.
struct BAI2Tags {
  /// Who sent the money: the debtor, the originator of a wire or of an ACH credit. The first that a
  /// text has counts.
  private static let payerTags = [
    "DBNM:", "ORIG CO NAME:", "ORG:=", "ORG=", "B/O CUSTOMER:", "BO1:",
  ].map { Array($0.utf8) }
  private static let endToEndTags = [Array("EREF:".utf8)]
  /// What follows a company's name.
  private static let furtherTags = ["ORIG ", "CO ENTRY ", "DESC DATE:"].map { Array($0.utf8) }

  private(set) var payerName: String?
  private(set) var endToEndID: String?
  private var payerRank = Int.max

  init() {}

  init(_ text: [String]) {
    for var line in text { line.withUTF8 { take($0) } }
  }

  /// Looks through one more line: tags stand at its begin or after a blank.
  mutating func take(_ line: UnsafeBufferPointer<UInt8>) {
    for index in line.indices where index == 0 || line[index - 1] == 0x20 {
      switch line[index] {
      case UInt8(ascii: "D"), UInt8(ascii: "O"), UInt8(ascii: "B"):
        for (rank, tag) in Self.payerTags.enumerated()
        where rank < payerRank && Self.has(tag, line, index) {
          guard let name = Self.value(line, index + tag.count) else { continue }
          payerName = name
          payerRank = rank
        }
      case UInt8(ascii: "E"):
        for tag in Self.endToEndTags where endToEndID == nil && Self.has(tag, line, index) {
          endToEndID = Self.value(line, index + tag.count)
        }
      default: break
      }
    }
  }

  private static func has(
    _ tag: [UInt8], _ line: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> Bool {
    guard line.count - index >= tag.count else { return false }
    for offset in tag.indices where line[index + offset] != tag[offset] { return false }
    return true
  }

  /// What follows a tag: up to the line's end, a run of blanks, or the next tag of the form `WORD:`.
  private static func value(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> String? {
    var start = start
    while start < line.count, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
    var end = start
    while end < line.count {
      if line[end] == 0x20, end > start, beginsTag(line, end + 1) { break }
      end += 1
    }
    while end > start, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
    return end > start ? String(decoding: line[start..<end], as: UTF8.self) : nil
  }

  private static func beginsTag(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    if index < line.count, line[index] == 0x20 { return true }
    if furtherTags.contains(where: { has($0, line, index) }) { return true }
    var end = index
    while end < line.count, line[end] != 0x20 {
      if line[end] == UInt8(ascii: "=") { return true }
      end += 1
    }
    return end > index && line[end - 1] == UInt8(ascii: ":")
  }
}
