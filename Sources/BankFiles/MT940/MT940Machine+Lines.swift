import Receivables

/// Where lines belong.
extension MT940Machine {
  /// A tag is legal where the message may have it; elsewhere it is somebody's text.
  func isLegal(_ tag: MT940Tag, _ line: Span<UInt8>) -> Bool {
    guard place == .entry, let message, !message.hasClosing else { return true }
    switch tag {
    case .reference: return !MT940Tag.looksLikeTime(line, after: entry.last)
    case .related, .account, .accountAndBank, .oldNumber, .number: return false
    default: return true
    }
  }

  /// Text goes on, in which a line may begin with anything.
  var isInText: Bool { place == .entry && entry.field != .entry }

  mutating func take(
    _ tag: MT940Tag, _ line: Span<UInt8>, _ content: Int, _ number: Int,
    into events: inout BankFileBatch
  ) throws(BankFileError) {
    switch tag {
    case .entry: return try beginEntry(line, content, number, into: &events)
    case .detail, .block:
      if place == .entry || place == .skippedInEntry {
        place = .entry
        return entry.append(line, field: tag)
      }
    default: break
    }
    try closeFields(into: &events)
    let beginsAnew =
      switch tag {
      case .reference: true
      case .account, .accountAndBank: message?.hasClosing ?? true
      case .opening, .openingPage: message.map { $0.hasOpening || $0.hasBegun } ?? true
      default: false
      }
    if beginsAnew { try beginMessage(tag, number, into: &events) }
    place = message == nil ? .between : .field
    if tag == .closing || tag == .closingPage { beginClosing(number, into: &events) }
    field.begin(tag, line.extracting(content..<line.count), number: number)
  }

  private mutating func beginClosing(_ number: Int, into events: inout BankFileBatch) {
    if message == nil {
      report(
        .error, .missingRecord, number, "a closing balance stands outside a message",
        "a message with :20:, :25: and :60F: before it", into: &events)
    } else if message?.hasClosing == true {
      report(
        .error, .duplicateElement, number, "the message has a second closing balance", "one",
        into: &events)
    }
    message?.hasClosing = true
    message?.closingLine = number
  }

  mutating func beginMessage(
    _ tag: MT940Tag, _ number: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if message != nil { try endMessage(isTerminated: false, into: &events) }
    let kind: MT940Message.Kind =
      switch announcedType {
      case 940, 950: .statement
      case 942: .interim
      default: assumedKind
      }
    message = MT940Message(line: number, kind: kind)
    // Some banks write :20: once, above the statements of several accounts.
    if tag != .reference { message?.reference = lastReference }
    isUnpackable = false
  }

  /// A line that begins no field: it goes on with the one before it.
  mutating func goOn(_ line: Span<UInt8>) {
    switch place {
    case .between: readBankLine(line)
    case .skipped, .skippedInEntry: break
    case .field: field.append(line)
    case .entry: entry.append(line)
    }
  }

  /// A line of the bank's own may say which message follows, or which bank it is.
  private mutating func readBankLine(_ line: Span<UInt8>) {
    announcedType = MT940Envelope.messageType(line) ?? announcedType
    if let bank = MT940Envelope.bank(line) { announcedBank = bank }
  }

  mutating func skipUnknown(
    _ line: Span<UInt8>, _ number: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if place == .between {
      return readBankLine(line)
    }
    if place == .entry || place == .skippedInEntry {
      place = .skippedInEntry
    } else {
      try closeFields(into: &events)
    }
    let shown = TextDecoding.text(MT940Detail.copy(line, 0..<min(line.count, 20))[...])
    report(
      .note, .unknownRecord, number, "the field '\(shown)' is unknown, and skipped", "",
      into: &events)
  }

  // MARK: Where messages end

  /// A `-` alone may be text, where the message may go on.
  mutating func takeDash(
    _ line: Span<UInt8>, _ number: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard let open = message else { return }
    if line.count > 1, line[1] == UInt8(ascii: "}") {
      try closeFields(into: &events)
      try endMessage(isTerminated: true, into: &events)
      if line.count > 2, line[2] == UInt8(ascii: "{") {
        try takeBlocks(line.extracting(2..<line.count), number, into: &events)
      }
    } else if open.hasClosing {
      try closeFields(into: &events)
      try endMessage(isTerminated: true, into: &events)
    } else if (1..<line.count).allSatisfy({ line[$0] <= 0x20 }) {
      heldLine = MT940Detail.copy(line, 0..<line.count)
    } else {
      goOn(line)
    }
  }

  func endsMessage(before line: Span<UInt8>) -> Bool {
    if let begins = MT940Tag.begins(line) { return begins.tag == .reference }
    return MT940Envelope.block(line, at: 0) != nil || MT940Envelope.isBankLine(line)
  }

  /// `{1:F01…}{2:I940…}{3:…}{4:`; what is no such block is text.
  mutating func takeBlocks(
    _ line: Span<UInt8>, _ number: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard MT940Envelope.block(line, at: 0) != nil else {
      return goOn(line)
    }
    var index = 0
    while index < line.count {
      guard let block = MT940Envelope.block(line, at: index) else {
        index += 1
        continue
      }
      if block == 1 || block == 2 || block == 4, message != nil {
        try closeFields(into: &events)
        try endMessage(isTerminated: false, into: &events)
      }
      if block == 1 {
        announcedType = nil
        announcedBank = MT940Envelope.bank(ofBlock1: line, at: index) ?? ""
      }
      if block == 2, let type = MT940Envelope.messageType(ofBlock2: line, at: index) {
        guard [940, 942, 950].contains(type) else { throw otherMessage(type, number) }
        announcedType = type
      }
      index += 3
      if block == 4, index < line.count, line[index] == UInt8(ascii: ":") {
        return try take(line.extracting(index..<line.count), number: number, into: &events)
      }
    }
  }

  static func isBlank(_ line: Span<UInt8>) -> Bool {
    for index in 0..<line.count where line[index] != 0x20 && line[index] != 0x09 { return false }
    return true
  }
}
