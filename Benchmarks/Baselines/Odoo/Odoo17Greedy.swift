import Money
import Receivables

/// Odoo 17's rule engine for invoice matching (B5, "17.0 rule engine"; re-implemented from the
/// documented behaviour, not the product).
///
/// Left open by the page, and chosen:
/// - one model, matching label, note and reference, same currency, partner where known, no limit of
///   age, old items first;
/// - the partner is known by account, customer number or exact name;
/// - the tolerance is on, with the company's limit (its "off" books anything against anything);
/// - a rest of an overpayment is the partner's, which the contract calls on account.
struct Odoo17Greedy: Baseline {
  static let name = "odoo17-greedy"
  static let note = "Odoo 17: digits of numbers, then items in order while there is room"

  let parties: PartyIndex
  let settings: Rules
  /// Off: whatever the greedy choice leaves open stays open.
  var usesTolerance = true

  init(parties: PartyIndex, settings: Rules) {
    self.parties = parties
    self.settings = settings
  }

  func decide(_ receipt: Receipt, _ ledger: OpenItemStore) -> Verdict {
    let party = receipt.transaction.payer
    let partner =
      parties.owner(ofAccountOf: party) ?? parties.customer(numbered: party.customerNumber)
      ?? parties.customer(named: party.name)
    let candidates = ranked(Self.tokens(receipt.transaction), partner, receipt, ledger)
    guard !candidates.isEmpty else {
      guard let partner else {
        return .exception(.unidentifiedPayer, "no partner, and no token hits an item")
      }
      // Without tokens, what the partner has open is a proposal only.
      let proposed = ledger.debits(of: partner, in: receipt.currency)
      let choice = Self.choose(receipt.cash, proposed.map { ($0, ledger[$0].open) })
      return .exception(
        proposed.isEmpty ? .noMatch : .lowConfidence, payer: partner, "no token hits an item",
        candidates: choice)
    }
    let payer = partner ?? ledger[candidates[0]].item.customer
    return take(candidates, payer, receipt, ledger)
  }

  /// Digits of the words of label, note and reference: words of four characters, of which four must
  /// be digits.
  static func tokens(_ transaction: BankTransaction) -> Set<String> {
    var texts = transaction.text + transaction.documents.flatMap { [$0.number, $0.reference] }
    texts += [transaction.paymentReference, transaction.endToEndID].compactMap { $0 }
    var tokens: Set<String> = []
    for word in texts.flatMap({ $0.split(separator: " ") }) where word.count >= 4 {
      let digits = word.filter { $0.isASCII && $0.isNumber }
      if digits.count >= 4 { tokens.insert(String(digits)) }
    }
    return tokens
  }

  /// Debits that tokens hit: most hits first, then due date, document date and place.
  private func ranked(
    _ tokens: Set<String>, _ partner: CustomerID?, _ receipt: Receipt, _ ledger: OpenItemStore
  ) -> [Int] {
    var hits: [Int: Int] = [:]
    for token in tokens {
      for item in ledger.withDigits(token, in: receipt.currency)
      where ledger[item].open > 0 && (partner == nil || ledger[item].item.customer == partner) {
        hits[item, default: 0] += 1
      }
    }
    return hits.sorted { a, b in
      if a.value != b.value { return a.value > b.value }
      let (one, other) = (ledger[a.key].item, ledger[b.key].item)
      if one.dueDate != other.dueDate { return one.dueDate < other.dueDate }
      if one.documentDate != other.documentDate { return one.documentDate < other.documentDate }
      return a.key < b.key
    }.map(\.key)
  }

  /// A single item equal to the amount at once; otherwise in order while there is room.
  static func choose(_ cash: Int64, _ candidates: [(item: Int, amount: Int64)]) -> [Int] {
    if let single = candidates.first(where: { $0.amount == cash }) { return [single.item] }
    var room = cash
    var chosen: [Int] = []
    for candidate in candidates where room > 0 {
      chosen.append(candidate.item)
      room -= candidate.amount
    }
    return chosen
  }

  private func take(
    _ candidates: [Int], _ payer: CustomerID, _ receipt: Receipt, _ ledger: OpenItemStore
  ) -> Verdict {
    // Early payment first, without days of grace, and only a perfect sum.
    var discounts: [Int: Int64] = [:]
    for item in candidates {
      let discount = ledger.discount(of: item, on: receipt.day, graceDays: 0)
      if discount > 0 { discounts[item] = discount }
    }
    let net = candidates.map { ($0, ledger[$0].open - (discounts[$0] ?? 0)) }
    let early = Self.choose(receipt.cash, net)
    let earlySum = ledger.sum(early) - early.reduce(0) { $0 + (discounts[$1] ?? 0) }
    let isEarly = !discounts.isEmpty && earlySum == receipt.cash
    let items =
      isEarly ? early : Self.choose(receipt.cash, candidates.map { ($0, ledger[$0].open) })
    let sum = ledger.sum(items)
    let limit = usesTolerance ? settings.allowed(on: sum, receipt.currency) : 0
    if usesTolerance, !isEarly, sum - receipt.cash > limit {
      return .exception(
        .lowConfidence, payer: payer, "an underpayment beyond the tolerance", candidates: items)
    }
    let allotment = Allotment(
      items, cash: receipt.cash, in: ledger, discounts: isEarly ? discounts : [:],
      tolerance: limit)
    var verdict = Verdict(payer: payer, rule: "invoice matching", lines: allotment.lines)
    verdict.tellShortfall(allotment.shortfall, of: items)
    verdict.putRestOnAccount(of: receipt)
    return verdict
  }
}
