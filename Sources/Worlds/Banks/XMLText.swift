import Money

/// XML in the making.
struct XMLText {
  var bytes: [UInt8] = []

  mutating func line(_ text: String) {
    bytes += text.utf8
    bytes.append(0x0A)
  }

  mutating func begin(_ version: String, _ message: String, id: String, day: CalendarDate) {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    line("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.\(version).001.08\">")
    line(
      "<\(message)><GrpHdr><MsgId>\(id)</MsgId><CreDtTm>\(day)T20:15:00+01:00</CreDtTm></GrpHdr>")
  }

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else { return text }
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
