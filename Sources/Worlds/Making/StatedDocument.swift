/// A document as structured remittance states it.
struct StatedDocument: Sendable {
  struct Adjustment: Sendable {
    var amount: Int64
    var reason: String
    var text: String
  }

  var number: String
  var isCredit = false
  var paid: Int64?
  var due: Int64?
  var discount: Int64?
  var adjustments: [Adjustment] = []
}
