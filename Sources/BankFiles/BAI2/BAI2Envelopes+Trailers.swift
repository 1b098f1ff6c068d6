import Money
import Receivables

extension BAI2Envelopes {
  mutating func endAccount(_ record: BAI2LogicalRecord, into events: inout BankFileBatch) {
    count(record)
    guard var account = openAccount else {
      return reportNesting(
        record, "an account trailer stands outside an account", "an account (03)", into: &events)
    }
    openAccount = nil
    var fields = record.fields
    if fields.count > 2 { reportSurplus(record, fields.count, 2, into: &events) }
    let number = account.statement.account
    let habit = habits.bai2Total(bank: bank, account: number)
    let severity = mismatch(number)
    let stated = habit == .none ? nil : total(fields.take(), record, into: &events)
    if habit == .none { _ = fields.take() }
    let way = stated.flatMap { account.total.wayOfSumming(to: $0, habit) }
    let currency = account.statement.currency
    account.statement.checks.append(
      check(
        "account_control_total", stated: stated, computed: way?.sum ?? account.total.literal,
        holds: way != nil, note: habit == .none ? "left out, as asked" : way?.note ?? "",
        in: currency, consequence: severity))
    if let stated, way == nil {
      reportTotal(
        "account trailer", stated, "its transactions", account.total.literal, currency, severity,
        record, into: &events)
    }
    account.statement.checks.append(
      recordCountCheck(
        "account_record_count", "account trailer", fields.take(), account.records,
        severity: severityOfCounts(severity, totalsAgree: way != nil || stated == nil), record,
        into: &events))
    account.statement.checks += summaryChecks(account, record, into: &events)
    openGroup?.declared += stated ?? account.total.literal
    openGroup?.computed += way?.sum ?? account.total.literal
    events.append(.statementEnds(account.statement))
  }

  mutating func endGroup(_ record: BAI2LogicalRecord, into events: inout BankFileBatch) {
    if openAccount != nil {
      reportNesting(
        record, "a group ends before its account has ended", "an account trailer (49)",
        into: &events)
      closeAccountWithoutTrailer(into: &events)
    }
    count(record)
    let severity = mismatch("")
    guard let group = openGroup else {
      return reportNesting(
        record, "a group trailer stands outside a group", "a group header (02)", into: &events)
    }
    openGroup = nil
    var fields = record.fields
    if fields.count > 3 { reportSurplus(record, fields.count, 3, into: &events) }
    let currency = group.hasOneCurrency ? group.currency : nil
    let stated = checkTotal(
      "group_control_total", "group trailer", "its accounts", fields.take(),
      declared: group.declared, computed: group.computed, currency, severity, record,
      into: &events)
    let countSeverity = severityOfCounts(
      severity,
      totalsAgree: stated == nil || stated == group.declared || stated == group.computed)
    // One large bank leaves the number of accounts out.
    if fields.count != 2 {
      keep(
        countCheck(
          "group_account_count", "group trailer", "accounts", fields.take(), [(group.accounts, "")],
          severity: countSeverity, record, into: &events))
    }
    keep(
      recordCountCheck(
        "group_record_count", "group trailer", fields.take(), group.records,
        severity: countSeverity, record, into: &events))
    openFile?.declared += stated ?? group.declared
    openFile?.computed += group.computed
  }

  mutating func endFile(_ record: BAI2LogicalRecord, into events: inout BankFileBatch) {
    if openGroup != nil {
      reportNesting(
        record, "the file ends before its group has ended", "a group trailer (98)", into: &events)
      closeAccountWithoutTrailer(into: &events)
      openGroup = nil
    }
    count(record)
    let severity = mismatch("")
    guard let file = openFile else {
      return reportNesting(
        record, "a file trailer stands outside a file", "a file header (01)", into: &events)
    }
    openFile = nil
    var fields = record.fields
    if fields.count > 3 { reportSurplus(record, fields.count, 3, into: &events) }
    let stated = checkTotal(
      "file_control_total", "file trailer", "its groups", fields.take(), declared: file.declared,
      computed: file.computed, file.hasOneCurrency ? file.currency : nil, severity, record,
      into: &events)
    let countSeverity = severityOfCounts(
      severity, totalsAgree: stated == nil || stated == file.declared || stated == file.computed)
    keep(
      countCheck(
        "file_group_count", "file trailer", "groups", fields.take(), [(file.groups, "")],
        severity: countSeverity, record, into: &events))
    keep(
      recordCountCheck(
        "file_record_count", "file trailer", fields.take(), file.records,
        severity: countSeverity,
        record, into: &events))
  }

  private mutating func keep(_ check: ControlCheck) {
    if check.verdict == .holds, checks.count >= Self.checksMax { return }
    checks.append(check)
  }

  /// Holds a trailer against what its children state: one bad account then is one error, not three.
  private mutating func checkTotal(
    _ name: String, _ trailer: String, _ children: String, _ bytes: ArraySlice<UInt8>,
    declared: Int128, computed: Int128, _ currency: Currency?,
    _ severity: BankFileProblem.Severity, _ record: BAI2LogicalRecord,
    into events: inout BankFileBatch
  ) -> Int128? {
    let stated = total(bytes, record, into: &events)
    let holds = stated == declared || stated == computed
    let note =
      if declared == computed || !holds {
        ""
      } else if stated == declared {
        "the trailers inside add up; what they cover sums to "
          + BAI2HashTotal.text(computed, in: currency)
      } else {
        "what is covered adds up; the trailers inside sum to "
          + BAI2HashTotal.text(declared, in: currency)
      }
    keep(
      check(
        name, stated: stated, computed: stated == computed ? computed : declared, holds: holds,
        note: note, in: currency, consequence: severity))
    if let stated, !holds {
      reportTotal(trailer, stated, children, declared, currency, severity, record, into: &events)
    }
    return stated
  }
}
