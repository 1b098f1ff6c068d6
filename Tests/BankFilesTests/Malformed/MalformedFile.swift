import Testing

/// A file with something wrong in it, and all that its reader must make of it.
struct MalformedFile: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// The problems in their order as `severity code line`, `check verdict` for each check that is off
  /// or cannot be made; or alone `refused code line` for a file that cannot be used at all.
  let told: [String]
  /// The booked money that is still told, and of how many transactions in all; empty for a file that
  /// is refused, since nothing of it may be used.
  let money: String

  init(_ name: String, _ bytes: [UInt8], _ told: [String], _ money: String) {
    self.name = name
    self.bytes = bytes
    self.told = told
    self.money = told.first?.hasPrefix("refused") == true ? "" : money
  }

  var testDescription: String { name }

  /// Reads the bytes in one piece and in small ones, and holds what comes out to what must.
  func verify(as format: ToldFile.Format, at location: SourceLocation = #_sourceLocation) {
    let whole = ToldFile(bytes, as: format)
    expect(whole, location)
    for chunk in bytes.count < 8192 ? [1, 7, 64] : [65_537] {
      #expect(
        ToldFile(bytes, as: format, chunk: chunk) == whole, "in pieces of \(chunk)",
        sourceLocation: location)
    }
  }

  private func expect(_ file: ToldFile, _ location: SourceLocation) {
    #expect(file.told == told, "\(name)", sourceLocation: location)
    #expect(file.money == money, "\(name)", sourceLocation: location)
  }
}
