import Money
import Receivables

extension MT940Machine {
  mutating func beginEntry(
    _ line: Span<UInt8>, _ content: Int, _ number: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closeFields(into: &events)
    guard let open = message, !open.hasClosing else {
      report(
        .error, .missingRecord, number,
        message == nil
          ? "an entry stands outside a message" : "an entry stands behind the closing balance",
        "a message with :20:, :25: and :60F: before it", into: &events)
      place = .skipped
      return
    }
    if !open.hasBegun { beginStatement(into: &events) }
    entry.begin(line, content: content, number: number)
    place = .entry
  }

  mutating func closeEntry(into events: inout BankFileBatch) throws(BankFileError) {
    noteForm(into: &events)
    guard let currency = message?.currency, let digits = message?.minorDigits else {
      message?.unreadable += 1
      return
    }
    let content = entry.contentStart..<entry.entryEnd
    let line: MT940EntryLine
    do throws(MT940EntryLine.Refusal) {
      line = try MT940EntryLine(
        entry.bytes.span.extracting(content), digits: digits, near: message?.opening?.date)
    } catch {
      message?.unreadable += 1
      return report(
        .error, error.isAmount ? .badAmount : .badRecord, entry.line,
        error.isAmount
          ? "the entry '\(shownEntry)' has no certain amount: \(error.reason)"
          : "the entry '\(shownEntry)' cannot be read: \(error.reason)",
        "a value date, C or D, and an amount with a comma; ask the bank to send the file again",
        into: &events)
    }
    if MT940Detail.hasSubfield(entry.bytes.span.extracting(content)) {
      message?.unreadable += 1
      return report(
        .error, .badRecord, entry.line,
        "the entry '\(shownEntry)' has a sub-field of details in it: it may be text of a payer",
        "no ? and figures in an entry; ask the bank whether it booked it", into: &events)
    }
    if line.bookingDate == nil, line.valueDate == nil, !line.isExpected {
      message?.unreadable += 1
      return report(
        .error, .badDate, entry.line, "the entry '\(shownEntry)' has no date that is a day",
        "a value date YYMMDD; ask the bank to send the file again", into: &events)
    }
    noteContent(line, into: &events)
    try count(line)
    message?.doubts.take(
      line: entry.line, units: line.isCredit ? line.amount.units : -line.amount.units,
      lastWidth: entry.detailWidth)
    if line.isExpected {
      let unpacker = unpacker(currency)
      return events.append(
        .transaction(unpacker.transaction(line, entry.bytes.span, content, line: entry.line)))
    }
    useUnpacker(currency, into: &events)
    var packed = PackedTransaction(
      amount: line.amount.units, currency: currency, isCredit: line.isCredit,
      line: Int32(clamping: entry.line))
    packed.bookingDate = line.bookingDate?.dayNumber ?? PackedTransaction.noDate
    packed.valueDate = line.valueDate?.dayNumber ?? PackedTransaction.noDate
    entry.bytes.withUnsafeBytes { events.packed.append(packed, $0) }
  }

  private mutating func count(_ line: MT940EntryLine) throws(BankFileError) {
    let units = line.amount.units
    let isCounted =
      switch (line.isExpected, line.isCredit) {
      case (false, true): message?.credits.add(units)
      case (false, false): message?.debits.add(units)
      case (true, true): message?.expectedCredits.add(units)
      case (true, false): message?.expectedDebits.add(units)
      }
    if isCounted == false {
      throw BankFileError(
        code: .badAmount, position: FilePosition(file: file, line: entry.line),
        problem: "the account's movements sum up beyond what can be counted",
        expected: "amounts of this world")
    }
  }

  private var shownEntry: String {
    let line = entry.bytes.prefix(entry.entryEnd).prefix { $0 != 0x0A }
    return decoded(line.prefix(60)) + (line.count > 60 ? "…" : "")
  }

  /// What is unusual about the entry, though it is surely read.
  private mutating func noteContent(_ line: MT940EntryLine, into events: inout BankFileBatch) {
    if line.clampedDate {
      report(
        .note, .badDate, entry.line,
        "a day of the entry '\(shownEntry)' is taken for the last of its month", "", into: &events)
    }
    if line.unreadableDate {
      report(
        .note, .badDate, entry.line, "a date of the entry '\(shownEntry)' is no day", "",
        into: &events)
    }
    if let remark = line.amount.remark {
      report(
        .warning, .badAmount, entry.line, "the amount of the entry '\(shownEntry)': \(remark)",
        "an amount such as 1234,56", into: &events)
    }
  }

  /// What is unusual about the bytes. All but the cut is told once in a file.
  private mutating func noteForm(into events: inout BankFileBatch) {
    if entry.isCut {
      report(
        .note, .limitExceeded, entry.line,
        "the entry is longer than \(MT940EntryBuffer.bytesMax) bytes; the rest is cut off", "",
        into: &events)
    }
    if entry.isLong {
      note(
        .unusual, entry.line,
        "the details of an entry are wider than 65 letters or longer than 6 lines", once: "wide",
        into: &events)
    }
    guard !hasToldBytes else { return }
    let survey = ByteSurvey(entry.bytes.span)
    if survey.hasControl {
      note(
        .unusual, entry.line, "the text has control characters; they are left out",
        once: "control", into: &events)
    }
    if survey.hasUpper, String(validating: entry.bytes, as: UTF8.self) == nil {
      note(
        .badEncoding, entry.line,
        "the text is not UTF-8; it is read as \(codePage.name)", once: "codePage", into: &events)
    }
  }

  private var hasToldBytes: Bool { told.contains("control") && told.contains("codePage") }
}
