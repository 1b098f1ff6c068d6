import Money
import Receivables

/// What waits for people, counted by what it has in common.
struct Breakdown {
  /// One exception or dispute.
  struct Matter {
    /// The code of its type or reason.
    var kind: String
    var customer: CustomerID?
    var day: CalendarDate
    var amount: Money
  }

  struct Group<Key> {
    var key: Key
    var sums = CurrencySums()
  }

  /// Those of one currency whose size has the same number of digits.
  struct Size {
    /// `100 to 1 k`, in units of the currency.
    var name: String
    /// `from 100`: room under a column is scarce.
    var label: String
    var count = 0
    var sum: Int128 = 0
  }

  let matters: [Matter]

  /// By kind, the most frequent first.
  var kinds: [Group<String>] {
    grouped(\.kind) { isOrderedByBytes($0, $1) }
  }

  /// By customer, the most frequent first; nil stands for payers that nobody knows.
  var customers: [Group<CustomerID?>] {
    grouped(\.customer) { one, other in
      guard let one else { return other != nil }
      return other.map { one < $0 } ?? false
    }
  }

  /// By age, all of them, the youngest first.
  func ages(asOf day: CalendarDate) -> [Group<WaitingAge>] {
    var groups = WaitingAge.allCases.map { Group(key: $0) }
    for matter in matters {
      groups[WaitingAge(days: day.days(since: matter.day)).rawValue].sums.add(matter.amount)
    }
    return groups
  }

  /// Currencies, the most frequent first.
  var currencies: [CurrencySums.Sum] {
    CurrencySums(matters.lazy.map(\.amount)).sums
      .sorted { $0.count == $1.count ? $0.currency < $1.currency : $0.count > $1.count }
  }

  /// By size: the largest amount's power of ten and the four below, whatever a unit is worth.
  func sizes(in currency: Currency) -> [Size] {
    let unit = (0..<currency.minorDigits).reduce(Int128(1)) { unit, _ in unit * 10 }
    let amounts = matters.lazy.filter { $0.amount.currency == currency }
      .map { Int128($0.amount.minorUnits.magnitude) }
    let most = amounts.max() ?? 0
    var top = unit * 10_000
    while top * 10 <= most { top *= 10 }
    let edges = [top / 1000, top / 100, top / 10, top]
    let words = edges.map { Self.round($0 / unit) }
    var sizes = [Size(name: "under \(words[0])", label: "under \(words[0])")]
    for (lower, upper) in zip(words, words.dropFirst()) {
      sizes.append(Size(name: "\(lower) to \(upper)", label: "from \(lower)"))
    }
    sizes.append(Size(name: "\(words[3]) or more", label: "from \(words[3])"))
    for amount in amounts {
      let place = edges.firstIndex { amount < $0 } ?? edges.count
      sizes[place].count += 1
      sizes[place].sum += amount
    }
    return sizes
  }

  /// A power of ten in units: `100`, `1 k`, `1 M`.
  private static func round(_ units: Int128) -> String {
    for (size, sign) in [(Int128(1_000_000_000), "bn"), (1_000_000, "M")] where units >= size {
      return "\(Grouped.number(Int(units / size))) \(sign)"
    }
    return units >= 1000 ? "\(units / 1000) k" : Grouped.number(Int(units))
  }

  private func grouped<Key: Hashable>(
    _ key: (Matter) -> Key, _ isOrdered: (Key, Key) -> Bool
  ) -> [Group<Key>] {
    var groups: [Key: Group<Key>] = [:]
    for matter in matters {
      let key = key(matter)
      groups[key, default: Group(key: key)].sums.add(matter.amount)
    }
    return groups.values.sorted { one, other in
      one.sums.count == other.sums.count
        ? isOrdered(one.key, other.key) : one.sums.count > other.sums.count
    }
  }
}
