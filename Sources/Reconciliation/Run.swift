public import Money
public import Receivables

/// What a run works on; equal inputs give equal outcomes, whatever the order of `files`.
public struct RunInput: Sendable {
  public var ledger: Ledger
  public var files: [TakenFile]
  public var rules: RuleBook
  /// The day that ageing is counted from; matching never looks at it.
  public var asOf: CalendarDate
  /// How receipts are read ahead; the outcome is the same for any.
  public var reading = ReadingAhead()

  public init(
    ledger: Ledger, files: [TakenFile], rules: RuleBook, asOf: CalendarDate
  ) {
    self.ledger = ledger
    self.files = files
    self.rules = rules
    self.asOf = asOf
  }
}

/// An invariant of our own does not hold: nothing may be written (exit 70).
public struct BrokenInvariant: Error, Hashable, Sendable, CustomStringConvertible {
  public var results: [InvariantResult]

  public init(results: [InvariantResult]) { self.results = results }

  public var description: String {
    results.map { "\($0.name): \($0.left) is not \($0.right)" }.joined(separator: "; ")
  }
}

/// The run of the contract, as a pure function: takes the transactions in their order, decides and
/// books each, and checks the books at the end. It is an engine that is used once.
///
/// - Parameter progress: is told now and then how many receipts are decided, and of how many.
/// - Throws: `MoneyError.overflow` where the amounts together pass what can be counted, and
///   `BrokenInvariant` where our own books do not balance.
public func reconcile(
  _ input: RunInput, progress: (_ decided: Int, _ all: Int) -> Void = { _, _ in }
) throws -> RunOutcome {
  var engine = try ReconciliationEngine(
    ledger: input.ledger, rules: input.rules, reading: input.reading)
  let batch = try engine.decide(input.files, asOf: input.asOf, progress: progress)
  return RunOutcome(
    ledger: engine.ledger, applications: batch.applications, exceptions: batch.exceptions,
    disputes: batch.disputes, journal: batch.journal, decided: batch.decided,
    deposits: batch.deposits, summary: batch.summary)
}
