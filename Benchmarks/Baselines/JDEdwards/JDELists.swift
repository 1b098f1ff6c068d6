import Money
import Receivables

/// JD Edwards automatic receipts: the execution list D, E, A, F, B (B2; re-implemented from the
/// documented behaviour, not the product).
///
/// Left open by the page, and chosen:
/// - the payor is known by customer number, account, or the one customer of all documents named;
/// - D and E end the list where they applied anything: the rest is an unapplied receipt of the
///   customer, which the contract calls on account; with a known payor and no document, A, F and B;
/// - a number that hits several items does nothing ("either do nothing or take the closest");
/// - F looks at the ten oldest items, its option "match by exclusion" at the ten newest, and the
///   first combination in the order of counting wins; B is FIFO and leaves credits alone;
/// - discounts are earned only, with the company's days of grace.
struct JDELists: Baseline {
  static let name = "jde-lists"
  static let note = "JD Edwards: execution list D, E, A/F with exclusion, B; ten items at most"

  let parties: PartyIndex
  let settings: Rules

  func decide(_ receipt: Receipt, _ ledger: OpenItemStore) -> Verdict {
    let given = GivenReferences(receipt.transaction)
    let party = receipt.transaction.payer
    let payor =
      parties.customer(numbered: party.customerNumber) ?? parties.owner(ofAccountOf: party)
    let hits = given.stated.map { stated in
      (
        stated.paid,
        GivenReferences.lookUp(stated.number, in: ledger, of: payor, receipt.currency)
      )
    }
    let unique = hits.filter { $0.1.count == 1 }.map { (paid: $0.0, item: $0.1[0]) }
    let named =
      given.stated.isEmpty
      ? given.named(in: ledger, of: payor, receipt.currency) : unique.map(\.item)
    let owners = Set(named.map { ledger[$0].item.customer })
    guard let customer = payor ?? (owners.count == 1 ? owners.first : nil) else {
      return .exception(
        .unidentifiedPayer, "no payor, and the documents do not name one", candidates: named)
    }
    if !unique.isEmpty, unique.allSatisfy({ $0.paid != nil }) {
      return knownWithAmount(
        unique.map { (item: $0.item, given: $0.paid ?? 0) }, receipt, customer, ledger)
    }
    if !named.isEmpty { return knownWithoutAmount(named, receipt, customer, ledger) }
    let sets = JDESets(receipt: receipt, ledger: ledger, settings: settings, customer: customer)
    if let (rule, items) = sets.first() {
      let allotment = Allotment(
        items, cash: receipt.cash, in: ledger,
        discounts: ledger.discounts(of: items, on: receipt, settings),
        tolerance: settings.allowed(on: ledger.sum(items), receipt.currency))
      var verdict = Verdict(payer: customer, rule: rule, lines: allotment.lines)
      overTolerance(allotment.rest, items, receipt, ledger, &verdict)
      return verdict
    }
    return balanceForward(receipt, customer, ledger)
  }

