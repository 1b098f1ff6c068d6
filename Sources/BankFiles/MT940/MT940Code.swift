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

  init(type: String, businessCode: Int?, isGerman: Bool) {
    self.type = type
    self.businessCode = businessCode
    self.isGerman = isGerman
  }

  /// The account is kept in Germany, or may be.
  static func isGerman(account: String, currency: Currency) -> Bool {
    country(of: Array(account.utf8)).map { $0 == "DE" }
      ?? (currency.code == "EUR" || currency.code == "DEM")
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
    let zeros = businessCode < 10 ? "00" : businessCode < 100 ? "0" : ""
    return "\(type)\(type.isEmpty ? "" : "+")\(zeros)\(businessCode)"
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
    let byType = kind
    let byCode = isGerman ? businessCode.flatMap(Self.kind) : nil
    // A fee or interest that is undone stays a fee or interest: it never touches a customer.
    if byType == .interest || byCode == .interest { return .interest }
    if byType == .fee || byCode == .fee { return .fee }
    if isZero { return .other }  // Citi reports balances so
    if isReversal || isReturned || byType == .return || byCode == .return { return .return }
    return isCredit && byType == nil && byCode == nil ? .receipt : .other
  }

  /// Money that came back, by the type or the code.
  var isReturn: Bool {
    kind == .return || (isGerman && businessCode.flatMap(Self.kind) == .return)
  }

  /// What the type says, where it says more than that money moved: cash management between accounts
  /// of one owner, and what markets and deposits bring, are nobody's payments.
  private var kind: BankTransaction.Class? {
    switch type.dropFirst() {
    case "TRF", "MSC", "DDT", "STO", "CHK": nil  // nearly all, and so told first
    case "INT": .interest
    case "CHG", "COM": .fee
    case "RTI": .return
    case "CMI", "CMN", "CMP", "CMS", "CMT", "CMZ", "CPN", "DIV", "FEX", "LDP", "MAR", "MAT", "NWI",
      "RED", "SEC", "SLE", "SUB", "SWP":
      .other
    default: nil
    }
  }

  /// What the business code says, where it is more than a payment.
  private static func kind(_ code: Int) -> BankTransaction.Class? {
    switch code {
    // 108, 109: our collection came back; 111: a cheque; 159, 160: our transfer; 181, 183, 184: what
    // was drawn from us; 193, 197: a batch of collections undone; 009, 059: before SEPA.
    case 9, 59, 108, 109, 111, 159, 160, 181, 183, 184, 193, 197: .return
    case 801...804, 806...811: .fee
    case 812, 814, 815, 817: .interest
    case 820: nil  // a transfer of one's own, which may still be a daughter's
    // Securities and foreign exchange, loans, and the bank's own bookings: closings, deposits, cash
    // concentration.
    case 300...499, 600...699, 800...899: .other
    default: nil
    }
  }
}
