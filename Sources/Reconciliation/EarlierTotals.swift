import Money
import Receivables

/// What earlier runs took from each file on a day: how a sum is known whose parts came before it.
struct EarlierTotals {
  struct Total {
    var file: String
    var sum: Int64 = 0
    var count = 0
    /// The receipts that are not of the meant kind.
    var others = 0
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

  /// - Parameter isMeant: which receipts are of the kind that is looked for; returns never count.
  init(_ history: [ReceiptRecord], where isMeant: (ReceiptRecord) -> Bool = { _ in true }) {
    for record in history where record.amount.isPositive {
      let day = Day(day: record.bookingDate, currency: record.amount.currency)
      let file = File(day: day, name: record.sourceFile)
      let place = places[file] ?? totals[day]?.count ?? 0
      if places.updateValue(place, forKey: file) == nil {
        totals[day, default: []].append(Total(file: record.sourceFile))
      }
      totals[day]?[place].sum += record.amount.minorUnits
      totals[day]?[place].count += 1
      if !isMeant(record) { totals[day]?[place].others += 1 }
    }
  }

  /// Takes the file whose receipts of the day, all of the kind, sum to this amount: each once.
  mutating func take(_ amount: Money, on day: CalendarDate, countMin: Int) -> String? {
    let key = Day(day: day, currency: amount.currency)
    guard
      let place = totals[key]?.firstIndex(where: {
        $0.sum == amount.minorUnits && $0.count >= countMin && $0.others == 0
      })
    else { return nil }
    return totals[key]?.remove(at: place).file
  }
}
