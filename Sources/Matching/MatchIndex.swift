public import Receivables

/// The ledger prepared for look-ups: who pays from which account and under which name, and which
/// numbers belong to which documents.
public struct MatchIndex: Sendable {
  var payers: PayerIndex
  var references: ReferenceIndex
  /// Expectations by their payment reference.
  private var expectations: KeyTable
  /// How many items were made since the index was, and how many when a look of numbers came up last.
  private(set) var made = 0
  private(set) var looksChanged = 0
  /// The keys of items that were made, each with how many there were then.
  private var added: [UInt64: Int] = [:]

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
    made += 1
    let number = DocumentKeys(item.number.text)
    let orders = references.orders(of: item)
    for keys in [number.whole, number.withoutLetters, orders?.whole, orders?.withoutLetters] {
      for key in keys ?? KeyPair() { added[key] = made }
    }
    if let key = number.serial { added[key] = made }
    if references.add(item, number, orders, at: index) { looksChanged = made }
  }

  /// An item was filed under the key after so many were made.
  func wasAdded(_ key: UInt64, since count: Int) -> Bool { added[key].map { $0 > count } ?? false }

  /// Nothing is gathered that is older than this: what was filed before need not be known apart.
  public mutating func forgetAdditions() { added.removeAll(keepingCapacity: true) }

  func expectations(underPaymentReference reference: String) -> [Int] {
    ReferenceIndex.paymentReferenceKey(reference).map { expectations.values(under: $0) } ?? []
  }
}
