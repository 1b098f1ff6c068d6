import LedgerFiles
import Receivables
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Writes a decision, and all that it changes.
  func commit(
    _ record: DeskRecord, _ outcomes: [DeskOutcome], from folder: LedgerFolder,
    to ledger: Ledger, closing proposal: String?
  ) throws {
    var after = folder
    after.ledger = ledger
    let changes = LedgerChanges(from: folder.ledger, to: ledger)
    let exceptions = try exceptionRows(outcomes, record)
    // Looked up before: whoever commits reads nothing.
    let file = try fileRow(record)
    let cases = try caseRows(record.cases ?? [])
    let subjects = outcomes.flatMap(\.trace.payments).map(\.text)
    let alerts = try alerts(
      ofSumsWithout: record.actions.compactMap { action in
        if case .takeOffBooks(let payment, _) = action { payment } else { nil }
      }, decision: record.decision)
    let outcome = RunOutcome(
      ledger: ledger, applications: outcomes.flatMap(\.applications),
      exceptions: outcomes.flatMap(\.raised), disputes: outcomes.flatMap(\.disputes),
      journal: outcomes.flatMap(\.journal), decided: [],
      summary: RunSummary(asOf: clock().day))
    let declared = try declarations(of: outcome.journal).rows
    // What came again while it was off the books is there once more.
    let again = record.undoes.map { "undone:\($0)/again" }
    let settled = try again.flatMap { try store.row(of: .alerts, key: [$0]) == nil ? nil : $0 }
    let terms = CommitTerms(
      actor: record.approvedBy ?? record.actor, recordedAt: clock().description,
      outbox: try stageExports(decision: record.decision, outcome, changes)
        + notices(
          .decision, record.words,
          .object([
            ("decision", .string(record.decision)), ("actor", .string(record.actor)),
            ("note", .string(record.note)), ("payments", .list(subjects.map { .string($0) })),
          ])))
    do throws(StoreError) {
      try store.commit(terms) { log in
        try log.event(
          .personDecided, subject: subjects.first ?? record.decision, facts: record.facts)
        for row in after.rows(of: changes) { try log.row(row) }
        for row in exceptions { try log.row(row) }
        for entry in outcomes.flatMap(\.journal) {
          try log.row(
            StateTable.journal.adding(JournalRecord.cells(entry) + [record.decision]))
        }
        for row in declared { try log.row(row) }
        if let file { try log.row(file) }
        for row in cases { try log.row(row) }
        for alert in alerts { try self.record(alert, log) }
        // Each further receipt that it is about finds it too.
        let note = JSONValue.object([("decision", .string(record.decision))]).compact
        for subject in unique(subjects.dropFirst()) where subject != subjects.first {
          try log.event(.personDecided, subject: subject, facts: record.brief)
        }
        if let undone = record.undoes {
          try log.event(.undone, subject: undone, facts: note)
        }
        if let settled { try self.close(settled, log) }
        if let proposal {
          try log.event(
            NewEvent(
              .proposalClosed, subject: proposal, facts: note,
              rows: [StateTable.proposals.removing([proposal])]))
        }
      }
    } catch {
      forgetLedger()
      throw error
    }
    // What was read of the ledger was an excerpt, or is one behind now.
    forgetLedger()
    log.say("decision", record.words)
  }

  private func unique(_ subjects: some Sequence<String>) -> [String] {
    var seen: Set<String> = []
    return subjects.filter { seen.insert($0).inserted }
  }

  /// The rows of exceptions that closed, changed or came, over all steps of the decision.
  private func exceptionRows(
    _ outcomes: [DeskOutcome], _ record: DeskRecord
  ) throws -> [RowChange] {
    var now: [String: ReceiptException?] = [:]
    var order: [String] = []
    for outcome in outcomes {
      for id in outcome.closed {
        if now.updateValue(ReceiptException?.none, forKey: id) == nil { order.append(id) }
      }
      for exception in outcome.raised {
        if now.updateValue(exception, forKey: exception.id) == nil { order.append(exception.id) }
      }
    }
    return try order.compactMap { id in
      let held = try store.row(of: .exceptions, key: [id])
      let cells = (now[id] ?? nil).map { ExceptionsFile.cells($0) + [record.decision] }
      switch (held, cells) {
      case (nil, nil): return nil
      case (nil, let cells?): return StateTable.exceptions.adding(cells)
      case (_?, nil): return StateTable.exceptions.removing([id])
      case (_?, let cells?): return StateTable.exceptions.changing(cells)
      }
    }
  }

  // MARK: Files

  /// The row of a file, as the state or a person calls it.
  func fileRow(_ file: String) throws -> StateRow {
    if let row = try store.row(of: .files, key: [file]) { return row }
    let named = try store.rows(of: .files, where: "name", is: file)
      .filter { $0.cells[8] == "taken" && !$0.cells[9].isEmpty }
    guard let row = named.first, named.count == 1 else {
      throw DeskRefusal(
        named.isEmpty ? .notThere : .notPossible,
        problem: named.isEmpty
          ? "no file \(file) was taken"
          : "\(named.count) files are called \(file): "
            + named.map { "\($0.cells[0]) of batch \($0.cells[9])" }.joined(separator: ", "),
        expected: "the number of one, such as F3")
    }
    return row
  }

  /// What becomes of the row of a file that is undone, or taken again by undoing that.
  private func fileRow(_ record: DeskRecord) throws -> RowChange? {
    guard let file = record.file, var cells = try store.row(of: .files, key: [file])?.cells else {
      return nil
    }
    cells[8] = cells[8] == "undone" ? "taken" : "undone"
    return StateTable.files.changing(cells)
  }

  /// The receipts that a file brought, in the order in which they were taken.
  func paymentsOf(
    file id: String, called name: String, batch: String,
    where isWanted: (RecordedDecision) -> Bool = { _ in true }
  ) throws -> [PaymentID] {
    guard !batch.isEmpty, let booked = try store.events(about: batch, .batchBooked).first else {
      return []
    }
    let files = SharedNames.files(EventBody.facts(booked.body))
    var payments: [PaymentID] = []
    var next = booked.sequence + 1
    while true {
      let events = try store.events(next...(next + 999))
      for event in events {
        switch event.kind {
        case .rows: continue
        case .receiptDecided:
          // A transfer of ours that came back was never a receipt.
          if let line = RecordedDecision(EventBody.facts(event.body)), line.receipt.file == name,
            files[event.subject] ?? id == id, isWanted(line),
            let receipts = StateTable.named("receipts"),
            try store.row(of: receipts, key: [event.subject]) != nil
          {
            payments.append(PaymentID(event.subject))
          }
        default: return payments
        }
      }
      if events.count < 1000 { return payments }
      next += 1000
    }
  }
}

extension DeskRecord {
  /// The decision without what it did, for those that it also concerns.
  var brief: [UInt8] {
    var brief = self
    brief.actions = []
    brief.traces = []
    brief.cases = nil
    return brief.facts
  }
}
