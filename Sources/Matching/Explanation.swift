import Money
import Receivables

/// One explanation of a whole receipt: these items, this payer, this difference.
struct Explanation {
  var rule: String
  var items: [Int]
  var payer: Int?
  var clearings: [Decision.Clearing]
  var words: String
  /// The words say which documents they are about.
  var hasNamedWords = false
  /// The amount fits, or all that is missing has its reason.
  var isExplained: Bool
  /// There is no difference at all.
  var isExact = false
  /// What nothing explains of a shortfall.
  var unexplained: Int64 = 0
  /// Cash put on account beyond the items, and the part of it that pays a document a second time.
  var excess: Int64 = 0
  var secondPayment: Int64 = 0
  /// In hundredths.
  var confidence: Int
}

/// Makes the lines of an explanation from the settlements of its claims.
struct Assembly {
  let ledger: WorkingLedger
  let currency: Currency

  /// Credits are used against the oldest debits first; cash pays what they leave.
  func clearings(
    _ settlements: [Settlement], credits: [(item: Int, amount: Int64)], onAccount: Int64
  ) -> [Decision.Clearing] {
    var credits = credits
    for case (let item, let amount)? in settlements.map(\.extraCredit) {
      credits.append((item, amount))
    }
    var pool = credits.reduce(0) { $0 + $1.amount }
    let paid = settlements.flatMap(\.paid).sorted {
      WorkingLedger.isOrdered(ledger.items[$0.item], ledger.items[$1.item])
    }
    var others = settlements.flatMap(\.other)
    var lines: [Decision.Clearing] = []
    for (item, amount) in paid {
      let key = ledger.items[item].key
      let netted = min(pool, amount)
      pool -= netted
      if amount > netted { lines.append(line(key, .payment, amount - netted)) }
      if netted > 0 { lines.append(line(key, .credit, netted)) }
      lines += others.filter { $0.item == key }
      others.removeAll { $0.item == key }
    }
    lines += others
    for (item, amount) in credits where amount > 0 {
      lines.append(line(ledger.items[item].key, .credit, -amount))
    }
    if onAccount > 0 { lines.append(line(nil, .onAccount, onAccount)) }
    return lines
  }

  private func line(
    _ item: DocumentKey?, _ kind: ApplicationKind, _ amount: Int64
  ) -> Decision.Clearing {
    Decision.Clearing(item: item, kind: kind, amount: Money(minorUnits: amount, currency))
  }
}
