import Books
import Matching
import Money
import Receivables

/// One batch on its way through the engine.
struct BatchRun {
  private(set) var outcome: BatchOutcome
  /// Disputes opened and changed, by id.
  var touchedDisputes: Set<String> = []
  /// What leaves no record, but comes once in a batch: credits that returned our own transfers,
  /// parts of sums that earlier runs took.
  private var unrecorded: Set<PaymentID> = []

  /// Returns that are not taken, since a person took them off the books.
  private var staysOff: (PaymentID) throws -> Bool = { _ in false }

  init(asOf: CalendarDate) { outcome = BatchOutcome(summary: RunSummary(asOf: asOf)) }

  mutating func takeAll(
    _ files: [TakenFile], after earlier: [EarlierStatement], knowing knowledge: EarlierKnowledge,
    _ engine: inout ReconciliationEngine, _ progress: (Int, Int) -> Void
  ) throws {
    staysOff = knowledge.staysOff
    // One order of files, whatever the order in which they were named.
    let files = files.sorted(by: TakenFile.isOrdered)
    try Self.countAmounts(files, &engine.working)
    var all = try StatementChain.identify(
      files, after: earlier, history: engine.history, knowledge)
    let details = try DetailLinks.compare(all, history: &engine.history, knowledge)
    let boxes = LockboxDeposits.compare(all, files, history: &engine.history)
    for (index, doubt) in details.doubtful.merging(
      boxes.doubtful, uniquingKeysWith: { one, _ in one })
    {
      all[index].doubt = doubt
    }
    for (index, receipt) in details.held.merging(boxes.held, uniquingKeysWith: { one, _ in one }) {
      all[index].held = receipt
    }
    outcome.deposits = boxes.checks
    outcome.knownSums = details.partsBefore.sorted { $0.key < $1.key }
      .map { CompletedSum(payment: $0.key, parts: $0.value) }
    outcome.detailed = details.told.sorted { $0.key < $1.key }
      .map { DetailedSum(payment: $0.key, file: all[$0.value].sourceFile) }
    outcome.summary.repeats += details.superseded.count
    let completed = try Self.completed(
      all, without: details.superseded.union(boxes.accounted), engine.history, knowledge)
    outcome.summary.repeats += completed.subtracting(details.superseded).count
    let order = all.indices.filter { index in
      !details.superseded.contains(index) && !boxes.accounted.contains(index)
        && !completed.contains(index) && Self.isTaken(all[index].transaction)
    }.sorted { Self.isEarlier((all[$0], $0), (all[$1], $1)) }
    var ahead: [GatheredEvidence?] = []
    for (done, index) in order.enumerated() {
      if done % 256 == 0 { progress(done, order.count) }
      let place = done % ReadingAhead.receipts
      if place == 0 {
        let next = order[done..<min(done + ReadingAhead.receipts, order.count)]
        engine.matcher.index.forgetAdditions()
        ahead = engine.reading.gather(next.map { mayDecide(all[$0], engine) }, engine)
      }
      try take(all[index], ahead[place], &engine)
    }
    outcome.summary.formats = Self.formats(files)
  }

