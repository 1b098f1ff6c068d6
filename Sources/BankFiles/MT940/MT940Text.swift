/// Turns the bytes of one entry into text, all in one encoding.
struct MT940Text {
  private let isUTF8: Bool
  private let hasControl: Bool
  private let codePage: CodePage

  init(_ record: Span<UInt8>, _ codePage: CodePage) {
    let survey = ByteSurvey(record)
    hasControl = survey.hasControl
    isUTF8 =
      !survey.hasUpper
      || record.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) } != nil
    self.codePage = codePage
  }

  /// The file's own lines, as they are.
  func raw(_ record: Span<UInt8>) -> String {
    record.withUnsafeBufferPointer { decoded($0) }
  }

  /// Without blanks at its ends; line ends within become blanks.
  func line(_ bytes: ArraySlice<UInt8>) -> String {
    let bytes = MT940Detail.trimmed(bytes)
    let isPlain = bytes.withUnsafeBufferPointer { bytes in bytes.allSatisfy { $0 >= 0x20 } }
    if isPlain { return decoded(bytes) }
    return decoded(bytes.map { $0 == 0x0A || $0 == 0x09 ? 0x20 : $0 }.filter(isText))
  }

  /// Line by line, each without blanks at its ends, none empty.
  func appendLines(_ bytes: ArraySlice<UInt8>, to lines: inout [String]) {
    var rest = bytes
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      let text = line(rest[..<end])
      if !text.isEmpty { lines.append(text) }
      rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
    }
  }

  /// In one line, its blanks single: banks pad the parts of a name.
  func name(_ bytes: ArraySlice<UInt8>) -> String {
    var single: [UInt8] = []
    single.reserveCapacity(bytes.count)
    for byte in MT940Detail.trimmed(bytes) {
      let byte = byte == 0x0A || byte == 0x09 ? 0x20 : byte
      if isText(byte), byte != 0x20 || single.last != 0x20 { single.append(byte) }
    }
    return decoded(single)
  }

  /// Without line ends, which only cut it.
  func reference(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.contains(0x0A) ? line(bytes.filter { $0 != 0x0A }[...]) : line(bytes)
  }

  /// Without any blanks.
  func compact(_ bytes: ArraySlice<UInt8>) -> String {
    let isCompact = bytes.withUnsafeBufferPointer { bytes in bytes.allSatisfy { $0 > 0x20 } }
    return isCompact ? decoded(bytes) : decoded(bytes.filter { $0 > 0x20 })
  }

  private func isText(_ byte: UInt8) -> Bool { !hasControl || byte >= 0x20 }

  private func decoded(_ bytes: some Collection<UInt8>) -> String {
    isUTF8 ? String(decoding: bytes, as: UTF8.self) : codePage.text(bytes)
  }
}
