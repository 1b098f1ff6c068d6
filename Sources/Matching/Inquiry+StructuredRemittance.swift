import Money
import Receivables

extension Inquiry {
  /// Step 3a: the payer says document by document what the money is for, often with amounts.
  func byStructuredRemittance() throws(MoneyError) -> Decision? {
    let rule = "structured remittance"
    let named = namedDocuments
    guard !named.isEmpty else { return nil }

    var lines: [StatedLine] = []
    var unknown: [String] = []
    for document in named {
      switch resolve(document) {
      case .one(let item):
        lines.append(StatedLine(item: item, document: document))
      case .order(let items):
        lines += items.map { StatedLine(item: $0, document: nil) }
      case .several(let items):
        note(rule, .opposes, "\(document.name) is a number of several customers")
        candidates += items
        unknown.append(document.name)
      case .unknown:
        note(rule, .absent, "\(document.name) is no document of the ledger")
        unknown.append(document.name)
      }
    }
    for line in lines {
      note(
        rule, .supports,
        "\(line.name): \(ledger.items[line.item].number) of "
          + "\(ledger.items[line.item].customer)", weight: 100)
    }
    let items = distinct(lines.map(\.item))
    guard !items.isEmpty else {
      failedReference = unknown.first
      return nil
    }
    candidates = items + candidates

    let here = items.filter { ledger.items[$0].currency == currency }
    guard here.count == items.count else {
      return exception(
        .currencyMismatch,
        "\(numbers(items)) is not in \(currency), the currency of the receipt", rule: rule,
        candidates: items, payer: payer(decidedBy: items) ?? items.first.flatMap(owner(of:)))
    }
    let payingCustomer = payer(decidedBy: items)

    if let stated = stated(lines, amongAll: named.count == transaction.documents.count) {
      return try byStatedAmounts(
        stated, unknown: unknown, items: items, payer: payingCustomer, rule: rule)
    }
    if !unknown.isEmpty {
      failedReference = unknown.first
      if let explained = try explain(
        items, rule: rule, payer: payingCustomer, confidence: 96), explained.isExplained
      {
        return conclude(explained, doubt: "'\(unknown[0])' names nothing in the ledger")
      }
      return nil
    }
    return try conclude(named: items, rule: rule, payer: payingCustomer, lines: lines)
  }

  /// Documents named without amounts: the whole receipt is for all of them.
  private func conclude(
    named items: [Int], rule: String, payer payingCustomer: Int?, lines: [StatedLine]
  ) throws(MoneyError) -> Decision? {
    let cleared = items.filter { ledger.openAmount(of: $0) == 0 }
    let open = items.filter { ledger.openAmount(of: $0) != 0 }
    if let decision = try bySecondPayment(
      open: open, cleared: cleared, rule: rule, payer: payingCustomer)
    {
      return decision
    }
    guard !open.isEmpty else {
      failedReference = numbers(cleared)
      return nil
    }
    let adjustments = lines.flatMap { line in
      (line.document?.adjustments ?? []).map { (item: line.item, adjustment: $0) }
    }
    guard
      let explanation = try explain(
        open, rule: rule, payer: payingCustomer, confidence: 99, adjustments: adjustments)
    else {
      return nil
    }
    return try concludeNamed(explanation)
      ?? conclude(
        explanation, doubt: thirdPartyDoubt(explanation))
  }

  /// The documents that 3a reads: those with a number, and those that only a creditor reference
  /// names where there are several. One reference alone is step 3b's.
  private var namedDocuments: [RemittanceDocument] {
    let named = transaction.documents.filter { !$0.number.isEmpty || !$0.reference.isEmpty }
    let isOneReference = named.allSatisfy { $0.number.isEmpty } && named.count == 1
    return isOneReference ? [] : named
  }

  /// Fine print 21: documents of another customer, whose amounts disagree, from a payer whom we
  /// know and who has nothing to do with it.
  func thirdPartyDoubt(_ explanation: Explanation) -> String? {
    guard !explanation.isExplained, explanation.secondPayment == 0, let known = payer.customer,
      let stranger = explanation.items.first(where: { !isOwn($0) })
    else { return nil }
    return "\(ledger.customers[known].id) pays for \(ledger.items[stranger].customer), "
      + "and the amount disagrees"
  }

