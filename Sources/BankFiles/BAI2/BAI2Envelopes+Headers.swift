import Money
import Receivables

extension BAI2Envelopes {
  mutating func beginFile(_ record: BAI2LogicalRecord, into events: inout BankFileBatch) {
    if openFile != nil {
      report(
        .error, .truncated, place(record), "a file begins before the one before it has ended",
        "a file trailer (99); ask the bank to send the file again", into: &events)
      closeAccountWithoutTrailer(into: &events)
      openGroup = nil
    }
    var fields = record.fields
    if fields.count > 8 { reportSurplus(record, fields.count, 8, into: &events) }
    let sender = TextDecoding.text(fields.take())
    let receiver = TextDecoding.text(fields.take())
    let date = fields.take()
    let time = fields.take()
    var opened = File()
    opened.sender = sender
    opened.id = TextDecoding.text(fields.take())
    opened.line = record.line
    _ = fields.take()
    _ = fields.take()
    let version = TextDecoding.text(fields.take())
    opened.lacksVersion = version.isEmpty
    opened.created = created(date, time, record, into: &events)
    checkVersion(version, record, into: &events)
    if !remember(header: [sender, receiver, TextDecoding.text(date), opened.id]) {
      report(
        .error, .duplicateElement, place(record), "the file '\(opened.id)' comes twice",
        "every file once", into: &events)
    }
    openFile = opened
    count(record)
  }

  mutating func beginGroup(_ record: BAI2LogicalRecord, into events: inout BankFileBatch) {
    if openFile == nil {
      reportNesting(record, "a group begins outside a file", "a file header (01)", into: &events)
      openFile = File()
      openFile?.line = record.line
    }
    if openGroup != nil {
      reportNesting(
        record, "a group begins before the one before it has ended", "a group trailer (98)",
        into: &events)
      closeAccountWithoutTrailer(into: &events)
    }
    groupOrdinal += 1
    openFile?.groups += 1
    var fields = record.fields
    if fields.count > 7 { reportSurplus(record, fields.count, 7, into: &events) }
    if fields.count < 4 {
      report(
        .error, .missingField, place(record), "the group header has \(fields.count) fields",
        "at least an originator, a status and an as-of date", into: &events)
    }
    _ = fields.take()
    let originator = TextDecoding.text(fields.take())
    let status = TextDecoding.text(fields.take())
    let date = fields.take()
    let time = fields.take()
    var opened = Group(ordinal: groupOrdinal, line: record.line)
    opened.originator = originator
    opened.asOf = CalendarDate(yymmdd: date)
    if opened.asOf == nil {
      report(
        .error, .badDate, place(record), "the as-of date is '\(TextDecoding.text(date))'",
        "a day as YYMMDD", into: &events)
    }
    checkTime(time, record, into: &events)
    opened.currencyCode = TextDecoding.text(fields.take())
    opened.status = self.status(status, record, into: &events)
    openGroup = opened
    count(record)
  }

  mutating func reportNesting(
    _ record: BAI2LogicalRecord, _ problem: String, _ expected: String,
    into events: inout BankFileBatch
  ) {
    report(.error, .missingRecord, place(record), problem, expected + " before it", into: &events)
  }

  mutating func reportSurplus(
    _ record: BAI2LogicalRecord, _ count: Int, _ most: Int, into events: inout BankFileBatch
  ) {
    report(
      .warning, .badRecord, place(record),
      "the \(record.code.rawValue) record has \(count) fields behind its code", "at most \(most)",
      into: &events)
  }

  /// 1 updates, 3 corrects; what 2 deletes and 4 only tests is never posted.
  private mutating func status(
    _ text: String, _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> BankTransaction.Status {
    switch text {
    case "1": return .booked
    case "3":
      report(
        .note, .unusual, place(record),
        "the group is a correction (status 3), booked like any other",
        "", into: &events)
      return .booked
    case "2", "4":
      let meaning = text == "2" ? "a deletion" : "a test"
      report(
        .note, .unusual, place(record), "the group is \(meaning) (status \(text)), never booked",
        "", into: &events)
      return .information
    default:
      report(
        .error, .unknownStatus, place(record), "the group status is '\(text)'", "1, 2, 3 or 4",
        into: &events)
      return .booked
    }
  }

  private mutating func checkVersion(
    _ text: String, _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) {
    if version.isEmpty { version = text }
    guard text != "2", text != "3" else { return }
    report(
      text == "1" || text.isEmpty ? .error : .warning, .unusual, place(record),
      "the file header states version '\(text)'", "version 2 or 3", into: &events)
  }

  /// When the file was made, as ISO 8601; as written where it is no day.
  private mutating func created(
    _ date: ArraySlice<UInt8>, _ time: ArraySlice<UInt8>, _ record: BAI2LogicalRecord,
    into events: inout BankFileBatch
  ) -> String {
    guard let day = CalendarDate(yymmdd: date) else {
      report(
        .error, .badDate, place(record), "the creation date is '\(TextDecoding.text(date))'",
        "a day as YYMMDD", into: &events)
      return TextDecoding.text(date)
    }
    guard let clock = checkTime(time, record, into: &events) else { return day.description }
    return "\(day)T\(clock)"
  }

  /// `HHMM`, `HHMMSS` or with colons as `HH:MM`; 2400 and 9999 are the end of the same day.
  @discardableResult
  private mutating func checkTime(
    _ bytes: ArraySlice<UInt8>, _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> String? {
    if bytes.isEmpty { return nil }
    let digits = Array(bytes.filter { $0 != UInt8(ascii: ":") })
    let hour = WholeNumber.count(digits.prefix(2)) ?? 99
    let minute = WholeNumber.count(digits.dropFirst(2).prefix(2)) ?? 99
    let isEndOfDay = digits.prefix(4) == [0x39, 0x39, 0x39, 0x39]
    let isTime = hour <= 24 && minute <= 59 && (hour < 24 || minute == 0)
    guard digits.count == 4 || digits.count == 6, WholeNumber.count(digits[...]) != nil,
      isTime || isEndOfDay
    else {
      report(
        .warning, .badDate, place(record), "the time is '\(TextDecoding.text(bytes))'",
        "a time as HHMM", into: &events)
      return nil
    }
    if isEndOfDay { return "24:00" }
    return TextDecoding.text(digits[0..<2]) + ":" + TextDecoding.text(digits[2..<4])
  }
}
