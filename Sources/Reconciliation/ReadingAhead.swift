public import Matching
import Receivables

/// How receipts are read ahead of being decided: some at a time, in parts that may be worked on side
/// by side.
///
/// Deciding goes by turns, since each receipt finds what those before it left open. What a receipt
/// says does not depend on that, and takes half of the time.
public struct ReadingAhead: Sendable {
  /// Works on so many parts, side by side or one after the other, and gives what comes of each in
  /// their order.
  public typealias Parts =
    @Sendable (
      _ count: Int, _ work: @escaping @Sendable (Int) -> [GatheredEvidence?]
    ) -> [[GatheredEvidence?]]

  private let parts: Parts

  /// Receipts that are read before the first of them is decided, and those of one part.
  static let receipts = 2_048
  private static let receiptsOfPart = 64

  /// One part after the other.
  public init() {
    parts = { count, work in (0..<count).map(work) }
  }

  public init(_ parts: @escaping Parts) { self.parts = parts }

  /// What each transaction says; nil for those that are not asked for.
  func gather(
    _ transactions: [BankTransaction?], _ engine: ReconciliationEngine
  ) -> [GatheredEvidence?] {
    let (matcher, ledger) = (engine.matcher, engine.working)
    let size = Self.receiptsOfPart
    return parts((transactions.count + size - 1) / size) { part in
      transactions[(part * size)..<min((part + 1) * size, transactions.count)].map {
        $0.map { matcher.gather($0, in: ledger) }
      }
    }.flatMap { $0 }
  }
}
