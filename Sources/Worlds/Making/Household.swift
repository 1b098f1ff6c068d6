import Money

/// A few customers with all that concerns them: no receipt outside of it touches their items.
struct Household: Sendable {
  struct Allowance: Sendable {
    var customer: String
    var document: String
    var reason: String
    var amount: Int64
    var from: CalendarDate
    var to: CalendarDate
  }

  struct KnownDispute: Sendable {
    var item: WorldItem
    var amount: Int64
    var reason: String
    var status: String
    var opened: CalendarDate
  }

  struct Expectation: Sendable {
    var customer: String
    var kind: String
    var amount: Int64
    var on: CalendarDate
    var document = ""
    var reference = ""
    var status = "open"
  }

  /// A receipt of an earlier run, and what it paid.
  struct Earlier: Sendable {
    var payment: String
    var reference: String
    var date: CalendarDate
    var item: WorldItem
    var amount: Int64
  }

  var currency: Currency
  var customers: [WorldCustomer] = []
  var items: [WorldItem] = []
  var allowances: [Allowance] = []
  var disputes: [KnownDispute] = []
  var expectations: [Expectation] = []
  var earlier: [Earlier] = []
  var payments: [WorldPayment] = []
}
