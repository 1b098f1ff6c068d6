/// Turns the bytes of a kept field into text.
enum TextDecoding {
  /// UTF-8 where the bytes are UTF-8, Windows-1252 otherwise: what banks' own systems write.
  ///
  /// - Returns: the text, and whether the bytes had to be read as Windows-1252.
  static func decode(_ bytes: ArraySlice<UInt8>) -> (text: String, isFallback: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
    return (windows1252(bytes), true)
  }

  static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      text.unicodeScalars.append(
        (0x80...0x9F).contains(byte) ? upperControls[Int(byte - 0x80)] : Unicode.Scalar(byte))
    }
    return text
  }

  static func text(_ bytes: ArraySlice<UInt8>) -> String { decode(bytes).text }

  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? decode(Array(bytes)[...]).text
  }

  /// The bytes without blanks and tabs at both ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return bytes
  }

  /// 0x80 to 0x9F; the five bytes that the code page leaves open become U+FFFD.
  private static let upperControls: [Unicode.Scalar] = [
    "€", "\u{FFFD}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{FFFD}", "Ž",
    "\u{FFFD}", "\u{FFFD}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ",
    "\u{FFFD}", "ž", "Ÿ",
  ]
}
