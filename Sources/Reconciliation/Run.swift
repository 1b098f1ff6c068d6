public import Money
public import Receivables

/// What a run works on; equal inputs give equal outcomes, whatever the order of `files` and `jobs`.
public struct RunInput: Sendable {
  public var ledger: Ledger
  public var files: [TakenFile]
  public var rules: RuleBook
  /// The day that ageing is counted from; matching never looks at it.
  public var asOf: CalendarDate
  /// How many cores may gather evidence.
  public var jobs: Int

  public init(
    ledger: Ledger, files: [TakenFile], rules: RuleBook, asOf: CalendarDate, jobs: Int = 1
  ) {
    self.ledger = ledger
    self.files = files
    self.rules = rules
    self.asOf = asOf
    self.jobs = jobs
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
