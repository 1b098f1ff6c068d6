/// What moved in the ledger since a batch began, with what was there before.
struct BatchMoves: Sendable {
  /// In the order in which they first moved; what is made in the batch had nothing open before.
  private(set) var items: [(item: Int, before: Int64)] = []
  private(set) var allowances: [Int: Allowance] = [:]
  private(set) var disputes: [Int: Dispute] = [:]
  private(set) var expectations: [Int: Expectation] = [:]
  /// How many disputes there were when the batch began.
  private(set) var disputesAtStart: Int
  private var hasMoved: [Bool]

  init(items: Int, disputes: Int) {
    hasMoved = [Bool](repeating: false, count: items)
    disputesAtStart = disputes
  }

  mutating func move(_ item: Int, before: Int64) {
    if item >= hasMoved.count {
      hasMoved.append(contentsOf: repeatElement(false, count: item + 1 - hasMoved.count))
    }
    if hasMoved[item] { return }
    hasMoved[item] = true
    items.append((item, before))
  }

  func contains(_ item: Int) -> Bool { item < hasMoved.count && hasMoved[item] }

  mutating func change(_ allowance: Allowance, at index: Int) {
    if allowances[index] == nil { allowances[index] = allowance }
  }

  mutating func change(_ dispute: Dispute, at index: Int) {
    if index < disputesAtStart, disputes[index] == nil { disputes[index] = dispute }
  }

  mutating func change(_ expectation: Expectation, at index: Int) {
    if expectations[index] == nil { expectations[index] = expectation }
  }

  /// A new batch begins.
  mutating func settle(disputes count: Int) {
    for (item, _) in items { hasMoved[item] = false }
    items.removeAll(keepingCapacity: true)
    allowances = [:]
    disputes = [:]
    expectations = [:]
    disputesAtStart = count
  }
}

/// What one receipt paid on one item.
struct CashPaid: Sendable {
  var payment: PaymentID
  var amount: Int64
}
