import Money
import Receivables

/// What the bank's codes say a movement is: the type of the `:61:` and the code of the `:86:`.
///
/// - Source: SWIFT, field 61, subfield 6; Deutsche Kreditwirtschaft, list of business transaction
///   codes (Geschäftsvorfallcodes, GVC).
struct MT940Code {
  /// The letter and the code: `NTRF`, `FMSC`, `S103`, `N024`; empty where there is none.
  let type: String
  /// Three figures; nil where there are none.
  let businessCode: Int?
  /// The figures are Germany's: elsewhere each bank has its own.
  private let isGerman: Bool

  init(type: String, businessCode: Int?, account: String, currency: Currency) {
    self.type = type
    self.businessCode = businessCode
    let country = Self.country(of: Array(account.utf8))
    isGerman = country.map { $0 == "DE" } ?? (currency.code == "EUR" || currency.code == "DEM")
  }

  /// As the IBAN or the BIC before the number says; nil where neither is there.
  private static func country(of account: [UInt8]) -> String? {
    let bank = account.prefix { $0 != UInt8(ascii: "/") }
    let isBIC =
      (bank.count == 8 || bank.count == 11) && bank.count < account.count
      && bank.prefix(6).allSatisfy(MT940Tag.isCapital)
    if isBIC { return String(decoding: bank[4..<6], as: UTF8.self) }
    return IBAN.hasShape(account[...]) ? String(decoding: account.prefix(2), as: UTF8.self) : nil
  }

  /// `NTRF+166`, as German banks write it in camt.
  var text: String {
    guard let businessCode else { return type }
    let figures = String(repeating: "0", count: businessCode < 10 ? 2 : businessCode < 100 ? 1 : 0)
    return (type.isEmpty ? "" : type + "+") + figures + String(businessCode)
  }

  /// It stands for several payments that the statement does not bring.
  var isCollective: Bool {
    guard isGerman, let businessCode else { return false }
    return businessCode == 79 || (188...199).contains(businessCode)
  }

  /// Contract, steps 0 and 2.
  func classification(
    isReversal: Bool, isReturned: Bool, isCredit: Bool, isZero: Bool
  ) -> BankTransaction.Class {
    let kind = type.dropFirst()
    let code = isGerman ? businessCode : nil
    // A fee or interest that is undone stays a fee or interest: it never touches a customer.
    if kind == "INT" || code.map(Self.interest.contains) == true { return .interest }
    if kind == "CHG" || kind == "COM" || code.map(Self.fees.contains) == true { return .fee }
    if isZero { return .other }  // Citi reports balances so
    if isReversal || isReturned || kind == "RTI" || code.map(Self.returns.contains) == true {
      return .return
    }
    if !isCredit || Self.others.contains(String(kind)) { return .other }
    if let code, Self.isNoCustomers(code) { return .other }
    return .receipt
  }

  /// 108, 109: our collection came back; 111: a cheque; 159, 160: our transfer; 181, 183, 184: what
  /// was drawn from us; 193, 197: a batch of collections undone; 009, 059: before SEPA.
  private static let returns: Set<Int> = [
    9, 59, 108, 109, 111, 159, 160, 181, 183, 184, 193, 197,
  ]
  private static let fees: Set<Int> = [801, 802, 803, 804, 806, 807, 808, 809, 810, 811]
  private static let interest: Set<Int> = [812, 814, 815, 817]

  /// Loans, securities and foreign exchange, and the bank's own bookings: closings, deposits, cash
  /// concentration. (820 is a transfer of one's own, which may still be a daughter's.)
  private static func isNoCustomers(_ code: Int) -> Bool {
    (300...499).contains(code) || (600...699).contains(code)
      || ((800...899).contains(code) && code != 820)
  }

  /// Cash management between accounts of one owner, and what markets and deposits bring.
  private static let others: Set<String> = [
    "CMI", "CMN", "CMP", "CMS", "CMT", "CMZ", "CPN", "DIV", "FEX", "LDP", "MAR", "MAT", "NWI",
    "RED", "SEC", "SLE", "SUB", "SWP",
  ]
}
