import BankFiles
import Durable
import LedgerFiles
public import Money
public import Receivables
public import Reconciliation
import Settings
import Store

/// What deciding days anew came to.
public struct RedecisionReport: Sendable {
  /// Receipts that were decided again.
  public var receipts: Int
  /// Receipts of which the decision is another one now.
  public var differences: [DecisionDifference]
  /// Receipts that a trial left as they are: something that a person booked stands on them.
  public var left: [PaymentID] = []
  /// The batch under which it is kept; nil where nothing differs and nothing was written.
  public var batch: String?
}

extension Pipeline {
  /// Decides everything from a day on again, in the contract's order, from the files in the archive:
  /// for a file that came late (plan, I9).
  ///
  /// What was booked is reversed and booked anew where it differs; what a person decided stands.
  ///
  /// - Parameters:
  ///   - isTrial: only says what would differ.
  /// - Throws: `DeskError` (`usedSince`) where something that a person booked stands on a receipt.
  public func redecide(
    from day: CalendarDate, by actor: String, note: String, isTrial: Bool = false
  ) throws -> RedecisionReport {
    try recover()
    try synchroniseLedger()
    _ = try policy(of: [actor])
    let folder = try ledgerFolder()
    let anew = try decideAnew(from: day, by: actor, note: note, folder)
    if isTrial || anew.report.differences.isEmpty { return anew.report }
    var report = anew.report
    let name = "R" + anew.record.decision.dropFirst()
    try commit(
      name, anew.record, anew.undone, anew.taken, from: folder, to: anew.ledger)
    report.batch = name
    try finishOutbox()
    return report
  }

  /// What deciding days anew would write.
  struct DecidedAnew {
    var report: RedecisionReport
    var record: DeskRecord
    var undone: DeskOutcome
    var taken: BatchOutcome
    var ledger: Ledger
  }

  /// Decides days anew, and writes nothing.
  ///
  /// - Parameters:
  ///   - rules: other rules than the pipeline's.
  ///   - leavesUsed: leaves receipts alone on which something that a person booked stands.
  func decideAnew(
    from day: CalendarDate, by actor: String, note: String, _ folder: LedgerFolder,
    under rules: RuleBook? = nil, leavesUsed: Bool = false
  ) throws -> DecidedAnew {
    var payments = try folder.ledger.receipts.filter { $0.bookingDate >= day }.map(\.payment)
      .filter(isOurs)
    let files = try archived(from: day)
    let record = DeskRecord(
      decision: "N\(try store.lastSequence() + 1)", actor: actor, note: note,
      actions: [])
    let input = try reading.input(
      payments.map { .undoReceipt($0, reason: note) }, decision: record.decision, folder,
      actor: actor, day: clock().day, policy: DeskPolicy())
    let undone = try Reconciliation.redecide(payments, input, leavesUsed: leavesUsed)
    let left = Set(undone.left)
    payments.removeAll(where: left.contains)
    var anew = try engineOf(undone.ledger, under: rules)
    let read = Set(files.map(\.name))
    // Those of files that are not read again; the others stand in their own files.
    let earlier = try earlierStatements(files).filter { !read.contains($0.file) }
    let concerned = Set(payments)
    var knowledge = try self.knowledge(for: Batch(number: 0, results: [], files: []))
    knowledge.leaving = concerned
    let taken = try anew.take(
      files, after: earlier, knowing: knowledge, asOf: LastDay.of(files, else: day))
    let differences = Reconciliation.differences(
      between: folder.ledger.applications.standing(of: concerned),
      and: taken.applications)
    return DecidedAnew(
      report: RedecisionReport(
        receipts: payments.count, differences: differences, left: undone.left),
      record: record, undone: undone.outcome, taken: taken, ledger: anew.ledger)
  }

