import Money
import Receivables

extension LockboxMachine {
  mutating func beginFile(_ record: LockboxRecord, into events: inout BankFileBatch) {
    let key = ["destination", "origin", "date", "time"].map(record.text)
    // Without a time, two files of one day are not told apart.
    let isRepeated = !record.bytes("time").isEmpty && !headers.insert(key).inserted
    if hasHeader, !hasTrailer, hasTrailers {
      report(
        .error, .missingRecord, record.place,
        "a file begins before the one before it has ended", "record 9", into: &events)
    } else if isRepeated {
      report(
        .error, .duplicateElement, record.place,
        "the file of \(key[1]), \(key[2]) \(key[3]), comes twice", "every file once", into: &events)
    }
    hasHeader = true
    hasTrailer = false
    records = 1
    fileAmount = 0
    origin = record.text("origin")
    let date = record.date(record.layout.fields["date"])
    let time = Array(record.bytes("time"))
    created = date?.description ?? record.text("date")
    if date == nil, record.bytes("date").contains(where: { $0 != 0x30 }) {
      report(
        .warning, .badDate, record.position(of: "date"),
        "the day of creation is '\(created)'", "a day as YYMMDD", into: &events)
    }
    if date != nil, time.count == 4, WholeNumber.count(time[...]) != nil {
      created += "T" + TextDecoding.text(time[0..<2]) + ":" + TextDecoding.text(time[2..<4])
    }
  }

  /// Record 5 opens a lockbox; with the same lockbox still open, it opens a batch.
  mutating func takeHeader(_ record: LockboxRecord, into events: inout BankFileBatch) {
    if let open = batch {
      report(
        .error, .missingRecord, record.place,
        "a header comes before the total of batch \(open.number)", "record 7", into: &events)
      batch = nil
    }
    // A further batch of the same lockbox on the same day.
    if let header = columns.headers.first(where: { $0.type == record.bytes.first }),
      box?.date != nil, isOfOpenBox(record, header)
    {
      return
    }
    let number = record.text("lockbox")
    if number.isEmpty, record.layout.fields["lockbox"] != nil {
      report(
        .warning, .missingField, record.position(of: "lockbox"), "the lockbox has no number",
        "its number", into: &events)
    }
    let date = record.date(record.layout.fields["depositDate"])
    if date == nil {
      report(
        .error, .badDate, record.position(of: "depositDate"),
        "the deposit date is '\(record.text("depositDate"))'", "a day as YYMMDD", into: &events)
    }
    if let open = box {
      if open.number == number {
        isUnpackable = false
        if date != nil { box?.dateBytes = Array(record.bytes("depositDate")) }
        box?.date = date ?? open.date
        return
      }
      report(
        .error, .missingRecord, record.place,
        "lockbox \(number) begins before the total of lockbox \(open.number)", "record 8",
        into: &events)
      closeBox(into: &events)
    }
    openBox(number, date, record, into: &events)
  }

  mutating func openBox(
    _ number: String, _ date: CalendarDate?, _ record: LockboxRecord,
    into events: inout BankFileBatch
  ) {
    let base = "\(number)/\(date?.description ?? "")"
    var id = base
    var ordinal = 1
    while !boxIDs.insert(id).inserted {
      ordinal += 1
      id = "\(base)/\(ordinal)"
    }
    var statement = BankStatement(
      id: id, account: number, currency: currency, line: record.place.line ?? 1)
    statement.createdAt = created
    statement.periodFrom = date
    statement.periodTo = date
    isUnpackable = false
    box = Box(
      statement: statement, number: number, date: date,
      dateBytes: Array(record.bytes("depositDate")))
    events.append(.statementBegins(statement))
  }

  mutating func closeBox(into events: inout BankFileBatch) {
    guard let closed = box else { return }
    box = nil
    batch = nil
    events.append(.statementEnds(closed.statement))
  }
}