  /// R03B50D: the given amount to the given item.
  private func knownWithAmount(
    _ lines: [(item: Int, given: Int64)], _ receipt: Receipt, _ customer: CustomerID,
    _ ledger: OpenItemStore
  ) -> Verdict {
    let items = lines.map(\.item)
    let discounts = ledger.discounts(of: items, on: receipt, settings)
    var granted: [Int64] = []
    let given = lines.map { line -> JDETolerance.Given in
      let open = ledger[line.item].open
      let limit = settings.allowed(on: open, receipt.currency)
      let discount = discounts[line.item] ?? 0
      let earns = discount > 0 && line.given < open && line.given >= open - discount - limit
      granted.append(earns ? discount : 0)
      return JDETolerance.Given(
        open: open - (granted.last ?? 0), given: line.given, limit: open > 0 ? limit : 0)
    }
    let outcome = JDETolerance.settle(
      check: receipt.cash, given,
      receiptLimit: settings.allowed(on: ledger.sum(items), receipt.currency))
    guard !outcome.isShort else {
      return .exception(
        .lowConfidence, payer: customer, "more is given than the check has", candidates: items)
    }
    var verdict = Verdict(payer: customer, rule: "known invoice with amount")
    let hasCredits = items.contains { ledger[$0].open < 0 }
    if hasCredits {
      let allotment = Allotment(
        items, cash: receipt.cash, in: ledger, tolerance: 0)
      verdict.lines = allotment.lines
      verdict.tellShortfall(allotment.shortfall, of: items)
      verdict.putRestOnAccount(of: receipt)
      return verdict
    }
    var short: Int64 = 0
    for (place, settled) in outcome.items.enumerated() {
      let item = items[place]
      for (kind, amount) in [
        (ApplicationKind.payment, settled.payment), (.writeOff, settled.writeOff),
      ] where amount != 0 {
        verdict.lines.append(Verdict.Line(item: item, kind: kind, amount: amount))
      }
      let left = ledger[item].open - granted[place] - settled.payment - settled.writeOff
      if left == 0, granted[place] > 0 {
        verdict.lines.append(Verdict.Line(item: item, kind: .discount, amount: granted[place]))
      } else {
        short += max(0, left + granted[place])
      }
    }
    verdict.tellShortfall(short, of: items)
    verdict.putRestOnAccount(of: receipt)
    return verdict
  }

  /// R03B50E: the open amounts of the items named, oldest due first, as far as the cash goes.
  private func knownWithoutAmount(
    _ named: [Int], _ receipt: Receipt, _ customer: CustomerID, _ ledger: OpenItemStore
  ) -> Verdict {
    let items = ledger.byDueDate(named)
    let open = ledger.sum(items)
    let limit = settings.allowed(on: open, receipt.currency)
    let discounts = ledger.discounts(of: items, on: receipt, settings)
    let net = open - discounts.values.reduce(0, +)
    let earns = receipt.cash < open && receipt.cash >= net - limit
    let allotment = Allotment(
      items, cash: receipt.cash, in: ledger,
      discounts: earns ? discounts.taken(by: open - receipt.cash, from: items) : [:],
      tolerance: limit)
    var verdict = Verdict(
      payer: customer, rule: "known invoice without amount", lines: allotment.lines)
    verdict.tellShortfall(allotment.shortfall, of: items)
    overTolerance(allotment.rest, items, receipt, ledger, &verdict)
    return verdict
  }

  /// R03B50B: by due date until the cash runs out, the last one partially.
  private func balanceForward(
    _ receipt: Receipt, _ customer: CustomerID, _ ledger: OpenItemStore
  ) -> Verdict {
    let debits = ledger.debits(of: customer, in: receipt.currency)
    guard !debits.isEmpty else {
      return .exception(.noMatch, payer: customer, "the customer has nothing open")
    }
    var taken: [Int] = []
    var sum: Int64 = 0
    for debit in debits where sum < receipt.cash {
      taken.append(debit)
      sum += ledger[debit].open
    }
    let allotment = Allotment(taken, cash: receipt.cash, in: ledger)
    var verdict = Verdict(payer: customer, rule: "balance forward", lines: allotment.lines)
    verdict.putRestOnAccount(of: receipt, asOverpayment: false)
    return verdict
  }

  /// An excess within the receipt's tolerance is written off on the last debit; more is unapplied.
  private func overTolerance(
    _ rest: Int64, _ items: [Int], _ receipt: Receipt, _ ledger: OpenItemStore,
    _ verdict: inout Verdict
  ) {
    guard rest > 0 else { return }
    if rest <= settings.allowed(on: ledger.sum(items), receipt.currency),
      let last = items.last(where: { ledger[$0].open > 0 })
    {
      verdict.lines += [
        Verdict.Line(item: last, kind: .payment, amount: rest),
        Verdict.Line(item: last, kind: .writeOff, amount: -rest),
      ]
    } else {
      verdict.putRestOnAccount(of: receipt)
    }
  }
}
