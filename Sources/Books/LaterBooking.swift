public import Money
public import Receivables

/// Booking of what came before: the cash lies unapplied since, and only moves inside the books.
extension Allocator {
  /// Books (more) of a receipt that was taken before.
  ///
  /// - Parameters:
  ///   - unapplied: what is left of it; zero, with a receipt of nobody, for what needs no cash at
  ///     all: a write-off, credits against debits.
  ///   - day: the day of the decision, which the lines and the items made carry.
  /// - Returns: without a record: the receipt's own changes its outcome.
  /// - Throws: `UnsoundDecision`, `MoneyError.overflow`, as `book`.
  public static func bookLater(
    _ decision: Decision, for receipt: ReceiptToBook, unapplied: Money, on day: CalendarDate,
    in ledger: inout WorkingLedger
  ) throws -> BookedReceipt {
    var later = receipt
    later.amount = unapplied
    later.bookingDate = day
    var booked = try book(decision, for: later, in: &ledger)
    booked.record = nil
    let postings = booked.entry?.postings ?? []
    booked.entry?.postings = withoutBank(
      postings, cash: unapplied.minorUnits, unapplied.currency)
    return booked
  }

  /// The same postings with the bank's leg, which was of this much, in unapplied cash.
  static func withoutBank(
    _ postings: [Posting], cash: Int64, _ currency: Currency
  ) -> [Posting] {
    var legs = Legs(currency)
    legs.add(.unappliedCash, cash)
    for posting in postings {
      if case .bank = posting.account { continue }
      legs.add(posting.account, posting.amount.minorUnits)
    }
    return legs.postings
  }
}
