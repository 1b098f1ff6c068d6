import Money
import Receivables

/// The base methods that look for items by amount: invoice selection, combination, exclusion (B2).
struct JDESets {
  let receipt: Receipt
  let ledger: OpenItemStore
  let settings: Rules
  let customer: CustomerID

  /// How many items a combination looks at, once per receipt (B2, "up to ten items").
  static let combinedMax = 10

  /// A, then F, then F's exclusion: the first that fits, with no look at others that would.
  func first() -> (rule: String, items: [Int])? {
    let open = ledger.open(of: customer, in: receipt.currency)
    if open.isEmpty { return nil }
    let balances = open.map { balance($0) }
    if let items = runningTotal(open, balances) { return ("invoice selection", items) }
    let oldest = Array(zip(open, balances).prefix(Self.combinedMax))
    if let items = Self.combination(of: oldest, making: receipt.cash) {
      return ("combination", items)
    }
    let newest = Array(zip(open, balances).reversed().prefix(Self.combinedMax))
    let unpaid = balances.reduce(0, +) - receipt.cash
    if unpaid > 0, let left = Self.combination(of: newest, making: unpaid) {
      return ("match by exclusion", open.filter { !left.contains($0) })
    }
    return nil
  }

  private func balance(_ item: Int) -> Int64 {
    ledger[item].open
      - ledger.discount(of: item, on: receipt.day, graceDays: settings.discountGraceDays)
  }

  /// R03B50A: item 1, items 1 and 2, and so on, within the tolerance; all or nothing.
  private func runningTotal(_ open: [Int], _ balances: [Int64]) -> [Int]? {
    var total: Int64 = 0
    for (place, balance) in balances.enumerated() {
      total += balance
      let gap = total > receipt.cash ? total - receipt.cash : receipt.cash - total
      if gap == 0 || gap <= settings.allowed(on: total, receipt.currency) {
        return Array(open[...place])
      }
    }
    return nil
  }

  /// R03B50F: every combination in the order of counting, the first that makes the amount.
  static func combination(of items: [(Int, Int64)], making amount: Int64) -> [Int]? {
    for mask in 1..<max(1, 1 << items.count) {
      var sum: Int64 = 0
      for (bit, item) in items.enumerated() where mask >> bit & 1 == 1 { sum += item.1 }
      if sum == amount {
        return items.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element.0)
      }
    }
    return nil
  }
}
