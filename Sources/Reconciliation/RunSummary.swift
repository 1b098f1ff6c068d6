public import Money
public import Receivables

/// The figures of a run (contract, `summary.json`), without timings.
public struct RunSummary: Hashable, Sendable {
  public var asOf: CalendarDate
  /// New rows of `receipts.csv`; returns are among them, with negative amounts.
  public var receipts: Tally
  /// The returns among them once more, apart.
  public var returns: Tally
  /// Transactions that were known already.
  public var repeats: Int
  /// By kind, in the contract's order of kinds; kinds that did not occur are absent.
  public var applications: [KindTally]
  /// By type, in the contract's order of types; types that did not occur are absent.
  public var exceptions: [TypeTally]
  public var disputesOpened: Int
  public var disputesChanged: Int
  /// Cash that stays unapplied, per currency.
  public var unapplied: [Money]
  /// Receipts wholly booked without an exception.
  public var straightThroughReceipts: Tally
  /// Per format, ordered by name.
  public var formats: [FormatFigures]
  public var invariants: [InvariantResult]

  public init(asOf: CalendarDate) {
    self.asOf = asOf
    receipts = Tally()
    returns = Tally()
    repeats = 0
    applications = []
    exceptions = []
    disputesOpened = 0
    disputesChanged = 0
    unapplied = []
    straightThroughReceipts = Tally()
    formats = []
    invariants = []
  }

  /// How many receipts were wholly booked without an exception.
  public var straightThrough: Int { straightThroughReceipts.count }
}

/// How many, and how much per currency (ordered by currency code).
public struct Tally: Hashable, Sendable {
  public var count: Int
  public var amounts: [Money]

  public init(count: Int = 0, amounts: [Money] = []) {
    self.count = count
    self.amounts = amounts
  }

  /// Counts one more of this amount.
  public mutating func add(_ amount: Money) throws(MoneyError) {
    count += 1
    if let index = amounts.firstIndex(where: { $0.currency == amount.currency }) {
      amounts[index] = try amounts[index].adding(amount)
    } else {
      amounts.append(amount)
      amounts.sort { $0.currency < $1.currency }
    }
  }
}

/// What the files of one format brought.
public struct FormatFigures: Hashable, Sendable {
  public var format: String
  public var files: Int
  public var statements: Int
  public var transactions: Int

  public init(format: String, files: Int = 0, statements: Int = 0, transactions: Int = 0) {
    self.format = format
    self.files = files
    self.statements = statements
    self.transactions = transactions
  }
}

/// One invariant with both of its sides, as they are shown to people.
public struct InvariantResult: Hashable, Sendable {
  public var name: String
  public var holds: Bool
  public var left: String
  public var right: String

  public init(name: String, holds: Bool, left: String, right: String) {
    self.name = name
    self.holds = holds
    self.left = left
    self.right = right
  }
}

/// The applications of one kind.
public struct KindTally: Hashable, Sendable {
  public var kind: ApplicationKind
  public var tally: Tally

  public init(kind: ApplicationKind, tally: Tally) {
    self.kind = kind
    self.tally = tally
  }
}

/// The exceptions of one type.
public struct TypeTally: Hashable, Sendable {
  public var type: ExceptionType
  public var tally: Tally

  public init(type: ExceptionType, tally: Tally) {
    self.type = type
    self.tally = tally
  }
}
