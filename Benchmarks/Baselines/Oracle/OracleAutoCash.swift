import Money
import Receivables

/// Oracle Receivables: match with transaction numbers, then AutoMatch, then AutoCash rules
/// (B1; re-implemented from the documented behaviour, not the product).
///
/// Left open by the page, and chosen:
/// - the rule set "in the documented order" is the table of B1, all five rules, partial receipts
///   "no", discounts "earned only", disputed items and late charges in, remaining amount unapplied;
/// - thresholds of AutoMatch: customer 90 %, minimum match 70 %, combined 90 % (after the seeded set
///   named "90 %"); the three weights are equal; a tie is left to a person;
/// - AutoMatch compares with the open debits of the known customer alone (C 34);
/// - application exception rules: the company's tolerance is written off, more stays on account;
/// - numbers without amounts are paid oldest due date first; a payer may take less than the whole
///   discount; more stated than received is an exception;
/// - claims are on for lines of structured remittance, since a bank file is evaluated line by line.
struct OracleAutoCash: Baseline {
  static let name = "oracle-autocash"
  static let note = "Oracle Receivables: numbers, AutoMatch, AutoCash rules in documented order"

  let parties: PartyIndex
  let settings: Rules
  /// In millionths.
  private let minimumMatch = 700_000
  private let combinedMatch = 900_000

  init(parties: PartyIndex, settings: Rules) {
    self.parties = parties
    self.settings = settings
  }

  /// One document that the receipt pays, and what the remittance says of it.
  private struct Reference {
    var item: Int
    var paid: Int64?
    var reason: String
  }

  private struct Matched {
    var references: [Reference] = []
    /// Numbers of structured remittance that hit nothing.
    var missed = 0
    var recommended: [Int] = []
  }

  func decide(_ receipt: Receipt, _ ledger: OpenItemStore) -> Verdict {
    let given = GivenReferences(receipt.transaction)
    guard let customer = customer(of: receipt, given, ledger) else {
      return .exception(.unidentifiedPayer, "neither customer nor transaction was found")
    }
    let matched = match(given, receipt, of: customer, ledger)
    if !matched.references.isEmpty {
      return apply(matched, receipt, of: customer, ledger)
    }
    for rule in AutoCashRule.documentedOrder {
      guard let items = rule.items(for: receipt, of: customer, ledger, settings) else { continue }
      let discounts = ledger.discounts(of: items, on: receipt, settings)
      let allotment = Allotment(items, cash: receipt.cash, in: ledger, discounts: discounts)
      return Verdict(payer: customer, rule: rule.rawValue, lines: allotment.lines)
    }
    if !matched.recommended.isEmpty {
      return .exception(
        .lowConfidence, payer: customer, "AutoMatch recommends, below the threshold",
        candidates: matched.recommended)
    }
    return .exception(.noMatch, payer: customer, "no AutoCash rule applies")
  }

  /// Step 1: the file's customer number or the account; otherwise AutoAssociate, where all numbers
  /// lead to one customer.
  private func customer(
    of receipt: Receipt, _ given: GivenReferences, _ ledger: OpenItemStore
  ) -> CustomerID? {
    let party = receipt.transaction.payer
    if let customer = parties.customer(numbered: party.customerNumber)
      ?? parties.owner(ofAccountOf: party)
    {
      return customer
    }
    var owners: Set<CustomerID> = []
    for text in given.stated.map(\.number) + given.words {
      for item in GivenReferences.lookUp(text, in: ledger, of: nil, receipt.currency) {
        owners.insert(ledger[item].item.customer)
      }
    }
    return owners.count == 1 ? owners.first : nil
  }

  /// Step 2: exact numbers, then AutoMatch for those that hit nothing.
  private func match(
    _ given: GivenReferences, _ receipt: Receipt, of customer: CustomerID, _ ledger: OpenItemStore
  ) -> Matched {
    var matched = Matched()
    let debits = ledger.debits(of: customer, in: receipt.currency)
    func take(_ item: Int, _ paid: Int64? = nil, _ reason: String = "") {
      if !matched.references.contains(where: { $0.item == item }) {
        matched.references.append(Reference(item: item, paid: paid, reason: reason))
      }
    }
    for stated in given.stated {
      let hits = GivenReferences.lookUp(stated.number, in: ledger, of: customer, receipt.currency)
      if hits.count == 1 {
        take(hits[0], stated.paid, stated.reason)
        continue
      }
      let (best, score) = recommend(stated.number, stated.paid ?? receipt.cash, debits, ledger)
      if let best, score >= combinedMatch {
        take(best, stated.paid, stated.reason)
      } else {
        matched.missed += 1
        if let best { matched.recommended.append(best) }
      }
    }
    if !given.stated.isEmpty { return matched }
    for word in given.words {
      let hits = GivenReferences.lookUp(word, in: ledger, of: customer, receipt.currency)
      for item in hits { take(item) }
    }
    if !matched.references.isEmpty { return matched }
    for word in given.words where word.utf8.lazy.filter({ (48...57).contains($0) }).count >= 4 {
      let (best, score) = recommend(word, receipt.cash, debits, ledger)
      guard let best else { continue }
      if score >= combinedMatch { take(best) } else { matched.recommended.append(best) }
    }
    return matched
  }

