public import Money

/// What stands in one cell: a spreadsheet sorts, filters and adds up by its kind.
public enum WorkbookCell: Hashable, Sendable {
  case empty
  /// Never a formula, a number or a link, whatever it looks like.
  case text(String)
  case count(Int)
  case date(CalendarDate)
  /// A number with the decimals of its currency; the currency's code stands in a cell of its own.
  ///
  /// Beyond 15 digits it is a text: a spreadsheet would round it.
  case amount(Money)
}
