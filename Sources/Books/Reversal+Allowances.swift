import Money
import Receivables

/// Which allowance a deduction used: its line says the reason, and not the allowance.
extension Reversal {
  /// The allowance that an agreed deduction most likely used: of that reason, with that much used of
  /// it; one for the document before one for any.
  static func allowance(
    usedBy line: Application, among lines: [Application], in ledger: WorkingLedger
  ) -> Int? {
    let fitting = allowances(for: line, among: lines, in: ledger).filter {
      ledger.allowances[$0].used.minorUnits >= line.amount.minorUnits
    }
    return fitting.first { ledger.allowances[$0].document != nil } ?? fitting.first
  }

  /// The allowance that the deduction uses again.
  static func allowance(
    toUseAgainFor line: Application, among lines: [Application], in ledger: WorkingLedger
  ) -> Int? {
    let fitting = allowances(for: line, among: lines, in: ledger).filter {
      let allowance = ledger.allowances[$0]
      return allowance.amount.minorUnits - allowance.used.minorUnits >= line.amount.minorUnits
    }
    return fitting.first { ledger.allowances[$0].document != nil } ?? fitting.first
  }

  /// Those of the document's owner, then the payer's, then those of the owners of what the receipt
  /// paid besides: the shortfall of several documents lies on one of them, and an allowance for any
  /// of them explains it.
  private static func allowances(
    for line: Application, among lines: [Application], in ledger: WorkingLedger
  ) -> [Int] {
    var asked: Set<CustomerID> = []
    let customers = [line.customer] + [line.payer].compactMap { $0 } + lines.map(\.customer)
    return customers.filter { asked.insert($0).inserted }
      .compactMap(ledger.customerIndex).flatMap(ledger.allowances(of:)).filter { index in
        let allowance = ledger.allowances[index]
        return allowance.reasonCode == line.reasonCode
          && allowance.used.currency == line.amount.currency
          && (allowance.document.map { $0 == line.document } ?? true)
      }
  }
}
