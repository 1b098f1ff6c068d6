public import Receivables

/// The ledger prepared for look-ups: who pays from which account and under which name, and which
/// numbers belong to which documents.
public struct MatchIndex: Sendable {
  var payers: PayerIndex
  var references: ReferenceIndex
  /// Expectations by their payment reference.
  private var expectations: KeyTable

  public init(_ ledger: Ledger, _ working: WorkingLedger) {
    payers = PayerIndex(ledger, working)
    references = ReferenceIndex(working.items)
    expectations = KeyTable(capacity: ledger.expectations.count)
    for (index, expectation) in ledger.expectations.enumerated() {
      if let key = ReferenceIndex.paymentReferenceKey(expectation.paymentReference) {
        expectations.insert(index, under: key)
      }
    }
  }

  /// Files an item that was made in the run.
  public mutating func add(_ item: OpenItem, at index: Int) {
    references.add(item, at: index)
  }

  func expectations(underPaymentReference reference: String) -> [Int] {
    ReferenceIndex.paymentReferenceKey(reference).map { expectations.values(under: $0) } ?? []
  }
}
