import Money
import Receivables

/// How cash and credits become lines against chosen items: the contract's way of writing a decision,
/// the same for every baseline, since the pages say which items are paid and not how rows look.
struct Allotment {
  var lines: [Verdict.Line] = []
  /// Cash that no item needed.
  var rest: Int64
  /// What the debits still have open.
  var shortfall: Int64 = 0

  /// Pays debits in the order given: credits first, then cash.
  ///
  /// - Parameters:
  ///   - items: debits and credits.
  ///   - discounts: what each debit earns, by its place; granted only where the rest of it is paid.
  ///   - tolerance: a shortfall up to this on the last item is written off.
  init(
    _ items: [Int], cash: Int64, in ledger: OpenItemStore, discounts: [Int: Int64] = [:],
    tolerance: Int64 = 0
  ) {
    rest = cash
    var credits = items.filter { ledger[$0].open < 0 }.map { (place: $0, left: -ledger[$0].open) }
    for debit in items where ledger[debit].open > 0 {
      let discount = discounts[debit] ?? 0
      var need = ledger[debit].open - discount
      while need > 0, let credit = credits.first {
        let used = min(need, credit.left)
        lines.append(Verdict.Line(item: debit, kind: .credit, amount: used))
        lines.append(Verdict.Line(item: credit.place, kind: .credit, amount: -used))
        need -= used
        credits[0].left -= used
        if credits[0].left == 0 { credits.removeFirst() }
      }
      let paid = min(need, rest)
      if paid > 0 { lines.append(Verdict.Line(item: debit, kind: .payment, amount: paid)) }
      rest -= paid
      need -= paid
      if need > 0, need <= tolerance {
        lines.append(Verdict.Line(item: debit, kind: .writeOff, amount: need))
        need = 0
      }
      if need == 0, discount > 0 {
        lines.append(Verdict.Line(item: debit, kind: .discount, amount: discount))
      } else if need > 0 {
        shortfall += need + discount
      }
    }
  }
}

extension OpenItemStore {
  /// The items oldest due date first.
  func byDueDate(_ items: [Int]) -> [Int] {
    items.sorted { a, b in
      let (one, other) = (self[a].item, self[b].item)
      return one.dueDate == other.dueDate ? one.number < other.number : one.dueDate < other.dueDate
    }
  }

  /// The open amounts together, credits netted.
  func sum(_ items: [Int]) -> Int64 { items.reduce(0) { $0 + self[$1].open } }

  /// The discounts that these items earn, by their places.
  func discounts(of items: [Int], on receipt: Receipt, _ settings: Rules) -> [Int: Int64] {
    var discounts: [Int: Int64] = [:]
    for item in items {
      let discount = discount(
        of: item, on: receipt.day, graceDays: settings.discountGraceDays)
      if discount > 0 { discounts[item] = discount }
    }
    return discounts
  }
}

extension [Int: Int64] {
  /// So much of the discounts as this shortfall takes, from the first item on: a payer who takes
  /// less than it may.
  func taken(by shortfall: Int64, from items: [Int]) -> [Int: Int64] {
    var taken: [Int: Int64] = [:]
    var left = shortfall
    for item in items where left > 0 {
      let discount = Swift.min(self[item] ?? 0, left)
      if discount > 0 { taken[item] = discount }
      left -= discount
    }
    return taken
  }
}

extension Rules {
  /// The largest difference on this open sum that is let go, in minor units.
  func allowed(on openSum: Int64, _ currency: Currency) -> Int64 {
    (try? tolerance(forOpenSum: max(0, openSum), in: currency)) ?? 0
  }
}
