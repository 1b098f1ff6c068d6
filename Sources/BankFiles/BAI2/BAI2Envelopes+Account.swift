import Money
import Receivables

extension BAI2Envelopes {
  mutating func beginAccount(
    _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if openAccount != nil {
      reportNesting(
        record, "an account begins before the one before it has ended", "an account trailer (49)",
        into: &events)
      closeAccountWithoutTrailer(into: &events)
    }
    if openGroup == nil {
      reportNesting(
        record, "an account begins outside a group", "a group header (02)", into: &events)
      groupOrdinal += 1
      openGroup = Group(ordinal: groupOrdinal, line: record.line)
      if openFile == nil {
        openFile = File()
        openFile?.line = record.line
      }
      openFile?.groups += 1
    }
    openGroup?.accounts += 1
    var fields = record.fields
    let decoded = TextDecoding.decode(fields.take())
    let number = decoded.text.filter { $0 != " " }
    if decoded.isFallback {
      report(
        .warning, .badEncoding, place(record),
        "the account number '\(number)' is not UTF-8; it is read as Windows-1252", "ASCII",
        into: &events)
    }
    if number.isEmpty {
      report(
        .error, .missingField, place(record), "the account has no number", "an account number",
        into: &events)
    }
    let currency = currency(TextDecoding.text(fields.take()), number, record, into: &events)
    var findings: [BAI2Summary.Finding] = []
    let summary = BAI2Summary(reading: &fields, findings: &findings)
    try refuseDialect(summary, record)
    for finding in findings {
      report(
        finding.severity, finding.code,
        FilePosition(file: file, line: finding.line ?? record.line), finding.problem,
        finding.expected, into: &events)
    }
    let id = "\(openFile?.id ?? "")/\(openGroup?.ordinal ?? 0)/\(openGroup?.accounts ?? 0)"
    var statement = BankStatement(
      id: id, account: number, currency: currency, line: record.line)
    statement.createdAt = openFile?.created ?? ""
    statement.periodFrom = openGroup?.asOf
    statement.periodTo = openGroup?.asOf
    statement.opening = balance(10, "010", summary, currency)
    statement.closing = balance(15, "015", summary, currency)
    openAccount = Account(statement: statement, summary: summary)
    openAccount?.total.summaries = summary.sum
    noteCurrency(currency)
    count(record)
    events.append(.statementBegins(statement))
  }

  private func balance(
    _ code: Int, _ type: String, _ summary: BAI2Summary, _ currency: Currency?
  ) -> BankStatement.Balance? {
    guard let currency, let item = summary.item(code) else { return nil }
    return BankStatement.Balance(
      amount: Money(minorUnits: item.amount, currency), date: openGroup?.asOf, type: type)
  }

  /// The account's currency, else the group's, else the one that is known of the bank, else the US
  /// dollar of the specification.
  private mutating func currency(
    _ own: String, _ account: String, _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> Currency? {
    let code = own.isEmpty ? openGroup?.currencyCode ?? "" : own
    if code.isEmpty {
      let bank = openGroup?.originator ?? ""
      if let known = habits.currency(bank: bank, account: account) { return known }
      reportDollars(bank, record, into: &events)
      return .usd
    }
    if let currency = Currency(code.uppercased()) { return currency }
    report(
      .error, .badCurrency, place(record),
      "the currency is '\(code)', so that the decimals of its amounts are unknown",
      "an ISO 4217 code", into: &events)
    return nil
  }

  /// Once a group: it is the group's header that could have said it for all its accounts.
  private mutating func reportDollars(
    _ bank: String, _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) {
    guard openGroup?.assumesDollars == false else { return }
    openGroup?.assumesDollars = true
    if RoutingNumber.isAmerican(bank) {
      report(
        .note, .badCurrency, place(record),
        "neither account nor group state a currency; USD is assumed", "", into: &events)
    } else {
      report(
        .warning, .badCurrency, place(record),
        "neither account nor group state a currency; USD is assumed, though the originator '\(bank)' "
          + "is no bank of the United States by its number",
        "a currency in the 03 or 02 record, or the key 'currency' for the bank", into: &events)
    }
  }

  /// Totals of an envelope are money only while every account in it has the same currency.
  private mutating func noteCurrency(_ currency: Currency?) {
    if openGroup?.accounts == 1 {
      openGroup?.currency = currency
    } else if openGroup?.currency != currency {
      openGroup?.hasOneCurrency = false
    }
    if openGroup?.accounts == 1, openFile?.groups == 1 {
      openFile?.currency = currency
    } else if openFile?.currency != currency {
      openFile?.hasOneCurrency = false
    }
  }

  /// Banks of Australia and New Zealand send summaries as pairs, under the same record codes.
  private func refuseDialect(
    _ summary: BAI2Summary, _ record: BAI2LogicalRecord
  ) throws(BankFileError) {
    guard openFile?.lacksVersion == true, summary.isResynced else { return }
    throw BankFileError(
      code: .unknownFormat, position: place(record),
      problem: "the file states no version, and its summaries are pairs of type code and amount: "
        + "the NAI dialect",
      expected: "BAI2, version 2 or 3; ask the bank for it")
  }

  /// Ends an account whose trailer is missing, so that nothing of it is taken for checked.
  mutating func closeAccountWithoutTrailer(into events: inout BankFileBatch) {
    guard var account = openAccount else { return }
    openAccount = nil
    account.statement.checks.append(
      ControlCheck(
        name: "account_control_total", stated: "", computed: "", verdict: .notCheckable,
        note: "the account trailer is missing"))
    events.append(.statementEnds(account.statement))
  }
}
