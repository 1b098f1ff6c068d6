import Money
import Receivables
import TestSupport

@testable import baselines

/// A small ledger, and one receipt decided against it by a baseline.
struct Case {
  var ledger = Ledger()

  /// Customers C1, `Meier Bau GmbH` with account `DE11`, and C2, `Schulze AG` with `DE22`.
  init(_ items: OpenItem...) {
    ledger.customers = [
      Customer(id: "C1", name: "Meier Bau GmbH"), Customer(id: "C2", name: "Schulze AG"),
    ]
    ledger.accounts = [
      CustomerAccount(customer: "C1", iban: "DE11"), CustomerAccount(customer: "C2", iban: "DE22"),
    ]
    ledger.openItems = items
  }

  func verdict<B: Baseline>(
    _ type: B.Type, _ transaction: BankTransaction, _ settings: Rules = Rules()
  ) -> Verdict {
    var baseline = B(parties: PartyIndex(ledger), settings: settings)
    return baseline.decide(
      Receipt(payment: "P1", sourceFile: "day.xml", transaction: transaction),
      OpenItemStore(ledger.openItems))
  }

  /// `4711 payment 980.00`, in the order of booking; then `no_match` and the like.
  func decided<B: Baseline>(
    _ type: B.Type, _ transaction: BankTransaction, _ settings: Rules = Rules()
  ) -> [String] {
    let verdict = verdict(type, transaction, settings)
    let lines = verdict.rows.map { line in
      let document = line.item.map { ledger.openItems[$0].number.text } ?? "-"
      let amount = Money(minorUnits: line.amount, transaction.amount.currency)
      return "\(document) \(line.kind.rawValue) \(amount.decimal)"
    }
    return lines + verdict.notices.map(\.type.rawValue)
  }
}

extension Rules {
  /// A tolerance of so many main units with no percentage to lower it, and so many days of grace.
  static func tolerating(_ amount: Int64, graceDays: Int = 3) -> Rules {
    var rules = Rules()
    rules.toleranceAbsolute = RuleAmount(hundredThousandths: amount * 100_000)
    rules.tolerancePercent = Percent(hundredThousandths: 10_000_000)
    rules.discountGraceDays = graceDays
    return rules
  }
}
