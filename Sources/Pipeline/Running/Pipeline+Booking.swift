import Durable
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Settings
import Store

/// Something with the name of a bank file that cannot be read at all.
typealias OddItem = (
  claim: FileClaim, inbox: Int, name: FileName, facts: FileFacts, refusal: Refusal
)

extension Pipeline {
  /// Decides what was read, and commits all of it as one: bookings, files, alerts, and what is to be
  /// done outside afterwards.
  func book(_ read: [ReadItem], _ odd: [OddItem], _ report: inout SweepReport) throws {
    let good = read.filter { $0.refusal == nil }
    let bad = read.filter { $0.refusal != nil }
    var batch = Batch(
      number: try nextBatch(), results: read, files: good.compactMap(\.result.taken))
    batch.newStatements = try newStatements(good)
    if !good.isEmpty {
      try decide(&batch)
    }
    batch.rulesChange = try rulesChange()
    var outbox = try stageExports(batch)
    outbox += try read.flatMap { try leaving($0, batch) }
    outbox += try odd.map { try leaving($0) }
    let chain = try statementAlerts(good, batch.newStatements)
    var alerts = chain.raised
    alerts += totalsAlerts(
      good.filter { batch.newStatements[$0.item.fileID]?.isEmpty == false })
    alerts += try self.alerts(ofUndone: batch) + self.alerts(ofDetailed: batch.detailed)
    let corrections = try corrections(in: batch, good)
    outbox += corrections.filter(\.isProved).map(correcting)
    alerts += corrections.map { alert(of: $0, in: batch) }
    var told: Set<String> = []
    alerts = try alerts.filter { alert in
      try told.insert(alert.id).inserted && store.row(of: .alerts, key: [alert.id]) == nil
    }
    // What came back is not waiting to be brought back.
    let back = batch.returning.map { "undone:\($0.decision)/again" }
    let ended = try Set(chain.closed + back).sorted().filter {
      try store.row(of: .alerts, key: [$0]) != nil
    }
    outbox += try notices(of: batch, bad, odd, alerts)
    let declared = batch.isRepeat ? [] : try declarations(of: batch.outcome?.journal ?? []).rows
    let terms = CommitTerms(
      actor: Self.ownActor, recordedAt: clock().description,
      claims: read.map(\.item.claim) + odd.map(\.claim), outbox: outbox)
    do throws(StoreError) {
      try store.commit(terms) { log in
        for entry in bad { try record(entry.item.fileID, entry, log) }
        for entry in odd { try record(entry, log) }
        if let outcome = batch.outcome { try record(batch, outcome, good, log) }
        for row in declared { try log.row(row) }
        for alert in alerts { try record(alert, log) }
        for id in ended { try close(id, log) }
      }
    } catch {
      // What the engine has, the store does not.
      forgetLedger()
      throw error
    }
    if let outcome = batch.outcome {
      report.batch = batch.isRepeat ? nil : batch.name
      report.outcome = outcome
    }
    tell(batch, good, bad, odd, alerts, &report)
  }

  /// Decides the batch; the engine's ledger moves on, that of the store has yet to.
  private func decide(_ batch: inout Batch) throws {
    guard var engine = self.engine else {
      throw StoreError(
        code: .missing, problem: "no ledger was loaded into \(places.store)",
        remedy: "the pipeline's ledger folder with customers.csv and open_items.csv")
    }
    // The only copy, so that nothing of it is copied.
    self.engine = nil
    var taken = try engine.take(
      batch.files, after: try earlierStatements(batch.files), knowing: try knowledge(for: batch),
      asOf: LastDay.of(batch.files, else: LastDay.of(engine.ledger)))
    try sort(taken.repeated, into: &batch)
    var returning = batch.returning.flatMap(\.payments)
    if !returning.isEmpty {
      do {
        try takeAnew([], returning, &batch, &engine, &taken)
      } catch is DeskError {
        // Something stands on one of them: they are for a person.
        batch.stillOff += batch.returning
        batch.returning = []
        returning = []
      }
    }
    let sums = try taken.sums.filter { try isOurs($0.payment) }
    if !sums.isEmpty { try takeAnew(sums, returning, &batch, &engine, &taken) }
    let needsLedger = settings.exports.contains { $0.kind.isFolder }
    batch.outcome = RunOutcome(taken, ledger: needsLedger ? engine.ledger : Ledger())
    batch.changes = taken.changes
    batch.completedSums += try keeping(
      taken.knownSums.filter { $0.parts.count <= Self.keptPartsMax })
    batch.repeated = Set(taken.repeated)
    batch.detailed = taken.detailed
    batch.retold = try retold(taken, besides: returning)
    batch.isRepeat =
      taken.applications.isEmpty && taken.changes.receipts.added.isEmpty
      && taken.decided.allSatisfy { batch.retold.contains($0.payment) }
    self.engine = engine
  }

  /// Of sums of more parts it is not kept which they were: whoever undoes a file of thousands knows.
  private static let keptPartsMax = 200

  /// The name of the fact that keeps the rules by which the last batch was decided.
  static let rulesFact = "rules"

  /// That other rules decide from now on; nil where they are those of the batch before.
  private func rulesChange() throws -> RowChange? {
    let known = try store.fact(Self.rulesFact)
    if known == rulesText { return nil }
    let cells = [Self.rulesFact, rulesText]
    return known == nil ? StateTable.facts.adding(cells) : StateTable.facts.changing(cells)
  }

