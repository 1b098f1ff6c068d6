import GRDB
import LedgerFiles
import Money
import Pipeline
import Receivables
import Store

/// Disputes, what people arranged about them, and what they did with them.
extension IndexWriter {
  func dispute(_ change: RowChange) throws {
    if change.kind != .added {
      try run("DELETE FROM disputes WHERE dispute = ?", try keyCells(change, 1)[0])
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 11)
    let amount = try amount(cells[3], cells[4], change)
    try run(
      "INSERT INTO disputes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cells[0], cells[1],
      cells[2], amount.minorUnits, cells[4], cells[5], cells[6], cells[7], cells[8], cells[9],
      cells[10], Self.rank(amount))
  }

  func disputeCase(_ change: RowChange) throws {
    if change.kind != .added {
      try run("DELETE FROM cases WHERE dispute = ?", try keyCells(change, 1)[0])
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 5)
    try run(
      "INSERT INTO cases VALUES (?, ?, ?, ?, ?)", cells[0], cells[1], cells[2], cells[3], cells[4])
  }

  func attachment(_ change: RowChange) throws {
    if change.kind != .added {
      try run("DELETE FROM attachments WHERE attachment = ?", try keyCells(change, 1)[0])
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 9)
    try run(
      "INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cells[0],
      Int64(cells[0].dropFirst()) ?? 0, cells[1], cells[2], cells[3], Int64(cells[4]) ?? 0,
      cells[5], cells[6], cells[7], cells[8])
  }

  // MARK: What was done

  /// A decision, told to every dispute that it was about.
  func tellDisputes(of record: DeskRecord, _ event: StoredEvent) throws {
    for on in record.disputes {
      try tell(
        on.dispute, event, step: record.undoes == nil ? on.step : "",
        words: Self.words(of: on, record),
        note: on.note.isEmpty ? record.note : on.note, decision: record.decision)
    }
  }

  /// Something that was arranged.
  func arranged(_ event: StoredEvent) throws {
    guard let note = CaseNote(facts: EventBody.facts(event.body)) else {
      throw StoreError(
        code: .damaged, problem: "what event \(event.sequence) arranged cannot be read",
        remedy: "a store that this program, or an earlier one, wrote")
    }
    try tell(event.subject, event, step: "", words: note.words, note: note.note, decision: "")
  }

  private func tell(
    _ dispute: String, _ event: StoredEvent, step: String, words: String, note: String,
    decision: String
  ) throws {
    try run(
      "INSERT OR IGNORE INTO dispute_events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", dispute,
      event.sequence, event.recordedAt, event.actor, step, words, note, decision)
  }

  /// `approve: open → resolved`.
  private static func words(of on: DeskRecord.OnDispute, _ record: DeskRecord) -> String {
    let what =
      on.step.isEmpty || record.undoes != nil
      ? words(of: record) : on.step.replacing("_", with: " ")
    guard on.before != on.after else { return what }
    return what + ": \(on.before?.rawValue ?? "none") → \(on.after?.rawValue ?? "none")"
  }
}
