public import Money
public import Receivables

/// Who may decide over how much. A limit that is nil bars nothing.
public struct DeskPolicy: Hashable, Sendable {
  /// The most that one decision of a person may move.
  public var limits: [String: RuleAmount]
  /// The same for everyone who has no limit of their own.
  public var otherLimit: RuleAmount?
  /// Above it a second person has to agree.
  public var secondEyesAbove: RuleAmount?
  /// The most that one decision may write off, whoever decides.
  public var writeOffMax: RuleAmount?

  public init(
    limits: [String: RuleAmount] = [:], otherLimit: RuleAmount? = nil,
    secondEyesAbove: RuleAmount? = nil, writeOffMax: RuleAmount? = nil
  ) {
    self.limits = limits
    self.otherLimit = otherLimit
    self.secondEyesAbove = secondEyesAbove
    self.writeOffMax = writeOffMax
  }

  /// Whether a person may do this.
  ///
  /// - Parameters:
  ///   - amount: what is at stake (`amountAtStake`); nil where no money moves.
  ///   - approver: who has agreed, where somebody has.
  public func verdict(
    of action: DeskAction, by actor: String, amount: Money?, approvedBy approver: String? = nil
  ) -> DeskVerdict {
    if approver == actor {
      return .refused(reason: "\(actor) proposed it; another person has to approve it")
    }
    guard let amount else { return .allowed }
    for person in [actor] + (approver.map { [$0] } ?? []) {
      if let limit = limits[person] ?? otherLimit, isAbove(amount, limit) {
        return .refused(
          reason: "\(action.name) of \(amount) is above \(person)'s limit"
            + (text(limit, in: amount.currency).map { " of \($0)" } ?? ""))
      }
    }
    if approver == nil, let secondEyesAbove, isAbove(amount, secondEyesAbove) {
      return .needsSecondEyes
    }
    return .allowed
  }

  func isAbove(_ amount: Money, _ limit: RuleAmount) -> Bool {
    // A limit that cannot be counted in this currency bars nothing that can.
    guard let most = try? limit.minorUnits(in: amount.currency) else { return false }
    return amount.minorUnits.magnitude > most.magnitude
  }

  func text(_ limit: RuleAmount, in currency: Currency) -> String? {
    (try? limit.minorUnits(in: currency)).map { "\(Money(minorUnits: $0, currency))" }
  }
}

/// What a policy says of one decision.
public enum DeskVerdict: Hashable, Sendable {
  case allowed
  /// Another person has to agree first.
  case needsSecondEyes
  case refused(reason: String)
}
