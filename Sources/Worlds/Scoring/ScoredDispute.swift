import Money

/// A dispute as scoring compares it.
struct ScoredDispute: Hashable, Sendable {
  var payment: String
  var document: String
  var amount: Money
  var reason: String
}
