import Money
import Receivables

/// A notification (camt.054) that brings the details of an entry which a statement (camt.053)
/// books as one sum: the same money, told twice. The details are taken, the sum is not.
struct DetailLinks {
  private struct Details {
    var total: Int64
    var currency: Currency
    var references: Set<String>
    var date: CalendarDate?
  }

  /// The indices of the lump transactions that others detail.
  static func superseded(in all: [TakenTransaction]) -> Set<Int> {
    let lumps = all.indices.filter { index in
      let entry = all[index]
      return entry.transaction.lacksDetails && entry.transaction.status == .booked
        && (entry.format == "camt.053" || entry.format == "camt.052")
    }
    guard !lumps.isEmpty else { return [] }
    var groups: [String: Details] = [:]
    for entry in all where entry.format == "camt.054" && !entry.transaction.lacksDetails {
      let transaction = entry.transaction
      guard transaction.status == .booked else { continue }
      let key =
        "\(transaction.account)|\(transaction.direction.rawValue)|\(entry.sourceFile)|"
        + "\(transaction.statementID)|\(transaction.batch ?? "\(transaction.position.line ?? 0)")"
      var group =
        groups[key]
        ?? Details(
          total: 0, currency: transaction.amount.currency, references: [],
          date: transaction.bookingDate)
      group.total += transaction.amount.minorUnits
      group.references.formUnion(references(of: transaction))
      groups[key] = group
    }
    var taken: Set<String> = []
    var superseded: Set<Int> = []
    for index in lumps {
      let lump = all[index].transaction
      let side = "\(lump.account)|\(lump.direction.rawValue)|"
      let fitting = groups.keys.sorted(by: isOrderedByBytes).filter { key in
        guard let group = groups[key], !taken.contains(key), key.hasPrefix(side) else {
          return false
        }
        return group.total == lump.amount.minorUnits && group.currency == lump.amount.currency
      }
      let named = fitting.filter { key in
        !(groups[key]?.references.isDisjoint(with: references(of: lump)) ?? true)
      }
      let sameDay = fitting.filter { groups[$0]?.date == lump.bookingDate }
      if let key = named.first ?? (sameDay.count == 1 ? sameDay.first : nil) {
        taken.insert(key)
        superseded.insert(index)
      }
    }
    return superseded
  }

  private static func references(of transaction: BankTransaction) -> Set<String> {
    Set(
      (transaction.references + [transaction.bankReference, transaction.batch ?? ""]).filter {
        !$0.isEmpty
      })
  }
}
