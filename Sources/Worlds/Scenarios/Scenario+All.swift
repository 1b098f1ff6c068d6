extension Scenario {
  /// Every class, in the order of the contract's steps.
  static let all: [Scenario] =
    structured + references + freeText + sets + payers + differences + shortPayments + noExplanation
    + edges + lists + largeAccounts + once + policies
}
