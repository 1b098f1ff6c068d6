import Books
import Foundation
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Settings
import Store

/// A statement that came again with other content: the bank took back what is not in it any more.
struct StatementCorrection {
  var account: String
  /// The statement's number.
  var sequence: String
  /// Receipts of the earlier one that the later one does not have.
  var missing: [PaymentID]
  /// The balances say that nothing else changed.
  var isProved: Bool

  /// Names it for people and in the log.
  var words: String {
    "statement \(sequence) of \(account) came again without "
      + missing.map(\.text).joined(separator: ", ")
  }
}

extension StatementFacts {
  /// It is the other statement, made anew: same account, number and page, of the same days, and,
  /// since numbers alone are no proof with every bank, with the same balance before. (One that came
  /// after it would open with its closing balance.)
  func replaces(_ other: StatementFacts) -> Bool {
    !sequence.isEmpty && sequence == other.sequence && page == other.page
      && !opening.isEmpty && opening == other.opening && openingDate == other.openingDate
      && closingDate == other.closingDate && currency == other.currency
      && !isSame(as: other) && createdAt >= other.createdAt
  }
}

extension Pipeline {
  /// Statements that replace one that was taken (same account, number and day, other content), with
  /// the receipts that they no longer have (plan, I7).
  func corrections(in batch: Batch, _ good: [ReadItem]) throws -> [StatementCorrection] {
    let here = batch.repeated.union(batch.outcome?.decided.map(\.payment) ?? [])
    var corrections: [StatementCorrection] = []
    for entry in good where StatementFormats.chained.contains(entry.result.format) {
      for facts in batch.newStatements[entry.item.fileID] ?? [] {
        let earlier = try store.rows(of: .statements, where: "account", is: facts.account).filter {
          StatementFacts($0).map { facts.replaces($0) } ?? false
        }
        // What was told of it may have come with any of them.
        var missing: [PaymentID] = []
        for row in earlier {
          for payment in try payments(broughtBy: row)
          where try !missing.contains(payment) && !here.contains(payment)
            && isOnTheBooks(payment)
          {
            missing.append(payment)
          }
        }
        // A report within the day is not a statement that came wrong.
        let last = try earlier.last { try closesDay($0) }.flatMap { StatementFacts($0) }
        if !missing.isEmpty {
          corrections.append(
            StatementCorrection(
              account: facts.account, sequence: facts.sequence, missing: missing,
              isProved: try last.map { try isProved($0, facts, missing, batch) } ?? false))
        }
      }
    }
    return corrections
  }

  /// The receipts that came with a statement that was taken.
  private func payments(broughtBy row: StateRow) throws -> [PaymentID] {
    guard let known = StatementFacts(row),
      let file = try store.row(of: .files, key: [row.cells[0]])?.cells
    else { return [] }
    return try paymentsOf(file: file[0], called: file[1], batch: file[9]) { line in
      line.receipt.account == known.account && line.receipt.statementId == known.id
    }
  }

  /// The balances differ by what is missing, less what is new. (Otherwise a sum may stand there now
  /// where its parts stood before: that is for a person.)
  private func isProved(
    _ known: StatementFacts, _ facts: StatementFacts, _ missing: [PaymentID], _ batch: Batch
  ) throws -> Bool {
    guard let currency = Currency(facts.currency),
      let before = try? Money(parsing: known.closing, in: currency).minorUnits,
      let after = try? Money(parsing: facts.closing, in: currency).minorUnits
    else { return false }
    var difference = Int128(before) - Int128(after)
    for payment in missing {
      // What a person decided since is for a person.
      guard try isOurs(payment), let amount = try reading.decidedLine(payment)?.booked?.amount,
        amount.currency == currency
      else { return false }
      difference -= Int128(amount.minorUnits)
    }
    let added = Set(batch.changes.receipts.added.map(\.payment))
      .union(batch.returning.flatMap(\.payments))
    for decided in batch.outcome?.decided ?? []
    where added.contains(decided.payment) && decided.transaction.account == facts.account {
      let amount = Int128(decided.transaction.amount.minorUnits)
      difference += decided.transaction.direction == .credit ? amount : -amount
    }
    return difference == 0
  }

  func isOnTheBooks(_ payment: PaymentID) throws -> Bool {
    guard let table = StateTable.named("receipts"),
      let cells = try store.row(of: table, key: [payment.text])?.cells, cells.count > 6
    else { return false }
    return cells[6] != ReceiptRecord.Outcome.returned.rawValue
  }

  /// What people are told of it.
  func alert(of correction: StatementCorrection, in batch: Batch) -> PipelineAlert {
    PipelineAlert(
      // What was told of an earlier version is not what is so now.
      id: "taken off:\(correction.account)/\(correction.sequence)/\(batch.number)/"
        + correction.missing[0].text,
      kind: "corrected", account: correction.account, file: "",
      message: correction.words
        + (correction.isProved
          ? "; they were taken off the books"
          : "; they are still on the books, since the balances do not prove that nothing else "
            + "changed: see, and undo what is wrong"))
  }

  /// The step that takes them off the books once the batch is committed.
  func correcting(_ correction: StatementCorrection) -> OutboxItem {
    var step = OutboxStep()
    step.text = correction.words
    step.json = String(
      decoding: JSONValue.list(correction.missing.map { .string($0.text) }).compact, as: UTF8.self)
    return step.item(.correct, subject: correction.account)
  }

  /// Takes receipts off the books that a corrected statement does not have any more. What later
  /// bookings stand on stays, and a person is told.
  func correct(_ step: OutboxStep) throws {
    let payments = try JSONDecoder().decode([String].self, from: Data(step.json.utf8))
      .map { PaymentID($0) }.filter(isOnTheBooks)
    if payments.isEmpty { return }
    // After a crash this comes before anything was read.
    if engine == nil { try hold(try storedLedger()) }
    do {
      _ = try bookDecision(
        payments.reversed().map { .takeOffBooks($0, reason: step.text) },
        DeskTerms(actor: Self.ownActor, note: step.text), policy: DeskPolicy())
    } catch let error as DeskError {
      let alert = PipelineAlert(
        id: "correction:\(payments[0])", kind: "correction", account: "", file: "",
        message: "\(step.text); it could not be taken off the books: \(error)")
      if try store.row(of: .alerts, key: [alert.id]) == nil { try raise([alert]) }
    }
  }
}
