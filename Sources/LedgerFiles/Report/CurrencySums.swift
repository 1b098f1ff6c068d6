import Money

/// Sums per currency that cannot overflow: what a page shows must not fail a run.
struct CurrencySums {
  struct Sum {
    var currency: Currency
    var minorUnits: Int128
    var count: Int

    /// nil beyond what an amount can be.
    var money: Money? { Int64(exactly: minorUnits).map { Money(minorUnits: $0, currency) } }
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

  /// Zero where there is nothing in the currency.
  func minorUnits(in currency: Currency) -> Int128 {
    sums.first { $0.currency == currency }?.minorUnits ?? 0
  }

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
