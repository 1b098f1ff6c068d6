import Money

/// The control totals of an envelope: sums of amounts as written, whatever they mean.
///
/// Debits are added, negative balances subtracted, currencies mixed: a hash, not money. Wider than
/// an amount, so that adding cannot overflow.
struct BAI2HashTotal {
  var summaries: Int128 = 0
  var credits: Int128 = 0
  var debits: Int128 = 0
  var others: Int128 = 0

  /// Every amount of summaries and movements, with its literal sign: the specification's total.
  var literal: Int128 { summaries + details }
  var details: Int128 { credits + debits + others }
  /// Credits less debits, as one large bank sums.
  var net: Int128 { credits - debits }

  /// The known way of summing that yields the stated total, best first; of those that the bank is
  /// known for, where it is.
  func wayOfSumming(
    to stated: Int128, _ habit: BankHabits.BAI2Total
  ) -> (sum: Int128, note: String)? {
    let ways: [(habit: BankHabits.BAI2Total, sum: Int128, note: String)] = [
      (.standard, literal, ""), (.details, details, "details only, summaries left out"),
      (.net, net, "credits less debits of the details"),
    ]
    for way in ways where habit == .any || habit == way.habit {
      if way.sum == stated { return (way.sum, way.note) }
    }
    return nil
  }

  /// `1200.00 USD`, or the bare number where no one currency is behind it.
  static func text(_ total: Int128, in currency: Currency?) -> String {
    guard let currency else { return String(total) }
    guard let narrow = Int64(exactly: total) else { return "\(total) minor units \(currency)" }
    return Money(minorUnits: narrow, currency).description
  }
}
