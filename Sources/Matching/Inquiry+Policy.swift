import Money
import Receivables

extension Inquiry {
  /// Step 3e: what the customer's policy says of money that names nothing and fits nothing.
  mutating func byPolicy() throws(MoneyError) -> Decision? {
    guard let customer = payer.customer, failedReference == nil else { return nil }
    let policy = ledger.customers[customer].unreferencedPolicy
    let open = ledger.openItems(of: customer, in: currency)
    let rule = "policy \(policy.rawValue)"
    switch policy {
    case .none:
      return nil
    case .onAccount:
      note(rule, .supports, "the whole receipt goes on account")
      return conclude(
        Explanation(
          rule: rule, items: [], payer: customer,
          clearings: [Decision.Clearing(item: nil, kind: .onAccount, amount: transaction.amount)],
          words: "the whole receipt on account", isExplained: true, confidence: 100))
    case .oldestFirst:
      note(rule, .supports, "by due date until the money ends")
      return conclude(oldestFirst(open.filter { ledger.openAmount(of: $0) > 0 }, rule, customer))
    case .clearAccount:
      return try whole(open, rule, customer)
    case .pastDue:
      let day = transaction.bookingDate ?? CalendarDate(dayNumber: 0)
      return try whole(open.filter { ledger.items[$0].dueDate < day }, rule, customer)
    }
  }

  private func oldestFirst(_ debits: [Int], _ rule: String, _ customer: Int) -> Explanation {
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
      words: "oldest first", isExplained: true, confidence: 100)
  }

  /// The balance of these items, within tolerance.
  private mutating func whole(
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
}
