import Money
import Receivables

extension StatementChain {
  /// By what the statements say of their place in time, then by content: never by the order in
  /// which the files were named.
  static func isEarlier(_ a: Link, _ b: Link) -> Bool {
    let (first, second) = (a.taken.statement, b.taken.statement)
    let one = day(of: a)
    let other = day(of: b)
    if one != other { return one < other }
    // A statement is the authority on its account; a notification details it.
    if a.file.format != b.file.format { return rank(a.file.format) < rank(b.file.format) }
    let (left, right) = (StatementOrder(first), StatementOrder(second))
    if left < right { return true }
    if right < left { return false }
    if first.createdAt != second.createdAt {
      return isOrderedByBytes(first.createdAt, second.createdAt)
    }
    if first.page != second.page { return first.page ?? 0 < second.page ?? 0 }
    if first.line != second.line { return first.line < second.line }
    // The content decides before the name does.
    let prints = zip(a.taken.transactions, b.taken.transactions).lazy.map {
      (PaymentIdentity.fingerprint(of: $0), PaymentIdentity.fingerprint(of: $1))
    }
    if let (one, other) = prints.first(where: { $0 != $1 }) { return isOrderedByBytes(one, other) }
    if a.taken.transactions.count != b.taken.transactions.count {
      return a.taken.transactions.count < b.taken.transactions.count
    }
    return TakenFile.isOrdered(a.file, b.file)
  }

  private static func rank(_ format: String) -> Int {
    [
      "camt.053", "mt940", "bai2", "lockbox", "x12.823", "camt.052", "mt942", "camt.054",
    ].firstIndex(of: format) ?? 9
  }

  private static func day(of link: Link) -> Int32 {
    let taken = link.taken
    let dates =
      [taken.statement.periodTo, taken.statement.closing?.date, link.earlier?.lastBooking]
      .compactMap { $0 } + taken.transactions.compactMap(\.bookingDate)
    return dates.max()?.dayNumber ?? 0
  }
}
