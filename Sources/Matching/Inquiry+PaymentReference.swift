import Money
import Receivables

extension Inquiry {
  /// Step 3b: a payment reference with its check digits, in its own field or in the text.
  mutating func byPaymentReference() throws(MoneyError) -> Decision? {
    let rule = "payment reference"
    for reference in givenReferences() {
      let items = index.references.items(underPaymentReference: reference.text)
      let expected = index.expectations(underPaymentReference: reference.text)
      if items.isEmpty, expected.isEmpty {
        guard reference.isInItsField else { continue }
        if reference.schemes.isEmpty {
          // Wrong check digits count as no reference at all; they are only a hint.
          note(rule, .absent, "\(reference.text): its check digits are wrong")
          candidates += nearlyReferenced(by: reference.text)
        } else {
          note(rule, .absent, "\(reference.text) (\(reference.schemes[0].rawValue)) is nobody's")
          failedReference = failedReference ?? reference.text
        }
        continue
      }
      let scheme = reference.schemes.first?.rawValue ?? "as printed on the document"
      if let decision = try conclude(
        reference: reference.text, items: items, expected: expected, scheme: scheme, rule: rule)
      {
        return decision
      }
    }
    return nil
  }

  private mutating func conclude(
    reference: String, items: [Int], expected: [Int], scheme: String, rule: String
  ) throws(MoneyError) -> Decision? {
    var items = items
    for index in expected {
      let expectation = ledger.expectations[index]
      note(
        rule, .supports, "\(reference) is that of \(expectation.kind.rawValue) \(expectation.id)")
      if let document = expectation.document,
        let item = ledger.itemIndex(DocumentKey(expectation.customer, document))
      {
        if !items.contains(item) { items.append(item) }
      } else if let customer = ledger.customerIndex(expectation.customer), items.isEmpty {
        // It names no document, but it identifies the payer.
        payer.customer = customer
        payer.isConflict = false
        payer.certainty = 99
      }
    }
    guard !items.isEmpty else { return nil }
    for item in items {
      note(
        rule, .supports,
        "\(reference) (\(scheme)) is \(ledger.items[item].number) of "
          + "\(ledger.items[item].customer)", weight: 99)
    }
    candidates += items
    let owners = Set(items.map { ledger.items[$0].customer })
    if owners.count > 1 {
      let own = items.filter(isOwn)
      guard !own.isEmpty else {
        note(rule, .opposes, "the reference is that of documents of \(owners.count) customers")
        return nil
      }
      items = own
    }
    guard items.allSatisfy({ ledger.items[$0].currency == currency }) else {
      return exception(
        .currencyMismatch, "\(numbers(items)) is not in \(currency), the currency of the receipt",
        rule: rule, candidates: items, payer: payer(decidedBy: items))
    }
    let payingCustomer = payer(decidedBy: items)
    let open = items.filter { ledger.openAmount(of: $0) != 0 }
    if open.isEmpty {
      if let decision = try bySecondPayment(
        open: [], cleared: items, rule: rule, payer: payingCustomer)
      {
        return decision
      }
      failedReference = failedReference ?? reference
      return nil
    }
    guard
      let explanation = try explain(
        open, rule: rule, payer: payingCustomer, confidence: 99)
    else { return nil }
    if let other = conflicting(with: explanation) {
      return conclude(
        explanation,
        doubt: "the amount disagrees, and \(ledger.items[other].number) is exactly the receipt",
        others: [other])
    }
    return conclude(explanation)
  }

  private struct GivenReference {
    var text: String
    var schemes: [PaymentReferenceScheme]
    /// It stood where references belong, rather than somewhere in the text.
    var isInItsField: Bool
  }

  private func givenReferences() -> [GivenReference] {
    var given: [GivenReference] = []
    func add(_ text: String, isInItsField: Bool) {
      let bytes = NormalForm.alphanumeric(text)
      guard bytes.count >= 4, !given.contains(where: { $0.text == text }) else { return }
      let schemes = PaymentReferenceScheme.holding(for: bytes)
      // `RF` and two digits promise check digits: wrong ones make it no reference.
      let isCreditor = bytes.starts(with: [0x52, 0x46])
      if isCreditor, !schemes.contains(.creditorReference) {
        if isInItsField {
          given.append(GivenReference(text: text, schemes: [], isInItsField: true))
        }
        return
      }
      given.append(GivenReference(text: text, schemes: schemes, isInItsField: isInItsField))
    }
    if let reference = transaction.paymentReference { add(reference, isInItsField: true) }
    for run in scan.runs.indices where !scan.runs[run].isDistractor {
      let bytes = scan.bytes(of: run)
      if bytes.starts(with: [0x52, 0x46]), bytes.count >= 4,
        NormalForm.isDigit(bytes[bytes.startIndex + 2])
      {
        add(creditorReference(from: run), isInItsField: true)
      } else if bytes.count >= 5, scan.runs[run].hasDigits {
        add(scan.text(of: run), isInItsField: false)
        // Printed in groups: `21 00000 00003 13947 14300 09017`, `090/9337/55493`.
        var joined = bytes
        var next = run
        while next + 1 < scan.runs.count, scan.runs[next + 1].hasDigits, joined.count < 27,
          scan.mayJoin(next)
        {
          next += 1
          joined += scan.bytes(of: next)
          add(String(decoding: joined, as: UTF8.self), isInItsField: false)
        }
      } else if scan.runs[run].isDigits {
        var joined = bytes
        var next = run
        while next + 1 < scan.runs.count, scan.runs[next + 1].isDigits, joined.count < 27,
          scan.mayJoin(next)
        {
          next += 1
          joined += scan.bytes(of: next)
          if joined.count >= 8 { add(String(decoding: joined, as: UTF8.self), isInItsField: false) }
        }
      }
    }
    return given
  }

  /// `RF18 5390 0754 7034`: fours are joined as long as that gives the longest valid reference.
  private func creditorReference(from run: Int) -> String {
    var joined = Array(scan.bytes(of: run))
    var best = joined
    var next = run
    while joined.count % 4 == 0, next + 1 < scan.runs.count, scan.mayJoin(next),
      joined.count + scan.bytes(of: next + 1).count <= 25
    {
      next += 1
      joined += scan.bytes(of: next)
      if isValidCreditorReference(joined.span) { best = joined }
    }
    return String(decoding: best, as: UTF8.self)
  }

  /// Open items of the payer whose reference is one digit away: candidates, nothing more.
  private func nearlyReferenced(by reference: String) -> [Int] {
    guard let customer = payer.customer else { return [] }
    let given = NormalForm.alphanumeric(reference)
    return ledger.openItems(of: customer, in: currency).filter { item in
      let printed = NormalForm.alphanumeric(ledger.items[item].paymentReference)
      return printed.count == given.count
        && zip(printed, given).count(where: { $0 != $1 }) <= 2
    }
  }
}
