import Money
import Receivables

/// Receipts that were not applied when they were taken, by their reference: few of a history, so
/// that a look at every reference of a batch costs little.
struct WaitingReferences: Sendable {
  private var places: [String: [Int]] = [:]
  /// How many records were looked at.
  private var filed = 0

  /// Files the records that have come since this was done last.
  mutating func file(_ records: [ReceiptRecord], upTo end: Int) {
    for index in min(filed, end)..<end {
      let record = records[index]
      guard record.outcome == .unapplied, record.amount.isPositive, !record.bankReference.isEmpty
      else { continue }
      places[record.bankReference, default: []].append(index)
    }
    filed = end
  }

  /// Ascending; what became of them since, their records say.
  func records(under reference: String) -> [Int] { places[reference] ?? [] }
}
