import Money
import Receivables

extension Inquiry {
  /// Step 3c: document and purchase-order numbers somewhere in the text.
  func byFreeText() throws(MoneyError) -> Decision? {
    for mention in mentions.documents {
      let found = mention.items.prefix(4).map {
        "\(ledger.items[$0].number) of \(ledger.items[$0].customer)"
      }
      note(
        "document number in text", .supports,
        "'\(mention.text)' is \(found.joined(separator: " or "))",
        weight: mention.isStrong ? 97 : 60)
    }
    for mention in mentions.doubtful {
      note(
        "document number in text", .absent,
        "'\(mention.text)' may be \(numbers(mention.items)), if the amount says so")
    }
    if let decision = try concludeDocuments(rule: "document number in text") { return decision }
    if !mentions.purchaseOrders.isEmpty {
      let rule = "purchase order in text"
      for mention in mentions.purchaseOrders {
        note(
          rule, .supports, "'\(mention.text)' is an order of \(numbers(mention.items))", weight: 96)
      }
      if let decision = try conclude(orders: mentions.purchaseOrders, rule: rule) {
        return decision
      }
    }
    if mentions.documents.isEmpty, let decision = try bySlip(besides: []) { return decision }
    if let failed = failedNumber ?? failedAlike {
      note("document number in text", .absent, "'\(failed)' names nothing in the ledger")
      failedReference = failedReference ?? failed
    }
    return nil
  }

  /// The first number that is called a document of ours, and names none.
  private var failedNumber: String? {
    mentions.failed.first { !isCustomer($0) && !isOwnSerial($0) }?.text
  }

  /// The first number of the looks of ours that names nothing.
  private var failedAlike: String? {
    guard mentions.documents.isEmpty, mentions.purchaseOrders.isEmpty else { return nil }
    return mentions.failedAlike.first { !isCustomer($0) }?.text
  }

  private func concludeDocuments(rule: String) throws(MoneyError) -> Decision? {
    let documents = mentions.documents
    let explicit = Set(
      (documents + mentions.implied + mentions.spans + mentions.doubtful).filter(\.isExplicit)
        .flatMap(\.items))
    // The first reading of the list that the amount confirms wins.
    var whole: Explanation?
    // With what ranges imply: only where it leaves no more than the numbers that stand there do.
    var implied: Explanation?
    var losers: [Explanation] = []
    for list in lists {
      for items in readings(of: list.mentions) {
        let open = items.filter { ledger.openAmount(of: $0) != 0 }
        let cleared = items.filter { ledger.openAmount(of: $0) == 0 }
        // A known payer names somebody else's document only in so many words: short numbers are
        // also those of orders, contracts and payment runs.
        guard payer.customer == nil || items.allSatisfy({ isOwn($0) || explicit.contains($0) })
        else {
          reject(rule, items, "the number alone does not say that it is somebody else's document")
          continue
        }
        if !open.isEmpty,
          let explanation = try explain(
            open, rule: list.isDoubtful ? rule + ", confirmed by the amount" : rule,
            payer: payer(decidedBy: open), confidence: list.isDoubtful ? 96 : 97)
        {
          if list.isDoubtful ? explanation.isExact : explanation.isExplained {
            for loser in losers + (whole.map { [$0] } ?? []) where loser.items != explanation.items
            {
              reject(rule, loser.items, loser.words)
            }
            if let own = ownInstead(of: explanation) {
              return conclude(
                explanation,
                doubt: "\(ledger.items[own].number) of the payer is the receipt as well",
                others: [own])
            }
            if let doubt = doubt(of: explanation, list.mentions) {
              return conclude(explanation, doubt: doubt)
            }
            return conclude(explanation)
          }
          if list.isDoubtful { continue }
          if list.isImplied {
            // Tails may be quantities and fees: they count where they explain the amount.
            let hasTail = list.mentions.contains(where: \.isTail)
            if implied == nil, !hasTail, explanation.excess == 0 { implied = explanation }
          } else if whole == nil {
            whole = explanation
          } else {
            losers.append(explanation)
          }
        }
        if !list.isDoubtful, !cleared.isEmpty,
          let decision = try bySecondPayment(
            open: open, cleared: cleared, rule: rule, payer: payer(decidedBy: items))
        {
          return decision
        }
      }
    }
    if let range = implied, let named = whole, named.excess > 0 {
      losers.append(named)
      whole = range
    }
    guard !documents.isEmpty else {
      candidates += mentions.doubtful.flatMap(\.items).filter { ledger.openAmount(of: $0) != 0 }
      return nil
    }
    if let decision = try bySlip(besides: whole?.items ?? []) { return decision }
    let named = distinct(documents.flatMap(\.items))
    candidates += named.filter { ledger.openAmount(of: $0) != 0 }
    if let other = named.first(where: {
      ledger.items[$0].currency != currency && ledger.openAmount(of: $0) != 0
        && (payer.customer == nil || isOwn($0) || explicit.contains($0))
    }),
      whole == nil
    {
      return exception(
        .currencyMismatch,
        "\(ledger.items[other].number) is not in \(currency), the currency of "
          + "the receipt", rule: rule, candidates: named, payer: payer(decidedBy: [other]))
    }
    guard let whole else {
      if named.contains(where: isOwn) || payer.customer == nil { failedReference = numbers(named) }
      return nil
    }
    for loser in losers where loser.items != whole.items { reject(rule, loser.items, loser.words) }
    // Figures that may be anything name a document only where they make the amount.
    guard documents.contains(where: \.isStrong), exclusionWord == nil else {
      failedReference = numbers(whole.items)
      return nil
    }
    return concludeUnexplained(whole, rule: rule)
  }

