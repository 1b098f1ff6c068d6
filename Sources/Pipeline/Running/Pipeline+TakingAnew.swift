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
      actor: "quittance", day: taken.summary.asOf, policy: DeskPolicy())
    let undone = try Reconciliation.redecide(returning + sums, input)
    engine = try engineOf(undone.ledger)
    let asOf = taken.summary.asOf
    var knowledge = knowledge.knowing(completed)
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
      let id = "details:\(sum.payment)"
      if try store.row(of: .alerts, key: [id]) != nil { return nil }
      return PipelineAlert(
        id: id, kind: "details", account: line.receipt.account ?? "", file: sum.file,
        message: "\(sum.file) brings the parts of \(sum.payment), which somebody had applied as "
          + "one sum before: nothing of them is booked; compare, and reassign the sum if they say "
          + "otherwise")
    }
  }

  // MARK: Files that were undone

  /// Receipts of a file that was undone, which a batch brings again.
  struct UndoneReceipts {
    /// The file that they came with.
    var file: String
    /// The decision that took it off the books.
    var decision: String
    var payments: [PaymentID] = []
  }

  /// Those of some receipts that are off the books because the file that they came with is.
  func undoneWithTheirFile(_ payments: [PaymentID]) throws -> [UndoneReceipts] {
    let undone = Set(try store.rows(of: .files, where: "state", is: "undone").map { $0.cells[0] })
    if undone.isEmpty { return [] }
    var found: [UndoneReceipts] = []
    for payment in payments {
      guard let event = try store.events(about: payment.text, .personDecided).first,
        let record = DeskRecord(facts: EventBody.facts(event.body)), record.undoes == nil,
        let file = record.file, undone.contains(file), try !isOnTheBooks(payment)
      else { continue }
      let place = found.firstIndex { $0.decision == record.decision } ?? found.count
      if place == found.count {
        found.append(UndoneReceipts(file: file, decision: record.decision))
      }
      found[place].payments.append(payment)
    }
    return found
  }

  /// The files of which the batch brings a statement anew: what a person undid, the bank corrected.
  func filesReplaced(by batch: Batch) throws -> Set<String> {
    var files: Set<String> = []
    for facts in batch.newStatements.values.joined() {
      for row in try store.rows(of: .statements, where: "account", is: facts.account) {
        if let known = StatementFacts(row), facts.replaces(known) { files.insert(row.cells[0]) }
      }
    }
    return files
  }

  /// What people are told of receipts that come again while the file that brought them is undone.
  func alerts(ofUndone batch: Batch) throws -> [PipelineAlert] {
    let names = batch.files.prefix(3).map(\.name).joined(separator: ", ")
    let all = batch.returning.map { ($0, true) } + batch.stillOff.map { ($0, false) }
    return try all.compactMap { undone, isBooked in
      let file = try store.row(of: .files, key: [undone.file])?.cells[1] ?? undone.file
      let count = undone.payments.count
      let alert = PipelineAlert(
        id: "undone:\(undone.decision)/\(isBooked ? batch.name : "again")", kind: "undone",
        account: "", file: file,
        message: "\(count) receipts that \(undone.decision) took off the books with \(file), "
          + "such as \(undone.payments[0]), came again with \(names): "
          + (isBooked
            ? "it is the bank's corrected statement, and they are booked from there"
            : "they stay off; undo \(undone.decision) to have them back"))
      return try store.row(of: .alerts, key: [alert.id]) == nil ? alert : nil
    }
  }

  /// A file that was undone cannot come back where a later one has taken its place.
  func requireNoSuccessor(ofFile file: String) throws {
    for row in try store.rows(of: .statements) where row.cells.first == file {
      guard let known = StatementFacts(row) else { continue }
      for later in try store.rows(of: .statements, where: "account", is: known.account) {
        guard let facts = StatementFacts(later), facts.replaces(known),
          let cells = try store.row(of: .files, key: [later.cells[0]])?.cells,
          cells[0] != file, cells[8] == "taken"
        else { continue }
        throw DeskRefusal(
          .otherState,
          problem: "statement \(known.sequence) of \(known.account) came again with \(cells[1]) "
            + "since, which stands in its place",
          expected: "undo the file \(cells[0]) first")
      }
    }
  }
}
