import Money
import Receivables

extension Inquiry {
  /// Step 3c: document and purchase-order numbers somewhere in the text.
  mutating func byFreeText() throws(MoneyError) -> Decision? {
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
    if let failed = mentions.failed {
      note("document number in text", .absent, "'\(failed)' names nothing in the ledger")
      failedReference = failedReference ?? failed
    }
    return nil
  }

  private mutating func concludeDocuments(rule: String) throws(MoneyError) -> Decision? {
    let documents = mentions.documents
    // The first reading of the list that the amount confirms wins.
    var whole: Explanation?
    var losers: [Explanation] = []
    for list in lists {
      for items in readings(of: list.mentions) {
        let open = items.filter { ledger.openAmount(of: $0) != 0 }
        let cleared = items.filter { ledger.openAmount(of: $0) == 0 }
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
            return conclude(explanation)
          }
          if list.isDoubtful { continue }
          if whole == nil { whole = explanation } else { losers.append(explanation) }
        }
        if !list.isDoubtful, !cleared.isEmpty,
          let decision = try bySecondPayment(
            open: open, cleared: cleared, rule: rule, payer: payer(decidedBy: items))
        {
          return decision
        }
      }
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
    return concludeUnexplained(whole, rule: rule)
  }

  /// The lists that the text may mean, the likeliest first: with what its ranges imply, without
  /// numbers that are hardly telling, with those that are doubtful.
  private var lists: [(mentions: [Mention], isDoubtful: Bool)] {
    let (documents, implied) = (mentions.documents, mentions.implied)
    let strong = documents.filter(\.isStrong)
    var lists: [(mentions: [Mention], isDoubtful: Bool)] = []
    for some in strong.count < documents.count && !strong.isEmpty
      ? [documents, strong] : [documents]
    where !some.isEmpty {
      if !implied.isEmpty { lists.append((some + implied, false)) }
      lists.append((some, false))
    }
    if !mentions.doubtful.isEmpty {
      if !documents.isEmpty { lists.append((documents + mentions.doubtful, true)) }
      lists.append((mentions.doubtful, true))
    }
    return lists
  }

  /// The documents are named, but the amount leaves something that nothing explains.
  private mutating func concludeUnexplained(_ whole: Explanation, rule: String) -> Decision? {
    if let payer = payer.customer {
      guard whole.items.allSatisfy(isOwn) else {
        // A document of somebody else whose amount disagrees is no evidence in free text.
        note(
          rule, .opposes,
          "\(numbers(whole.items)) is not \(ledger.customers[payer].id)'s, and "
            + "the amount disagrees")
        return nil
      }
      if let other = conflicting(with: whole) {
        return conclude(
          whole,
          doubt: "the amount disagrees, and \(ledger.items[other].number) is exactly the receipt",
          others: [other])
      }
      if let failed = mentions.failed {
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
      for item in list.flatMap(\.items) {
        if let owner = owner(of: item), !owners.contains(owner) { owners.append(owner) }
      }
      let perOwner = owners.prefix(20).compactMap { customer in
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
  private mutating func conclude(orders: [Mention], rule: String) throws(MoneyError) -> Decision? {
    let all = distinct(orders.flatMap(\.items)).filter {
      ledger.items[$0].currency == currency && ledger.openAmount(of: $0) != 0
    }
    let own = all.filter(isOwn)
    let owners = Set(all.map { ledger.items[$0].customer })
    let items = own.isEmpty ? all : own
    guard !items.isEmpty, !own.isEmpty || owners.count == 1 else { return nil }
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

  /// One slip in one number: it is one character, or one swap, from an open item of the payer that
  /// is exactly what the documents named without a slip leave of the receipt.
  private mutating func bySlip(besides named: [Int]) throws(MoneyError) -> Decision? {
    let missing = cash - named.reduce(Int64(0)) { $0 + ledger.openAmount(of: $1) }
    guard missing > 0 else { return nil }
    var found: [(item: Int, read: String)] = []
    if let customer = payer.customer ?? named.first.flatMap(owner(of:)) {
      let fitting = ledger.openItems(of: customer, in: currency).filter {
        ledger.openAmount(of: $0) == missing && !named.contains($0)
      }
      for item in fitting {
        if let read = slip(for: item) { found.append((item, read)) }
      }
    } else if payer.undecided.isEmpty {
      found = strangersSlips(making: missing)
    }
    guard found.count == 1, let (item, read) = found.first else { return nil }
    note(
      "document number in text", .supports,
      "'\(read)' is one slip from \(ledger.items[item].number), which is exactly what is missing",
      weight: 96)
    guard
      let explanation = try explain(
        named + [item], rule: "document number in text, one slip",
        payer: payer(decidedBy: [item]), confidence: 96), explanation.isExact
    else { return nil }
    return conclude(explanation)
  }

  /// Of a stranger's numbers only those under the prefix of one of our series are looked at, with
  /// every number that is one figure or one swap away.
  private func strangersSlips(making amount: Int64) -> [(item: Int, read: String)] {
    var found: [(item: Int, read: String)] = []
    for run in scan.runs.indices where scan.runs[run].hasDigits && !scan.runs[run].isDistractor {
      let own = scan.bytes(of: run)
      var letters = Array(own.prefix(while: NormalForm.isLetter))
      let figures = Array(own.dropFirst(letters.count))
      if letters.isEmpty, run > 0, scan.mayJoin(run - 1), !scan.runs[run - 1].hasDigits {
        letters = Array(scan.bytes(of: run - 1))
      }
      guard figures.count >= 5, figures.allSatisfy(NormalForm.isDigit),
        index.references.prefixes.contains(letters)
      else { continue }
      for other in Self.oneSlip(from: figures) {
        for key in DocumentKeys(bytes: (letters + other)[...]).whole {
          for item in index.references.items(under: key, .whole)
          where ledger.openAmount(of: item) == amount && ledger.items[item].currency == currency
            && !found.contains(where: { $0.item == item })
          {
            found.append((item, String(decoding: letters + figures, as: UTF8.self)))
          }
        }
      }
    }
    return found
  }

  /// Every number with one figure changed, or two neighbours swapped.
  private static func oneSlip(from figures: [UInt8]) -> [[UInt8]] {
    var others: [[UInt8]] = []
    for place in figures.indices {
      for figure in UInt8(ascii: "0")...UInt8(ascii: "9") where figure != figures[place] {
        var other = figures
        other[place] = figure
        others.append(other)
      }
      if place > 0, figures[place] != figures[place - 1] {
        var other = figures
        other.swapAt(place, place - 1)
        others.append(other)
      }
    }
    return others
  }

  /// The number in the text that is one slip from a document's; nil where none is.
  private func slip(for item: Int) -> String? {
    let printed = NormalForm.alphanumeric(ledger.items[item].number.text)
    let digits = printed.filter(NormalForm.isDigit)
    let taken = Set(mentions.documents.flatMap(\.runs))
    for run in scan.runs.indices
    where scan.runs[run].hasDigits && !scan.runs[run].isDistractor && !taken.contains(run) {
      let telling = Mentions.telling(scan.wordsBefore(run))
      if ReferenceWords.other.contains(telling) || ReferenceWords.purchaseOrder.contains(telling) {
        continue
      }
      var joined: [UInt8] = []
      // The prefix may stand in a run of its own.
      let start = run > 0 && !scan.runs[run - 1].hasDigits && scan.mayJoin(run - 1) ? run - 1 : run
      for first in start...run {
        joined = []
        for next in first..<min(first + 5, scan.runs.count) {
          if next > first, !scan.mayJoin(next - 1) { break }
          joined += scan.bytes(of: next)
          let isWhole = Self.isOneSlip(joined, printed)
          let isNumber =
            digits.count >= 4 && joined.count == digits.count && Self.isOneSlip(joined, digits)
          if isWhole || isNumber, joined.count >= 4 {
            return String(decoding: joined, as: UTF8.self)
          }
        }
      }
    }
    return nil
  }

  /// Equal length, and one character or one pair of neighbours is wrong.
  static func isOneSlip(_ read: [UInt8], _ printed: [UInt8]) -> Bool {
    guard read.count == printed.count else { return false }
    let wrong = read.indices.filter { read[$0] != printed[$0] }
    if wrong.count == 1 { return true }
    guard wrong.count == 2, wrong[1] == wrong[0] + 1 else { return false }
    return read[wrong[0]] == printed[wrong[1]] && read[wrong[1]] == printed[wrong[0]]
  }
}