  /// The one item of the payer that is exactly the receipt, where only others' documents are named.
  private func ownInstead(of explanation: Explanation) -> Int? {
    guard let customer = payer.customer, !explanation.items.contains(where: isOwn) else {
      return nil
    }
    let exact = ledger.openItems(of: customer, in: currency, amount: cash)
    return exact.count == 1 ? exact.first : nil
  }

  /// The lists that the text may mean, the likeliest first: with what its ranges imply, without
  /// numbers that are hardly telling, with those that are doubtful.
  private var lists: [(mentions: [Mention], isImplied: Bool, isDoubtful: Bool)] {
    let (documents, implied) = (mentions.documents, mentions.implied)
    let strong = documents.filter(\.isStrong)
    var lists: [(mentions: [Mention], isImplied: Bool, isDoubtful: Bool)] = []
    for some in strong.count < documents.count && !strong.isEmpty
      ? [documents, strong] : [documents]
    where !some.isEmpty {
      if !implied.isEmpty { lists.append((some + implied, true, false)) }
      lists.append((some, false, false))
    }
    if !mentions.spans.isEmpty { lists.append((documents + mentions.spans, false, true)) }
    if !mentions.doubtful.isEmpty {
      if !documents.isEmpty { lists.append((documents + mentions.doubtful, false, true)) }
      lists.append((mentions.doubtful, false, true))
    }
    return lists
  }

  /// The documents are named, but the amount leaves something that nothing explains.
  private func concludeUnexplained(_ whole: Explanation, rule: String) -> Decision? {
    if let payer = payer.customer {
      guard whole.items.allSatisfy({ owner(of: $0) == payer }) else {
        // A document of somebody else whose amount disagrees is no evidence in free text: not of a
        // parent or daughter either (fine print 21).
        note(
          rule, .opposes,
          "\(numbers(whole.items)) is not \(ledger.customers[payer].id)'s, and "
            + "the amount disagrees")
        return nil
      }
      // Of several documents named one alone is the receipt: nothing says which.
      let exact = whole.items.filter { ledger.openAmount(of: $0) == cash }
      if whole.items.count > 1, !exact.isEmpty {
        return conclude(
          whole, doubt: "the amount disagrees, and \(numbers(exact)) alone is exactly the receipt")
      }
      if let other = conflicting(with: whole) {
        return conclude(
          whole,
          doubt: "the amount disagrees, and \(ledger.items[other].number) is exactly the receipt",
          others: [other])
      }
      if let failed = failedNumber {
        return conclude(whole, doubt: "'\(failed)' names nothing in the ledger")
      }
      return conclude(whole)
    }
    return conclude(
      whole, doubt: "only the number in the text says who paid, and \(whole.words)")
  }

