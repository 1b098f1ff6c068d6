import Money
import Receivables

extension Inquiry {
  /// Named documents of which some, or all, were cleared before: a deduction that is paid at last,
  /// a list with one document too many (fine print 13), or a second payment.
  func bySecondPayment(
    open: [Int], cleared: [Int], rule: String, payer payingCustomer: Int?
  ) throws(MoneyError) -> Decision? {
    // Only what was owed can be paid a second time: a credit that was used up is no payment.
    let cleared = cleared.filter { ledger.items[$0].original.isPositive }
    guard let first = cleared.first else { return nil }
    let deductions = cleared.flatMap(openDeductions(of:))
    if !deductions.isEmpty,
      let explanation = try explain(
        open + deductions, rule: rule, payer: payingCustomer, confidence: 97),
      explanation.isExplained
    {
      return conclude(explanation)
    }
    guard payingCustomer != nil || owner(of: first) != nil else { return nil }
    if open.isEmpty {
      let whole = cleared.reduce(Int64(0)) { $0 + ledger.items[$1].original.minorUnits }
      guard cleared.count == 1 ? isSecondPayment(cash, of: first) : whole == cash else {
        return nil
      }
      return concludeSecondPayment(of: cleared, rule: rule, payer: payingCustomer)
    }
    let owed = open.reduce(Int64(0)) { $0 + ledger.openAmount(of: $1) }
    let again = cleared.reduce(Int64(0)) { $0 + ledger.items[$1].original.minorUnits }
    guard owed > 0, owed + again == cash else { return nil }
    let lines = open.map {
      (item: $0, amount: ledger.openAmount(of: $0))
    }
    var settled = Settlement()
    settled.paid = lines.filter { $0.amount > 0 }
    let explanation = Explanation(
      rule: rule, items: open + cleared, payer: payingCustomer,
      clearings: Assembly(ledger: ledger, currency: currency).clearings(
        [settled], credits: lines.filter { $0.amount < 0 }.map { ($0.item, -$0.amount) },
        onAccount: again),
      words: "\(numbers(open)) exactly, and \(numbers(cleared)) was paid before",
      isExplained: false, excess: again, secondPayment: again, confidence: 98)
    return conclude(explanation)
  }

  /// The open `-D<n>` items of a cleared document.
  private func openDeductions(of item: Int) -> [Int] {
    ledger.deductionItems(of: ledger.items[item].key).filter { ledger.openAmount(of: $0) != 0 }
  }

  /// Documents that a reference or structured remittance names leave a difference that nothing
  /// explains: the text may name what is missing, or another document may be exactly the receipt.
  /// nil where neither speaks against them.
  func concludeNamed(_ explanation: Explanation) throws(MoneyError) -> Decision? {
    guard !explanation.isExplained, explanation.secondPayment == 0 else { return nil }
    let mentioned = distinct(mentions.documents.flatMap(\.items)).filter { item in
      ledger.openAmount(of: item) != 0 && ledger.items[item].currency == currency
        && !explanation.items.contains(item)
        && (isOwn(item) || owner(of: item) == explanation.items.first.flatMap(owner(of:)))
    }
    if !mentioned.isEmpty {
      let rule = "\(explanation.rule) and document number in text"
      if let both = try explain(
        explanation.items + mentioned, rule: rule, payer: explanation.payer,
        confidence: explanation.confidence), both.isExplained
      {
        reject(explanation.rule, explanation.items, explanation.words)
        return conclude(both)
      }
      return conclude(
        explanation, doubt: "\(explanation.words), and the text names \(numbers(mentioned))",
        others: mentioned)
    }
    guard let other = conflicting(with: explanation) else { return nil }
    return conclude(
      explanation,
      doubt: "the amount disagrees, and \(ledger.items[other].number) is exactly the receipt",
      others: [other])
  }

  /// Fine print 12: the named documents leave a difference that nothing explains, and exactly one
  /// other open item of the payer equals the receipt; or one of several named is exactly it.
  func conflicting(with explanation: Explanation) -> Int? {
    guard !explanation.isExplained, explanation.secondPayment == 0 else { return nil }
    guard let customer = payer.customer ?? explanation.items.first.flatMap(owner(of:)) else {
      return nil
    }
    let isAlone = explanation.items.count == 1
    let others = ledger.openItems(of: customer, in: currency, amount: cash).filter {
      !(isAlone && explanation.items.contains($0))
    }
    return others.count == 1 ? others.first : nil
  }
}
