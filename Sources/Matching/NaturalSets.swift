import Money
import Receivables

/// The sets of a customer's open items that people pay as one: a single item, the whole account,
/// everything due up to some date, everything of one document date.
struct NaturalSets {
  struct Entry {
    var item: Int
    /// Where its row stands: sets name their items in the order of the ledger.
    var place: Int
    var amount: Int64
    var due: CalendarDate
    var dated: CalendarDate
  }

  /// Items with their open amounts, oldest due date first.
  let items: [Entry]

  struct Fit {
    var items: [Int]
    /// Which kind of set, for the applications' `rule`: the same words on every day.
    var rule: String
    /// Which set exactly, for people.
    var name: String
  }

  /// Every natural set whose amounts sum to `target`. Sets of the same items count once, under the
  /// first of their names.
  func summing(to target: Int64) -> [Fit] {
    // Single items are different sets from each other by themselves.
    let singles = items.filter { $0.amount == target }.map {
      Fit(items: [$0.item], rule: "a single item", name: "a single item")
    }
    var fits: [Fit] = []
    func add(_ found: some Sequence<Entry>, _ rule: String, _ name: String) {
      let set = found.sorted { $0.place < $1.place }.map(\.item)
      let isKnown =
        set.count == 1 ? singles.contains { $0.items == set } : fits.contains { $0.items == set }
      if !isKnown { fits.append(Fit(items: set, rule: rule, name: name)) }
    }
    let total = items.reduce(0) { $0 + $1.amount }
    if total == target, !items.isEmpty { add(items, "the whole account", "the whole account") }
    var running: Int64 = 0
    for (offset, entry) in items.enumerated() {
      running += entry.amount
      let isLastOfDay = offset + 1 == items.count || items[offset + 1].due > entry.due
      if isLastOfDay, running == target {
        add(
          items[...offset], "everything due up to a date", "everything due up to \(entry.due)")
      }
    }
    var byDate: [Int32: Int64] = [:]
    for entry in items { byDate[entry.dated.dayNumber, default: 0] += entry.amount }
    for day in byDate.filter({ $0.value == target }).keys.sorted() {
      add(
        items.filter { $0.dated.dayNumber == day }, "everything of one document date",
        "everything of \(CalendarDate(dayNumber: day))")
    }
    return singles + fits
  }
}
