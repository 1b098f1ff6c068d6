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

  private static let interestCodes: Set<String> = ["INTR"]
  private static let feeCodes: Set<String> = ["CHRG", "COMM", "FEES"]
  private static let returnCodes: Set<String> = ["RRTN", "UPDD", "PRDD"]
  private static let ownMoneyCodes: Set<String> = ["SWEP", "ZABA", "ACCB", "TOPG", "INTC", "CAPL"]
  private static let otherDomains: Set<String> = [
    "ACMT", "CAMT", "CMDT", "DERV", "FORX", "LDAS", "PMET", "SECU",
  ]
}