  private enum Resolution {
    case one(Int)
    /// Every open item of a purchase order.
    case order([Int])
    case several([Int])
    case unknown
  }

  /// Which document of the ledger a number of the remittance is: one of the payer's first, then
  /// one of its family's, then anybody's if only one customer has it.
  private func resolve(_ document: RemittanceDocument) -> Resolution {
    let byNumber = document.number.isEmpty ? .unknown : resolveNumber(of: document)
    guard case .unknown = byNumber, !document.reference.isEmpty else { return byNumber }
    let found = index.references.items(underPaymentReference: document.reference, in: ledger)
    let open = found.filter { ledger.openAmount(of: $0) != 0 }
    if open.count == 1 { return .one(open[0]) }
    if found.count == 1 { return .one(found[0]) }
    return found.isEmpty ? .unknown : .several(found)
  }

  private func resolveNumber(of document: RemittanceDocument) -> Resolution {
    if document.type == "PUOR" || document.type == "PO" {
      let items = index.references.items(forPurchaseOrder: document.number, in: ledger)
      let own = items.filter { isOwn($0) && ledger.openAmount(of: $0) != 0 }
      let open = items.filter { ledger.openAmount(of: $0) != 0 }
      if !own.isEmpty { return .order(own) }
      if Set(open.map { ledger.items[$0].customer }).count == 1 { return .order(open) }
      return open.isEmpty ? .unknown : .several(open)
    }
    let found = index.references.items(forNumber: document.number, in: ledger)
    // Exactly as written beats any other writing.
    let exact = found.filter { ledger.items[$0].number.text == document.number }
    let same = exact.isEmpty ? found : exact
    let known = payer.customer
    let preferences: [(Int) -> Bool] = [
      { known != nil && self.owner(of: $0) == known }, { self.isOwn($0) }, { _ in true },
    ]
    for isPreferred in preferences {
      let fitting = same.filter(isPreferred)
      if fitting.count == 1 { return .one(fitting[0]) }
      let open = fitting.filter { ledger.openAmount(of: $0) != 0 }
      if open.count == 1 { return .one(open[0]) }
      let exactAmount = open.filter {
        ledger.openAmount(of: $0) == (document.paid ?? document.due)?.minorUnits
      }
      if exactAmount.count == 1 { return .one(exactAmount[0]) }
      if !fitting.isEmpty { return .several(fitting) }
    }
    return cutNumber(of: document).map { .one($0) } ?? .unknown
  }

  /// A number whose year a field was too narrow for (a lockbox leaves 10 to 16 columns): the one
  /// document of the payer that goes on so, open and paid wholly by the line.
  private func cutNumber(of document: RemittanceDocument) -> Int? {
    guard document.number.utf8.count >= 10, let customer = payer.customer, let paid = document.paid
    else { return nil }
    var owed = paid.minorUnits
    for kept in document.adjustments.map(\.amount) + [document.discount].compactMap({ $0 }) {
      let (sum, isTooLarge) = owed.addingReportingOverflow(kept.minorUnits)
      if isTooLarge { return nil }
      owed = sum
    }
    let ends = (0...9).map { String($0) } + (100...199).map { String(String($0).dropFirst()) }
    let found = ends.compactMap { rest -> Int? in
      let number = document.number + rest
      guard YearBehind.groups(in: number.utf8) > 0 else { return nil }
      return ledger.itemIndex(DocumentKey(ledger.customers[customer].id, DocumentNumber(number)))
    }
    guard found.count == 1, let item = found.first, ledger.items[item].currency == currency,
      ledger.openAmount(of: item) == owed
    else { return nil }
    return item
  }

  func distinct(_ items: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return items.filter { seen.insert($0).inserted }
  }
}

/// A document of structured remittance that was found in the ledger.
struct StatedLine {
  var item: Int
  /// nil where the item came by a purchase order.
  var document: RemittanceDocument?
  var cash: Int64?

  var name: String { document?.name ?? "purchase order" }
}

extension RemittanceDocument {
  /// What the payer calls the document.
  var name: String { number.isEmpty ? reference : number }
}
