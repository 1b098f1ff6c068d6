import Money
import Receivables

extension Inquiry {
  /// Step 3b: payment references with their check digits, in their own field or in the text.
  func byPaymentReference() throws(MoneyError) -> Decision? {
    let rule = "payment reference"
    var found: [FoundReference] = []
    for reference in givenReferences() {
      let items = index.references.items(underPaymentReference: reference.text, in: ledger)
      let expected = index.expectations(underPaymentReference: reference.text).filter {
        ledger.expectations[$0].status != .cancelled
      }
      if items.isEmpty, expected.isEmpty {
        noteNobodys(reference, rule)
        continue
      }
      if let named = resolve(reference, items, expected, rule) {
        found.append(FoundReference(given: reference, items: named))
      }
    }
    return found.isEmpty ? nil : try conclude(found, rule)
  }

  private func noteNobodys(_ reference: GivenReference, _ rule: String) {
    guard reference.isInItsField else { return }
    if reference.schemes.isEmpty {
      // Wrong check digits count as no reference at all; they are only a hint.
      note(rule, .absent, "\(reference.text): its check digits are wrong")
      candidates += nearlyReferenced(by: reference.text)
    } else {
      note(rule, .absent, "\(reference.text) (\(reference.schemes[0].rawValue)) is nobody's")
      failedReference = failedReference ?? reference.text
    }
  }

  /// The documents that a reference names, those of the payer first; nil where it names none, or
  /// documents of several customers of whom none is the payer. An expectation's reference without
  /// a document identifies the payer.
  private func resolve(
    _ reference: GivenReference, _ items: [Int], _ expected: [Int], _ rule: String
  ) -> [Int]? {
    var items = items
    for index in expected {
      let expectation = ledger.expectations[index]
      note(
        rule, .supports,
        "\(reference.text) is that of \(expectation.kind.rawValue) \(expectation.id)")
      if let document = expectation.document,
        let item = ledger.itemIndex(DocumentKey(expectation.customer, document)),
        !items.contains(item)
      {
        items.append(item)
      }
    }
    if items.isEmpty { identify(by: reference, expected) }
    for item in items.prefix(5) {
      note(
        rule, .supports,
        "\(reference.text) (\(reference.schemes.first?.rawValue ?? "as printed on the document")) is "
          + "\(ledger.items[item].number) of \(ledger.items[item].customer)", weight: 99)
    }
    candidates += items
    let owners = Set(items.map { ledger.items[$0].customer })
    if owners.count > 1 {
      let own = items.filter(isOwn)
      if own.isEmpty {
        note(rule, .opposes, "the reference is that of documents of \(owners.count) customers")
      }
      items = own
    }
    return items.isEmpty ? nil : items
  }

  /// Fine print 14: an expectation's reference without a document identifies the payer, unless
  /// account and name say that it is somebody else.
  private func identify(by reference: GivenReference, _ expected: [Int]) {
    let owners = distinct(
      expected.compactMap { ledger.customerIndex(ledger.expectations[$0].customer) })
    guard owners.count == 1, let customer = owners.first else { return }
    let isTelling =
      reference.isInItsField || reference.text.utf8.count >= 8
      || NormalForm.alphanumeric(reference.text).contains(where: NormalForm.isLetter)
    guard isTelling else { return }
    hasGivenReference = true
    if let known = payer.customer, !ledger.areRelated(known, customer) {
      payer.isConflict = true
      payer.undecided = [known, customer]
      payer.customer = nil
    } else {
      payer.customer = customer
      payer.isConflict = false
      payer.certainty = 99
    }
  }

