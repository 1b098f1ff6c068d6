/// Texts from outside as they may stand in a plain text journal.
///
/// A journal has no quoting: a line break in a remittance would begin a posting of its own, two
/// blanks would end an account's name.
enum JournalText {
  /// A description on one line: control characters, separators, `;` and `|` become blanks, blanks
  /// are single, and nothing at its beginning reads as a status or a code.
  static func description(_ text: String) -> String {
    var plain = ""
    var endsInBlank = true
    for scalar in text.unicodeScalars {
      let isBlank =
        scalar.properties.isWhitespace || isUnseen(scalar) || scalar == ";" || scalar == "|"
      if isBlank {
        if !endsInBlank { plain.unicodeScalars.append(" ") }
        endsInBlank = true
      } else if !plain.isEmpty || !"(*!=@".unicodeScalars.contains(scalar) {
        plain.unicodeScalars.append(scalar)
        endsInBlank = false
      }
    }
    if endsInBlank, !plain.isEmpty { plain.unicodeScalars.removeLast() }
    return plain
  }

  /// One part of an account's name, different for different texts.
  ///
  /// Letters, figures, single blanks between them and `- _ . / + & , #` stay; the UTF-8 bytes of all
  /// else are written as `%` and two hexadecimal digits. A lone `%` stands for nothing at all.
  static func accountPart(_ text: String) -> String {
    if text.isEmpty { return "%" }
    var name = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isInnerBlank =
        scalar == " " && index > 0 && index < scalars.count - 1 && scalars[index - 1] != " "
      let isKept =
        index == 0
        ? isLetterOrFigure(scalar)
        : isLetterOrFigure(scalar) || isInnerBlank
          || "-_./+&,#".unicodeScalars.contains(scalar)
      if isKept {
        name.unicodeScalars.append(scalar)
      } else {
        for byte in String(Character(scalar)).utf8 {
          let digits = String(byte, radix: 16, uppercase: true)
          name += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
        }
      }
    }
    return name
  }

  private static func isLetterOrFigure(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      return true
    default: return false
    }
  }

  /// Control, format, private and unassigned characters: invisible, and some turn the line around.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: true
    default: false
    }
  }
}
