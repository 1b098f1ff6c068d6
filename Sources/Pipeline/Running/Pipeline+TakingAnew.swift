import Durable
import LedgerFiles
import Receivables
import Reconciliation
import Store

/// Receipts that earlier batches took, and that a batch takes once more: sums of which it brings the
/// parts, and what was taken off the books with its file and comes again in another.
extension Pipeline {
  /// A run of ours decided it, and no person since: what a person decided stands.
  func isOurs(_ payment: PaymentID) throws -> Bool {
    guard let decided = try store.events(about: payment.text, .receiptDecided).first else {
      return false
    }
    let byPerson = try store.events(about: payment.text, .personDecided).first
    return byPerson.map { $0.sequence < decided.sequence } ?? true
  }

  /// Takes what the batch is to take anew off the books, and decides it without them.
  ///
  /// - Parameters:
  ///   - completed: sums that an earlier batch took and could not apply: this one brought their parts.
  ///   - returning: receipts that are off the books and come again.
  func takeAnew(
    _ completed: [CompletedSum], _ returning: [PaymentID], _ batch: inout Batch,
    _ engine: inout ReconciliationEngine, _ taken: inout BatchOutcome
  ) throws {
    let before = try storedLedger()
    let sums = completed.map(\.payment)
    let input = try reading.input(
      (returning + sums).map { .undoReceipt($0, reason: "it came again") }, decision: "N0", before,
      actor: Self.ownActor, day: taken.summary.asOf, policy: DeskPolicy())
    let undone = try Reconciliation.redecide(returning + sums, input)
    engine = try engineOf(undone.ledger)
    let asOf = taken.summary.asOf
    var knowledge = try self.knowledge(for: batch).knowing(completed)
    knowledge.leaving = Set(returning)
    taken = try engine.take(
      batch.files, after: try earlierStatements(batch.files), knowing: knowledge, asOf: asOf)
    batch.completedSums = try keeping(completed)
    taken.journal = undone.outcome.journal + taken.journal
    taken.changes = LedgerChanges(from: before.ledger, to: engine.ledger)
    batch.closedExceptions = try sums.flatMap {
      try store.rows(of: .exceptions, where: "payment_id", is: $0.text).map { $0.cells[0] }
    }
    for sum in sums { log.say("completed", "the parts of \(sum) came; it is booked as they are") }
  }

  /// What people are told where the details of a sum come after somebody decided about it.
  func alerts(ofDetailed sums: [DetailedSum]) throws -> [PipelineAlert] {
    try sums.compactMap { sum in
      guard try !isOurs(sum.payment), try isOnTheBooks(sum.payment),
        let line = try reading.decidedLine(sum.payment)
      else { return nil }
      let alert = PipelineAlert(
        id: "details:\(sum.payment)", kind: "details", account: line.receipt.account ?? "",
        file: sum.file,
        message: "\(sum.file) brings the parts of \(sum.payment), which somebody had applied as "
          + "one sum before: nothing of them is booked; compare, and reassign the sum if they say "
          + "otherwise")
      return try isKnown(alert) ? nil : alert
    }
  }

  /// It was told: it is open, or somebody has seen to it.
  func isKnown(_ alert: PipelineAlert) throws -> Bool {
    try store.row(of: .alerts, key: [alert.id]) != nil
      || store.events(about: alert.id, .alertClosed).contains { $0.actor != Self.ownActor }
  }

  // MARK: Files that were undone

  /// Receipts that are off the books by one decision, which a batch brings again.
  struct UndoneReceipts {
    /// The file that they came with and that was undone; empty where a correction took them off.
    var file: String
    /// The decision that took them off the books.
    var decision: String
    var payments: [PaymentID] = []
  }

  /// Who took a receipt or a return off the books: the person who undid its file, or a correction; nil
  /// where it is on them, or off for another reason.
  private func takenOff(_ payment: PaymentID, with files: Set<String>) throws -> UndoneReceipts? {
    guard let event = try store.events(about: payment.text, .personDecided).first,
      let record = DeskRecord(facts: EventBody.facts(event.body)),
      // Decided by a run since, it is on the books, or off them for another reason.
      let decided = try store.events(about: payment.text, .receiptDecided).first,
      event.sequence > decided.sequence
    else { return nil }
    if let file = record.file {
      return files.contains(file) ? UndoneReceipts(file: file, decision: record.decision) : nil
    }
    return event.actor == Self.ownActor && record.undoes == nil
      ? UndoneReceipts(file: "", decision: record.decision) : nil
  }

  /// Who acts where nobody decides.
  static let ownActor = "quittance"

  private func undoneFiles() throws -> Set<String> {
    Set(try store.rows(of: .files, where: "state", is: "undone").map { $0.cells[0] })
  }

  /// What is known of earlier receipts while a batch is decided.
  func knowledge(for batch: Batch) throws -> EarlierKnowledge {
    var knowledge = self.knowledge
    let files = try undoneFiles()
    if files.isEmpty { return knowledge }
    knowledge.staysOff = { payment in
      guard let group = try self.takenOff(payment, with: files) else { return false }
      return try !self.isIn(self.statementsCorrected(by: batch), payment, of: group)
    }
    return knowledge
  }

