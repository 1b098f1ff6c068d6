import Receivables

/// What is known between two lines of an MT940 or MT942 file.
///
/// The lines decide here where they belong: which begin a field, go on with one, end a message, or
/// are the bank's own around messages. The fields are read in the extensions.
struct MT940Machine {
  /// So many warnings and notes are told; errors all.
  static let warningsMax = 1_000

  enum Place {
    /// Before, after and between messages.
    case between
    /// In a field of the message's head or foot.
    case field
    /// In a field that nobody knows, or an entry that belongs to no message.
    case skipped
    /// In the fields of an entry.
    case entry
    /// In an unknown field between those of an entry.
    case skippedInEntry
  }

  let file: String
  let habits: BankHabits
  /// What is known of no bank in particular.
  private let usualCodePage: CodePage
  /// The one of the message that is being read.
  var codePage: CodePage
  var place = Place.between
  var message: MT940Message?
  var field = MT940Field()
  var entry = MT940EntryBuffer()
  var chain = MT940Chain()
  /// What the lines around the message say that it is: 940, 942 or 950.
  var announcedType: Int?
  /// The bank's BIC, where those lines have it.
  var announcedBank = ""
  /// The formats of the messages that have been read.
  var hasStatements = false
  var hasInterims = false
  /// The batch knows how to unpack the entries of this message.
  var isUnpackable = false
  /// What is told once in a file.
  var told: Set<String> = []
  /// A line `-` that may end the message: the next line tells.
  var heldLine: [UInt8]?
  /// What entries are told to belong to.
  var openStatement: BankStatement?
  /// The `:20:` of the message before.
  var lastReference = ""
  /// What messages are that do not say it.
  let assumedKind: MT940Message.Kind
  private var hasLines = false
  private var warnings = 0

  init(file: String, format: BankFileFormat, codePage: CodePage, habits: BankHabits) {
    self.file = file
    self.habits = habits
    self.codePage = codePage
    usualCodePage = codePage
    assumedKind = format == .mt942 ? .interim : .unknown
  }

  mutating func take(
    _ line: Span<UInt8>, number: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if Self.isBlank(line) { return }
    hasLines = true
    if let held = heldLine {
      heldLine = nil
      if endsMessage(before: line) {
        try endMessage(isTerminated: true, into: &events)
      } else {
        goOn(held.span)
      }
    }
    switch line[0] {
    case UInt8(ascii: ":"):
      if let (tag, content) = MT940Tag.begins(line), isLegal(tag, line) {
        try take(tag, line, content, number, into: &events)
      } else if MT940Tag.looksLikeTag(line), !isInText {
        try skipUnknown(line, number, into: &events)
      } else {
        goOn(line)
      }
    case UInt8(ascii: "-"): try takeDash(line, number, into: &events)
    case UInt8(ascii: "{"): try takeBlocks(line, number, into: &events)
    default: goOn(line)
    }
  }

  /// - Parameter endsInLine: the last line has no end.
  /// - Throws: `truncated` where the last message has no end: nobody knows what else is missing.
  mutating func finish(
    endsInLine: Bool, into events: inout BankFileBatch
  ) throws(BankFileError) -> BankFileSummary {
    if message != nil {
      let isTerminated = heldLine != nil
      let endsInBalance = endsInLine && isInClosing
      try closeFields(into: &events)
      try checkIsWhole(isTerminated: isTerminated)
      if endsInBalance { try checkBalanceIsWhole() }
      try endMessage(isTerminated: isTerminated, into: &events)
    }
    guard hasStatements || hasInterims else { throw notAFile() }
    for open in chain.unfinished {
      report(
        .note, .unusual, open.line,
        "the statement goes on on a page that the file does not bring", "", into: &events)
    }
    if hasStatements, hasInterims {
      report(.note, .unusual, nil, "the file has statements and interim reports", "", into: &events)
    }
    return BankFileSummary(
      format: hasStatements ? .mt940 : .mt942, version: announcedType == 950 ? "MT950" : "",
      checks: [])
  }

  /// Looks up what is known of the account's bank: it stands before the number, or in the envelope.
  func withHabits(_ open: MT940Message) -> (severity: BankFileProblem.Severity, page: CodePage) {
    let account = open.account.split(separator: "/", maxSplits: 1)
    let bank = account.count == 2 ? String(account[0]) : announcedBank
    return (
      habits.mismatch(bank: bank, account: open.account, usual: .warning),
      habits.codePage(bank: bank, account: open.account) ?? usualCodePage
    )
  }

  // MARK: Reporting

  /// Tells a problem; of warnings and notes only the first thousand.
  mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ line: Int?,
    _ problem: String, _ expected: String, into events: inout BankFileBatch
  ) {
    if severity != .error {
      warnings += 1
      guard warnings <= Self.warningsMax else { return }
    }
    events.append(
      .problem(
        BankFileProblem(
          severity: severity, code: code, position: FilePosition(file: file, line: line),
          problem: problem, expected: expected)))
  }

  /// Tells a note that would be true of thousands of lines: once.
  mutating func note(
    _ code: BankFileError.Code, _ line: Int, _ problem: String, once key: String,
    into events: inout BankFileBatch
  ) {
    guard told.insert(key).inserted else { return }
    report(.note, code, line, problem, "", into: &events)
  }

  private func notAFile() -> BankFileError {
    hasLines
      ? BankFileError(
        code: .unknownFormat, position: FilePosition(file: file),
        problem: "the file has no message: no :20:, :25: or :60F:",
        expected: "an MT940 or MT942 file")
      : BankFileError(
        code: .emptyFile, position: FilePosition(file: file), problem: "the file is empty",
        expected: "an MT940 or MT942 file")
  }

  func otherMessage(_ type: Int, _ line: Int) -> BankFileError {
    BankFileError(
      code: .unknownFormat, position: FilePosition(file: file, line: line),
      problem: "the message is an MT\(type)", expected: "MT940, MT942 or MT950")
  }
}
