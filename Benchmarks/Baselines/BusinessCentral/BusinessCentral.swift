import Money
import Receivables

/// Business Central's automatic application: facts about party, documents and amount, the published
/// table of confidence, and only what is High is applied (B4; re-implemented from the documented
/// behaviour, not the product).
///
/// Left open by the page, and chosen:
/// - a party matches fully by account, customer number or whole name, partially where all words of
///   a customer's name longer than four characters are in the payer's name;
/// - document numbers and orders longer than four characters are looked up as words of the text and
///   of the structured remittance; two or more of one customer are "multiple", and make "one" match
///   where their sum is within the tolerances;
/// - facts are gathered entry by entry: an entry outside the tolerance has "no" amount, one inside
///   it counts the customer's entries that are; two proposals of one row are left to a person;
/// - inside the grace, a late discount is accepted where that closes everything, else refused.
struct BusinessCentral: Baseline {
  static let name = "business-central"
  static let note = "Business Central: the published table of 24 rows, High applied"

  let parties: PartyIndex
  let settings: Rules

  private struct Proposal {
    var customer: CustomerID
    var items: [Int]
    var place: Int
    var confidence: ConfidenceTable.Confidence
  }

  func decide(_ receipt: Receipt, _ ledger: OpenItemStore) -> Verdict {
    let named = Dictionary(grouping: namedEntries(receipt, ledger)) { ledger[$0].item.customer }
    let full = fullParty(receipt)
    let partial = full == nil ? partialParties(receipt) : []
    var proposals: [Proposal] = []
    for customer in Set(named.keys).union(partial).union(full.map { [$0] } ?? []).sorted() {
      let party: ConfidenceTable.Party =
        customer == full ? .fully : partial.contains(customer) ? .partially : .no
      propose(party, customer, named[customer] ?? [], receipt, ledger, &proposals)
    }
    guard let best = proposals.min(by: { $0.place < $1.place }) else {
      return full == nil && partial.isEmpty
        ? .exception(.unidentifiedPayer, "no related party and no document")
        : .exception(.noMatch, payer: full, "no open entry matches")
    }
    let equals = proposals.filter { $0.place == best.place && $0.items != best.items }
    guard best.confidence == .high, equals.isEmpty else {
      let candidates = ([best] + equals).flatMap(\.items)
      return .exception(
        equals.isEmpty ? .lowConfidence : .ambiguousMatch, payer: full,
        "match confidence \(best.confidence)", candidates: candidates)
    }
    return apply(best, payer: full ?? best.customer, receipt, ledger)
  }

  /// One proposal for the documents named together, and one for every entry by itself.
  private func propose(
    _ party: ConfidenceTable.Party, _ customer: CustomerID, _ named: [Int], _ receipt: Receipt,
    _ ledger: OpenItemStore, _ proposals: inout [Proposal]
  ) {
    func add(
      _ items: [Int], _ documents: ConfidenceTable.Documents, _ amount: ConfidenceTable.Amount
    ) {
      let facts = ConfidenceTable.Facts(party: party, documents: documents, amount: amount)
      guard let (place, row) = ConfidenceTable.row(for: facts) else { return }
      proposals.append(
        Proposal(
          customer: customer, items: items, place: place, confidence: row.confidence))
    }
    let fitting = ledger.debits(of: customer, in: receipt.currency).filter {
      settle([$0], receipt, ledger)?.closesAll == true
    }
    if named.count > 1 {
      add(named, .multiple, settle(named, receipt, ledger)?.closesAll == true ? .one : .none)
    } else if let entry = named.first {
      add(named, .yes, fitting.contains(entry) ? (fitting.count == 1 ? .one : .several) : .none)
    }
    guard party != .no else { return }
    for entry in fitting.prefix(10) where !named.contains(entry) {
      add([entry], .no, fitting.count == 1 ? .one : .several)
    }
  }

  private func namedEntries(_ receipt: Receipt, _ ledger: OpenItemStore) -> [Int] {
    let given = GivenReferences(receipt.transaction)
    var found: [Int] = []
    for text in given.stated.map(\.number) + given.words where text.count > 4 {
      let hits =
        ledger.numbered(text, in: receipt.currency) + ledger.ordered(text, in: receipt.currency)
      for item in hits where !found.contains(item) { found.append(item) }
    }
    return found
  }

  private func fullParty(_ receipt: Receipt) -> CustomerID? {
    let party = receipt.transaction.payer
    return parties.owner(ofAccountOf: party) ?? parties.customer(numbered: party.customerNumber)
      ?? parties.customer(named: party.name)
  }

  private func partialParties(_ receipt: Receipt) -> Set<CustomerID> {
    let words = Set(PartyIndex.words(receipt.transaction.payer.name))
    var found: Set<CustomerID> = []
    for word in words where word.count > 4 {
      for place in parties.names(with: word) {
        let long = parties.names[place].words.filter { $0.count > 4 }
        if long.allSatisfy(words.contains) { found.insert(parties.names[place].customer) }
      }
    }
    return found
  }

  /// The documents as one: their sums, the tolerances of each together.
  private func settle(
    _ items: [Int], _ receipt: Receipt, _ ledger: OpenItemStore
  ) -> PaymentTolerance.Outcome? {
    let open = ledger.sum(items)
    guard open > 0 else { return nil }
    let inTime = discounts(items, receipt, ledger, graceDays: 0)
    let late = discounts(items, receipt, ledger, graceDays: settings.discountGraceDays)
    // What was earned in time, or tolerated late: as if the days were the receipt's own.
    let discount = late.values.reduce(0, +)
    let isInTime = inTime.count == late.count
    let document = PaymentTolerance.Document(
      open: open, discount: discount,
      toleranceMax: settings.allowed(on: open, receipt.currency),
      discountDate: isInTime ? receipt.day : receipt.day.advanced(byDays: -1),
      toleranceDate: receipt.day)
    let outcomes = [true, false].map {
      PaymentTolerance.settle(
        document, paid: receipt.cash, on: receipt.day, acceptsLateDiscount: $0)
    }
    return outcomes.first(where: \.closesAll) ?? outcomes[1]
  }

  private func discounts(
    _ items: [Int], _ receipt: Receipt, _ ledger: OpenItemStore, graceDays: Int
  ) -> [Int: Int64] {
    var discounts: [Int: Int64] = [:]
    for item in items {
      let discount = ledger.discount(of: item, on: receipt.day, graceDays: graceDays)
      if discount > 0 { discounts[item] = discount }
    }
    return discounts
  }

  private func apply(
    _ proposal: Proposal, payer: CustomerID, _ receipt: Receipt, _ ledger: OpenItemStore
  ) -> Verdict {
    let outcome = settle(proposal.items, receipt, ledger)
    let grants = (outcome?.discount ?? 0) > 0
    let allotment = Allotment(
      proposal.items, cash: receipt.cash, in: ledger,
      discounts: grants
        ? discounts(proposal.items, receipt, ledger, graceDays: settings.discountGraceDays) : [:],
      tolerance: max(0, outcome?.tolerated ?? 0))
    var verdict = Verdict(
      payer: payer, rule: "row \(proposal.place + 1) of 24", lines: allotment.lines)
    if allotment.rest > 0, let last = proposal.items.last(where: { ledger[$0].open > 0 }),
      let tolerated = outcome?.tolerated, tolerated < 0
    {
      verdict.lines += [
        Verdict.Line(item: last, kind: .payment, amount: allotment.rest),
        Verdict.Line(item: last, kind: .writeOff, amount: -allotment.rest),
      ]
    }
    verdict.putRestOnAccount(of: receipt)
    return verdict
  }
}
