/// What the contract requires of one payment.
struct Truth: Sendable {
  /// An application; without a document it is the credit on account, whose number is the payment's.
  struct Line: Sendable {
    var customer: String
    var document: String?
    var kind: String
    var amount: Int64
    var reason = ""
  }

  struct Dispute: Sendable {
    var document: String
    var customer: String
    var amount: Int64
    var reason: String
  }

  var lines: [Line] = []
  var exceptions: [String] = []
  var disputes: [Dispute] = []
  /// It is no receipt at all, and leaves no trace.
  var isNothing = false

  var expected: String {
    isNothing ? "nothing" : lines.isEmpty ? "exception" : "apply"
  }

  mutating func add(_ kind: String, _ item: WorldItem, _ amount: Int64, reason: String = "") {
    lines.append(
      Line(
        customer: item.customer, document: item.number, kind: kind, amount: amount, reason: reason))
  }

  mutating func pay(_ item: WorldItem, _ amount: Int64) { add("payment", item, amount) }

  /// A credit is used against an item.
  mutating func net(_ credit: WorldItem, against item: WorldItem, _ amount: Int64) {
    add("credit", item, amount)
    add("credit", credit, -amount)
  }

  /// A shortfall that nothing explains becomes a deduction and a dispute.
  mutating func deduct(_ item: WorldItem, _ amount: Int64, reason: String = "UNEXPLAINED") {
    add("deduction", item, amount, reason: reason)
    dispute(item, amount, reason: reason)
    raise("short_payment")
  }

  mutating func dispute(_ item: WorldItem, _ amount: Int64, reason: String) {
    disputes.append(
      Dispute(document: item.number, customer: item.customer, amount: amount, reason: reason))
  }

  mutating func putOnAccount(of customer: String, _ amount: Int64) {
    lines.append(Line(customer: customer, document: nil, kind: "on_account", amount: amount))
  }

  mutating func raise(_ type: String) {
    if !exceptions.contains(type) { exceptions.append(type) }
  }
}
