/// Whether bytes are more than plain ASCII text.
struct ByteSurvey {
  /// Some are 0x80 or above.
  private(set) var hasUpper = false
  /// Some are below 0x20, and neither tabs nor line ends.
  private(set) var hasControl = false

  init(_ bytes: Span<UInt8>) {
    let found = bytes.withUnsafeBufferPointer { bytes in
      // Without branches, so that many bytes are looked at together.
      var found: UInt8 = 0
      for byte in bytes {
        found |= byte & 0x80
        found |=
          (byte < 0x20 ? 1 : 0) & (byte != 0x09 ? 1 : 0) & (byte != 0x0A ? 1 : 0)
          & (byte != 0x0D ? 1 : 0)
      }
      return found
    }
    hasUpper = found & 0x80 != 0
    hasControl = found & 1 != 0
  }
}
