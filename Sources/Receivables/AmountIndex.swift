import Money

/// Open items by their amount, of customers that have so many that looking at each would take long.
struct AmountIndex: Sendable {
  private struct Key: Hashable {
    var customer: Int
    var currency: Currency
    var amount: Int64
  }

  /// Fewer items are quicker looked at than looked up.
  private static let itemsMin = 64

  private var items: [Key: [Int]] = [:]
  private var isLarge: [Bool] = []

  init(_ all: [OpenItem], ofCustomer: [[Int]]) {
    isLarge = [Bool](repeating: false, count: ofCustomer.count)
    for customer in ofCustomer.indices { indexIfLarge(customer, ofCustomer[customer], all) }
  }

  /// Takes in a customer whose open items these are, once they are many.
  mutating func indexIfLarge(_ customer: Int, _ items: [Int], _ all: [OpenItem]) {
    if isLarge[customer] || items.count < Self.itemsMin { return }
    isLarge[customer] = true
    for item in items {
      move(item, of: customer, all[item].currency, from: 0, to: all[item].open.minorUnits)
    }
  }

  /// The items, in no order that means anything; nil where the customer has but few.
  func items(of customer: Int, _ currency: Currency, _ amount: Int64) -> [Int]? {
    guard isLarge[customer] else { return nil }
    return items[Key(customer: customer, currency: currency, amount: amount)] ?? []
  }

  mutating func move(
    _ item: Int, of customer: Int, _ currency: Currency, from before: Int64, to after: Int64
  ) {
    guard isLarge[customer] else { return }
    if before != 0 {
      let key = Key(customer: customer, currency: currency, amount: before)
      if let place = items[key]?.firstIndex(of: item) { items[key]?.remove(at: place) }
    }
    if after != 0 {
      items[Key(customer: customer, currency: currency, amount: after), default: []].append(item)
    }
  }
}