  /// All references together, then those that stood in their field alone: the first reading that
  /// the amount confirms wins.
  private func conclude(
    _ found: [FoundReference], _ rule: String
  ) throws(MoneyError) -> Decision? {
    let inField = found.filter(\.given.isInItsField)
    let all = distinct(found.flatMap(\.items))
    var readings = [distinct(inField.flatMap(\.items)), all].filter { !$0.isEmpty }
    if readings.count == 2, Set(readings[0]) == Set(readings[1]) { readings.removeLast() }

    var whole: Explanation?
    var isAnyNamed = false
    for items in readings {
      let here = items.filter { ledger.items[$0].currency == currency }
      guard !here.isEmpty else { continue }
      // A known payer's number that is printed on somebody else's document is like any number.
      let isNamed = found.contains { $0.isTelling && !Set($0.items).isDisjoint(with: here) }
      guard isNamed || payer.customer == nil || here.allSatisfy(isOwn) else {
        reject(rule, here, "the number alone does not say that it is somebody else's document")
        continue
      }
      isAnyNamed = true
      let payingCustomer = payer(decidedBy: here)
      let open = here.filter { ledger.openAmount(of: $0) != 0 }
      let cleared = here.filter { ledger.openAmount(of: $0) == 0 }
      if let explanation = try explain(
        open, rule: rule, payer: payingCustomer, confidence: 99)
      {
        if explanation.isExplained { return conclude(explanation) }
        whole = whole ?? explanation
      }
      if let decision = try bySecondPayment(
        open: open, cleared: cleared, rule: rule, payer: payingCustomer)
      {
        return decision
      }
    }
    guard let whole else {
      if !isAnyNamed, payer.customer != nil, !all.allSatisfy(isOwn),
        !found.contains(where: \.isTelling)
      {
        return nil
      }
      if let other = all.first(where: { ledger.items[$0].currency != currency }) {
        return exception(
          .currencyMismatch,
          "\(ledger.items[other].number) is not in \(currency), the currency of the receipt",
          rule: rule, candidates: all, payer: payer(decidedBy: all))
      }
      if isAnyNamed { failedReference = failedReference ?? found[0].given.text }
      return nil
    }
    if let decision = try concludeNamed(whole) { return decision }
    if readings.count > 1 {
      return conclude(
        whole, doubt: "\(whole.words), and the text has another reference", others: all)
    }
    // Somebody else's document whose amount disagrees: in the text no evidence at all.
    let isTelling = found.contains(where: \.isTelling)
    if let doubt = thirdPartyDoubt(whole) {
      if isTelling { return conclude(whole, doubt: doubt) }
      note(rule, .opposes, doubt)
      return nil
    }
    // A number that nothing but its being printed makes a reference is like any other number in
    // the text: alone it does not say who paid.
    if payer.customer == nil, !isTelling {
      return conclude(
        whole, doubt: "only the number in the text says who paid, and \(whole.words)")
    }
    return conclude(whole)
  }

  private struct FoundReference {
    var given: GivenReference
    var items: [Int]

    /// It stood in its field, or has check digits that chance does not make.
    var isTelling: Bool {
      given.isInItsField
        || given.schemes.contains(where: \.isTelling)
    }
  }

  private struct GivenReference {
    var text: String
    var schemes: [PaymentReferenceScheme]
    /// It stood where references belong, rather than somewhere in the text.
    var isInItsField: Bool
  }

  private func givenReferences() -> [GivenReference] {
    var given: [GivenReference] = []
    var known: Set<String> = []
    func add(_ text: String, isInItsField: Bool) {
      let bytes = NormalForm.alphanumeric(text)
      guard bytes.count >= 4, known.insert(text).inserted else { return }
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
        continue
      }
      // Figures of the end-to-end id are the payer's own, unless check digits say otherwise.
      if scan.runs[run].isEndToEndID, scan.runs[run].isDigits,
        !PaymentReferenceScheme.holding(for: Array(bytes)).contains(where: \.isTelling)
      {
        continue
      }
      let telling = Mentions.telling(before: run, scan)
      if ReferenceWords.other.contains(telling) || ReferenceWords.purchaseOrder.contains(telling) {
        continue
      }
      if bytes.count >= 5, scan.runs[run].hasDigits {
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

  /// What a reference with wrong check digits may have meant: the documents under the right ones,
  /// and open items of the payer whose reference is a slip or two away. Candidates, nothing more.
  private func nearlyReferenced(by reference: String) -> [Int] {
    let given = NormalForm.alphanumeric(reference)
    let corrected = PaymentReferenceScheme.corrections(of: given).flatMap {
      index.references.items(underPaymentReference: String(decoding: $0, as: UTF8.self), in: ledger)
    }
    guard let customer = payer.customer else { return corrected }
    return corrected
      + ledger.openItems(of: customer, in: currency).filter { item in
        let printed = NormalForm.alphanumeric(ledger.items[item].paymentReference)
        return printed.count == given.count
          && zip(printed, given).count(where: { $0 != $1 }) <= 2
      }
  }
}
