/// Recognition of X12: an interchange header, and the first set in it that is read.
extension ContentSample {
  var isX12: Bool {
    guard bytes.starts(with: "ISA".utf8), let separator = bytes.dropFirst(3).first else {
      return false
    }
    // Of the fixed header the first elements are enough: ISA*00*.
    return separator != 0x20 && !(0x30...0x39).contains(separator)
      && bytes.dropFirst(6).first == separator
  }

  var x12Candidates: [Candidate] {
    guard isX12, let separator = bytes.dropFirst(3).first else { return [] }
    // Transports put line ends anywhere.
    let plain = bytes.filter { $0 != 0x0A && $0 != 0x0D }
    func place(of segment: String, _ value: String) -> Int? {
      firstPlace(of: Array(segment.utf8) + [separator] + Array(value.utf8) + [separator], in: plain)
    }
    let found = [
      (BankFileFormat.x12Payment, place(of: "ST", "820"), place(of: "GS", "RA")),
      (.x12Lockbox, place(of: "ST", "823"), place(of: "GS", "LB")),
    ].compactMap { format, set, group in
      [set, group].compactMap { $0 }.min().map { (format: format, place: $0) }
    }
    // The reader tells where a file has both kinds; here the first one names it.
    guard let first = found.min(by: { $0.place < $1.place }) else { return [] }
    let kind = first.format == .x12Payment ? "820, payment orders" : "823, lockbox"
    return [
      Candidate(
        kind: .x12, format: first.format, score: 5,
        reason: "it begins with an interchange header (ISA), and has sets \(kind)")
    ]
  }

  private func firstPlace(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
    return (0...(bytes.count - pattern.count)).first {
      bytes[$0] == first && bytes[$0..<($0 + pattern.count)].elementsEqual(pattern)
    }
  }
}
