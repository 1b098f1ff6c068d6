import Money
import Receivables

/// Banks also bring the parts of a sum as entries of their own, which have the sum's reference: no
/// entry says that it is a part, so that only the exact sum proves it.
extension DetailLinks {
  private struct Place: Hashable {
    var side: Side
    var file: String
    var format: String
    var statement: String
    var date: CalendarDate?
    var reference: String
  }

  /// The entries of a statement and day that have one reference of the bank's own, where there are
  /// several of them, or where a sum has it too.
  func underOneReference(_ lumps: [Int]) -> [Details] {
    let sums = Set(lumps.flatMap { all[$0].transaction.uniqueReferences })
    // Statements may have millions of entries, few of which have a reference in common.
    var met: Set<Int> = []
    var wanted: Set<String> = []
    for entry in all where isPart(entry) {
      for reference in entry.transaction.uniqueReferences {
        if sums.contains(reference) || earlier.isWaiting(under: reference)
          || !met.insert(Self.hash(reference, entry)).inserted
        {
          wanted.insert(reference)
        }
      }
    }
    if wanted.isEmpty { return [] }
    var places: [Place: Int] = [:]
    var found: [Details] = []
    for (index, entry) in all.enumerated() where isPart(entry) {
      for reference in entry.transaction.uniqueReferences where wanted.contains(reference) {
        let key = Place(
          side: Self.side(of: entry.transaction), file: entry.sourceFile, format: entry.format,
          statement: entry.transaction.statementID, date: entry.transaction.bookingDate,
          reference: reference)
        let place = places[key] ?? found.count
        if place == found.count {
          places[key] = place
          found.append(
            Details(
              side: key.side, shared: reference, references: [reference],
              uniqueReferences: [reference], date: key.date, formats: [entry.format]))
        }
        found[place].add(entry, at: index)
      }
    }
    return merged(found)
  }

  /// Parts of what an earlier run took under their reference and could not apply, which do not make
  /// that sum: neither is the money of both booked, nor that of one dropped.
  mutating func doubtUnlessExact(_ parts: Details) {
    guard let first = parts.indices.first, let shared = parts.shared,
      parts.side.direction == .credit, known[all[first].payment] == nil
    else { return }
    var movement = all[first].transaction
    movement.bankReference = shared
    let new = parts.indices.filter {
      earlier[all[$0].payment] == nil && outcome.doubtful[$0] == nil
        && !outcome.superseded.contains($0)
    }
    guard !new.isEmpty,
      let record = earlier.waiting(like: movement), record.amount.minorUnits != parts.total
    else { return }
    var those = parts
    those.indices = new
    let total = Money(minorUnits: parts.total, parts.side.currency)
    doubt(those, record, "; what came under \(shared) makes \(total)")
  }

  /// A sum under whose reference another report brings entries that make another amount.
  mutating func doubt(_ lumps: [Int], unlike parts: [Details]) {
    for index in lumps where !outcome.superseded.contains(index) {
      let lump = all[index].transaction
      guard lump.direction == .credit, earlier[all[index].payment] == nil else { continue }
      let other = parts.first { parts in
        parts.side == Self.side(of: lump) && parts.date == lump.bookingDate
          && !parts.formats.contains(all[index].format)
          && parts.shared.map(lump.uniqueReferences.contains) ?? false
          && parts.total != lump.amount.minorUnits
      }
      guard let other, let first = other.indices.first, let shared = other.shared else { continue }
      let total = Money(minorUnits: other.total, other.side.currency)
      outcome.doubtful[index] =
        "what \(all[first].sourceFile) brings under \(shared) makes \(total), and this is "
        + "\(lump.amount)"
    }
  }

  private func isPart(_ entry: TakenTransaction) -> Bool {
    Self.isDetail(entry) && entry.transaction.batch == nil
  }

  private static func hash(_ reference: String, _ entry: TakenTransaction) -> Int {
    var hasher = Hasher()
    hasher.combine(reference)
    hasher.combine(entry.sourceFile)
    hasher.combine(entry.transaction.statementID)
    return hasher.finalize()
  }
}
