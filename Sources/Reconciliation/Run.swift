import Books
import Matching
public import Money
public import Receivables

/// What a run works on; equal inputs give equal outcomes, whatever the order of `files`.
public struct RunInput: Sendable {
  public var ledger: Ledger
  public var files: [TakenFile]
  public var rules: RuleBook
  /// The day that ageing is counted from; matching never looks at it.
  public var asOf: CalendarDate

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
/// books each, and checks the books at the end.
///
/// - Parameter progress: is told now and then how many receipts are decided, and of how many.
/// - Throws: `MoneyError.overflow` where the amounts together pass what can be counted, and
///   `BrokenInvariant` where our own books do not balance.
public func reconcile(
  _ input: RunInput, progress: (_ decided: Int, _ all: Int) -> Void = { _, _ in }
) throws -> RunOutcome {
  var run = try Run(input)
  try run.takeAll(progress)
  return try run.outcome()
}

/// The state of a run.
struct Run {
  let input: RunInput
  var ledger: WorkingLedger
  var matcher: Matcher
  var history: ReceiptHistory
  var summary: RunSummary
  var applications: [Application] = []
  var exceptions: [ReceiptException] = []
  var journal: [JournalEntry] = []
  var decided: [DecidedReceipt] = []
  var deposits: [ControlCheck] = []
  /// Disputes opened and changed, by id.
  var touchedDisputes: Set<String> = []
  /// What leaves no record, but comes once in a run: credits that returned our own transfers, parts
  /// of sums that earlier runs took.
  var unrecorded: Set<PaymentID> = []

  init(_ input: RunInput) throws(MoneyError) {
    self.input = input
    ledger = try WorkingLedger(input.ledger)
    matcher = Matcher(index: MatchIndex(input.ledger, ledger), rules: input.rules)
    history = ReceiptHistory(input.ledger)
    summary = RunSummary(asOf: input.asOf)
  }

  mutating func takeAll(_ progress: (Int, Int) -> Void) throws {
    // One order of files, whatever the order in which they were named.
    let files = input.files.sorted(by: TakenFile.isOrdered)
    try countAmounts(files)
    var all = StatementChain.identify(files)
    let details = DetailLinks.compare(all, history: input.ledger.receipts)
    let boxes = LockboxDeposits.compare(all, files, history: input.ledger.receipts)
    for (index, doubt) in details.doubtful.merging(
      boxes.doubtful, uniquingKeysWith: { one, _ in one })
    {
      all[index].doubt = doubt
    }
    for (index, receipt) in details.held.merging(boxes.held, uniquingKeysWith: { one, _ in one }) {
      all[index].held = receipt
    }
    deposits = boxes.checks
    summary.repeats += details.superseded.count
    let order = all.indices.filter { index in
      !details.superseded.contains(index) && !boxes.accounted.contains(index)
        && Self.isTaken(all[index].transaction)
    }.sorted { Self.isEarlier((all[$0], $0), (all[$1], $1)) }
    for (done, index) in order.enumerated() {
      if done % 256 == 0 { progress(done, order.count) }
      try take(all[index])
    }
    summary.formats = Self.formats(files)
  }

  /// Booked money of customers, coming or going back; the rest leaves no trace.
  private static func isTaken(_ transaction: BankTransaction) -> Bool {
    guard transaction.status == .booked, transaction.amount.isPositive else { return false }
    if isReturn(transaction) { return true }
    return transaction.classification == .receipt && transaction.direction == .credit
  }

  private static func isReturn(_ transaction: BankTransaction) -> Bool {
    transaction.classification == .return || transaction.isReversal
  }

  /// All that is added up later is counted before: what passes the limit is refused as a whole.
  private mutating func countAmounts(_ files: [TakenFile]) throws(MoneyError) {
    for taken in files.lazy.flatMap(\.statements) {
      for transaction in taken.transactions { try ledger.count(transaction.amount.minorUnits) }
    }
  }

