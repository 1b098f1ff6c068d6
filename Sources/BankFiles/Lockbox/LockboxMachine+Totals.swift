import Money
import Receivables

extension LockboxMachine {
  mutating func endBatch(
    _ record: LockboxRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard box != nil else {
      return report(
        .error, .missingRecord, record.place, "a batch total stands outside a lockbox", "record 5",
        into: &events)
    }
    if try endBatchAsCounted(record) { return }
    let number = record.identifier("batch")
    let closed = batch ?? Batch(number: number, line: record.place.line ?? 1)
    batch = nil
    if closed.checks > 0, !number.isEmpty, number != closed.number {
      report(
        .error, .badRecord, record.place,
        "the batch total is of batch \(number), the checks before it are of \(closed.number)",
        "the total of the batch", into: &events)
    }
    compareBox(record, into: &events)
    let record = withAgreeingColumns(
      record, "batch total", amounts: [closed.amount], checks: closed.checks, into: &events)
    let stated = checkAmount(
      "batch_total", "batch total", "its checks", closed.amount, closed.amount, record,
      into: &events)
    checkCount("batch_count", "batch total", "checks", closed.checks, record, into: &events)
    let declared = try sum(box?.declared ?? 0, stated ?? closed.amount, record.place)
    let amount = try sum(box?.amount ?? 0, closed.amount, record.place)
    box?.declared = declared
    box?.amount = amount
    box?.checks += closed.checks
  }

  /// Nearly all totals say of their batch what was counted.
  ///
  /// - Returns: false where the total has to be looked at in full.
  private mutating func endBatchAsCounted(_ record: LockboxRecord) throws(BankFileError) -> Bool {
    guard let closed = batch, closed.checks > 0, let type = record.bytes.first,
      let total = columns.totals.first(where: { $0.type == type }), isOfOpenBox(record, total)
    else { return false }
    let isAsCounted = record.withLine { line in
      line.number(total.count) == Int64(closed.checks) && line.number(total.amount) == closed.amount
        && line.number(total.batch).map { String($0) == closed.number } == true
    }
    guard isAsCounted, let open = box else { return false }
    let declared = try sum(open.declared, closed.amount, record.place)
    let amount = try sum(open.amount, closed.amount, record.place)
    if !hasChecksEnough("batch_total") {
      let sum = money(closed.amount).description
      keep(
        ControlCheck(
          name: "batch_total", stated: sum, computed: sum, verdict: .holds,
          consequence: severityOfTotals.rawValue))
      let count = String(closed.checks)
      keep(
        ControlCheck(
          name: "batch_count", stated: count, computed: count, verdict: .holds,
          consequence: severityOfCounts.rawValue))
    }
    batch = nil
    box?.declared = declared
    box?.amount = amount
    box?.checks += closed.checks
    return true
  }

  /// It has the number and the day of the open lockbox, byte for byte.
  func isOfOpenBox(_ record: LockboxRecord, _ frame: LockboxColumns.Frame) -> Bool {
    guard let box, !box.number.isEmpty, !box.dateBytes.isEmpty else { return false }
    return record.bytes(frame.lockbox).elementsEqual(box.number.utf8)
      && record.bytes(frame.depositDate).elementsEqual(box.dateBytes)
  }

  mutating func endBox(
    _ record: LockboxRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard let open = box else {
      return report(
        .error, .missingRecord, record.place, "a lockbox total stands outside a lockbox",
        "record 5", into: &events)
    }
    if let unclosed = batch {
      report(
        .error, .missingRecord, record.place,
        "the lockbox ends before the total of batch \(unclosed.number)", "record 7", into: &events)
      batch = nil
    }
    compareBox(record, into: &events)
    let record = withAgreeingColumns(
      record, "lockbox total", amounts: [open.declared, open.amount], checks: open.checks,
      into: &events)
    let stated = checkAmount(
      "lockbox_total", "lockbox total", "its batches", open.declared, open.amount, record,
      into: &events)
    checkCount("lockbox_count", "lockbox total", "checks", open.checks, record, into: &events)
    fileAmount = try sum(fileAmount, stated ?? open.amount, record.place)
    closeBox(into: &events)
  }

