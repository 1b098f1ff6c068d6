/// Bytes that may be no UTF-8, as text that shows all of them and can be read back.
enum EscapedBytes {
  static func display(_ bytes: [UInt8]) -> String {
    var shown = ""
    for part in parts(of: bytes) {
      switch part {
      case .byte(let byte):
        let digits = String(byte, radix: 16, uppercase: true)
        shown += "\\x" + (byte < 16 ? "0" : "") + digits
      case .scalar("\\"): shown += "\\\\"
      case .scalar(let scalar):
        if isStrange(scalar) {
          shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          shown.unicodeScalars.append(scalar)
        }
      }
    }
    return shown
  }

  /// nil where `display` could not have written it.
  static func bytes(of display: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = display.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        bytes += Array(String(scalar).utf8)
        continue
      }
      switch rest.popFirst() {
      case "\\": bytes.append(UInt8(ascii: "\\"))
      case "x":
        let digits = rest.prefix(2)
        guard digits.count == 2, let byte = UInt8(String(digits), radix: 16) else { return nil }
        rest = rest.dropFirst(2)
        bytes.append(byte)
      case "u":
        guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}"),
          let value = UInt32(String(rest[..<end]), radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        rest = rest[rest.index(after: end)...]
        bytes += Array(String(scalar).utf8)
      default: return nil
      }
    }
    return bytes
  }

  /// Control characters, line separators, and what turns the direction of a line around.
  static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A character, or a byte that belongs to none.
  enum Part: Hashable {
    case scalar(Unicode.Scalar)
    case byte(UInt8)
  }

  static func parts(of bytes: [UInt8]) -> [Part] {
    var parts: [Part] = []
    var start = 0
    while start < bytes.count {
      let length = min(sequenceLength(bytes[start]), bytes.count - start)
      let slice = bytes[start..<start + length]
      if let text = String(validating: slice, as: UTF8.self), text.unicodeScalars.count == 1 {
        parts += text.unicodeScalars.map(Part.scalar)
        start += length
      } else {
        parts.append(.byte(bytes[start]))
        start += 1
      }
    }
    return parts
  }

  /// How many bytes a character has that begins with this one.
  private static func sequenceLength(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC0...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xFF: 4
    default: 1
    }
  }
}
