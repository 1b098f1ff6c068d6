import Money

/// Sums per currency that cannot overflow: what a page shows must not fail a run.
struct CurrencySums {
  struct Sum {
    var currency: Currency
    var minorUnits: Int128
    var count: Int
  }

  /// Ordered by currency code. There are few currencies, so that a scan is quicker than a table.
  private(set) var sums: [Sum] = []

  init() {}

  init(_ amounts: some Sequence<Money>) {
    for amount in amounts { add(amount) }
  }

  var count: Int { sums.reduce(0) { $0 + $1.count } }
  /// Those that are not zero.
  var amounts: [Sum] { sums.filter { $0.minorUnits != 0 } }

  mutating func add(_ amount: Money) { add(Int128(amount.minorUnits), amount.currency) }

  mutating func add(_ minorUnits: Int128, _ currency: Currency, count: Int = 1) {
    if let index = sums.firstIndex(where: { $0.currency == currency }) {
      sums[index].minorUnits += minorUnits
      sums[index].count += count
      return
    }
    sums.append(Sum(currency: currency, minorUnits: minorUnits, count: count))
    sums.sort { $0.currency < $1.currency }
  }
}
