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
    // Of most customers nothing was announced.
    owners.removeAll { owner in
      ledger.customerIndex(owner).map { ledger.expectations(of: $0).isEmpty } ?? true
    }
    if owners.isEmpty { return }
    var cash: [DocumentKey: Int64] = [:]
    for clearing in decision.clearings where clearing.kind == .payment {
      if let key = clearing.item { cash[key, default: 0] += clearing.amount.minorUnits }
    }
    // Money counts once: what one announcement has used, the next one does not get.
    var whole = transaction.amount.minorUnits
    for index in announced(to: owners, transaction, cash, in: ledger) {
      let expectation = ledger.expectations[index]
      let received: Int64
      if let document = expectation.document {
        let key = DocumentKey(expectation.customer, document)
        received = cash[key] ?? 0
        cash[key] = max(0, received - expectation.amount.minorUnits)
      } else if isReferenced(expectation, transaction) || expectation.amount.minorUnits == whole {
        received = whole
        whole = 0
      } else {
        received = 0
      }
      guard received > 0 else { continue }
      ledger.setExpectation(index, received >= expectation.amount.minorUnits ? .met : .partlyMet)
    }
  }

  /// A receipt came back: what it alone had met is announced again.
  static func undo(
    _ original: ReceiptRecord, _ lines: [Application], in ledger: inout WorkingLedger
  ) {
    var cash: [DocumentKey: Int64] = [:]
    var owners: [CustomerID] = []
    for line in lines where line.kind == .payment || line.kind == .onAccount {
      cash[line.documentKey, default: 0] += line.amount.minorUnits
      for owner in [line.payer, line.customer] {
        if let owner, !owners.contains(owner) { owners.append(owner) }
      }
    }
    // Money that came back counts once, as it did when it came: the latest announced first.
    let met = owners.compactMap(ledger.customerIndex).flatMap { ledger.expectations(of: $0) }
      .filter { ledger.expectations[$0].status == .met }
      .sorted {
        (ledger.expectations[$0].expectedOn, $0) > (ledger.expectations[$1].expectedOn, $1)
      }
    var whole = original.amount.minorUnits
    for index in met {
      let expectation = ledger.expectations[index]
      let amount = expectation.amount.minorUnits
      guard expectation.amount.currency == original.amount.currency else { continue }
      if let document = expectation.document {
        let key = DocumentKey(expectation.customer, document)
        guard let received = cash[key], received >= amount else { continue }
        cash[key] = received - amount
      } else {
        guard whole == amount else { continue }
        whole = 0
      }
      ledger.setExpectation(index, .open)
    }
  }

  /// The open announcements of these customers: those that this money is exactly for first, then
  /// by the day on which they were expected.
  private static func announced(
    to owners: [CustomerID], _ transaction: BankTransaction, _ cash: [DocumentKey: Int64],
    in ledger: WorkingLedger
  ) -> [Int] {
    func isExact(_ index: Int) -> Bool {
      let expectation = ledger.expectations[index]
      let received = expectation.document.map { cash[DocumentKey(expectation.customer, $0)] ?? 0 }
      return expectation.amount.minorUnits == received ?? transaction.amount.minorUnits
    }
    func rank(_ index: Int) -> (Int, CalendarDate, Int) {
      (isExact(index) ? 0 : 1, ledger.expectations[index].expectedOn, index)
    }
    return owners.compactMap(ledger.customerIndex).flatMap { owner in
      ledger.expectations(of: owner).filter { index in
        let expectation = ledger.expectations[index]
        return (expectation.status == .open || expectation.status == .partlyMet)
          && expectation.amount.currency == transaction.amount.currency
      }.sorted { rank($0) < rank($1) }
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
