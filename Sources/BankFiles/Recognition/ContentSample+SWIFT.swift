import Receivables

/// Statements as SWIFT messages: MT940, MT942 and MT950.
extension ContentSample {
  /// What the first lines have of such a message; banks put lines of their own before it.
  var swiftCandidate: Candidate {
    var has: Set<MT940Tag> = []
    var type: Int?
    var first: MT940Tag?
    if otherSWIFTMessage != nil {
      return Candidate(kind: .mt940, format: .mt940, score: 0, reason: "")
    }
    for line in lines {
      let bytes = line.filter { $0 != 0x0D }
      let span = bytes.span
      if type == nil { type = Self.messageType(span) }
      guard let tag = MT940Tag.begins(span)?.tag else { continue }
      first = first ?? tag
      has.insert(tag)
    }
    var score = 0
    if first == .reference { score += 2 }
    if [940, 942, 950].contains(type) { score += 2 }
    if has.contains(.account) || has.contains(.accountAndBank) { score += 1 }
    if has.contains(.number) || has.contains(.oldNumber) { score += 1 }
    let isStatement = has.contains(.opening) || has.contains(.openingPage)
    let isInterim =
      has.contains(.floorLimit) || has.contains(.time) || has.contains(.debits)
      || has.contains(.credits)
    if isStatement || isInterim { score += 2 }
    let format: BankFileFormat =
      !isStatement && (isInterim || type == 942) ? .mt942 : .mt940
    let name = format == .mt942 ? "MT942" : "MT940"
    let reason =
      type != nil
      ? "it is a SWIFT message of type \(name)"
      : first == .reference && isBeginOfMessage
        ? "it begins with the reference (:20:) of an \(name) message"
        : "it has the fields of an \(name) message behind lines of the bank's own"
    return Candidate(kind: .mt940, format: format, score: score, reason: reason)
  }

  /// A SWIFT message that is no statement: its type.
  var otherSWIFTMessage: Int? {
    guard let line = lines.first else { return nil }
    let bytes = Array(line)
    let type = Self.messageType(bytes.span)
    return type.flatMap { [940, 942, 950].contains($0) ? nil : $0 }
  }

  private var isBeginOfMessage: Bool {
    lines.first { !$0.isEmpty }.map { $0.starts(with: Array(":20:".utf8)) } ?? false
  }

  /// Of block 2 of the envelope, or of a bank's line.
  private static func messageType(_ line: Span<UInt8>) -> Int? {
    for index in 0..<line.count where MT940Envelope.block(line, at: index) == 2 {
      return MT940Envelope.messageType(ofBlock2: line, at: index)
    }
    return MT940Envelope.messageType(line)
  }
}
