import Money
import Receivables

/// Marks what was announced and has now come.
enum ExpectationUpdate {
  static func apply(
    _ decision: Decision, _ transaction: BankTransaction, to ledger: inout WorkingLedger
  ) {
    guard !decision.clearings.isEmpty else { return }
    var owners: [CustomerID] = []
    for owner in [decision.payer] + decision.clearings.map({ $0.item?.customer }) {
      if let owner, !owners.contains(owner) { owners.append(owner) }
    }
    var cash: [DocumentKey: Int64] = [:]
    for clearing in decision.clearings where clearing.kind == .payment {
      if let key = clearing.item { cash[key, default: 0] += clearing.amount.minorUnits }
    }
    var isWholeUsed = false
    for owner in owners.compactMap(ledger.customerIndex) {
      let expected = ledger.expectations(of: owner).sorted {
        (ledger.expectations[$0].expectedOn, $0) < (ledger.expectations[$1].expectedOn, $1)
      }
      for index in expected {
        let expectation = ledger.expectations[index]
        guard expectation.status == .open || expectation.status == .partlyMet,
          expectation.amount.currency == transaction.amount.currency
        else { continue }
        let received: Int64
        if let document = expectation.document {
          received = cash[DocumentKey(expectation.customer, document)] ?? 0
        } else if isReferenced(expectation, transaction) {
          received = transaction.amount.minorUnits
        } else if expectation.amount == transaction.amount, !isWholeUsed {
          received = transaction.amount.minorUnits
          isWholeUsed = true
        } else {
          received = 0
        }
        guard received > 0 else { continue }
        ledger.setExpectation(
          index, received >= expectation.amount.minorUnits ? .met : .partlyMet)
      }
    }
  }

  private static func isReferenced(
    _ expectation: Expectation, _ transaction: BankTransaction
  ) -> Bool {
    !expectation.paymentReference.isEmpty
      && transaction.paymentReference?.filter { !$0.isWhitespace }
        == expectation.paymentReference.filter { !$0.isWhitespace }
  }
}