  /// Of some receipts those that are off the books, each once: where the bank corrected their
  /// statement they are taken again, the others stay off.
  func sort(_ payments: [PaymentID], into batch: inout Batch) throws {
    guard !payments.isEmpty, let receipts = StateTable.named("receipts") else { return }
    let gone = Set(
      try store.rows(
        of: receipts, where: "outcome", is: ReceiptRecord.Outcome.returned.rawValue
      ).filter { !$0.cells[4].hasPrefix("-") }.map { $0.cells[0] })
    let files = try undoneFiles()
    if gone.isEmpty, files.isEmpty { return }
    // Every statement of the accounts is looked at for it: only where somebody took something off.
    var corrected: Set<[String]>?
    var seen: Set<PaymentID> = []
    for payment in payments where seen.insert(payment).inserted {
      let isGone = gone.contains(payment.text)
      // A return that was taken off has no row any more.
      let mayBeReturn =
        try !isGone && !files.isEmpty
        && store.row(of: receipts, key: [payment.text]) == nil
      guard isGone || mayBeReturn, let group = try takenOff(payment, with: files) else { continue }
      let statements = try corrected ?? statementsCorrected(by: batch)
      corrected = statements
      if isGone, try isIn(statements, payment, of: group) {
        Self.add(payment, of: group, to: &batch.returning)
      } else {
        Self.add(payment, of: group, to: &batch.stillOff)
      }
    }
  }

  private static func add(
    _ payment: PaymentID, of group: UndoneReceipts, to groups: inout [UndoneReceipts]
  ) {
    if let place = groups.firstIndex(where: { $0.decision == group.decision }) {
      groups[place].payments.append(payment)
    } else {
      groups.append(
        UndoneReceipts(file: group.file, decision: group.decision, payments: [payment]))
    }
  }

  private func isIn(
    _ corrected: Set<[String]>, _ payment: PaymentID, of group: UndoneReceipts
  ) throws -> Bool {
    guard let receipt = try reading.decidedLine(payment)?.receipt else { return false }
    return corrected.contains([group.file, receipt.account ?? "", receipt.statementId ?? ""])
  }

  /// The statements that came anew with other content: file, account and id of the earlier one.
  private func statementsCorrected(by batch: Batch) throws -> Set<[String]> {
    var statements: Set<[String]> = []
    for entry in batch.results where StatementFormats.chained.contains(entry.result.format) {
      for facts in batch.newStatements[entry.item.fileID] ?? [] {
        for row in try store.rows(of: .statements, where: "account", is: facts.account) {
          guard let known = StatementFacts(row), facts.replaces(known),
            facts.closing != known.closing || facts.transactions != known.transactions
          else { continue }
          statements.insert([row.cells[0], known.account, known.id])
        }
      }
    }
    return statements
  }

  /// What people are told of receipts that come again while the file that brought them is undone.
  func alerts(ofUndone batch: Batch) throws -> [PipelineAlert] {
    let names = batch.files.prefix(3).map(\.name).joined(separator: ", ")
    let all = batch.returning.map { ($0, true) } + batch.stillOff.map { ($0, false) }
    return try all.compactMap { undone, isBooked in
      let file = try store.row(of: .files, key: [undone.file])?.cells[1] ?? "a correction"
      let count = undone.payments.count
      let alert = PipelineAlert(
        id: "undone:\(undone.decision)/\(isBooked ? batch.name : "again")", kind: "undone",
        account: "", file: file,
        message: "\(count) receipts that \(undone.decision) took off the books with \(file), "
          + "such as \(undone.payments[0]), came again with \(names): "
          + (isBooked
            ? "it is the bank's corrected statement, and they are booked from there"
            : "they stay off; undo \(undone.decision) to have them back"))
      return try isKnown(alert) ? nil : alert
    }
  }

  /// A file that was undone cannot come back where another has taken its place since.
  ///
  /// - Parameter decision: the one that took it off the books.
  func requireNoSuccessor(ofFile file: String, since decision: String) throws {
    guard let cells = try store.row(of: .files, key: [file])?.cells, cells.count > 9,
      cells[8] == "undone", let since = Int64(decision.dropFirst())
    else { return }
    for row in try store.rows(of: .statements) where row.cells.first == file {
      guard let known = StatementFacts(row) else { continue }
      for other in try store.rows(of: .statements, where: "account", is: known.account) {
        guard other.cells[0] != file, let facts = StatementFacts(other),
          facts.replaces(known) || known.replaces(facts),
          let cells = try store.row(of: .files, key: [other.cells[0]])?.cells, cells[8] == "taken",
          try lastTaken(cells) > since
        else { continue }
        throw DeskRefusal(
          .otherState,
          problem: "statement \(known.sequence) of \(known.account) came with \(cells[1]) since, "
            + "which stands in its place",
          expected: "undo the file \(cells[0]) first")
      }
    }
  }

  /// The number of the event by which a file's receipts are on the books; 0 where it brought none.
  private func lastTaken(_ cells: [String]) throws -> Int64 {
    guard let booked = try store.events(about: cells[9], .batchBooked).first,
      let payment = try paymentsOf(file: cells[0], called: cells[1], batch: cells[9]).first
    else { return 0 }
    let back = try store.events(about: payment.text, .personDecided).first { event in
      let record = DeskRecord(facts: EventBody.facts(event.body))
      return record?.file == cells[0] && record?.undoes != nil
    }
    return max(booked.sequence, back?.sequence ?? 0)
  }
}