  /// AutoMatch's best item whose number reaches the minimum match, and its combined weighted score;
  /// none where two are best.
  private func recommend(
    _ supplied: String, _ amount: Int64, _ debits: [Int], _ ledger: OpenItemStore
  ) -> (item: Int?, score: Int) {
    var best: (item: Int?, score: Int) = (nil, 0)
    for item in debits {
      let number = EditSimilarity.score(ledger[item].item.number.text, supplied)
      guard number >= minimumMatch else { continue }
      let open = ledger[item].open
      let gap = open > amount ? open - amount : amount - open
      let likeness = Int(1_000_000 - gap * 1_000_000 / max(open, amount, 1))
      let combined = (1_000_000 + number + likeness) / 3
      if combined == best.score { best.item = nil }
      if combined > best.score { best = (item, combined) }
    }
    return best
  }

  /// Applies the receipt to its references, in their order.
  private func apply(
    _ matched: Matched, _ receipt: Receipt, of customer: CustomerID, _ ledger: OpenItemStore
  ) -> Verdict {
    var verdict = Verdict(payer: customer, rule: "match by number")
    let items = ledger.byDueDate(matched.references.map(\.item))
    let discounts = ledger.discounts(of: items, on: receipt, settings)
    // Exception rules are for receipts all of whose references were applied.
    let forgiven =
      matched.missed == 0 ? settings.allowed(on: ledger.sum(items), receipt.currency) : 0
    if matched.references.contains(where: { $0.paid != nil }) {
      let stated = matched.references.reduce(0) { $0 + ($1.paid ?? 0) }
      guard stated <= receipt.cash else {
        return .exception(
          .lowConfidence, payer: customer, "more is stated than received", candidates: items)
      }
      applyStated(matched.references, receipt, discounts, forgiven, ledger, &verdict)
    } else {
      let open = ledger.sum(items)
      let net = open - discounts.values.reduce(0, +)
      let earns = receipt.cash < open && receipt.cash >= net - forgiven
      let allotment = Allotment(
        items, cash: receipt.cash, in: ledger,
        discounts: earns ? discounts.taken(by: open - receipt.cash, from: items) : [:],
        tolerance: forgiven)
      verdict.lines = allotment.lines
      verdict.tellShortfall(allotment.shortfall, of: items)
    }
    let rest = receipt.cash - verdict.cashUsed
    if rest > 0, rest <= forgiven, let last = items.last(where: { ledger[$0].open > 0 }) {
      verdict.lines += [
        Verdict.Line(item: last, kind: .payment, amount: rest),
        Verdict.Line(item: last, kind: .writeOff, amount: -rest),
      ]
    } else {
      verdict.putRestOnAccount(of: receipt)
    }
    return verdict
  }

  /// Line by line, each with the amount that the remittance states.
  private func applyStated(
    _ references: [Reference], _ receipt: Receipt, _ discounts: [Int: Int64], _ forgiven: Int64,
    _ ledger: OpenItemStore, _ verdict: inout Verdict
  ) {
    let debits = references.filter { ledger[$0.item].open > 0 }
    let credits = references.filter { ledger[$0.item].open < 0 }.map(\.item)
    let creditSum = -ledger.sum(credits)
    let wanted = debits.reduce(0) {
      $0 + min($1.paid ?? ledger[$1.item].open, ledger[$1.item].open)
    }
    if !credits.isEmpty {
      // Stated credits are netted against the lines as a whole.
      let allotment = Allotment(
        debits.map(\.item) + credits, cash: min(receipt.cash, max(0, wanted - creditSum)),
        in: ledger)
      verdict.lines = allotment.lines
      verdict.tellShortfall(allotment.shortfall, of: debits.map(\.item))
      return
    }
    var left = receipt.cash
    var short: Int64 = 0
    for reference in debits {
      let open = ledger[reference.item].open
      let paid = max(0, min(reference.paid ?? open, open, left))
      left -= paid
      if paid > 0 {
        verdict.lines.append(Verdict.Line(item: reference.item, kind: .payment, amount: paid))
      }
      let gap = open - paid
      guard gap > 0 else { continue }
      let discount = discounts[reference.item] ?? 0
      if discount > 0, gap <= discount {
        verdict.lines.append(Verdict.Line(item: reference.item, kind: .discount, amount: gap))
      } else if gap <= forgiven {
        verdict.lines.append(Verdict.Line(item: reference.item, kind: .writeOff, amount: gap))
      } else if paid > 0, reference.paid == paid {
        // A short payment of a matched line is an invoice-related claim.
        verdict.lines.append(
          Verdict.Line(
            item: reference.item, kind: .deduction, amount: gap,
            reason: reference.reason.isEmpty ? "UNEXPLAINED" : reference.reason))
        short += gap
      } else {
        short += gap
      }
    }
    verdict.tellShortfall(short, of: debits.map(\.item))
  }
}
