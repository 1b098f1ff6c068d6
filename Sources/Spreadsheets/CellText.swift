import LedgerFiles

/// A text as a cell can hold it.
enum CellText {
  /// What a cell holds at most, in UTF-16 units.
  static let unitsMax = 32_767

  /// The text with what hides or reorders it shown as what it is (`\u{202E}`), cut where it is
  /// longer than a cell.
  static func shown(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "_") }
    if isPlain, text.utf8.count <= unitsMax { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      // The last two of the basic plane are no characters of XML.
      if MisleadingCharacters.contain(scalar) || scalar == "\u{FFFE}" || scalar == "\u{FFFF}" {
        shown += MisleadingCharacters.name(of: scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    shown = escapingEscapes(shown)
    guard shown.utf16.count > unitsMax else { return shown }
    var cut = ""
    var units = 1
    for character in shown {
      units += character.utf16.count
      if units > unitsMax { break }
      cut.append(character)
    }
    return cut + "…"
  }

  /// `_x0041_` in a workbook is an `A` (`ST_Xstring` of ISO/IEC 29500-1): where a text has just
  /// that, its underscore is what is written so.
  private static func escapingEscapes(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var escaped: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      escaped.append(byte)
      guard byte == UInt8(ascii: "_"), place + 6 < bytes.count,
        bytes[place + 1] == UInt8(ascii: "x"), bytes[place + 6] == UInt8(ascii: "_"),
        bytes[place + 2..<place + 6].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      else { continue }
      escaped += "x005F_".utf8
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
