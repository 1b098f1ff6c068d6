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
    decoded(MT940Detail.trimmed(bytes).map { $0 == 0x0A || $0 == 0x09 ? 0x20 : $0 }.filter(isText))
  }

  /// Line by line, each without blanks at its ends, none empty.
  func lines(_ bytes: ArraySlice<UInt8>) -> [String] {
    bytes.split(separator: 0x0A).map { line($0) }.filter { !$0.isEmpty }
  }

  /// In one line, its blanks single: banks pad the parts of a name.
  func name(_ bytes: ArraySlice<UInt8>) -> String {
    line(bytes).split(separator: " ").joined(separator: " ")
  }

  /// Without line ends, which only cut it.
  func reference(_ bytes: ArraySlice<UInt8>) -> String {
    line(bytes.filter { $0 != 0x0A }[...])
  }

  /// Without any blanks.
  func compact(_ bytes: ArraySlice<UInt8>) -> String {
    decoded(bytes.filter { $0 > 0x20 })
  }

  private func isText(_ byte: UInt8) -> Bool { !hasControl || byte >= 0x20 }

  private func decoded(_ bytes: some Collection<UInt8>) -> String {
    isUTF8 ? String(decoding: bytes, as: UTF8.self) : codePage.text(bytes)
  }
}
