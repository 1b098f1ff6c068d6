import Money
import Receivables

/// Notifications mostly come before the statement of their day: the parts are booked already when the
/// sum comes.
extension DetailLinks {
  private struct Place: Hashable {
    var account: String
    var reference: String
    var day: CalendarDate
    var currency: Currency
  }

  /// Sums whose parts an earlier run took: under their own reference, on their day and account, and
  /// of exactly their amount, all that have it together. Those that make another amount, or of which
  /// some are off the books, are for a person.
  mutating func link(_ lumps: [Int], toEarlier knowledge: EarlierKnowledge) throws {
    let open = lumps.filter { index in
      all[index].transaction.direction == .credit && !outcome.superseded.contains(index)
        && outcome.doubtful[index] == nil && earlier[all[index].payment] == nil
    }
    let places = open.map { self.places(of: $0) }
    let parts = try earlierParts(under: Set(places.joined()), knowledge)
    var sums: [Place: [Int]] = [:]
    for (index, places) in zip(open, places) {
      // Nobody may have kept which account a receipt came to.
      let nameless = places.map { place in
        var nameless = place
        nameless.account = ""
        return nameless
      }
      if let place = (places + nameless).first(where: { parts[$0] != nil }) {
        sums[place, default: []].append(index)
      }
    }
    for (place, indices) in sums.sorted(by: { $0.value[0] < $1.value[0] }) {
      let records = parts[place] ?? []
      // A statement that comes twice has its sums twice.
      let amounts = Dictionary(
        indices.map { (all[$0].payment, all[$0].transaction.amount.minorUnits) },
        uniquingKeysWith: { first, _ in first })
      let stated = amounts.values.reduce(Int128(0)) { $0 + Int128($1) }
      let booked = records.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
      let isWhole =
        stated == booked && !place.account.isEmpty
        && records.allSatisfy { $0.outcome != .returned }
      for index in indices {
        if isWhole {
          outcome.superseded.insert(index)
          outcome.partsBefore[all[index].payment] = records.map(\.payment)
        } else if let first = records.first {
          let sum = Money(minorUnits: Int64(clamping: booked), place.currency)
          outcome.doubtful[index] =
            "an earlier run took \(records.count) receipts of \(sum) together under "
            + "\(place.reference), such as \(EarlierReceipts.name(first))"
        }
      }
    }
  }

  private func places(of lump: Int) -> [Place] {
    let transaction = all[lump].transaction
    guard let day = transaction.bookingDate else { return [] }
    return transaction.uniqueReferences.map {
      Place(
        account: transaction.account, reference: $0, day: day,
        currency: transaction.amount.currency)
    }
  }

  /// The receipts of earlier runs that have these references, in the order of the books.
  private func earlierParts(
    under places: Set<Place>, _ knowledge: EarlierKnowledge
  ) throws -> [Place: [ReceiptRecord]] {
    let days = Set(places.map(\.day))
    let wanted = Set(places.map(\.reference))
    var parts: [Place: [ReceiptRecord]] = [:]
    guard !days.isEmpty else { return parts }
    for record in earlier.records.prefix(earlier.count)
    where record.amount.isPositive && days.contains(record.bookingDate) {
      let references = try knowledge.references(record.payment)
      let all = [record.bankReference] + (references.map { $0.unique + $0.others } ?? [])
      let met = Set(all).intersection(wanted)
      if met.isEmpty { continue }
      let account = try knowledge.account(record.payment) ?? ""
      for reference in met {
        let place = Place(
          account: account, reference: reference, day: record.bookingDate,
          currency: record.amount.currency)
        if account.isEmpty || places.contains(place) { parts[place, default: []].append(record) }
      }
    }
    return parts
  }
}
