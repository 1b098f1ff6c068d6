import Money
import Receivables

/// What earlier runs took from each file on a day: how a sum is known whose parts came before it.
/// Returns never count.
struct EarlierTotals: Sendable {
  private struct Total {
    var file: String
    var sum: Int64 = 0
    var count = 0
    /// The receipts that are no cheques of a lockbox.
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
  /// How many records are counted.
  private var filed = 0
  private var taken: Set<File> = []

  /// Counts the records that have come since this was done last.
  mutating func file(_ records: [ReceiptRecord], upTo end: Int) {
    for record in records[min(filed, end)..<end] where record.amount.isPositive {
      let day = Day(day: record.bookingDate, currency: record.amount.currency)
      let file = File(day: day, name: record.sourceFile)
      let place = places[file] ?? totals[day]?.count ?? 0
      if places.updateValue(place, forKey: file) == nil {
        totals[day, default: []].append(Total(file: record.sourceFile))
      }
      totals[day]?[place].sum += record.amount.minorUnits
      totals[day]?[place].count += 1
      if LockboxDeposits.chequeNumber(of: record.bankReference) == nil {
        totals[day]?[place].others += 1
      }
    }
    filed = end
  }

  /// Takes the file whose receipts of the day sum to this amount: each once.
  ///
  /// - Parameter areCheques: whether all of them must be cheques of a lockbox.
  mutating func take(
    _ amount: Money, on day: CalendarDate, countMin: Int, areCheques: Bool = false
  ) -> String? {
    let key = Day(day: day, currency: amount.currency)
    let found = totals[key]?.first {
      $0.sum == amount.minorUnits && $0.count >= countMin && (!areCheques || $0.others == 0)
        && !taken.contains(File(day: key, name: $0.file))
    }
    guard let found else { return nil }
    taken.insert(File(day: key, name: found.file))
    return found.file
  }
}
