/// A JSON value whose keys keep their order; amounts are strings, so that nobody rounds them.
public indirect enum JSONValue: Sendable {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case null
  case list([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// Strict JSON (RFC 8259), two blanks a level, a line feed at the end.
  public var bytes: [UInt8] {
    var text: [UInt8] = []
    write(to: &text, level: 0)
    text.append(UInt8(ascii: "\n"))
    return text
  }

  /// Strict JSON on one line, without a line feed.
  public var compact: [UInt8] {
    var text: [UInt8] = []
    appendCompact(to: &text)
    return text
  }

  /// Appends the value on one line, without a line feed.
  public func appendCompact(to text: inout [UInt8]) { write(to: &text, level: nil) }

  /// Appends the value as `bytes` has it so deep inside a document, without a line feed: for documents
  /// that are written piece by piece.
  public func append(to text: inout [UInt8], level: Int) { write(to: &text, level: level) }

  /// - Parameter level: how deep the value stands; nil for one line.
  private func write(to text: inout [UInt8], level: Int?) {
    let next = level.map { $0 + 1 }
    switch self {
    case .string(let string): Self.write(string, to: &text)
    case .integer(let integer): text += String(integer).utf8
    case .boolean(let boolean): text += (boolean ? "true" : "false").utf8
    case .null: text += "null".utf8
    case .list(let values):
      Self.write(values, between: ("[", "]"), to: &text, level: level) { value, text in
        value.write(to: &text, level: next)
      }
    case .object(let members):
      Self.write(members, between: ("{", "}"), to: &text, level: level) { member, text in
        Self.write(member.key, to: &text)
        text += (level == nil ? ":" : ": ").utf8
        member.value.write(to: &text, level: next)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between brackets: (String, String), to text: inout [UInt8], level: Int?,
    each: (Element, inout [UInt8]) -> Void
  ) {
    text += brackets.0.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      if let level { breakLine(level + 1, &text) }
      each(element, &text)
    }
    if let level, !elements.isEmpty { breakLine(level, &text) }
    text += brackets.1.utf8
  }

  /// A new line, and the blanks before what stands on a level.
  public static func breakLine(_ level: Int, _ text: inout [UInt8]) {
    text.append(UInt8(ascii: "\n"))
    text += repeatElement(UInt8(ascii: " "), count: 2 * level)
  }

  /// A string with everything escaped that JSON forbids, and the line separators of JavaScript.
  static func write(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    defer { text.append(UInt8(ascii: "\"")) }
    var copy = string
    let isPlain = copy.withUTF8 { bytes in
      for byte in bytes
      where byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        return false
      }
      text.append(contentsOf: bytes)
      return true
    }
    if isPlain { return }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\"".utf8
      case "\\": text += "\\\\".utf8
      case "\n": text += "\\n".utf8
      case "\r": text += "\\r".utf8
      case "\t": text += "\\t".utf8
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u".utf8
        text += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        text += digits.utf8
      default: text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
  }
}
