/// A page in the making: markup comes from literals of this module alone, all else is escaped.
///
/// `markup` takes a `StaticString`, so that text from a bank file cannot become markup by mistake:
/// it would not compile.
public struct HTMLWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// Markup of our own.
  public mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Text from anywhere, escaped for element content and for quoted attribute values alike.
  ///
  /// Control characters, and those that reorder or hide text, are shown as `\u{202E}`: a payer's
  /// name that reads backwards would mislead the person who decides about the money.
  public mutating func text(_ text: String) {
    // Nearly all text is plain ASCII, and appended as it stands.
    if text.utf8.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup("&amp;")
      case "<": markup("&lt;")
      case ">": markup("&gt;")
      case "\"": markup("&quot;")
      case "'": markup("&#39;")
      case _ where Self.misleads(scalar):
        bytes.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".utf8)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// A whole number as people read it: `1,234`.
  public mutating func text(_ number: Int) { bytes.append(contentsOf: Grouped.number(number).utf8) }

  /// An element that holds nothing but text.
  public mutating func element(_ start: StaticString, _ text: String, _ end: StaticString) {
    markup(start)
    self.text(text)
    markup(end)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    case 0x20...0x7E: true
    default: false
    }
  }

  /// Controls, separators of lines, and the format characters that reorder or hide what stands
  /// beside them. (The joiners U+200C and U+200D are left: Persian and Indic names need them.)
  private static func misleads(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
