/// What may be tried with a customer's money that names nothing and that no set decides (contract,
/// step 3e), in the order that `strategies` of the rules gives.
///
/// All are opt-in: each of them books on a habit rather than on evidence. A strategy that does not
/// fit is passed over; `oldest_first`, `newest_first` and `on_account` always fit.
public enum Strategy: String, Sendable, CaseIterable {
  /// The item that is exactly the receipt, the earliest due of several.
  case earliestItem = "earliest_item"
  /// The whole account, within tolerance.
  case clearAccount = "clear_account"
  /// Everything past due on the booking date, within tolerance.
  case pastDue = "past_due"
  /// The oldest items, as many as sum to the receipt within tolerance: all or nothing.
  case runningTotal = "running_total"
  /// The whole account but for the only few items that sum to what is missing, at most three.
  case allButFew = "all_but_few"
  /// By due date until the money ends, the last one partially.
  case oldestFirst = "oldest_first"
  /// The same from the latest due date on.
  case newestFirst = "newest_first"
  /// The whole receipt.
  case onAccount = "on_account"
}

extension UnreferencedPolicy {
  /// The policy of `customers.csv` as strategies.
  public var strategies: [Strategy] {
    switch self {
    case .none: []
    case .oldestFirst: [.oldestFirst]
    case .clearAccount: [.clearAccount]
    case .pastDue: [.pastDue]
    case .onAccount: [.onAccount]
    }
  }
}
