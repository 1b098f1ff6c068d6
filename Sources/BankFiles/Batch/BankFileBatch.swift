public import Money
public import Receivables

/// What a reader has told since the batch was emptied last, in the file's order.
///
/// A caller hands the same batch to a reader again and again, and empties it in between: its memory
/// is used again. Plain transactions lie in it packed, as numbers and bytes, and become values only
/// when they are handed out; a caller that does not want them pays nothing for them.
public struct BankFileBatch: ~Copyable {
  var packed = PackedTransactions()
  /// Everything else, each with the number of packed transactions before it.
  private var told: [(before: Int, event: BankFileEvent)] = []

  public init() {}

  public var isEmpty: Bool { told.isEmpty && packed.count == 0 }

  /// How many transactions there are.
  public var transactions: Int {
    packed.count + told.count { if case .transaction = $0.event { true } else { false } }
  }

  public mutating func append(_ event: BankFileEvent) { told.append((packed.count, event)) }

  /// Hands out everything in order. A caller that stops by throwing has the rest still to come.
  public func handOut(_ body: (BankFileEvent) throws -> Void) rethrows {
    var next = 0
    for (before, event) in told {
      while next < before {
        try body(.transaction(packed.transaction(at: next)))
        next += 1
      }
      try body(event)
    }
    while next < packed.count {
      try body(.transaction(packed.transaction(at: next)))
      next += 1
    }
  }

  /// Hands out everything but the transactions.
  public func handOutWithoutTransactions(_ body: (BankFileEvent) throws -> Void) rethrows {
    for (_, event) in told {
      if case .transaction = event { continue }
      try body(event)
    }
  }

  /// Hands out what every transaction moves, in no order: enough to count by.
  public func handOutMovements(_ body: (Movement) -> Void) {
    for index in 0..<packed.count { body(packed.movement(at: index)) }
    for case (_, .transaction(let transaction)) in told {
      body(
        Movement(
          amount: transaction.amount, direction: transaction.direction, status: transaction.status))
    }
  }

  public struct Movement: Hashable, Sendable {
    public var amount: Money
    public var direction: BankTransaction.Direction
    public var status: BankTransaction.Status
  }

  /// Everything in order, as values.
  public var events: [BankFileEvent] {
    var events: [BankFileEvent] = []
    handOut { events.append($0) }
    return events
  }

  /// Forgets what was told; the memory stays.
  public mutating func removeAll() {
    told.removeAll(keepingCapacity: true)
    packed.removeAll()
  }
}
