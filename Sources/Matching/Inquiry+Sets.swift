import Money
import Receivables

extension Inquiry {
  /// Step 3d: the payer is known, and its open items make the amount.
  func bySets() throws(MoneyError) -> Decision? {
    if payer.isConflict { return disagreement() }
    guard let customer = payer.customer else { return nil }
    let open = ledger.openItems(of: customer, in: currency)
    guard !open.isEmpty else { return nil }
    let discounts = Dictionary(
      ladder(payer: customer, named: []).discounts(
        of: open.filter { ledger.openAmount(of: $0) > 0 }
      )
      .map { ($0.item, $0.amount) }, uniquingKeysWith: +)

    let plain = entries(open, less: [:])
    var fits = NaturalSets(items: plain).summing(to: cash)
    if !discounts.isEmpty {
      for fit in NaturalSets(items: entries(open, less: discounts)).summing(to: cash)
      where fit.items.contains(where: { discounts[$0] != nil })
        && !fits.contains(where: { $0.items == fit.items })
      {
        fits.append(
          NaturalSets.Fit(
            items: fit.items, rule: fit.rule, name: fit.name + ", less the discounts due"))
      }
    }
    certify(.natural, customer, open, discounts, sets: fits.map(\.items))
    if fits.count == 1 {
      note(
        "natural set", .supports, "\(fits[0].name) makes the amount: \(numbers(fits[0].items))",
        weight: payer.certainty)
      return try conclude(set: fits[0].items, rule: "natural set: \(fits[0].rule)", customer)
    }
    if fits.count > 1 {
      for fit in fits.prefix(10) {
        reject("natural set", fit.items, "\(fit.name) fits as well as another set")
      }
      undecidedSets = (
        "\(fits.count) sets make the amount: "
          + fits.prefix(3).map { "\($0.name) (\(numbers($0.items)))" }.joined(separator: "; "),
        fits.flatMap(\.items)
      )
      return nil
    }
    note("natural set", .absent, "no natural set of \(open.count) open items makes the amount")
    if let decision = try bySearch(open, discounts, customer) { return decision }
    // It decides nothing, so that a policy may (fine print 10).
    if undecidedSets == nil { afterPolicy = try onlyItemWithinTolerance(open, customer) }
    return nil
  }

  private func entries(_ open: [Int], less discounts: [Int: Int64]) -> [NaturalSets.Entry] {
    open.map { item in
      NaturalSets.Entry(
        item: item, place: ledger.places[item],
        amount: ledger.openAmount(of: item) - (discounts[item] ?? 0),
        due: ledger.items[item].dueDate, dated: ledger.items[item].documentDate)
    }
  }

  /// Keeps what a search found, so that others can check it.
  private func certify(
    _ search: SetCertificate.Search, _ customer: Int, _ open: [Int], _ discounts: [Int: Int64],
    sets: [[Int]], work: Int = 0, isCutShort: Bool = false
  ) {
    let answer: SetCertificate.Answer =
      sets.count > 1 ? .several : isCutShort ? .cutShort : sets.isEmpty ? .none : .one
    let kept = sets.prefix(2)
    let hasAll = discounts.count <= SetCertificate.discountsMax
    let inSets = Set(kept.flatMap { $0 })
    let discounted = discounts.isEmpty ? [] : open.filter { hasAll || inSets.contains($0) }
    certificates.append(
      SetCertificate(
        search: search, answer: answer, customer: ledger.customers[customer].id,
        amount: transaction.amount, items: open.count,
        sizeMax: search == .every ? rules.subsetSetSize : nil,
        discounts: discounted.compactMap { item in
          discounts[item].map {
            SetCertificate.Discount(
              document: ledger.items[item].number, amount: Money(minorUnits: $0, currency))
          }
        }, hasAllDiscounts: hasAll,
        sets: kept.map { set in
          let members = Set(set)
          return open.filter(members.contains).map { ledger.items[$0].number }
        }, work: work))
  }

