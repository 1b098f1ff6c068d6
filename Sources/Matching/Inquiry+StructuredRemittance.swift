import Money
import Receivables

extension Inquiry {
  /// Step 3a: the payer says document by document what the money is for, often with amounts.
  mutating func byStructuredRemittance() throws(MoneyError) -> Decision? {
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
  private mutating func conclude(
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

  /// Fine print 6: lines that add up to the receipt are booked as stated.
  private mutating func byStatedAmounts(
    _ lines: [StatedLine], unknown: [String], items: [Int], payer payingCustomer: Int?,
    rule: String
  ) throws(MoneyError) -> Decision? {
    let sum = lines.reduce(Int64(0)) { $0 + ($1.cash ?? 0) }
    let explanation = try explain(stated: lines, rule: rule, payer: payingCustomer)
    note(
      rule, sum == cash ? .supports : .opposes,
      "the stated amounts add up to \(Money(minorUnits: sum, currency))")
    guard unknown.isEmpty else {
      failedReference = unknown.first
      return explanation.map {
        conclude($0, doubt: "'\(unknown[0])' names nothing in the ledger")
      }
    }
    if sum > cash {
      guard let explanation else { return nil }
      return conclude(
        explanation,
        doubt: "the stated amounts add up to \(Money(minorUnits: sum, currency)), "
          + "more than the receipt")
    }
    guard var explanation else { return nil }
    if sum < cash {
      explanation.excess += cash - sum
      explanation.isExplained = false
      explanation.clearings = putOnAccount(cash - sum, in: explanation.clearings)
    }
    return conclude(explanation, doubt: thirdPartyDoubt(explanation))
  }

  /// Every document with the amount stated for it, each with its own difference.
  private func explain(
    stated lines: [StatedLine], rule: String, payer payingCustomer: Int?
  ) throws(MoneyError) -> Explanation? {
    var settlements: [Settlement] = []
    var credits: [(item: Int, amount: Int64)] = []
    var ladder = ladder(payer: payingCustomer, named: lines.map(\.item))
    var excess: Int64 = 0
    var second: Int64 = 0
    var words: [String] = []
    for line in lines {
      let open = ledger.openAmount(of: line.item)
      let stated = line.cash ?? 0
      if open < 0 || (open == 0 && stated < 0) {
        guard stated < 0, stated >= open else { return nil }
        credits.append((line.item, -stated))
        continue
      }
      guard stated >= 0 else { return nil }
      if open == 0 {  // cleared before: the money is the customer's
        excess += stated
        second += stated
        words.append("\(ledger.items[line.item].number) was paid before")
        continue
      }
      let claim = Claim(
        debits: [line.item], available: stated, cash: stated,
        adjustments: (line.document?.adjustments ?? []).map { (line.item, $0) }, isStated: true)
      let settled = try ladder.settle(claim)
      ladder.context.usedAllowances.formUnion(settled.usedAllowances)
      if let credit = settled.extraCredit { ladder.context.named.insert(credit.item) }
      excess += settled.excess
      if lines.count == 1 || !settled.isExplained {
        words.append("\(ledger.items[line.item].number): \(settled.words)")
      }
      settlements.append(settled)
    }
    let netted = credits.reduce(0) { $0 + $1.amount }
    let payable = settlements.flatMap(\.paid).reduce(0) { $0 + $1.amount }
    guard netted <= payable else { return nil }
    let unexplained = settlements.reduce(0) { $0 + $1.unexplained }
    return Explanation(
      rule: rule, items: distinct(lines.map(\.item)), payer: payingCustomer,
      clearings: Assembly(ledger: ledger, currency: currency)
        .clearings(settlements, credits: credits, onAccount: excess),
      words: words.isEmpty ? "every document as stated" : words.joined(separator: "; "),
      hasNamedWords: !words.isEmpty,
      isExplained: unexplained == 0 && excess == 0, unexplained: unexplained, excess: excess,
      secondPayment: second, confidence: 100)
  }

  private func putOnAccount(
    _ amount: Int64, in clearings: [Decision.Clearing]
  ) -> [Decision.Clearing] {
    var clearings = clearings
    if let index = clearings.firstIndex(where: { $0.kind == .onAccount }) {
      clearings[index].amount.minorUnits += amount
    } else {
      clearings.append(
        Decision.Clearing(
          item: nil, kind: .onAccount, amount: Money(minorUnits: amount, currency)))
    }
    return clearings
  }

  /// Fine print 21: documents of another customer, whose amounts disagree, from a payer whom we
  /// know and who has nothing to do with it.
  private func thirdPartyDoubt(_ explanation: Explanation) -> String? {
    guard !explanation.isExplained, explanation.secondPayment == 0, let known = payer.customer,
      let stranger = explanation.items.first(where: { !isOwn($0) })
    else { return nil }
    return "\(ledger.customers[known].id) pays for \(ledger.items[stranger].customer), "
      + "and the amount disagrees"
  }

  /// The amounts stated per document, if the remittance states one for each.
  private func stated(_ lines: [StatedLine], amongAll: Bool) -> [StatedLine]? {
    guard amongAll, lines.allSatisfy({ $0.document != nil }) else { return nil }
    var merged: [StatedLine] = []
    for line in lines {
      guard let amount = statedCash(line) else { return nil }
      var line = line
      line.cash = amount
      if let index = merged.firstIndex(where: { $0.item == line.item }) {
        merged[index].cash = (merged[index].cash ?? 0) + amount
        merged[index].document?.adjustments += line.document?.adjustments ?? []
      } else {
        merged.append(line)
      }
    }
    return merged
  }

  /// The cash stated for a document, negative for a credit that is taken; nil where none is stated,
  /// or in another currency.
  private func statedCash(_ line: StatedLine) -> Int64? {
    guard let document = line.document else { return nil }
    let amounts =
      [document.paid, document.due, document.discount, document.credit, document.tax]
      .compactMap { $0 } + document.adjustments.map(\.amount)
    guard amounts.allSatisfy({ $0.currency == currency }) else { return nil }
    let isCredit =
      ledger.items[line.item].original.isNegative || document.type == "CREN"
      || document.type == "CM"
    var amount: Int64
    if let paid = document.paid {
      amount = paid.minorUnits
    } else if let credit = document.credit, document.due == nil {
      amount = credit.minorUnits
    } else if let due = document.due {
      amount =
        due.minorUnits - (document.discount?.minorUnits ?? 0)
        - (document.credit?.minorUnits ?? 0) - (document.tax?.minorUnits ?? 0)
        - document.adjustments.reduce(Int64(0)) { $0 + $1.amount.minorUnits }
    } else {
      return nil
    }
    let isCreditAlone = document.paid == nil && document.due == nil && document.credit != nil
    if (isCredit || isCreditAlone) && amount > 0 { amount = -amount }
    return amount.magnitude <= WorkingLedger.amountMax.magnitude ? amount : nil
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
    let found = index.references.items(underPaymentReference: document.reference)
    let open = found.filter { ledger.openAmount(of: $0) != 0 }
    if open.count == 1 { return .one(open[0]) }
    if found.count == 1 { return .one(found[0]) }
    return found.isEmpty ? .unknown : .several(found)
  }

  private func resolveNumber(of document: RemittanceDocument) -> Resolution {
    if document.type == "PUOR" || document.type == "PO" {
      let items = index.references.items(forPurchaseOrder: document.number)
      let own = items.filter { isOwn($0) && ledger.openAmount(of: $0) != 0 }
      let open = items.filter { ledger.openAmount(of: $0) != 0 }
      if !own.isEmpty { return .order(own) }
      if Set(open.map { ledger.items[$0].customer }).count == 1 { return .order(open) }
      return open.isEmpty ? .unknown : .several(open)
    }
    let found = index.references.items(forNumber: document.number)
    // Exactly as written beats any other writing.
    let exact = found.filter { ledger.items[$0].number.text == document.number }
    let same = exact.isEmpty ? found : exact
    let preferences: [(Int) -> Bool] = [
      { owner(of: $0) == payer.customer && payer.customer != nil }, { isOwn($0) }, { _ in true },
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
    return .unknown
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
