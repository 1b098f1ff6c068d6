import Money
import Receivables

extension X12Payment {
  /// The documents as receivables has them: cash net, adjustments positive where they lower it.
  ///
  /// - Returns: nil, with an error told, where an amount is beyond what can be counted.
  func remittance(
    _ balance: X12Balance, _ reading: X12Balance.Reading, _ items: [X12Balance.Item?],
    _ amounts: [Int64], _ currency: Currency, _ problems: inout X12Problems,
    into events: inout BankFileBatch
  ) -> [RemittanceDocument]? {
    var read: [RemittanceDocument] = []
    for (document, item) in zip(documents, items) {
      guard let item else {
        guard let foreign = foreign(document, &problems, into: &events) else { return nil }
        read.append(foreign)
        continue
      }
      var cash: Int64?
      if let exact = balance.cash(of: item, reading) {
        guard let fits = Int64(exactly: exact) else { return overflow(&problems, into: &events) }
        cash = fits
      }
      let isTurned = (cash ?? 0) < 0 && (item.invoiced ?? 0) > 0
      read.append(
        RemittanceDocument(
          number: document.number, type: document.qualifier, date: document.date,
          due: money(isTurned ? item.invoiced.map { -$0 } : item.invoiced, currency),
          paid: money(cash, currency),
          discount: document.discount.text.isEmpty ? nil : money(item.discount, currency),
          adjustments: adjustments(of: document, item, reading, currency)))
    }
    for (adjustment, amount) in zip(outside, amounts) {
      guard let kept = Int64(exactly: reading.keptBack(Int128(amount))), kept != .min else {
        return overflow(&problems, into: &events)
      }
      if amount != 0 { read.append(Self.document(outside: adjustment, keptBack: kept, currency)) }
    }
    if documents.isEmpty {
      read += named.map { RemittanceDocument(number: $0.number, type: $0.qualifier) }
    }
    return read
  }

  private func adjustments(
    of document: Document, _ item: X12Balance.Item, _ reading: X12Balance.Reading,
    _ currency: Currency
  ) -> [RemittanceDocument.Adjustment] {
    var read: [RemittanceDocument.Adjustment] = []
    for adjustment in document.adjustments {
      guard let amount = try? X12Value.amount(adjustment.amount.text, in: currency), amount != 0,
        let kept = Int64(exactly: reading.keptBack(Int128(amount)))
      else { continue }
      read.append(
        RemittanceDocument.Adjustment(
          amount: Money(minorUnits: kept, currency), reason: adjustment.reason,
          text: adjustment.text))
    }
    if item.interest != 0, let kept = Int64(exactly: -Int128(item.interest)) {
      read.append(
        RemittanceDocument.Adjustment(
          amount: Money(minorUnits: kept, currency), reason: document.interestReason))
    }
    return read
  }

  /// An adjustment of no invoice: a credit memo that is taken where it names one, else an amount
  /// without a number, with its reason.
  private static func document(
    outside adjustment: Adjustment, keptBack: Int64, _ currency: Currency
  ) -> RemittanceDocument {
    let paid = Money(minorUnits: -keptBack, currency)
    let isCredit = ["CM", "CL"].contains(adjustment.qualifier) && !adjustment.number.isEmpty
    if isCredit, keptBack > 0 {
      return RemittanceDocument(number: adjustment.number, type: adjustment.qualifier, paid: paid)
    }
    return RemittanceDocument(
      number: "", type: adjustment.qualifier, paid: paid,
      adjustments: [
        RemittanceDocument.Adjustment(
          amount: Money(minorUnits: keptBack, currency), reason: adjustment.reason,
          text: adjustment.text)
      ])
  }

  /// A document with a currency of its own: as stated, for a person to look at.
  private func foreign(
    _ document: Document, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) -> RemittanceDocument? {
    guard let currency = currency(document.currencyCode, &problems, into: &events) else {
      return nil
    }
    var reader = AmountReader(currency: currency, file: problems.file)
    let read = RemittanceDocument(
      number: document.number, type: document.qualifier, date: document.date,
      due: money(reader.read(document.invoiced, "invoice's amount (RMR05)"), currency),
      paid: money(reader.read(document.paid, "amount paid (RMR04)"), currency),
      discount: money(reader.read(document.discount, "discount (RMR06)"), currency))
    for finding in reader.findings {
      problems.report(
        .error, .badAmount, finding.place, finding.problem, finding.expected, into: &events)
    }
    return reader.findings.isEmpty ? read : nil
  }

  private func money(_ minorUnits: Int64?, _ currency: Currency) -> Money? {
    minorUnits.map { Money(minorUnits: $0, currency) }
  }

  private func overflow(
    _ problems: inout X12Problems, into events: inout BankFileBatch
  ) -> [RemittanceDocument]? {
    problems.report(
      .error, .badAmount, head, "an amount of the payment is beyond what can be counted",
      "amounts of this world", into: &events)
    return nil
  }
}