  /// The sums that were booked as their parts in earlier runs, or are to be: each part is on the books
  /// or comes in this batch.
  private static func completed(
    _ all: [TakenTransaction], without others: Set<Int>, _ history: ReceiptHistory,
    _ knowledge: EarlierKnowledge
  ) throws -> Set<Int> {
    var sums: [(index: Int, parts: [PaymentID])] = []
    var missing: Set<PaymentID> = []
    for index in all.indices where all[index].transaction.lacksDetails {
      guard isTaken(all[index].transaction), !history.contains(all[index].payment) else { continue }
      let parts = try knowledge.parts(all[index].payment)
      if parts.isEmpty { continue }
      sums.append((index, parts))
      missing.formUnion(parts.filter { !history.contains($0) })
    }
    if !missing.isEmpty {
      for index in all.indices where !others.contains(index) && isTaken(all[index].transaction) {
        missing.remove(all[index].payment)
      }
    }
    return Set(sums.filter { $0.parts.allSatisfy { !missing.contains($0) } }.map(\.index))
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
  private static func countAmounts(
    _ files: [TakenFile], _ ledger: inout WorkingLedger
  ) throws(MoneyError) {
    try ledger.count(0)
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

  /// The transaction, if it will be decided rather than known already, held or undone.
  private func mayDecide(
    _ entry: TakenTransaction, _ engine: ReconciliationEngine
  ) -> BankTransaction? {
    let isOpen =
      !Self.isReturn(entry.transaction) && entry.held == nil && entry.doubt == nil
      && !engine.history.contains(entry.payment)
    return isOpen ? entry.transaction.withCountableRemittance : nil
  }

  private mutating func take(
    _ entry: TakenTransaction, _ gathered: GatheredEvidence?, _ engine: inout ReconciliationEngine
  ) throws {
    // Its credit on account is a trace as well, where the receipts' history was lost.
    if engine.history.contains(entry.payment) || unrecorded.contains(entry.payment)
      || engine.working.hasItem(numberedBy: entry.payment)
    {
      outcome.summary.repeats += 1
      outcome.repeated.append(entry.payment)
      return
    }
    if try Self.isReturn(entry.transaction) && staysOff(entry.payment) {
      outcome.summary.repeats += 1
      outcome.repeated.append(entry.payment)
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
      let payer = engine.matcher.payer(of: transaction, in: engine.working)
      if transaction.direction == .credit {
        unrecorded.insert(entry.payment)
        decision = ReturnedPayment.ofOurTransfer(transaction, payer: payer)
        booked = Allocator.onlyNotices(decision, for: receipt)
      } else {
        let found = ReturnedPayment.find(
          transaction, payer: payer, in: &engine.history,
          engine.working)
        decision = found.decision
        booked = try Reversal.book(
          receipt, original: found.original, lines: found.lines, goneCredits: found.goneCredits,
          decision: decision, in: &engine.working)
        if let original = found.original {
          engine.history.markReturned(original.payment)
          ExpectationUpdate.undo(original, found.lines, in: &engine.working)
        }
      }
    } else if let held = entry.held {
      unrecorded.insert(entry.payment)
      decision = EarlierReceipts.knownPerhaps(transaction, held.words)
      engine.noteSum(held.payment, with: entry.payment, in: &outcome)
      booked = Allocator.onlyNotices(decision, for: receipt)
    } else {
      if let doubt = entry.doubt {
        decision = EarlierReceipts.knownPerhaps(transaction, doubt)
      } else {
        decision = try engine.matcher.decide(
          transaction, with: gathered, in: engine.working)
        do {
          try Allocator.check(decision, for: receipt, in: engine.working)
        } catch {
          decision = Self.unsound(decision, transaction, error)
        }
      }
      booked = try Allocator.book(decision, for: receipt, in: &engine.working)
      ExpectationUpdate.apply(decision, transaction, to: &engine.working)
    }
    for item in booked.made { engine.matcher.index.add(engine.working.items[item], at: item) }
    touchedDisputes.formUnion(booked.disputes)
    if let record = booked.record {
      engine.history.add(
        record, booked.applications, references: ReturnedPayment.references(of: transaction))
    }
    try count(booked, isReturn: Self.isReturn(transaction))
    outcome.applications += booked.applications
    outcome.exceptions += booked.exceptions
    if let journalEntry = booked.entry, !journalEntry.postings.isEmpty {
      outcome.journal.append(journalEntry)
    }
    outcome.decided.append(
      DecidedReceipt(
        payment: entry.payment, sourceFile: entry.sourceFile, transaction: transaction,
        decision: decision, moved: engine.working.takeMoves()))
  }

  private mutating func count(_ booked: BookedReceipt, isReturn: Bool) throws(MoneyError) {
    guard let record = booked.record else { return }
    try outcome.summary.receipts.add(record.amount)
    if isReturn {
      try outcome.summary.returns.add(record.amount)
    } else if booked.exceptions.isEmpty, record.outcome == .applied {
      try outcome.summary.straightThroughReceipts.add(record.amount)
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

  /// What the batch came to, once its books are checked.
  func outcome(_ engine: ReconciliationEngine) throws -> BatchOutcome {
    var outcome = outcome
    let ledger = engine.working
    let touched = touchedDisputes.compactMap { ledger.disputeIndex($0) }.sorted()
    outcome.disputes = touched.map { ledger.disputes[$0] }
    outcome.summary.disputesOpened = touched.count { $0 >= ledger.disputesAtStart }
    outcome.summary.disputesChanged = touched.count - outcome.summary.disputesOpened
    try outcome.tally(Array(engine.history.recordsOfBatch))
    outcome.summary.invariants = try RunInvariants(outcome, engine.history, ledger).results()
    let broken = outcome.summary.invariants.filter { !$0.holds }
    guard broken.isEmpty else { throw BrokenInvariant(results: broken) }
    return outcome
  }
}

extension BatchOutcome {
  /// Counts applications and exceptions by kind and type, and what stays unapplied.
  fileprivate mutating func tally(_ records: [ReceiptRecord]) throws(MoneyError) {
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
    var unapplied = Tally()
    for record in records where record.outcome == .unapplied { try unapplied.add(record.amount) }
    summary.unapplied = unapplied.amounts
  }
}
