import Money
import Receivables

/// Notifications mostly come before the statement of their day: the parts are booked already when the
/// sum comes.
extension DetailLinks {
  private struct Place: Hashable {
    var reference: String
    var day: CalendarDate
    var currency: Currency
  }

  /// Sums whose parts an earlier run took: under the sum's own reference, on its day and account, and
  /// of exactly its amount. Those that make another amount, or of which some are off the books, are
  /// for a person.
  mutating func link(_ lumps: [Int], toEarlier knowledge: EarlierKnowledge) throws {
    let open = lumps.filter { index in
      all[index].transaction.direction == .credit && !outcome.superseded.contains(index)
        && outcome.doubtful[index] == nil && earlier[all[index].payment] == nil
    }
    let places = Dictionary(uniqueKeysWithValues: open.map { ($0, self.places(of: $0)) })
    var parts = try earlierParts(under: Set(places.values.joined()), knowledge)
    if parts.isEmpty { return }
    var linked: Set<PaymentID> = []
    for index in open {
      let lump = all[index].transaction
      if linked.contains(all[index].payment) {
        outcome.superseded.insert(index)
        continue
      }
      guard let place = places[index]?.first(where: { parts[$0] != nil }),
        let records = parts.removeValue(forKey: place)
      else { continue }
      let total = records.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
      let isWhole =
        try total == Int128(lump.amount.minorUnits)
        && records.allSatisfy {
          try $0.outcome != .returned && knowledge.account($0.payment) == lump.account
        }
      if isWhole {
        outcome.superseded.insert(index)
        linked.insert(all[index].payment)
      } else {
        let sum = Money(minorUnits: Int64(clamping: total), lump.amount.currency)
        outcome.doubtful[index] =
          "an earlier run took \(records.count) receipts of \(sum) together under "
          + "\(place.reference), such as \(EarlierReceipts.name(records[0]))"
      }
    }
  }

  private func places(of lump: Int) -> [Place] {
    let transaction = all[lump].transaction
    guard let day = transaction.bookingDate else { return [] }
    return transaction.uniqueReferences.map {
      Place(reference: $0, day: day, currency: transaction.amount.currency)
    }
  }

  /// The receipts of earlier runs that have these references, in the order of the books.
  private func earlierParts(
    under places: Set<Place>, _ knowledge: EarlierKnowledge
  ) throws -> [Place: [ReceiptRecord]] {
    let days = Set(places.map(\.day))
    var parts: [Place: [ReceiptRecord]] = [:]
    guard !days.isEmpty else { return parts }
    for record in earlier.records.prefix(earlier.count)
    where record.amount.isPositive && days.contains(record.bookingDate) {
      let references = try knowledge.references(record.payment)
      let all = [record.bankReference] + (references.map { $0.unique + $0.others } ?? [])
      for reference in Set(all) {
        let place = Place(
          reference: reference, day: record.bookingDate, currency: record.amount.currency)
        if places.contains(place) { parts[place, default: []].append(record) }
      }
    }
    return parts
  }
}