  /// What leaves no receipt (our own transfer that came back, a part of a sum that waits) is decided
  /// whenever it comes, but told once.
  private func retold(
    _ taken: BatchOutcome, besides returning: [PaymentID]
  ) throws -> Set<PaymentID> {
    let booked = Set(taken.changes.receipts.added.map(\.payment)).union(returning)
    var retold: Set<PaymentID> = []
    for decided in taken.decided where !booked.contains(decided.payment) {
      if try !store.events(about: decided.payment.text, .receiptDecided).isEmpty {
        retold.insert(decided.payment)
      }
    }
    return retold
  }

  /// The store is what counts: it is read anew.
  func forgetLedger() {
    engine = nil
    shape = nil
    sourceStamp = nil
  }

  private func nextBatch() throws -> Int {
    let last = try store.lastRows(of: .batches, count: 1).first?.cells.first
    return (last.flatMap { Int($0) } ?? 0) + 1
  }

  // MARK: The log

  private func record(
    _ batch: Batch, _ outcome: RunOutcome, _ good: [ReadItem], _ log: LogWriter
  ) throws {
    try log.event(.batchBooked, subject: batch.name, facts: Self.facts(of: batch, outcome))
    if let shape { for row in shape.rows(of: batch.changes) { try log.row(row) } }
    for row in batch.completedSums { try log.row(row) }
    if let change = batch.rulesChange { try log.row(change) }
    for id in batch.closedExceptions { try log.row(StateTable.exceptions.removing([id])) }
    for exception in outcome.exceptions where !batch.retold.contains(exception.payment) {
      try log.row(
        StateTable.exceptions.adding(ExceptionsFile.cells(exception) + [batch.name]))
    }
    for entry in outcome.journal {
      try log.row(StateTable.journal.adding(JournalRecord.cells(entry) + [batch.name]))
    }
    for entry in good { try record(entry, batch, log) }
    if !batch.isRepeat {
      let summary = outcome.summary
      try log.row(
        StateTable.batches.adding([
          batch.name, summary.asOf.description,
          String(summary.receipts.count - summary.returns.count), String(summary.returns.count),
          String(summary.repeats), String(summary.straightThrough),
          String(outcome.exceptions.count),
        ]))
    }
    try DecisionsFile.each(outcome) { payment, line in
      if batch.retold.contains(payment) { return }
      // The log's bodies end their facts themselves.
      try log.event(.receiptDecided, subject: payment.text, facts: Array(line.dropLast()))
    }
  }

  private static func facts(of batch: Batch, _ outcome: RunOutcome) -> [UInt8] {
    var facts: [(key: String, value: JSONValue)] = [
      ("batch", .string(batch.name)), ("as_of", .string(outcome.summary.asOf.description)),
      ("files", .list(batch.files.map { .string($0.name) })),
      ("receipts", .integer(outcome.summary.receipts.count)),
      ("repeats", .integer(outcome.summary.repeats)),
      ("exceptions", .integer(outcome.exceptions.count)),
    ]
    if let amounts = ReportedBatch(outcome).amounts {
      facts.append((BatchAmounts.key, BatchAmounts.json(amounts)))
    }
    let sources = batch.sources(of: outcome.decided)
    if !sources.isEmpty {
      facts.append(
        (
          SharedNames.key,
          .object(sources.map { (key: $0.payment.text, value: .string($0.file)) })
        ))
    }
    return JSONValue.object(facts).compact
  }

  private func record(_ entry: ReadItem, _ batch: Batch, _ log: LogWriter) throws {
    let inbox = entry.item.claim.inbox
    try log.row(
      StateTable.files.adding([
        entry.item.fileID, entry.item.name.display, inbox, entry.result.digest,
        String(entry.item.place.facts.size), entry.result.format, String(entry.result.statements),
        String(entry.result.transactions), "taken", batch.isRepeat ? "" : batch.name,
        archiveFolder(batch, entry.result.format) + "/" + entry.item.name.sanitised, "",
      ]))
    for facts in batch.newStatements[entry.item.fileID] ?? [] {
      try log.row(StateTable.statements.adding(facts.cells(file: entry.item.fileID)))
    }
  }

  private func record(_ file: String, _ entry: ReadItem, _ log: LogWriter) throws {
    try log.event(
      .fileQuarantined, subject: file, facts: try reason(entry.item.name, entry.refusal).json)
    try log.row(
      StateTable.files.adding([
        file, entry.item.name.display, entry.item.claim.inbox, entry.result.digest,
        String(entry.item.place.facts.size), entry.result.format, String(entry.result.statements),
        String(entry.result.transactions), "quarantined", "",
        quarantineFolder(entry.result.format) + "/" + entry.item.name.sanitised,
        entry.refusal?.reason ?? "",
      ]))
  }

  private func record(_ entry: OddItem, _ log: LogWriter) throws {
    let file = "F\(entry.claim.id)"
    try log.event(
      .fileQuarantined, subject: file, facts: try reason(entry.name, entry.refusal).json)
    try log.row(
      StateTable.files.adding([
        file, entry.name.display, entry.claim.inbox, "", String(entry.facts.size), "", "0", "0",
        "quarantined", "", quarantineFolder("") + "/" + entry.name.sanitised,
        entry.refusal.reason,
      ]))
  }

  func record(_ alert: PipelineAlert, _ log: LogWriter) throws {
    try log.event(
      NewEvent(
        .alertRaised, subject: alert.id,
        facts: JSONValue.object([("message", .string(alert.message))]).compact,
        rows: [StateTable.alerts.adding(alert.cells)]))
  }

  /// What it said is so no more.
  func close(_ alert: String, _ log: LogWriter) throws {
    try log.event(
      NewEvent(.alertClosed, subject: alert, rows: [StateTable.alerts.removing([alert])]))
  }
}