  private func commit(
    _ name: String, _ record: DeskRecord, _ undone: DeskOutcome, _ taken: BatchOutcome,
    from folder: LedgerFolder, to ledger: Ledger
  ) throws {
    var after = folder
    after.ledger = ledger
    let changes = LedgerChanges(from: folder.ledger, to: ledger)
    // What is only told of a receipt that an earlier one held goes too.
    let anew = undone.trace.payments + taken.decided.map(\.payment)
    let gone = try Set(anew).sorted().flatMap {
      try store.rows(of: .exceptions, where: "payment_id", is: $0.text)
    }
    var outcome = RunOutcome(taken, ledger: ledger)
    outcome.journal = undone.journal + taken.journal
    outcome.applications = undone.applications + taken.applications
    let declared = try declarations(of: outcome.journal).rows
    let terms = CommitTerms(
      actor: record.actor, recordedAt: clock().description,
      outbox: try stageExports(decision: name, outcome, changes))
    do throws(StoreError) {
      try store.commit(terms) { log in
        try log.event(
          .daysRedecided, subject: name,
          facts: JSONValue.object([
            ("decision", .string(record.decision)), ("note", .string(record.note)),
            ("receipts", .integer(undone.trace.payments.count)),
          ]).compact)
        for row in after.rows(of: changes) { try log.row(row) }
        for row in declared { try log.row(row) }
        for row in gone { try log.row(StateTable.exceptions.removing([row.cells[0]])) }
        for exception in taken.exceptions {
          try log.row(
            StateTable.exceptions.adding(ExceptionsFile.cells(exception) + [name]))
        }
        for entry in undone.journal + taken.journal {
          try log.row(StateTable.journal.adding(JournalRecord.cells(entry) + [name]))
        }
        try DecisionsFile.each(outcome) { payment, line in
          try log.event(.receiptDecided, subject: payment.text, facts: Array(line.dropLast()))
        }
      }
    } catch {
      forgetLedger()
      throw error
    }
    try hold(after)
  }

  /// The files whose receipts may be of that day or later, read again from the archive.
  private func archived(from day: CalendarDate) throws -> [TakenFile] {
    let rows = try store.rows(of: .files, where: "state", is: "taken")
    let progress = Progress(isQuiet: true)
    var files: [TakenFile] = []
    for row in rows where !row.cells[9].isEmpty {
      let cells = row.cells
      // Nothing in a batch is later than its own day.
      if let batch = try store.row(of: .batches, key: [cells[9]])?.cells, batch.count > 1,
        let last = CalendarDate(iso: batch[1]), last < day
      {
        continue
      }
      let path = try archivedPlace(of: cells)
      var input = BankFileInput(
        path: path.display, name: cells[1], format: BankFileFormat(rawValue: cells[5]),
        known: known)
      input.needsDigest = true
      let result = TakenFiles.read(input, progress)
      guard let taken = result.taken, result.digest == cells[3] else {
        throw DeskRefusal(
          .otherState, problem: "\(path.display) is not the file that was taken as \(cells[0])",
          expected: "the archive as the pipeline left it")
      }
      let isConcerned = taken.statements.contains { statement in
        statement.transactions.contains {
          ($0.bookingDate ?? $0.valueDate ?? day) >= day
        }
      }
      if isConcerned { files.append(taken) }
    }
    return files
  }

  /// Where a file lies in the archive: under its name, or that name counted up.
  func archivedPlace(of cells: [String]) throws -> FilePath {
    let path = FilePath(places.resolved(cells[10]))
    if let bytes = Int64(cells[4]), !cells[3].isEmpty,
      let found = try ArchivedFile.found(path, bytes: bytes, digest: cells[3])
    {
      return found.place
    }
    throw DeskRefusal(
      .otherState, problem: "\(cells[1]) is no longer in the archive at \(cells[10])",
      expected: "the archive as the pipeline left it")
  }
}

extension [Application] {
  /// The lines of these receipts that were not undone, and those that these returns undid.
  fileprivate func standing(of payments: Set<PaymentID>) -> [Application] {
    let byPayment = Dictionary(grouping: self, by: \.payment)
    return payments.sorted().flatMap { payment in
      let lines = byPayment[payment] ?? []
      let undoing = lines.filter { $0.kind == .reversal && $0.reverses != payment }
      return undoing + lines.standing(of: payment)
    }
  }
}
