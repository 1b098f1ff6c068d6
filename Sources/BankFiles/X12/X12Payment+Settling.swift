import Money
import Receivables

extension X12Payment {
  /// What the amounts of a payment turned out to be.
  struct Settled {
    var total: Money
    var documents: [RemittanceDocument]
    /// nil where the documents state no amounts.
    var check: ControlCheck?
  }

  /// Reads every amount, now that the currency is known, and finds out what the documents come to.
  ///
  /// - Returns: nil where an amount or the currency cannot be read, with an error told.
  func settle(
    lowersIfPositive: Bool, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) -> Settled? {
    guard let currency = currency(currencyCode, &problems, into: &events) else { return nil }
    let head = Amount(text: head.text(2), line: head.line, column: head.column)
    if head.text.isEmpty {
      problems.report(
        .error, .badAmount, place(head, problems), "the payment has no amount (BPR02)",
        "a decimal number such as 8900.00", into: &events)
      return nil
    }
    var reader = AmountReader(currency: currency, file: problems.file)
    let total = reader.read(head, "payment's amount (BPR02)")
    if let total, total < 0 {
      reader.refuse(head, "payment's amount (BPR02)", "no minus: BPR03 tells the side")
    }
    var items: [X12Balance.Item?] = []
    for document in documents { items.append(item(document, &reader)) }
    var amounts: [Int64] = []
    for adjustment in outside {
      amounts.append(reader.read(adjustment.amount, "adjustment (ADX01)") ?? 0)
    }
    for finding in reader.findings {
      problems.report(
        .error, .badAmount, finding.place, finding.problem, finding.expected, into: &events)
    }
    guard let total, reader.findings.isEmpty else { return nil }
    let balance = X12Balance(
      total: total, items: items.compactMap { $0 },
      outside: amounts.reduce(Int128(0)) { $0 + Int128($1) }, lowersIfPositive: lowersIfPositive)
    let solution = balance.solve()
    let check = check(solution, total: total, currency, &problems, into: &events)
    guard
      let read = remittance(
        balance, solution.reading, items, amounts, currency, &problems, into: &events)
    else { return nil }
    return Settled(
      total: Money(minorUnits: total, currency), documents: read, check: check)
  }

  /// The currency of a `CUR`, else the account's, else the US dollar; nil, with an error told, where it is unknown.
  func currency(
    _ code: String, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) -> Currency? {
    if code.isEmpty {
      if let usualCurrency { return usualCurrency }
      problems.noteDollars(of: self, into: &events)
      return .usd
    }
    if let currency = Currency(code.uppercased()) { return currency }
    problems.report(
      .error, .badCurrency, head,
      "the currency is '\(code.prefix(40))', so that the decimals of its amounts are unknown",
      "an ISO 4217 code in CUR02", into: &events)
    return nil
  }

  /// nil for a document of another currency, which is no part of the sum.
  private func item(_ document: Document, _ reader: inout AmountReader) -> X12Balance.Item? {
    let code = document.currencyCode.uppercased()
    guard code.isEmpty || code == reader.currency.code else { return nil }
    var item = X12Balance.Item(
      paid: reader.read(document.paid, "amount paid (RMR04)"),
      invoiced: reader.read(document.invoiced, "invoice's amount (RMR05)"))
    item.discount = reader.read(document.discount, "discount (RMR06)") ?? 0
    item.interest = reader.read(document.interest, "adjustment (RMR08)") ?? 0
    for adjustment in document.adjustments {
      item.adjusted += Int128(reader.read(adjustment.amount, "adjustment (ADX01)") ?? 0)
    }
    item.isCredit = document.qualifier == "CM" || document.qualifier == "CL"
    return item
  }

  private func check(
    _ solution: (reading: X12Balance.Reading, sum: Int128, holds: Bool?), total: Int64,
    _ currency: Currency, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) -> ControlCheck? {
    guard let holds = solution.holds else { return nil }
    let stated = Money(minorUnits: total, currency)
    let computed =
      Int64(exactly: solution.sum).map { "\(Money(minorUnits: $0, currency))" }
      ?? "more than can be counted"
    if !holds {
      problems.report(
        .warning, .detailsMismatch, head,
        "the payment is \(stated), its documents come to \(computed)",
        "documents that add up to the payment, with or without their adjustments", into: &events)
    }
    var notes: [String] = []
    if solution.reading.isGrossOfAdjustments { notes.append("RMR04 is before adjustments") }
    if solution.reading.isGrossOfDiscount { notes.append("RMR04 is before discounts") }
    if solution.reading.creditsArePositive { notes.append("credit memos have no minus") }
    return ControlCheck(
      name: "remittance_total", stated: stated.description, computed: computed,
      verdict: holds ? .holds : .off, note: notes.joined(separator: ", "),
      consequence: "warning")
  }

  func place(_ amount: Amount, _ problems: X12Problems) -> FilePosition {
    FilePosition(file: problems.file, line: amount.line, column: amount.column)
  }
}

/// Reads the amounts of one payment, and keeps what is wrong with them.
struct AmountReader {
  struct Finding {
    var place: FilePosition
    var problem: String
    var expected: String
  }

  /// More than so many bad amounts of one payment say nothing new.
  private static let findingsMax = 100

  let currency: Currency
  let file: String
  private(set) var findings: [Finding] = []

  init(currency: Currency, file: String) {
    self.currency = currency
    self.file = file
  }

  /// In minor units; nil where there is none, or with a finding where it is no number.
  mutating func read(_ amount: X12Payment.Amount, _ name: String) -> Int64? {
    if amount.text.isEmpty { return nil }
    do {
      return try X12Value.amount(amount.text, in: currency)
    } catch {
      refuse(
        amount, name,
        "a decimal number such as 8900.00, with at most \(currency.minorDigits) decimals")
      return nil
    }
  }

  mutating func refuse(_ amount: X12Payment.Amount, _ name: String, _ expected: String) {
    guard findings.count < Self.findingsMax else { return }
    findings.append(
      Finding(
        place: FilePosition(file: file, line: amount.line, column: amount.column),
        problem: "the \(name) is '\(amount.text.prefix(40))'", expected: expected))
  }
}
