import Money

/// A document of a world's ledger.
struct WorldItem: Sendable {
  var customer: String
  var number: String
  var type = "invoice"
  var documentDate: CalendarDate
  var dueDate: CalendarDate
  var currency: Currency
  /// Minor units, below zero for credits.
  var original: Int64
  var open: Int64
  var order = ""
  var reference = ""
  var discountDate: CalendarDate?
  var discount: Int64 = 0
  /// The counter behind the number.
  var serial: Int
  /// It was paid in an earlier run, and stands among the cleared items.
  var isCleared: Bool { open == 0 }
}
