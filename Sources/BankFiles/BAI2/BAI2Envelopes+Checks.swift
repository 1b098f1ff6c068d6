import Money
import Receivables

extension BAI2Envelopes {
  /// The control total of a trailer; nil, with a warning, where it is blank.
  mutating func total(
    _ bytes: ArraySlice<UInt8>, _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> Int128? {
    do {
      if let total = try WholeNumber.read(bytes) { return Int128(total) }
      report(
        .warning, .missingField, placeOfTotal(record), "the control total is blank", "a total",
        into: &events)
    } catch {
      report(
        .error, .badAmount, placeOfTotal(record),
        "the control total is '\(TextDecoding.text(bytes.prefix(40)))'",
        "a whole number of minor units, at most 18 digits", into: &events)
    }
    return nil
  }

  func check(
    _ name: String, stated: Int128?, computed: Int128, holds: Bool, note: String,
    in currency: Currency?, consequence: BankFileProblem.Severity
  ) -> ControlCheck {
    ControlCheck(
      name: name, stated: stated.map { BAI2HashTotal.text($0, in: currency) } ?? "",
      computed: BAI2HashTotal.text(computed, in: currency),
      verdict: stated == nil ? .notCheckable : holds ? .holds : .off,
      note: stated == nil && note.isEmpty ? "the trailer states no total" : note,
      consequence: consequence.rawValue)
  }

  mutating func reportTotal(
    _ trailer: String, _ stated: Int128, _ parts: String, _ computed: Int128,
    _ currency: Currency?, _ severity: BankFileProblem.Severity, _ record: BAI2LogicalRecord,
    into events: inout BankFileBatch
  ) {
    report(
      severity, .controlTotalMismatch, placeOfTotal(record),
      "\(trailer) states \(BAI2HashTotal.text(stated, in: currency)), \(parts) sum to "
        + BAI2HashTotal.text(computed, in: currency),
      "equal totals; ask the bank to send the file again", into: &events)
  }

  mutating func recordCountCheck(
    _ name: String, _ trailer: String, _ bytes: ArraySlice<UInt8>, _ records: RecordCount,
    severity: BankFileProblem.Severity, _ record: BAI2LogicalRecord,
    into events: inout BankFileBatch
  ) -> ControlCheck {
    countCheck(
      name, trailer, "records", bytes,
      [
        (records.all, ""), (records.withoutContinuations, "continuations not counted"),
        (records.withoutSummaryContinuations, "continuations of the summary not counted"),
      ], severity: severity, record, into: &events)
  }

  /// Holds a stated count against the known ways of counting, the specification's first.
  mutating func countCheck(
    _ name: String, _ trailer: String, _ things: String, _ bytes: ArraySlice<UInt8>,
    _ ways: [(count: Int, note: String)], severity: BankFileProblem.Severity,
    _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> ControlCheck {
    let computed = ways.first?.count ?? 0
    guard let stated = WholeNumber.count(bytes) else {
      report(
        .warning, .missingField, place(record),
        "the \(trailer)'s number of \(things) is '\(TextDecoding.text(bytes.prefix(40)))'",
        "a whole number", into: &events)
      return ControlCheck(
        name: name, stated: "", computed: String(computed), verdict: .notCheckable,
        note: "the trailer states no number of \(things)")
    }
    if let way = ways.first(where: { $0.count == stated }) {
      return ControlCheck(
        name: name, stated: String(stated), computed: String(stated), verdict: .holds,
        note: way.note, consequence: severity.rawValue)
    }
    report(
      severity, .countMismatch, place(record),
      "\(trailer) states \(stated) \(things), \(computed) were read",
      "equal counts; ask the bank to send the file again", into: &events)
    return ControlCheck(
      name: name, stated: String(stated), computed: String(computed), verdict: .off,
      consequence: severity.rawValue)
  }

  /// What the summary says about the movements and the balances. Banks need not list every
  /// movement, so that a difference there is told and never held against the file.
  mutating func summaryChecks(
    _ account: Account, _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> [ControlCheck] {
    guard let currency = account.statement.currency else { return [] }
    var checks: [ControlCheck] = []
    let isTurned = hasTurnedMovements(account)
    let consequence = mismatch(account.statement.account)
    for (name, code, all, parts) in [
      ("credit_total", 100, account.total.credits, account.parts.credits),
      ("debit_total", 400, account.total.debits, account.parts.debits),
    ] {
      guard let item = account.summary.item(code) else { continue }
      // Items are told beside the deposit that they are parts of: it counts once.
      let sum = all - parts
      if parts > 0, Int128(item.amount) == all {
        report(
          .warning, .detailsMismatch, FilePosition(file: file, line: account.statement.line),
          "the total \(code) is made only with items of other movements, which are told as "
            + "information: \(BAI2HashTotal.text(parts, in: currency))",
          "every deposit beside its items; ask the bank whether it lists them alone", into: &events)
      }
      checks.append(
        ControlCheck(
          name: name, stated: BAI2HashTotal.text(Int128(item.amount), in: currency),
          computed: BAI2HashTotal.text(sum, in: currency),
          verdict: Int128(item.amount) == sum ? .holds : .off,
          note: Int128(item.amount) == sum || isTurned ? "" : "banks need not list every movement",
          consequence: isTurned ? consequence.rawValue : ""))
    }
    if isTurned {
      report(
        consequence, .controlTotalMismatch,
        FilePosition(file: file, line: account.statement.line),
        "the movements make the sum of the account's totals, but credits of "
          + "\(BAI2HashTotal.text(account.total.credits, in: currency)) and debits of "
          + BAI2HashTotal.text(account.total.debits, in: currency),
        "the credits and debits that 100 and 400 state; ask the bank to send the file again",
        into: &events)
    }
    guard let opening = account.summary.item(10), let closing = account.summary.item(15),
      let credits = account.summary.item(100), let debits = account.summary.item(400)
    else { return checks }
    let severity = mismatch(account.statement.account, usual: .warning)
    let computed = Int128(opening.amount) + Int128(credits.amount) - Int128(debits.amount)
    let holds = computed == Int128(closing.amount)
    checks.append(
      check(
        "balance", stated: Int128(closing.amount), computed: computed, holds: holds, note: "",
        in: currency, consequence: severity))
    if !holds {
      report(
        severity, .balanceMismatch,
        FilePosition(file: file, line: account.statement.line),
        "the closing balance is \(BAI2HashTotal.text(Int128(closing.amount), in: currency)), the "
          + "opening one with credits and debits makes "
          + BAI2HashTotal.text(computed, in: currency), "equal balances", into: &events)
    }
    return checks
  }

  /// All movements are there, but not on the sides that the summary states: the control total has
  /// no sides, so that a credit with the type code of a debit shows here alone.
  private func hasTurnedMovements(_ account: Account) -> Bool {
    guard let credits = account.summary.item(100), let debits = account.summary.item(400) else {
      return false
    }
    let (stated, moved) = (Int128(credits.amount), account.total.credits)
    return stated != moved
      && stated + Int128(debits.amount) == moved + account.total.debits
  }

  /// What a total that disagrees means for an account, or for the bank's envelopes as a whole.
  func mismatch(
    _ account: String, usual: BankFileProblem.Severity = .error
  ) -> BankFileProblem.Severity {
    habits.mismatch(bank: bank, account: account, usual: usual)
  }

  /// Who made what is being read: the group's originator, else the file's sender.
  var bank: String {
    if let originator = openGroup?.originator, !originator.isEmpty { return originator }
    return openFile?.sender ?? ""
  }

  /// A count that disagrees is harmless where the totals agree.
  func severityOfCounts(
    _ totals: BankFileProblem.Severity, totalsAgree: Bool
  ) -> BankFileProblem.Severity {
    totalsAgree && totals == .error ? .warning : totals
  }

  /// The control total follows the record code and its comma.
  private func placeOfTotal(_ record: BAI2LogicalRecord) -> FilePosition {
    FilePosition(file: file, line: record.line, column: record.column + 3)
  }
}