  /// The sets of documents that a list may mean: one document for each number, those of the payer
  /// and its family first, and all of one customer where numbers are used by several.
  private func readings(of list: [Mention]) -> [[Int]] {
    func open(_ items: [Int]) -> [Int] {
      let here = items.filter { ledger.items[$0].currency == currency }
      let open = here.filter { ledger.openAmount(of: $0) != 0 }
      return open.isEmpty ? here : open
    }
    func single(_ choose: (Mention) -> [Int]) -> [Int]? {
      var chosen: [Int] = []
      for mention in list {
        let items = choose(mention)
        if items.count > 1 { return nil }
        chosen += items
      }
      return chosen.isEmpty ? nil : distinct(chosen)
    }
    var readings: [[Int]] = []
    if let payer = payer.customer {
      if let own = single({ open($0.items.filter { owner(of: $0) == payer }) }) {
        readings.append(own)
      }
      if let family = single({ open($0.items.filter(isOwn)) }) { readings.append(family) }
    }
    if let all = single({ open($0.items) }) { readings.append(all) }
    // One customer's documents alone, where they are the receipt: a number of somebody else's
    // among them, such as a postal code, is then no evidence.
    if readings.isEmpty || payer.customer == nil {
      var owners: [Int] = []
      for item in list.lazy.flatMap(\.items) where owners.count < 20 {
        if let owner = owner(of: item), !owners.contains(owner) { owners.append(owner) }
      }
      let perOwner = owners.compactMap { customer in
        single { open($0.items.filter { owner(of: $0) == customer }) }
      }
      let fitting = perOwner.filter { set in
        set.reduce(Int64(0)) { $0 + ledger.openAmount(of: $1) } == cash
      }
      if fitting.count == 1 { readings += fitting }
    }
    var unique: [[Int]] = []
    for reading in readings where !unique.contains(reading) { unique.append(reading) }
    return unique
  }

  /// Purchase orders: all open items of the orders named, or one of them that is the amount.
  private func conclude(orders: [Mention], rule: String) throws(MoneyError) -> Decision? {
    let all = distinct(orders.flatMap(\.items)).filter {
      ledger.items[$0].currency == currency && ledger.openAmount(of: $0) != 0
    }
    let own = all.filter(isOwn)
    let owners = Set(all.map { ledger.items[$0].customer })
    let items = own.isEmpty ? all : own
    // An order's number is its customer's own: another customer may have the same one.
    guard !items.isEmpty, !own.isEmpty || (owners.count == 1 && payer.customer == nil) else {
      return nil
    }
    candidates += items
    if let explanation = try explain(
      items, rule: rule, payer: payer(decidedBy: items), confidence: 96)
    {
      if explanation.isExplained { return conclude(explanation) }
      reject(rule, items, explanation.words)
      let exact = items.filter { ledger.openAmount(of: $0) == cash }
      if items.count > 1, exact.count == 1,
        let one = try explain(exact, rule: rule, payer: payer(decidedBy: exact), confidence: 96)
      {
        return conclude(one)
      }
      if payer.customer != nil, !own.isEmpty, exact.isEmpty {
        return concludeUnexplained(explanation, rule: rule)
      }
      if payer.customer == nil {
        return conclude(
          explanation, doubt: "only the order in the text says who paid, and \(explanation.words)")
      }
    }
    return nil
  }
}
