/// The few tags in a movement's text that banks agree on well enough to be read.
enum BAI2Tags {
  /// Who sent the money: the debtor, the originator of a wire or of an ACH credit.
  private static let payer = ["DBNM:", "ORIG CO NAME:", "ORG:=", "ORG=", "B/O CUSTOMER:", "BO1:"]
  private static let endToEnd = ["EREF:"]

  static func payerName(in text: [String]) -> String { value(of: payer, in: text) ?? "" }
  static func endToEndID(in text: [String]) -> String? { value(of: endToEnd, in: text) }

  /// What follows the first of the tags that a line has, at its begin or after a blank: up to the
  /// line's end, a run of blanks, or the next tag of the form `WORD:`.
  private static func value(of tags: [String], in text: [String]) -> String? {
    for tag in tags {
      for line in text {
        let bytes = Array(line.utf8)[...]
        guard let start = start(after: Array(tag.utf8), in: bytes) else { continue }
        var value = TextDecoding.trimmed(bytes[start...])
        for index in value.indices.dropFirst() where value[index] == 0x20 {
          let rest = value[(index + 1)...]
          let word = rest.prefix { $0 != 0x20 }
          if rest.first == 0x20 || word.last == UInt8(ascii: ":")
            || word.contains(UInt8(ascii: "="))
            || endsTwoWordTag(rest)
          {
            value = value[..<index]
            break
          }
        }
        let name = TextDecoding.text(TextDecoding.trimmed(value))
        if !name.isEmpty { return name }
      }
    }
    return nil
  }

  /// `ORIG ID:` and the like, which follow a company's name.
  private static func endsTwoWordTag(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: Array("ORIG ".utf8)) || bytes.starts(with: Array("CO ENTRY ".utf8))
      || bytes.starts(with: Array("DESC DATE:".utf8))
  }

  private static func start(after tag: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
    guard line.count > tag.count else { return nil }
    for index in 0...(line.count - tag.count) {
      let isWordStart = index == 0 || line[index - 1] == 0x20
      if isWordStart, line[index...].starts(with: tag) { return index + tag.count }
    }
    return nil
  }
}
