/// Characters that no page or table shows as they stand: a payer's name that reads backwards would
/// mislead the person who decides about the money.
public enum MisleadingCharacters {
  /// Controls, separators of lines, and the format characters that reorder or hide what stands
  /// beside them. (The joiners U+200C and U+200D are left: Persian and Indic names need them.)
  public static func contain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// `\u{202E}`: what is shown instead.
  public static func name(of scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }
}
