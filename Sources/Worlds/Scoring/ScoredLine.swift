import Money

/// An application as scoring compares it: document, kind and amount of one payment.
struct ScoredLine: Hashable, Sendable {
  var document: String
  var kind: String
  var amount: Money

  /// It moves a customer's money or credit onto an item.
  var isPaying: Bool { kind == "payment" || kind == "credit" }

  var text: String { "\(document) \(kind) \(amount.decimal)" }

  static func isOrdered(_ a: ScoredLine, _ b: ScoredLine) -> Bool {
    (a.document, a.kind, a.amount.minorUnits) < (b.document, b.kind, b.amount.minorUnits)
  }
}
