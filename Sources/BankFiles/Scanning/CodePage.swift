/// How the bytes of a flat file stand for letters, where they are not UTF-8.
///
/// Flat files do not say it: a bank's customers know, or find out.
///
/// - Source: the mapping tables of the Unicode Consortium (`MAPPINGS/VENDORS/MICSFT` and
///   `MAPPINGS/ISO8859`). Bytes that a page leaves open are U+FFFD.
public enum CodePage: String, Sendable, CaseIterable {
  /// Western Europe, as Windows writes it.
  case windows1252 = "windows-1252"
  /// Central Europe, as Windows writes it.
  case windows1250 = "windows-1250"
  /// Central Europe, as DOS and banks' hosts write it.
  case cp852
  case latin1 = "iso-8859-1"
  case latin2 = "iso-8859-2"
  /// Latin 1 with the euro sign.
  case latin9 = "iso-8859-15"

  /// Bytes as text; those below 0x80 are ASCII in every page.
  public func text(_ bytes: some Collection<UInt8>) -> String {
    let upper = upper
    var text = ""
    text.reserveCapacity(bytes.count + 16)
    for byte in bytes {
      text.unicodeScalars.append(byte < 0x80 ? Unicode.Scalar(byte) : upper[Int(byte) - 0x80])
    }
    return text
  }

  /// How people call the page.
  var name: String {
    switch self {
    case .windows1252: "Windows-1252"
    case .windows1250: "Windows-1250"
    case .cp852: "code page 852"
    case .latin1, .latin2, .latin9: rawValue.uppercased()
    }
  }

  /// What 0x80 to 0xFF are.
  private var upper: [Unicode.Scalar] {
    switch self {
    case .windows1252: Self.windows1252Upper
    case .windows1250: Self.windows1250Upper
    case .cp852: Self.cp852Upper
    case .latin1: Self.latin1Upper
    case .latin2: Self.latin2Upper
    case .latin9: Self.latin9Upper
    }
  }

  private static let latin1Upper = (0x80...0xFF).map { Unicode.Scalar(UInt8($0)) }

  private static let windows1252Upper =
    Array(
      "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)
    + latin1Upper[0x20...]

  private static let windows1250Upper = Array(
    ("€\u{FFFD}‚\u{FFFD}„…†‡\u{FFFD}‰Š‹ŚŤŽŹ\u{FFFD}‘’“”•–—\u{FFFD}™š›śťžź"
      + "\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż" + centralLetters).unicodeScalars)

  private static let latin2Upper =
    Array(latin1Upper[..<0x20])
    + Array(
      ("\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż" + centralLetters).unicodeScalars)

  /// 0xC0 to 0xFF, which Windows-1250 and ISO 8859-2 have in common.
  private static let centralLetters =
    "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"

  private static let cp852Upper = Array(
    ("ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤"
      + "đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}").unicodeScalars)

  private static let latin9Upper = {
    var upper = latin1Upper
    for (byte, letter) in [
      (0xA4, "€"), (0xA6, "Š"), (0xA8, "š"), (0xB4, "Ž"), (0xB8, "ž"), (0xBC, "Œ"), (0xBD, "œ"),
      (0xBE, "Ÿ"),
    ] as [(Int, Unicode.Scalar)] {
      upper[byte - 0x80] = letter
    }
    return upper
  }()
}
