public import Money
public import Receivables

/// Decides for a receipt which open items it pays: the contract's steps 3 to 7, top to bottom.
///
/// A pure function of the receipt, the ledger as it is now, and the rules. It books nothing.
public struct Matcher: Sendable {
  public var index: MatchIndex
  let rules: RuleBook

  public init(index: MatchIndex, rules: RuleBook) {
    self.index = index
    self.rules = rules
  }

  /// What to do with a receipt.
  ///
  /// - Parameter gathered: what was read of it before, if it was; read anew where that holds no more.
  /// - Throws: `MoneyError` only where a limit of the rules cannot be computed.
  public func decide(
    _ transaction: BankTransaction, with gathered: GatheredEvidence? = nil,
    in ledger: WorkingLedger
  ) throws(MoneyError) -> Decision {
    let inquiry = Inquiry(
      transaction, gathered.flatMap { holds($0) ? $0 : nil } ?? gather(transaction, in: ledger),
      matcher: self, ledger: ledger)
    if let decision = try inquiry.byStructuredRemittance() { return decision }  // 3a
    if let decision = try inquiry.byPaymentReference() { return decision }  // 3b
    if let decision = try inquiry.byFreeText() { return decision }  // 3c
    if let decision = try inquiry.bySets() { return decision }  // 3d
    if let decision = try inquiry.byPolicy() { return decision }  // 3e
    return inquiry.afterPolicy ?? inquiry.nothingFits()  // 7
  }

  /// Who sent a transaction, by account, number and name alone; nil for a stranger.
  public func payer(of transaction: BankTransaction, in ledger: WorkingLedger) -> CustomerID? {
    index.payers.identify(transaction, in: ledger).customer.map { ledger.customers[$0].id }
  }
}
