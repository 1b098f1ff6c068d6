import Money
import Receivables

/// A notification (camt.054) that brings the details of an entry which a statement (camt.053)
/// books as one sum: the same money, told twice. The details are taken, the sum is not.
struct DetailLinks {
  /// The details of one entry of a notification.
  private struct Details {
    var side: Side
    var total: Int64 = 0
    var references: Set<String> = []
    var uniqueReferences: Set<String> = []
    var date: CalendarDate?
    var payments: [PaymentID] = []
  }

  private struct Side: Hashable {
    var account: String
    var direction: BankTransaction.Direction
    var currency: Currency
  }

  private struct Entry: Hashable {
    var side: Side
    var file: String
    var statement: String
    var batch: String
  }

  /// The indices of the lump transactions that others detail, here or in an earlier run.
  static func superseded(in all: [TakenTransaction], history: [ReceiptRecord]) -> Set<Int> {
    let lumps = all.indices.filter { index in
      all[index].transaction.lacksDetails && all[index].transaction.status == .booked
        && isStatement(all[index])
    }
    guard !lumps.isEmpty else { return [] }
    var free = details(in: all)
    var superseded: Set<Int> = []
    var payments: Set<PaymentID> = []
    for index in lumps {
      // A statement that comes twice has its sums twice.
      if payments.contains(all[index].payment) {
        superseded.insert(index)
        continue
      }
      guard let place = place(of: all[index].transaction, in: free) else { continue }
      free.remove(at: place)
      superseded.insert(index)
      payments.insert(all[index].payment)
    }
    let earlier = EarlierTotals(history)
    for index in lumps where !superseded.contains(index) {
      if isSum(all[index].transaction, of: earlier) { superseded.insert(index) }
    }
    return superseded
  }

  private static func isStatement(_ entry: TakenTransaction) -> Bool {
    entry.format == "camt.053" || entry.format == "camt.052"
  }

  /// The entries of notifications whose details no statement brings itself, in order.
  private static func details(in all: [TakenTransaction]) -> [Details] {
    let stated = Set(
      all.lazy.filter { isStatement($0) && !$0.transaction.lacksDetails }.map(\.payment))
    var places: [Entry: Int] = [:]
    var found: [Details] = []
    for entry in all where entry.format == "camt.054" && !entry.transaction.lacksDetails {
      let transaction = entry.transaction
      guard transaction.status == .booked else { continue }
      let side = side(of: transaction)
      let key = Entry(
        side: side, file: entry.sourceFile, statement: transaction.statementID,
        batch: transaction.batch ?? "line \(transaction.position.line ?? 0)")
      let place = places[key] ?? found.count
      if place == found.count {
        places[key] = place
        found.append(Details(side: side, date: transaction.bookingDate))
      }
      found[place].total += transaction.amount.minorUnits
      found[place].references.formUnion(references(of: transaction))
      found[place].uniqueReferences.formUnion(transaction.uniqueReferences)
      found[place].payments.append(entry.payment)
    }
    return found.filter { !$0.payments.allSatisfy(stated.contains) }
  }

  /// The entry that details a lump: of its amount, and under one of its references; failing that
  /// the only one of its day, unless the bank's own references say that it is another.
  private static func place(of lump: BankTransaction, in details: [Details]) -> Int? {
    let fitting = details.indices.filter {
      details[$0].side == side(of: lump) && details[$0].total == lump.amount.minorUnits
    }
    let own = references(of: lump)
    if let named = fitting.first(where: { !details[$0].references.isDisjoint(with: own) }) {
      return named
    }
    let sameDay = fitting.filter { place in
      let isOther =
        !lump.uniqueReferences.isEmpty && !details[place].uniqueReferences.isEmpty
      return details[place].date == lump.bookingDate && !isOther
    }
    return sameDay.count == 1 ? sameDay.first : nil
  }

  private static func side(of transaction: BankTransaction) -> Side {
    Side(
      account: transaction.account, direction: transaction.direction,
      currency: transaction.amount.currency)
  }

  private static func references(of transaction: BankTransaction) -> Set<String> {
    Set(
      (transaction.references + [transaction.bankReference, transaction.batch ?? ""]).filter {
        !$0.isEmpty
      })
  }

  /// An earlier run took several receipts of this day from one file, and they sum to the lump.
  private static func isSum(_ lump: BankTransaction, of earlier: EarlierTotals) -> Bool {
    guard lump.direction == .credit, let day = lump.bookingDate else { return false }
    return earlier.totals(on: day, in: lump.amount.currency)
      .contains { $0.count > 1 && $0.sum == lump.amount.minorUnits }
  }
}