  /// Booking date, account, statement, position: the order in which the statements were chained,
  /// and within each that of its file, completes it.
  private static func isEarlier(
    _ a: (entry: TakenTransaction, place: Int), _ b: (entry: TakenTransaction, place: Int)
  ) -> Bool {
    let (one, other) = (a.entry.transaction, b.entry.transaction)
    if day(of: one) != day(of: other) { return day(of: one) < day(of: other) }
    if one.account != other.account { return isOrderedByBytes(one.account, other.account) }
    if a.entry.statementOrder < b.entry.statementOrder { return true }
    if b.entry.statementOrder < a.entry.statementOrder { return false }
    return a.place < b.place
  }

  private static func day(of transaction: BankTransaction) -> CalendarDate {
    transaction.bookingDate ?? transaction.valueDate ?? CalendarDate(dayNumber: 0)
  }

  private static func formats(_ files: [TakenFile]) -> [FormatFigures] {
    var figures: [FormatFigures] = []
    for file in files {
      let index =
        figures.firstIndex { $0.format == file.format }
        ?? {
          figures.append(FormatFigures(format: file.format))
          return figures.count - 1
        }()
      figures[index].files += 1
      figures[index].statements += file.statements.count
      figures[index].transactions += file.statements.reduce(0) { $0 + $1.transactions.count }
    }
    return figures.sorted { isOrderedByBytes($0.format, $1.format) }
  }

  private mutating func take(_ entry: TakenTransaction) throws {
    // Its credit on account is a trace as well, where the receipts' history was lost.
    if history.contains(entry.payment) || unrecorded.contains(entry.payment)
      || ledger.hasItem(numberedBy: entry.payment)
    {
      summary.repeats += 1
      return
    }
    let transaction = entry.transaction.withCountableRemittance
    let receipt = ReceiptToBook(
      payment: entry.payment, bankReference: transaction.bankReference,
      sourceFile: entry.sourceFile, account: transaction.account,
      bookingDate: Self.day(of: transaction), amount: transaction.amount,
      description: Self.description(of: transaction))

    var decision: Decision
    var booked: BookedReceipt
    if Self.isReturn(transaction) {
      let payer = matcher.payer(of: transaction, in: ledger)
      if transaction.direction == .credit {
        unrecorded.insert(entry.payment)
        decision = ReturnedPayment.ofOurTransfer(transaction, payer: payer)
        booked = Allocator.onlyNotices(decision, for: receipt)
      } else {
        let found = ReturnedPayment.find(transaction, payer: payer, in: &history, ledger)
        decision = found.decision
        booked = try Reversal.book(
          receipt, original: found.original, lines: found.lines, goneCredits: found.goneCredits,
          decision: decision, in: &ledger)
        if let original = found.original {
          history.markReturned(original.payment)
          ExpectationUpdate.undo(original, found.lines, in: &ledger)
        }
      }
    } else if let held = entry.held {
      unrecorded.insert(entry.payment)
      decision = Self.knownPerhaps(transaction, held)
      booked = Allocator.onlyNotices(decision, for: receipt)
    } else {
      if let doubt = entry.doubt {
        decision = Self.knownPerhaps(transaction, doubt)
      } else {
        decision = try matcher.decide(transaction, in: ledger)
        do {
          try Allocator.check(decision, for: receipt, in: ledger)
        } catch {
          decision = Self.unsound(decision, transaction, error)
        }
      }
      booked = try Allocator.book(decision, for: receipt, in: &ledger)
      ExpectationUpdate.apply(decision, transaction, to: &ledger)
    }
    for item in booked.made { matcher.index.add(ledger.items[item], at: item) }
    touchedDisputes.formUnion(booked.disputes)
    if let record = booked.record {
      history.add(
        record, booked.applications, references: ReturnedPayment.references(of: transaction))
    }
    try count(booked, isReturn: Self.isReturn(transaction))
    applications += booked.applications
    exceptions += booked.exceptions
    if let journalEntry = booked.entry, !journalEntry.postings.isEmpty {
      journal.append(journalEntry)
    }
    decided.append(
      DecidedReceipt(
        payment: entry.payment, sourceFile: entry.sourceFile, transaction: transaction,
        decision: decision, moved: ledger.takeMoves()))
  }

