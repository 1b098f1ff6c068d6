import Receivables

/// What kind of movement the bank's code says it is (contract, steps 0 and 2).
extension CamtFacts {
  func classification(isReversal: Bool, isReturned: Bool, isCredit: Bool) -> BankTransaction.Class {
    let german = germanCode
    if domain.isEmpty, let german {
      return german.classification(
        isReversal: isReversal, isReturned: isReturned, isCredit: isCredit, isZero: false)
    }
    // A fee or interest that is undone stays a fee or interest: it never touches a customer.
    if Self.interestCodes.contains(subfamily) || hasProprietaryType("INT") { return .interest }
    if Self.feeCodes.contains(subfamily) || hasProprietaryType("CHG") || hasProprietaryType("COM") {
      return .fee
    }
    if isReversal || isReturned || Self.returnCodes.contains(subfamily) || german?.isReturn == true
    {
      return .return
    }
    if Self.otherDomains.contains(domain) || Self.ownMoneyCodes.contains(family)
      || Self.ownMoneyCodes.contains(subfamily) || !isCredit
    {
      return .other
    }
    return .receipt
  }

  /// `NRTI+109+9310+914` of the Deutsche Kreditwirtschaft: SWIFT type, business code, and what is the
  /// bank's own.
  private var germanCode: MT940Code? {
    guard proprietaryIssuer == "DK" || proprietaryIssuer == "ZKA" else { return nil }
    let parts = proprietaryCode.split(separator: "+", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0].utf8.count == 4,
      let code = WholeNumber.count(ArraySlice(parts[1].utf8)), parts[1].utf8.count == 3
    else { return nil }
    return MT940Code(type: String(parts[0]), businessCode: code, isGerman: true)
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
