import Receivables

/// What kind of movement the bank's code says it is (contract, steps 0 and 2).
extension CamtFacts {
  func classification(isReversal: Bool, isReturned: Bool, isCredit: Bool) -> BankTransaction.Class {
    // A fee or interest that is undone stays a fee or interest: it never touches a customer.
    if Self.interestCodes.contains(subfamily) || hasProprietaryType("INT") { return .interest }
    if Self.feeCodes.contains(subfamily) || hasProprietaryType("CHG") || hasProprietaryType("COM") {
      return .fee
    }
    if isReversal || isReturned || Self.returnCodes.contains(subfamily) { return .return }
    if Self.otherDomains.contains(domain) || Self.ownMoneyCodes.contains(family)
      || Self.ownMoneyCodes.contains(subfamily) || !isCredit
    {
      return .other
    }
    return .receipt
  }

  /// German and Finnish banks put the SWIFT type code first (`NCHG+808+…`); it counts where there
  /// is no ISO code.
  private func hasProprietaryType(_ type: String) -> Bool {
    domain.isEmpty && proprietaryCode.hasPrefix("N" + type)
  }

  // Lists, not sets: comparing a few short strings is quicker than hashing one.
  private static let interestCodes: [String] = ["INTR"]
  private static let feeCodes: [String] = ["CHRG", "COMM", "FEES"]
  private static let returnCodes: [String] = ["RRTN", "UPDD", "PRDD"]
  private static let ownMoneyCodes: [String] = ["SWEP", "ZABA", "ACCB", "TOPG", "INTC", "CAPL"]
  private static let otherDomains: [String] = [
    "ACMT", "CAMT", "CMDT", "DERV", "FORX", "LDAS", "PMET", "SECU",
  ]
}
