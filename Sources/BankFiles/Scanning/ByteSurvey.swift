/// Whether bytes are more than plain ASCII text.
struct ByteSurvey {
  /// Some are 0x80 or above.
  private(set) var hasUpper = false
  /// Some are below 0x20, and neither tabs nor line ends.
  private(set) var hasControl = false

  init(_ bytes: Span<UInt8>) {
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte >= 0x80 { hasUpper = true }
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { hasControl = true }
    }
  }
}
