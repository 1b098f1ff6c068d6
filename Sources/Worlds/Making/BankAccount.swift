import Money

/// An account of ours, or a lockbox.
struct BankAccount: Sendable {
  let channel: Channel
  /// What the payment ids of its transactions begin with.
  let number: String
  let currency: Currency
}
