import Money
import Receivables

/// What earlier runs took from each file on a day: how a sum is known whose parts came before it.
struct EarlierTotals {
  struct Total {
    var sum: Int64 = 0
    var count = 0
  }

  private struct Day: Hashable {
    var day: CalendarDate
    var currency: Currency
  }

  private struct File: Hashable {
    var day: Day
    var name: String
  }

  private var places: [File: Int] = [:]
  private var totals: [Day: [Total]] = [:]

  /// - Parameter isMeant: which receipts count; returns never do.
  init(_ history: [ReceiptRecord], where isMeant: (ReceiptRecord) -> Bool = { _ in true }) {
    for record in history where record.amount.isPositive && isMeant(record) {
      let day = Day(day: record.bookingDate, currency: record.amount.currency)
      let file = File(day: day, name: record.sourceFile)
      let place = places[file] ?? totals[day]?.count ?? 0
      if places.updateValue(place, forKey: file) == nil { totals[day, default: []].append(Total()) }
      totals[day]?[place].sum += record.amount.minorUnits
      totals[day]?[place].count += 1
    }
  }

  func totals(on day: CalendarDate, in currency: Currency) -> [Total] {
    totals[Day(day: day, currency: currency)] ?? []
  }
}
