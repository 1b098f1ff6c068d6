/// Turns the bytes of a kept field into text.
enum TextDecoding {
  /// UTF-8 where the bytes are UTF-8, the code page otherwise: Windows-1252 is what most banks' own
  /// systems write.
  ///
  /// - Returns: the text, and whether the bytes had to be read by the code page.
  static func decode(
    _ bytes: ArraySlice<UInt8>, else page: CodePage = .windows1252
  ) -> (text: String, isFallback: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
    return (page.text(bytes), true)
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
}
