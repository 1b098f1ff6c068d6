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

  private func write(to text: inout [UInt8], level: Int) {
    switch self {
    case .string(let string): Self.write(string, to: &text)
    case .integer(let integer): text += Array(String(integer).utf8)
    case .boolean(let boolean): text += Array((boolean ? "true" : "false").utf8)
    case .null: text += Array("null".utf8)
    case .list(let values):
      Self.write(values, between: ("[", "]"), to: &text, level: level) { value, text in
        value.write(to: &text, level: level + 1)
      }
    case .object(let members):
      Self.write(members, between: ("{", "}"), to: &text, level: level) { member, text in
        Self.write(member.key, to: &text)
        text += Array(": ".utf8)
        member.value.write(to: &text, level: level + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between brackets: (String, String), to text: inout [UInt8], level: Int,
    each: (Element, inout [UInt8]) -> Void
  ) {
    text += Array(brackets.0.utf8)
    for (index, element) in elements.enumerated() {
      text += Array((index == 0 ? "\n" : ",\n").utf8)
      text += Array(repeating: UInt8(ascii: " "), count: 2 * (level + 1))
      each(element, &text)
    }
    if !elements.isEmpty {
      text.append(UInt8(ascii: "\n"))
      text += Array(repeating: UInt8(ascii: " "), count: 2 * level)
    }
    text += Array(brackets.1.utf8)
  }

  /// A string with everything escaped that JSON forbids, and the line separators of JavaScript.
  private static func write(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += Array("\\\"".utf8)
      case "\\": text += Array("\\\\".utf8)
      case "\n": text += Array("\\n".utf8)
      case "\r": text += Array("\\r".utf8)
      case "\t": text += Array("\\t".utf8)
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += Array("\\u".utf8)
        text += Array(repeating: UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        text += Array(digits.utf8)
      default: text += Array(String(Character(scalar)).utf8)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
