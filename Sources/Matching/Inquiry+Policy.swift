import Money
import Receivables

/// Step 3e: what is agreed about a customer's money that names nothing and fits nothing.
extension Inquiry {
  /// At most so many items are left out of an account that is otherwise paid.
  private static let fewMax = 3

  /// The first of the customer's strategies that fits. Those of the rules replace the policy of
  /// `customers.csv`.
  func byPolicy() throws(MoneyError) -> Decision? {
    guard let customer = payer.customer, failedReference == nil, !hasGivenReference else {
      return nil
    }
    let strategies = rules.strategies ?? ledger.customers[customer].unreferencedPolicy.strategies
    if strategies.isEmpty { return nil }
    let open = ledger.openItems(of: customer, in: currency)
    for strategy in strategies {
      if let decision = try decide(by: strategy, open, customer) { return decision }
    }
    return nil
  }

  private func decide(
    by strategy: Strategy, _ open: [Int], _ customer: Int
  ) throws(MoneyError) -> Decision? {
    let rule = "policy \(strategy.rawValue)"
    let debits = open.filter { ledger.openAmount(of: $0) > 0 }
    switch strategy {
    case .earliestItem:
      guard let item = debits.first(where: { ledger.openAmount(of: $0) == cash }) else {
        note(rule, .absent, "no item is exactly the receipt")
        return nil
      }
      return try whole([item], rule, customer)
    case .clearAccount: return try whole(open, rule, customer)
    case .pastDue:
      let day = transaction.bookingDate ?? CalendarDate(dayNumber: 0)
      return try whole(open.filter { ledger.items[$0].dueDate < day }, rule, customer)
    case .runningTotal: return try runningTotal(open, rule, customer)
    case .allButFew: return try allButFew(open, rule, customer)
    case .oldestFirst:
      note(rule, .supports, "by due date until the money ends")
      return conclude(inTurn(debits, rule, "oldest first", customer))
    case .newestFirst:
      note(rule, .supports, "from the latest due date on until the money ends")
      return conclude(inTurn(debits.reversed(), rule, "newest first", customer))
    case .onAccount:
      note(rule, .supports, "the whole receipt goes on account")
      return conclude(
        Explanation(
          rule: rule, items: [], payer: customer,
          clearings: [Decision.Clearing(item: nil, kind: .onAccount, amount: transaction.amount)],
          words: "the whole receipt on account", isExplained: true, confidence: 100))
    }
  }

  private func inTurn(
    _ debits: [Int], _ rule: String, _ words: String, _ customer: Int
  ) -> Explanation {
    var left = cash
    var settled = Settlement()
    for item in debits where left > 0 {
      let paid = min(left, ledger.openAmount(of: item))
      settled.paid.append((item, paid))
      left -= paid
    }
    return Explanation(
      rule: rule, items: settled.paid.map(\.item), payer: customer,
      clearings: Assembly(ledger: ledger, currency: currency)
        .clearings([settled], credits: [], onAccount: left),
      words: words, isExplained: true, confidence: 100)
  }

  /// The balance of these items, within tolerance.
  private func whole(
    _ items: [Int], _ rule: String, _ customer: Int
  ) throws(MoneyError) -> Decision? {
    let balance = items.reduce(Int64(0)) { $0 + ledger.openAmount(of: $1) }
    guard balance > 0,
      (balance - cash).magnitude
        <= (try rules.tolerance(forOpenSum: balance, in: currency)).magnitude,
      let explanation = try explain(items, rule: rule, payer: customer, confidence: 100),
      explanation.isExplained
    else {
      note(rule, .absent, "the balance is \(Money(minorUnits: balance, currency))")
      return nil
    }
    note(rule, .supports, "the balance is \(Money(minorUnits: balance, currency))")
    return conclude(explanation)
  }

  private func runningTotal(
    _ open: [Int], _ rule: String, _ customer: Int
  ) throws(MoneyError) -> Decision? {
    var sum: Int64 = 0
    for (offset, item) in open.enumerated() {
      sum += ledger.openAmount(of: item)
      guard sum > 0 else { continue }
      let tolerance = try rules.tolerance(forOpenSum: sum, in: currency)
      if (sum - cash).magnitude <= tolerance.magnitude {
        return try whole(Array(open[...offset]), rule, customer)
      }
    }
    note(rule, .absent, "no running total of the oldest items makes the amount")
    return nil
  }

  /// Match by exclusion: what is missing from the account is what few items sum to, and no others.
  private func allButFew(
    _ open: [Int], _ rule: String, _ customer: Int
  ) throws(MoneyError) -> Decision? {
    let balance = open.reduce(Int64(0)) { $0 + ledger.openAmount(of: $1) }
    let missing = balance - cash
    guard missing > 0, open.count > 1, open.count <= rules.subsetItems else {
      note(rule, .absent, "the account is \(Money(minorUnits: balance, currency))")
      return nil
    }
    let search = SubsetSearch(sizeMax: Self.fewMax)
    guard case .one(let left) = search.search(open.map { ledger.openAmount(of: $0) }, for: missing)
    else {
      note(
        rule, .absent,
        "not exactly one set of up to \(Self.fewMax) items makes the "
          + "\(Money(minorUnits: missing, currency)) that is missing from the account")
      return nil
    }
    let kept = Set(left.map { open[$0] })
    return try whole(open.filter { !kept.contains($0) }, rule, customer)
  }
}