  /// Exactly one set of any items, proved by search, with all discounts then due or with none.
  private func bySearch(
    _ open: [Int], _ discounts: [Int: Int64], _ customer: Int
  ) throws(MoneyError) -> Decision? {
    guard open.count > 1 else { return nil }
    let rule = "subset search"
    guard open.count <= rules.subsetItems else {
      note(
        rule, .absent, "\(open.count) open items are more than the \(rules.subsetItems) searched")
      certify(.every, customer, open, discounts, sets: [], isCutShort: true)
      undecidedSets = (
        "no natural set makes the amount, and \(open.count) open items are too many to search",
        nearest(open)
      )
      return nil
    }
    let search = SubsetSearch(sizeMax: rules.subsetSetSize)
    var answers: [SubsetSearch.Answer] = []
    var work = 0
    var variants = [open.map { ledger.openAmount(of: $0) }]
    if !discounts.isEmpty {
      variants.append(open.map { ledger.openAmount(of: $0) - (discounts[$0] ?? 0) })
    }
    for amounts in variants {
      let counted = search.counted(amounts, for: cash)
      answers.append(counted.answer)
      work += counted.work
    }
    var sets: [[Int]] = []
    for answer in answers {
      switch answer {
      case .none: continue
      case .one(let set):
        let items = set.map { open[$0] }
        if !sets.contains(items) { sets.append(items) }
      case .several(let a, let b):
        for set in [a, b] {
          let items = set.map { open[$0] }
          if !sets.contains(items) { sets.append(items) }
        }
      case .cutShort(let steps):
        note(rule, .absent, "the search was cut short after \(steps) steps")
        certify(.every, customer, open, discounts, sets: sets, work: work, isCutShort: true)
        undecidedSets = (
          "no natural set makes the amount, and the search of \(open.count) items was cut short",
          nearest(open)
        )
        return nil
      }
    }
    certify(.every, customer, open, discounts, sets: sets, work: work)
    if sets.count > 1 {
      for set in sets { reject(rule, set, "another set makes the same sum") }
      undecidedSets = (
        "several sets make the amount: "
          + sets.prefix(2).map { numbers($0) }.joined(separator: "; or "),
        sets.flatMap { $0 }
      )
      return nil
    }
    guard let set = sets.first else {
      note(
        rule, .absent,
        "no set of up to \(rules.subsetSetSize) of \(open.count) items makes the amount: proved")
      return nil
    }
    note(
      rule, .supports,
      "exactly one set of up to \(rules.subsetSetSize) of \(open.count) items makes the amount: "
        + "proved", weight: 95)
    return try conclude(set: set, rule: rule, customer)
  }

  private func conclude(
    set items: [Int], rule: String, _ customer: Int
  ) throws(MoneyError) -> Decision? {
    let confidence = rule == "subset search" ? min(95, payer.certainty) : payer.certainty
    guard let explanation = try explain(items, rule: rule, payer: customer, confidence: confidence),
      explanation.isExplained
    else { return nil }
    if let failedReference {
      return conclude(
        explanation, doubt: "the reference '\(failedReference)' names nothing open")
    }
    return conclude(explanation)
  }

  /// Fine print 2: the payer's only item, within tolerance: a person decides.
  private func onlyItemWithinTolerance(
    _ open: [Int], _ customer: Int
  ) throws(MoneyError) -> Decision? {
    guard open.count == 1, let item = open.first, ledger.openAmount(of: item) > 0 else {
      candidates += nearest(open)
      return nil
    }
    candidates.append(item)
    let amount = ledger.openAmount(of: item)
    let tolerance = try rules.tolerance(forOpenSum: amount, in: currency)
    guard (amount - cash).magnitude <= tolerance.magnitude,
      let explanation = try explain([item], rule: "only item", payer: customer, confidence: 80)
    else { return nil }
    return conclude(
      explanation,
      doubt: "it is the payer's only item, but nothing names it and the amount is "
        + "not exact")
  }

  /// The open items nearest to the amount: what a clerk would look at first.
  private func nearest(_ open: [Int]) -> [Int] {
    typealias Found = (distance: UInt64, item: Int)
    var best: [Found] = []
    func isNearer(_ a: Found, _ b: Found) -> Bool {
      (a.distance, ledger.places[a.item]) < (b.distance, ledger.places[b.item])
    }
    for item in open where ledger.openAmount(of: item) > 0 {
      let found = (distance: (ledger.openAmount(of: item) - cash).magnitude, item: item)
      if best.count == 5, let last = best.last, isNearer(last, found) { continue }
      let place = best.firstIndex { isNearer(found, $0) } ?? best.count
      best.insert(found, at: place)
      if best.count > 5 { best.removeLast() }
    }
    return best.map(\.item)
  }

  /// Account and name disagree, and no document decides.
  private func disagreement() -> Decision? {
    let open = payer.undecided.flatMap { ledger.openItems(of: $0, in: currency) }
    let exact = open.filter { ledger.openAmount(of: $0) == cash }
    let shown = candidates + (exact.isEmpty ? nearest(open) : exact)
    let names = payer.undecided.map { ledger.customers[$0].id.text }.joined(separator: " and ")
    return exception(
      .lowConfidence, "the bank account and the name point to different customers: \(names)",
      rule: "who paid", candidates: distinct(shown), payer: nil)
  }
}
