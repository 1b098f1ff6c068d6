import GRDB
import LedgerFiles
import Money
import Pipeline
import Receivables
import Store

/// Rows that the pipeline keeps beside the ledger.
extension IndexWriter {
  func exception(_ change: RowChange) throws {
    if change.kind != .added {
      try run("DELETE FROM exceptions WHERE exception = ?", try keyCells(change, 1)[0])
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 12)
    let amount = try amount(cells[7], cells[8], change)
    let held =
      isMaking
      ? nil
      : try fetch(
        """
        SELECT n.name FROM payments p JOIN payer_names n ON n.id = p.payer_name
        WHERE p.payment = ?
        """, cells[1])
    let payer = held?.text("name") ?? ""
    try run(
      "INSERT INTO exceptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cells[0],
      cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], amount.minorUnits, cells[8],
      cells[9], cells[10], cells[11], Self.rank(amount), payer, NameKey.of(payer))
  }

  func statement(_ change: RowChange) throws {
    let cells = try cells(change, 15)
    let day = [cells[8], String(cells[10].prefix(10)), cells[14]].first { !$0.isEmpty } ?? ""
    try run(
      """
      INSERT INTO statements(file, account, statement, sequence, page, currency, opening, closing,
        day, transactions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, cells[0], cells[1], cells[2], cells[3], cells[13], cells[4], cells[5], cells[7], day,
      Int64(cells[12]) ?? 0)
  }

  func file(_ change: RowChange) throws {
    if change.kind != .added {
      let key = try keyCells(change, 1)[0]
      let held = try fetch("SELECT number, name FROM files WHERE file = ?", key)
      if let held { try forget(SearchCode.codes(of: held[1]), .file, held[0]) }
      try run("DELETE FROM files WHERE file = ?", key)
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 12)
    let number = Int64(cells[0].dropFirst()) ?? 0
    try run(
      "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cells[0], number,
      cells[1], cells[2], cells[3], Int64(cells[4]) ?? 0, cells[5], Int64(cells[6]) ?? 0,
      Int64(cells[7]) ?? 0, cells[8], cells[9], cells[10], cells[11])
    try learn(SearchCode.codes(of: cells[1]), .file, number)
    if !cells[3].isEmpty { try resolveCopies(of: cells[3]) }
  }

  /// What was quarantined and taken later (a layout was mended, say) waits for nobody.
  private func resolveCopies(of digest: String) throws {
    try run(
      """
      UPDATE files SET state = 'resolved' WHERE digest = ? AND state = 'quarantined' AND EXISTS (
        SELECT 1 FROM files t WHERE t.digest = files.digest AND t.number > files.number
          AND t.state IN ('taken', 'undone'))
      """, digest)
  }

  func batchRow(_ change: RowChange) throws {
    if change.kind != .added {
      try run("DELETE FROM batches WHERE batch = ?", try keyCells(change, 1)[0])
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 7)
    let numbers = cells[2..<7].map { Int64($0) ?? 0 }
    try run(
      "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?)", cells[0], cells[1], numbers[0],
      numbers[1], numbers[2], numbers[3], numbers[4])
  }

  func alert(_ change: RowChange) throws {
    if change.kind != .added {
      try run("DELETE FROM alerts WHERE alert = ?", try keyCells(change, 1)[0])
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 5)
    try run(
      "INSERT INTO alerts VALUES (?, ?, ?, ?, ?)", cells[0], cells[1], cells[2], cells[3],
      cells[4])
  }

  func proposal(_ change: RowChange) throws {
    if change.kind != .added {
      try run("DELETE FROM proposals WHERE proposal = ?", try keyCells(change, 1)[0])
    }
    if change.kind == .removed { return }
    let cells = try cells(change, 6)
    let record = DeskRecord(facts: Array(cells[4].utf8))
    try run(
      "INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?, ?)", cells[0], cells[1], cells[2], cells[3],
      record.map(Self.words(of:)) ?? "",
      record?.payments.map(\.text).joined(separator: "|") ?? "", cells[5])
  }

  // MARK: Events

  /// The kinds of events of which more than their rows is kept.
  static let kindsTold: [EventKind] = [
    .batchBooked, .receiptDecided, .fileQuarantined, .personDecided, .undone, .daysRedecided,
    .alertRaised, .proposalMade, .caseChanged, .attachmentAdded, .fileRetried,
  ]

  /// Takes what an event says beside its rows.
  func tell(_ event: StoredEvent) throws {
    switch event.kind {
    case .receiptDecided: try decided(event.subject, event.body)
    case .batchBooked:
      batch = event.subject
      try note(event)
      for (payment, file) in SharedNames.files(EventBody.facts(event.body)).sorted(by: <) {
        try came(payment, withFile: file)
      }
    case .daysRedecided:
      batch = event.subject
      try note(event)
      try redecided(event)
    case .personDecided: try decided(by: event)
    case .undone:
      let note = UndoneNote(facts: EventBody.facts(event.body))
      try run(
        "UPDATE decisions SET undone_by = ? WHERE decision = ?", note?.decision ?? "?",
        event.subject)
    case .fileQuarantined, .alertRaised, .proposalMade, .fileRetried: try note(event)
    case .caseChanged, .attachmentAdded: try arranged(event)
    case .ledgerLoaded, .ledgerCompared, .proposalClosed, .alertClosed, .rows: return
    }
  }

  private func note(_ event: StoredEvent) throws {
    try run(
      """
      INSERT INTO times VALUES (?, ?, ?)
      ON CONFLICT(kind, subject) DO UPDATE SET at = excluded.at
      """, event.kind.rawValue, event.subject, event.recordedAt)
  }

  private func decided(by event: StoredEvent) throws {
    guard let record = DeskRecord(facts: EventBody.facts(event.body)) else {
      throw StoreError(
        code: .damaged, problem: "the decision of event \(event.sequence) cannot be read",
        remedy: "a store that this program, or an earlier one, wrote")
    }
    // Further receipts have events of their own, which tell less.
    try run(
      "INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')", record.decision,
      event.sequence, event.recordedAt, record.actor, record.approvedBy ?? "", record.note,
      Self.words(of: record), record.undoes ?? "", record.file ?? "")
    try tellDisputes(of: record, event)
    var payments = record.payments.map(\.text)
    if event.subject != record.decision { payments.append(event.subject) }
    for payment in payments {
      try run("INSERT OR IGNORE INTO decision_payments VALUES (?, ?)", record.decision, payment)
      try touched(payment)
    }
  }

  private func redecided(_ event: StoredEvent) throws {
    let note = RedecidedNote(facts: EventBody.facts(event.body))
    try run(
      "INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, '', ?, ?, '', '', '')", event.subject,
      event.sequence, event.recordedAt, event.actor, note?.note ?? "",
      "decided \(note?.receipts ?? 0) receipts anew")
  }

  /// What was done, for people: documents, amounts, whose; of an undoing, what it undid.
  static func words(of record: DeskRecord) -> String {
    if let undone = record.undoes { return "undid \(undone)" }
    let steps = record.actionWords
    let more = steps.count > stepsMax ? "; and \(steps.count - stepsMax) more" : ""
    return steps.prefix(stepsMax).joined(separator: "; ") + more
  }

  private static let stepsMax = 6
}

/// What the event of an undoing says.
private struct UndoneNote {
  var decision = ""

  init?(facts: [UInt8]) {
    var scan = JSONScan(facts)
    let isRead = scan.members { key, scan in
      key == "decision" ? scan.text(into: &decision) : scan.skip()
    }
    if !isRead { return nil }
  }
}

/// What the event of days decided anew says.
private struct RedecidedNote {
  var note = ""
  var receipts: Int64 = 0

  init?(facts: [UInt8]) {
    var scan = JSONScan(facts)
    let isRead = scan.members { key, scan in
      switch key {
      case "note": return scan.text(into: &note)
      case "receipts": return scan.integer(into: &receipts)
      default: return scan.skip()
      }
    }
    if !isRead { return nil }
  }
}