  mutating func endFile(_ record: LockboxRecord, into events: inout BankFileBatch) {
    if let open = box {
      report(
        .error, .missingRecord, record.place,
        "the file ends before the total of lockbox \(open.number)", "record 8", into: &events)
      closeBox(into: &events)
    }
    hasTrailer = true
    if record.layout.fields["amount"] != nil {
      checkAmount(
        "file_total", "file trailer", "its lockboxes", fileAmount, fileAmount, record, into: &events
      )
    }
    if let count = WholeNumber.count(record.bytes("recordCount")) {
      checks.append(
        ControlCheck(
          name: "file_record_count", stated: String(count), computed: String(records),
          verdict: count == records ? .holds : .off, consequence: severityOfCounts.rawValue))
      if count != records {
        report(
          severityOfCounts, .countMismatch, record.position(of: "recordCount"),
          "file trailer states \(count) records, \(records) were read", "equal counts",
          into: &events)
      }
    } else {
      checks.append(
        ControlCheck(
          name: "file_record_count", stated: "", computed: String(records), verdict: .notCheckable,
          note: "the file trailer states no number of records"))
    }
  }

  /// A total repeats the number and the day of the lockbox that it is of.
  private mutating func compareBox(_ record: LockboxRecord, into events: inout BankFileBatch) {
    guard let type = record.bytes.first,
      let total = columns.totals.first(where: { $0.type == type })
    else { return }
    // Nearly always the bytes are the same, and nothing needs to be made of them.
    let number = record.bytes(total.lockbox)
    if !number.isEmpty, let known = box?.number, !known.isEmpty, !number.elementsEqual(known.utf8) {
      report(
        .warning, .badRecord, record.position(of: "lockbox"),
        "the total is of lockbox \(TextDecoding.text(number)), its header of \(known)",
        "the same number", into: &events)
    }
    let day = record.bytes(total.depositDate)
    if day.isEmpty || box?.dateBytes.elementsEqual(day) == true { return }
    if let date = record.date(total.depositDate), let opened = box?.date, date != opened {
      report(
        .warning, .badRecord, record.position(of: "depositDate"),
        "the total is of \(date), its header of \(opened)", "the same day", into: &events)
    }
  }

  @discardableResult
  private mutating func checkAmount(
    _ name: String, _ trailer: String, _ parts: String, _ declared: Int64, _ computed: Int64,
    _ record: LockboxRecord, into events: inout BankFileBatch
  ) -> Int64? {
    let stated = amount(record.layout.fields["amount"], trailer, record, into: &events)
    if stated == nil, record.layout.fields["amount"] != nil, record.bytes("amount").isEmpty {
      report(
        .warning, .missingField, record.position(of: "amount"), "the \(trailer) has no amount",
        "an amount", into: &events)
    }
    let holds = stated == declared || stated == computed
    if holds, hasChecksEnough(name) { return stated }
    keep(
      ControlCheck(
        name: name, stated: stated.map { money($0).description } ?? "",
        computed: money(stated == computed ? computed : declared).description,
        verdict: stated == nil ? .notCheckable : holds ? .holds : .off,
        note: stated == nil ? "no total is stated" : "", consequence: severityOfTotals.rawValue))
    if let stated, !holds {
      report(
        severityOfTotals, .controlTotalMismatch, record.position(of: "amount"),
        "\(trailer) states \(money(stated)), \(parts) sum to \(money(declared))",
        "equal totals; ask the bank to send the file again", into: &events)
    }
    return stated
  }

  private mutating func checkCount(
    _ name: String, _ trailer: String, _ things: String, _ computed: Int, _ record: LockboxRecord,
    into events: inout BankFileBatch
  ) {
    guard let stated = WholeNumber.count(record.bytes("count")) else { return }
    if stated == computed, hasChecksEnough(name) { return }
    keep(
      ControlCheck(
        name: name, stated: String(stated), computed: String(computed),
        verdict: stated == computed ? .holds : .off, consequence: severityOfCounts.rawValue))
    if stated != computed {
      report(
        severityOfCounts, .countMismatch, record.position(of: "count"),
        "\(trailer) states \(stated) \(things), \(computed) were read", "equal counts",
        into: &events)
    }
  }

  private var severityOfTotals: BankFileProblem.Severity {
    habits.mismatch(bank: origin, account: box?.number ?? "", usual: .error)
  }

  /// Banks miscount more often than they missum.
  private var severityOfCounts: BankFileProblem.Severity {
    severityOfTotals == .error ? .warning : severityOfTotals
  }

  /// Of a lockbox's batches that add up, only so many are shown.
  private func hasChecksEnough(_ name: String) -> Bool {
    name.hasPrefix("batch") && (box?.statement.checks.count ?? 0) >= Self.batchChecksMax
  }

  /// A check of the open lockbox, or of the file where none is open.
  private mutating func keep(_ check: ControlCheck) {
    if box == nil {
      checks.append(check)
    } else {
      box?.statement.checks.append(check)
    }
  }
}
