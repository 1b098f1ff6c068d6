import Money
import Receivables

/// A notification (camt.054) that brings the details of an entry which a statement (camt.053)
/// books as one sum: the same money, told twice. The details are taken, the sum is not.
struct DetailLinks {
  /// The details of one entry of a notification.
  private struct Details {
    var side: Side
    var total: Int64 = 0
    var sum: Sum { Sum(side: side, total: total) }
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

  private struct Sum: Hashable {
    var side: Side
    var total: Int64

    init(side: Side, total: Int64) {
      self.side = side
      self.total = total
    }

    init(of transaction: BankTransaction) {
      self.init(side: DetailLinks.side(of: transaction), total: transaction.amount.minorUnits)
    }
  }

  private struct Entry: Hashable {
    var side: Side
    var file: String
    var statement: String
    var batch: String
  }

  /// What lumps turned out to be.
  struct Outcome {
    /// The indices of those that others detail.
    var superseded: Set<Int> = []
    /// Those that an earlier run may have taken piece by piece, and why.
    var doubtful: [Int: String] = [:]
  }

  static func compare(_ all: [TakenTransaction], history: [ReceiptRecord]) -> Outcome {
    let lumps = all.indices.filter { index in
      all[index].transaction.lacksDetails && all[index].transaction.status == .booked
        && isStatement(all[index])
    }
    var outcome = Outcome()
    guard !lumps.isEmpty else { return outcome }
    var free: [Sum: [Details]] = [:]
    for details in details(in: all) { free[details.sum, default: []].append(details) }
    var payments: Set<PaymentID> = []
    for index in lumps {
      let sum = Sum(of: all[index].transaction)
      // A statement that comes twice has its sums twice.
      if payments.contains(all[index].payment) {
        outcome.superseded.insert(index)
      } else if let place = place(of: all[index].transaction, in: free[sum] ?? []) {
        free[sum]?.remove(at: place)
        outcome.superseded.insert(index)
        payments.insert(all[index].payment)
      }
    }
    // Two receipts of one file and day that sum to the lump are hardly chance, but the history has
    // no account or batch to prove it: a person decides.
    var earlier = EarlierTotals(history)
    let known = Set(history.lazy.map(\.payment))
    for index in lumps where !outcome.superseded.contains(index) {
      let lump = all[index].transaction
      guard lump.direction == .credit, let day = lump.bookingDate,
        !known.contains(all[index].payment)
      else { continue }
      outcome.doubtful[index] = earlier.take(lump.amount, on: day, countMin: 2)
        .map { "receipts of \($0) that an earlier run took on that day have this sum" }
    }
    return outcome
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

  /// Of the entries of a lump's amount the one under one of its references; failing that the only
  /// one of its day, unless the bank's own references say that it is another.
  private static func place(of lump: BankTransaction, in details: [Details]) -> Int? {
    let own = references(of: lump)
    if let named = details.firstIndex(where: { !$0.references.isDisjoint(with: own) }) {
      return named
    }
    let sameDay = details.indices.filter { place in
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
}
