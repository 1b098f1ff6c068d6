import Money

/// Small readings of element texts.
enum CamtText {
  /// The text without white space at its ends; bytes are valid UTF-8, the parser saw to that.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var end = bytes.count
    while end > 0, isBlank(bytes[end - 1]) { end -= 1 }
    var start = 0
    while start < end, isBlank(bytes[start]) { start += 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  /// The text with all white space removed, as account numbers are compared.
  static func compact(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes.filter { !isBlank($0) }, as: UTF8.self)
  }

  /// A reference, or the empty string where banks write a placeholder for none.
  static func reference(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = string(bytes)
    // Every placeholder begins with an N; the rest need not be compared.
    guard text.utf8.first == UInt8(ascii: "N") || text.utf8.first == UInt8(ascii: "n") else {
      return text
    }
    return placeholders.contains(text.uppercased()) ? "" : text
  }

  /// The day of an ISO date or date-time, its zone and time left out; nil where there is none.
  static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
    let text = bytes.drop(while: isBlank)
    let day = String(decoding: UnsafeBufferPointer(rebasing: text.prefix(10)), as: UTF8.self)
    guard let date = CalendarDate(iso: day) else { return nil }
    guard let next = text.dropFirst(10).first, !isBlank(next) else { return date }
    return "TZ+-".utf8.contains(next) ? date : nil
  }

  static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text.drop { $0 == " " || $0 == "\t" })
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static let placeholders: Set<String> = [
    "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NONE", "NOTAVAILABLE", "NOT AVAILABLE",
  ]
}
