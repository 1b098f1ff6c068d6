import Money
import Receivables

extension Inquiry {
  /// Fine print 6: lines that add up to the receipt are booked as stated.
  func byStatedAmounts(
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
        adjustments: (line.document?.adjustments ?? []).map { (line.item, $0) })
      let settled = try ladder.settle(claim)
      ladder.context.used.formUnion(settled.used)
      if let credit = settled.extraCredit { ladder.context.named.insert(credit.item) }
      excess += settled.excess
      if lines.count == 1 || !settled.isExplained {
        words.append("\(ledger.items[line.item].number): \(settled.words)")
      }
      settlements.append(settled)
    }
    let netted = credits.reduce(0) { $0 + $1.amount }
    // Credits that were found for a shortfall are netted before those that the payer takes.
    let found = settlements.compactMap(\.extraCredit?.amount).reduce(0, +)
    let payable = settlements.flatMap(\.paid).reduce(0) { $0 + $1.amount } - found
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

  /// The amounts stated per document, if the remittance states one for each.
  func stated(_ lines: [StatedLine], amongAll: Bool) -> [StatedLine]? {
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
}
