import Money
import Receivables

/// The sets of a customer's open items that people pay as one: a single item, the whole account,
/// everything due up to some date, everything of one document date.
struct NaturalSets {
  /// Items with their open amounts, oldest due date first.
  let items: [(item: Int, amount: Int64, document: OpenItem)]

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
    var fits: [Fit] = []
    func add(_ found: [Int], _ rule: String, _ name: String? = nil) {
      let set = found.sorted()
      if !fits.contains(where: { $0.items == set }) {
        fits.append(Fit(items: set, rule: rule, name: name ?? rule))
      }
    }
    for entry in items where entry.amount == target { add([entry.item], "a single item") }
    let total = items.reduce(0) { $0 + $1.amount }
    if total == target, !items.isEmpty { add(items.map(\.item), "the whole account") }
    var running: Int64 = 0
    for (offset, entry) in items.enumerated() {
      running += entry.amount
      let isLastOfDay =
        offset + 1 == items.count || items[offset + 1].document.dueDate > entry.document.dueDate
      if isLastOfDay, running == target {
        add(
          items[...offset].map(\.item), "everything due up to a date",
          "everything due up to \(entry.document.dueDate)")
      }
    }
    var byDate: [Int32: Int64] = [:]
    for entry in items { byDate[entry.document.documentDate.dayNumber, default: 0] += entry.amount }
    for day in byDate.filter({ $0.value == target }).keys.sorted() {
      let ofDay = items.filter { $0.document.documentDate.dayNumber == day }
      if let first = ofDay.first {
        add(
          ofDay.map(\.item), "everything of one document date",
          "everything of \(first.document.documentDate)")
      }
    }
    return fits
  }
}
