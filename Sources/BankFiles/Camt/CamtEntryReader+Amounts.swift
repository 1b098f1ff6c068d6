import Money
import Receivables

extension CamtEntryReader {
  /// Reads an amount in the currency of its attribute, else in the account's.
  mutating func amount(_ text: UnsafeBufferPointer<UInt8>, _ line: Int) -> CamtAmount {
    guard let currency = currency(line) else {
      let code = String(decoding: currencyCode, as: UTF8.self)
      return .bad(
        .badCurrency, hasCurrency ? "the currency '\(code)' is unknown" : "Amt has no currency")
    }
    do throws(MoneyError) {
      let units = try Money.minorUnits(
        parsing: text.span, in: currency, notation: .xmlDecimal(fractionDigitsMax: 5))
      if units < 0 {
        return .bad(.badAmount, "the amount '\(CamtText.string(text))' is negative")
      }
      return .money(Money(minorUnits: units, currency))
    } catch {
      if let amount = longAmount(text, currency, line) { return amount }
      return .bad(.badAmount, error.description)
    }
  }

  /// Some programs write a dozen decimals; as long as all but the currency's are noughts, nothing is
  /// lost.
  private mutating func longAmount(
    _ text: UnsafeBufferPointer<UInt8>, _ currency: Currency, _ line: Int
  ) -> CamtAmount? {
    let units = try? Money.minorUnits(
      parsing: text.span, in: currency, notation: .xmlDecimal(fractionDigitsMax: 60))
    guard let units, units >= 0 else { return nil }
    report(
      .note, .unusual, line, "the amount '\(CamtText.string(text))' has more than five decimals")
    return .money(Money(minorUnits: units, currency))
  }

  /// The same for amounts that only inform: what cannot be read is left out, with a warning.
  mutating func informativeAmount(_ text: UnsafeBufferPointer<UInt8>, _ line: Int) -> Money? {
    if text.isEmpty { return nil }
    switch amount(text, line) {
    case .money(let money): return money
    case .bad(let code, let reason):
      report(.warning, code, line, reason, expected: "a decimal number with its currency")
      return nil
    }
  }

  private mutating func currency(_ line: Int) -> Currency? {
    if !hasCurrency {
      guard let currency = accountCurrency else { return nil }
      report(.note, .badCurrency, line, "an amount without currency was taken for \(currency)")
      return currency
    }
    if currencyCode == lastCurrencyCode { return lastCurrency }
    lastCurrencyCode = currencyCode
    lastCurrency = Currency(String(decoding: currencyCode, as: UTF8.self))
    return lastCurrency
  }

  /// An account moves in its own currency: another one is told, and stays what it is.
  mutating func compareCurrency(of amount: CamtAmount, _ line: Int) {
    guard let accountCurrency, let currency = amount.money?.currency, currency != accountCurrency
    else { return }
    report(
      .warning, .badCurrency, line,
      "the entry is in \(currency), its account in \(accountCurrency)",
      expected: "entries in the currency of the account")
  }

  /// Adds one `Chrgs` or `Rcrd` that is complete.
  mutating func endCharge() {
    guard let charge else { return }
    self.charge = nil
    let signed = chargeIsCredit ? try? charge.negated() : charge
    guard let signed else { return }
    withFacts { facts in
      guard let sum = facts.charges else {
        facts.charges = signed
        return
      }
      // Charges in two currencies have no sum: the first currency's stay.
      if let total = try? sum.adding(signed) { facts.charges = total }
    }
  }

  /// The facts of the detail that is open, else of the entry.
  mutating func withFacts(_ change: (inout CamtFacts) -> Void) {
    if isInDetail { change(&detail.facts) } else { change(&entry.facts) }
  }

  /// Files an amount of the shape of .12 under its old name.
  mutating func endTypedAmount(_ line: Int) {
    guard let money = typedAmount else { return }
    switch typedAmountCode {
    case "DUPA": structured.amounts.due = money
    case "REMI": structured.amounts.paid = money
    case "CREN": structured.amounts.credit = money
    case "APDS", "STDS", "TMDS": add(money, to: \.discount)
    case "TAXS", "CITY", "CNTY", "LOCL", "PROV", "STAT": add(money, to: \.tax)
    default:
      let type = typedAmountCode.isEmpty ? "without a type" : "of the type '\(typedAmountCode)'"
      report(
        .note, .unusual, line, "the remittance states \(money) \(type), which no decision reads")
    }
  }

  /// The types that `endTypedAmount` files, by their four letters.
  static func isFiled(type: UnsafeBufferPointer<UInt8>) -> Bool {
    filedTypes.contains { type.elementsEqual($0.utf8) }
  }

  private static let filedTypes = [
    "DUPA", "REMI", "CREN", "APDS", "STDS", "TMDS", "TAXS", "CITY", "CNTY", "LOCL", "PROV", "STAT",
  ]
}
