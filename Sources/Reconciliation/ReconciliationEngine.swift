import Books
import Matching
public import Money
public import Receivables

/// A ledger kept ready to be reconciled with one batch of bank files after the other.
///
/// What it does with a batch is what a new engine would do that was made of the ledger so far, byte
/// for byte: what it keeps beyond the ledger's rows (indices, counts) says nothing that the rows do
/// not. So whoever keeps the rows can make it anew at any time.
public struct ReconciliationEngine: Sendable {
  var working: WorkingLedger
  var matcher: Matcher
  var history: ReceiptHistory
  let reading: ReadingAhead
  private let accounts: [CustomerAccount]
  private let aliases: [CustomerAlias]

  /// - Parameter reading: how receipts are read ahead; the outcome is the same for any.
  /// - Throws: `MoneyError.overflow` where the ledger's amounts together pass what can be counted.
  /// - Complexity: O(rows of the ledger).
  public init(
    ledger: Ledger, rules: RuleBook, reading: ReadingAhead = ReadingAhead()
  ) throws(MoneyError) {
    self.reading = reading
    working = try WorkingLedger(ledger)
    matcher = Matcher(index: MatchIndex(ledger, working), rules: rules)
    history = ReceiptHistory(ledger)
    accounts = ledger.accounts
    aliases = ledger.aliases
  }

  /// Takes one batch of files; the engine's ledger moves on.
  ///
  /// - Parameters:
  ///   - files: equal files give equal outcomes, whatever their order.
  ///   - earlier: statements that earlier batches took of the same accounts, in any order: they tell
  ///     whether an equal movement is another one. Without them it counts as known.
  ///   - knowledge: what is known of earlier receipts beyond the ledger's rows. Without it a receipt
  ///     is known by its identity alone.
  ///   - asOf: the day that ageing is counted from; matching never looks at it.
  ///   - progress: is told now and then how many receipts are decided, and of how many.
  /// - Throws: `MoneyError.overflow` where the amounts together pass what can be counted, and
  ///   `BrokenInvariant` where our own books do not balance. The engine is then somewhere in the
  ///   middle of the batch, and must be thrown away.
  /// - Complexity: that of the batch and of the customers that it concerns, however large the
  ///   ledger; the first batch also prepares what `prepare` does.
  public mutating func take(
    _ files: [TakenFile], after earlier: [EarlierStatement] = [],
    knowing knowledge: EarlierKnowledge = EarlierKnowledge(), asOf: CalendarDate,
    progress: (_ decided: Int, _ all: Int) -> Void = { _, _ in }
  ) throws -> BatchOutcome {
    var outcome = try decide(
      files, after: earlier, knowing: knowledge, asOf: asOf, progress: progress)
    outcome.changes = working.changes
    history.note(in: &outcome.changes)
    working.settle(
      receipts: outcome.changes.receipts.added, applications: outcome.changes.applications.added)
    history.settle()
    return outcome
  }

  /// Does now what the first return, or the first sum with its parts, would otherwise wait for: the
  /// history is filed under every key that it is looked up by.
  public mutating func prepare() {
    history.prepare()
    _ = history.earlierReceipts()
    _ = history.earlierTotals()
  }

  /// The ledger as it is now: O(rows of the ledger).
  public var ledger: Ledger {
    var ledger = Ledger()
    ledger.customers = working.customers
    ledger.accounts = accounts
    ledger.aliases = aliases
    (ledger.openItems, ledger.clearedItems) = working.rows
    ledger.allowances = working.allowances
    ledger.disputes = working.disputes
    ledger.expectations = working.expectations
    ledger.applications = history.applications
    ledger.receipts = history.records
    return ledger
  }

  /// Notes a sum of which a part came, if it is still unapplied.
  func noteSum(_ sum: PaymentID, with part: PaymentID, in outcome: inout BatchOutcome) {
    if let place = outcome.sums.firstIndex(where: { $0.payment == sum }) {
      outcome.sums[place].parts.append(part)
    } else if history.isUnapplied(sum) {
      outcome.sums.append(CompletedSum(payment: sum, parts: [part]))
    }
  }

  /// Decides and books a batch, and checks the books; all but the changes to the rows.
  mutating func decide(
    _ files: [TakenFile], after earlier: [EarlierStatement] = [],
    knowing knowledge: EarlierKnowledge = EarlierKnowledge(), asOf: CalendarDate,
    progress: (Int, Int) -> Void
  ) throws -> BatchOutcome {
    var batch = BatchRun(asOf: asOf)
    try batch.takeAll(files, after: earlier, knowing: knowledge, &self, progress)
    return try batch.outcome(self)
  }
}
