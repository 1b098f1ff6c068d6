import Money

extension Stage {
  /// Items that nobody pays: invoices, memos and credits, some paid in part, some with a discount.
  mutating func addBystanders(_ count: Int) {
    guard count > 0 else { return }
    for _ in 0..<count {
      if random.chance(40) {
        _ = credit(Int64(random.within(500...60_000)) * 10 + 7)
        continue
      }
      let place = invoice()
      if random.chance(40) { household.items[place].type = "debit_memo" }
      if random.chance(60) {
        // What is left open ends in none of the digits with a meaning.
        household.items[place].original += Int64(random.within(10...900)) * 100
      }
      if random.chance(150), household.items[place].dueDate > date {
        household.items[place].discountDate = date.advanced(byDays: random.within(1...9))
        household.items[place].discount = open(place) / 50
      }
      if random.chance(200) {
        household.items[place].order = world.orders.number(item(place).serial)
      }
      if random.chance(150) {
        household.items[place].reference = world.scheme.reference(item(place).serial)
      }
    }
  }
}