  private mutating func count(_ booked: BookedReceipt, isReturn: Bool) throws(MoneyError) {
    guard let record = booked.record else { return }
    try summary.receipts.add(record.amount)
    if isReturn {
      try summary.returns.add(record.amount)
    } else if booked.exceptions.isEmpty, record.outcome == .applied {
      summary.straightThrough += 1
    }
  }

  /// An explanation that the books would not hold: a mistake of the rules, which must not stop the
  /// day, and must not be booked.
  private static func unsound(
    _ decision: Decision, _ transaction: BankTransaction, _ error: any Error
  ) -> Decision {
    var changed = decision
    changed.clearings = []
    changed.confidence = Confidence(hundredths: 0)
    let found = decision.clearings.compactMap(\.item) + decision.notices.flatMap(\.candidates)
    changed.notices = [
      Decision.Notice(
        type: .lowConfidence, amount: transaction.amount,
        message: "what \(decision.rule) found does not fit the books (\(error)); nothing is booked",
        candidates: Array(found.prefix(10)))
    ]
    changed.evidence.append(Evidence(rule: "books", bearing: .vetoes, found: "\(error)"))
    return changed
  }

  private static func description(of transaction: BankTransaction) -> String {
    if !transaction.payer.name.isEmpty { return transaction.payer.name }
    if let check = transaction.checkNumber { return "Cheque \(check)" }
    return transaction.bankReference.isEmpty ? "Receipt" : transaction.bankReference
  }

  // MARK: The end

  mutating func outcome() throws -> RunOutcome {
    var after = input.ledger
    let openBefore = input.ledger.openItems.count
    after.openItems = []
    after.clearedItems = []
    for index in ledger.items.indices
    where index >= openBefore && index < ledger.itemsAtStart && ledger.openAmount(of: index) == 0 {
      after.clearedItems.append(ledger.items[index])
    }
    for index in ledger.items.indices {
      if ledger.openAmount(of: index) != 0 {
        after.openItems.append(ledger.items[index])
      } else if index < openBefore || index >= ledger.itemsAtStart {
        after.clearedItems.append(ledger.items[index])
      }
    }
    after.allowances = ledger.allowances
    after.disputes = ledger.disputes
    after.expectations = ledger.expectations
    after.applications = history.applications
    after.receipts = history.records
    try summarise(after)
    let broken = summary.invariants.filter { !$0.holds }
    guard broken.isEmpty else { throw BrokenInvariant(results: broken) }
    return RunOutcome(
      ledger: after, applications: applications, exceptions: exceptions,
      disputes: after.disputes.filter { touchedDisputes.contains($0.id) }, journal: journal,
      decided: decided, deposits: deposits, summary: summary)
  }

  private mutating func summarise(_ after: Ledger) throws(MoneyError) {
    var ofKind: [ApplicationKind: Tally] = [:]
    for index in applications.indices {
      try ofKind[applications[index].kind, default: Tally()].add(applications[index].amount)
    }
    summary.applications = ApplicationKind.allCases.compactMap { kind in
      ofKind[kind].map { KindTally(kind: kind, tally: $0) }
    }
    var ofType: [ExceptionType: Tally] = [:]
    for index in exceptions.indices {
      try ofType[exceptions[index].type, default: Tally()].add(exceptions[index].amount)
    }
    summary.exceptions = ExceptionType.allCases.compactMap { type in
      ofType[type].map { TypeTally(type: type, tally: $0) }
    }
    let known = Set(input.ledger.disputes.map(\.id))
    summary.disputesOpened = touchedDisputes.count { !known.contains($0) }
    summary.disputesChanged = touchedDisputes.count { known.contains($0) }
    let records = Array(history.records[history.recordsAtStart...])
    var unapplied = Tally()
    for record in records where record.outcome == .unapplied { try unapplied.add(record.amount) }
    summary.unapplied = unapplied.amounts
    summary.invariants = try RunInvariants(
      before: input.ledger, after: after, applications: applications, exceptions: exceptions,
      journal: journal, records: records, working: ledger
    ).results()
  }
}
