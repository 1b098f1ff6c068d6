/// One class of receipts: what happens, and the decision that the contract requires.
struct Scenario: Sendable {
  /// How many receipts of a thousand, by profile.
  struct Shares: Sendable {
    var clean: Int
    var typical: Int
    var hard: Int

    init(_ clean: Int, _ typical: Int, _ hard: Int) {
      self.clean = clean
      self.typical = typical
      self.hard = hard
    }

    subscript(profile: Profile) -> Int {
      switch profile {
      case .clean: clean
      case .typical: typical
      case .hard: hard
      }
    }
  }

  let name: String
  /// What the contract requires, in words.
  let decision: String
  let shares: Shares
  /// Where it can happen.
  let channels: [Channel]
  /// It needs a customer to itself: what that customer owes in all decides.
  let isAlone: Bool
  /// It needs a rule that is not a default one.
  var needsRules: Bool { name == "stated_accepted_reason" }
  /// How many movements one performance makes.
  let movements: Int
  let play: @Sendable (inout Stage) -> Void

  init(
    _ name: String, _ shares: Shares, on channels: [Channel], alone: Bool = false,
    movements: Int = 1, decision: String, play: @escaping @Sendable (inout Stage) -> Void
  ) {
    self.name = name
    self.decision = decision
    self.shares = shares
    self.channels = channels
    isAlone = alone
    self.movements = movements
    self.play = play
  }
}

extension [Channel] {
  static let statements: [Channel] = [.camt, .camt, .camt, .camtAbroad, .bai2]
  static let camts: [Channel] = [.camt, .camt, .camtAbroad]
  static let structured: [Channel] = [.camt, .camt, .lockbox]
  static let accounts: [Channel] = [.camt, .camt, .lockbox]
}
