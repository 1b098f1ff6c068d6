import Money
import Receivables

/// Where receipts of a day and amount stand in the history: chains over flat arrays, which cost
/// little for each of millions. Returns are no receipts.
struct ReceiptDays: Sendable {
  private struct Key: Hashable {
    var day: CalendarDate
    var amount: Money
  }

  private var last: [Key: Int32] = [:]
  /// The one before it of the same day and amount, by the record; -1 where there is none.
  private var before: [Int32] = []

  /// Files the records that have come since this was done last.
  mutating func file(_ records: [ReceiptRecord], upTo end: Int) {
    last.reserveCapacity(end)
    for index in before.count..<max(end, before.count) {
      let record = records[index]
      guard record.amount.isPositive else {
        before.append(-1)
        continue
      }
      let key = Key(day: record.bookingDate, amount: record.amount)
      before.append(last.updateValue(Int32(index), forKey: key) ?? -1)
    }
  }

  /// Ascending.
  func records(of amount: Money, on day: CalendarDate) -> [Int] {
    var found: [Int] = []
    var index = last[Key(day: day, amount: amount)] ?? -1
    while index >= 0 {
      found.append(Int(index))
      index = before[Int(index)]
    }
    return found.reversed()
  }
}
