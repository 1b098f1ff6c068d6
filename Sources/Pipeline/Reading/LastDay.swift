public import Money
public import Receivables
public import Reconciliation

/// The day that a run is counted from where nobody gives one.
public enum LastDay {
  /// The last booking date; without any receipt, the last day that the ledger knows.
  public static func of(
    _ files: [TakenFile], else lastKnown: @autoclosure () -> CalendarDate
  ) -> CalendarDate {
    var last: CalendarDate?
    for statement in files.lazy.flatMap(\.statements) {
      for transaction in statement.transactions {
        if let day = transaction.bookingDate, day > last ?? day.advanced(byDays: -1) { last = day }
      }
    }
    return last ?? lastKnown()
  }

  /// The last day that a ledger knows.
  public static func of(_ ledger: Ledger) -> CalendarDate {
    ledger.openItems.lazy.map(\.documentDate).max() ?? CalendarDate(dayNumber: 0)
  }
}
