import Money
import Receivables
import Reconciliation

/// How the money and the documents miss each other, and what explains how much of it.
enum ExceptionDifference {
  static func write(
    _ exceptionCase: ExceptionCase, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    // What came back undoes what was booked: it was never meant to fit anything.
    guard let receipt = exceptionCase.receipt, exceptionCase.exception.type != .returnedPayment
    else { return }
    let amount = receipt.transaction.amount
    var asked = CurrencySums()
    let isBooked = !exceptionCase.lines.isEmpty
    if isBooked {
      // What the receipt made itself had nothing open before.
      for moved in receipt.moved where !moved.before.isZero { asked.add(moved.before) }
    } else {
      for item in exceptionCase.candidates.compactMap(facts.candidate) { asked.add(item.open) }
    }
    guard asked.count > 0 else { return }
    html.heading("The difference")
    html.line("Received", Grouped.amount(amount))
    for sum in asked.sums {
      html.line(
        isBooked ? "Documents asked for" : "Candidates together",
        Grouped.amount(sum.minorUnits, sum.currency))
    }
    if asked.sums.allSatisfy({ $0.currency == amount.currency }) {
      let asked = asked.minorUnits(in: amount.currency)
      html.line("Difference", words(Int128(amount.minorUnits) - asked, amount.currency))
    } else {
      html.line("Difference", "in another currency, so that there is none to state")
    }
    if isBooked { explained(exceptionCase, to: &html) }
  }

  /// `15.00 EUR less than asked for`.
  static func words(_ difference: Int128, _ currency: Currency) -> String {
    guard difference != 0 else { return "none" }
    let size = Grouped.amount(difference < 0 ? -difference : difference, currency)
    return size + (difference < 0 ? " less than asked for" : " more than asked for")
  }

  /// Line by line what was booked without money, or put aside.
  private static func explained(_ exceptionCase: ExceptionCase, to html: inout HTMLWriter) {
    for line in exceptionCase.lines {
      let amount = Grouped.amount(line.amount)
      switch line.kind {
      case .payment, .credit, .reversal: continue
      case .onAccount: html.line("Put on account", amount)
      case .deduction:
        html.line(
          "Kept back, \(ReportWords.reason(line.reasonCode))", "\(amount) on \(line.document)")
      case .discount, .writeOff, .bankCharge, .withholdingTax:
        html.line(
          "Explained by \(ReportWords.name(of: line.kind))", "\(amount) on \(line.document)")
      }
    }
    let exception = exceptionCase.exception
    if exception.type == .shortPayment {
      html.line("Still to be explained", Grouped.amount(exception.amount))
    }
  }
}
