import Durable
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Says what became of the files, and keeps it for whoever asked.
  func tell(
    _ batch: Batch, _ good: [ReadItem], _ bad: [ReadItem], _ odd: [OddItem],
    _ alerts: [PipelineAlert], _ report: inout SweepReport
  ) {
    for entry in good {
      for diagnostic in entry.result.diagnostics where diagnostic.severity != "note" {
        var shown = diagnostic
        shown.position.file = entry.item.name.display
        log.tell(shown)
      }
      report.taken.append(entry.item.name.display)
      log.say(
        "file",
        "\(entry.item.name.display): \(entry.result.format), "
          + "\(entry.result.transactions) transactions\(batch.isRepeat ? ", nothing new" : "")",
        [
          ("file", .string(entry.item.name.display)), ("format", .string(entry.result.format)),
          ("transactions", .integer(entry.result.transactions)),
        ])
    }
    for (name, refusal, diagnostics) in bad.map({
      ($0.item.name.display, $0.refusal ?? Refusal(code: "", reason: ""), $0.result.diagnostics)
    }) + odd.map({ ($0.name.display, $0.refusal, []) }) {
      for diagnostic in diagnostics where diagnostic.severity != "note" {
        var shown = diagnostic
        shown.position.file = name
        log.tell(shown)
      }
      report.quarantined.append((name, refusal))
      log.say(
        "quarantine", "\(name) was not used: \(refusal.reason)", level: .error,
        [("file", .string(name)), ("code", .string(refusal.code))])
    }
    for alert in alerts {
      report.alerts.append(alert.words)
      log.say(
        "alert", alert.words, level: .warning,
        [("kind", .string(alert.kind)), ("account", .string(alert.account))])
    }
    if let outcome = batch.outcome, !batch.isRepeat {
      let summary = outcome.summary
      log.say(
        "batch",
        "\(batch.name): \(summary.receipts.count) receipts, \(summary.straightThrough) straight "
          + "through, \(outcome.exceptions.count) for a person, \(summary.repeats) repeats",
        [
          ("batch", .string(batch.name)), ("receipts", .integer(summary.receipts.count)),
          ("exceptions", .integer(outcome.exceptions.count)),
          ("repeats", .integer(summary.repeats)),
        ])
    }
  }

  // MARK: Statements that did not come

  /// How many days back a statement that did not come is missed.
  private static let missedDays = 10

  /// Raises an alert for each expected statement that is late, and closes it when it came.
  func raiseMissingStatements(_ report: inout SweepReport) throws {
    let now = clock()
    guard let time = TimeOfDay(minutes: now.minuteOfDay) else { return }
    // Nothing is missed from before the pipeline was.
    guard
      let began = try store.events(1...1).first.flatMap({
        CalendarDate(iso: $0.recordedAt.prefix(10))
      })
    else { return }
    var raised: [PipelineAlert] = []
    var closed: [String] = []
    let open = try store.rows(of: .alerts).map(\.cells)
      .filter { $0.count > 2 && $0[1] == "missing" }
    // Whenever one comes, and whether the calendar has the account any more.
    let byAccount = Dictionary(grouping: open) { $0[2] }
    for (account, alerts) in byAccount.sorted(by: { isOrderedByBytes($0.key, $1.key) }) {
      let missed = alerts.compactMap { cells in
        CalendarDate(iso: cells[0].suffix(10)).map { (id: cells[0], day: $0) }
      }
      guard let first = missed.map(\.day).min() else { continue }
      let here = try statementDays(of: account, from: first)
      closed += missed.filter { here.contains($0.day) }.map(\.id).sorted()
    }
    for expected in settings.calendar {
      let known = try statementDays(
        of: expected.account, from: now.day.advanced(byDays: -Self.missedDays))
      for back in 1...Self.missedDays {
        let day = now.day.advanced(byDays: -back)
        let id = "missing:\(expected.account)/\(day)"
        // What somebody has seen to is not told again.
        let isTold = open.contains { $0[0] == id }
        if !known.contains(day), !isTold, day >= began,
          expected.isDue(for: day, on: now.day, at: time),
          try store.events(about: id, .alertClosed).isEmpty
        {
          raised.append(
            PipelineAlert(
              id: id, kind: "missing", account: expected.account, file: "",
              message: "the statement of \(day) did not come by \(expected.by); ask the bank"))
        }
      }
    }
    if raised.isEmpty, closed.isEmpty { return }
    let terms = CommitTerms(
      actor: Self.ownActor, recordedAt: now.description,
      outbox: raised.flatMap { notices(.alert, $0.words, $0.facts) })
    try store.commit(terms) { log in
      for alert in raised {
        try log.event(
          NewEvent(
            .alertRaised, subject: alert.id, facts: alert.facts.compact,
            rows: [StateTable.alerts.adding(alert.cells)]))
      }
      for id in closed { try close(id, log) }
    }
    for alert in raised {
      report.alerts.append(alert.words)
      log.say("alert", alert.words, level: .warning)
    }
  }

  /// Raises alerts, and tells whoever wants to know.
  ///
  /// - Parameter silent: the number of a notification that does not work.
  func raise(_ alerts: [PipelineAlert], but silent: Int? = nil) throws {
    if alerts.isEmpty { return }
    let terms = CommitTerms(
      actor: Self.ownActor, recordedAt: clock().description,
      outbox: alerts.flatMap { notices(.alert, $0.words, $0.facts, but: silent) })
    try store.commit(terms) { log in
      for alert in alerts {
        try log.event(
          NewEvent(
            .alertRaised, subject: alert.id, facts: alert.facts.compact,
            rows: [StateTable.alerts.adding(alert.cells)]))
      }
    }
    for alert in alerts { log.say("alert", alert.words, level: .warning) }
  }

  /// Closes an alert: somebody saw to it.
  public func closeAlert(_ id: String, by actor: String, note: String) throws {
    guard try store.row(of: .alerts, key: [id]) != nil else {
      let isClosed = try !store.events(about: id, .alertRaised).isEmpty
      throw DeskRefusal(
        isClosed ? .otherState : .notThere, problem: "there is no alert \(id)",
        expected: "one that `quittance status` shows")
    }
    let terms = CommitTerms(actor: actor, recordedAt: clock().description)
    try store.commit(terms) { log in
      try log.event(
        NewEvent(
          .alertClosed, subject: id, facts: JSONValue.object([("note", .string(note))]).compact,
          rows: [StateTable.alerts.removing([id])]))
    }
  }

  // MARK: Who is told

  /// What people are told of a batch.
  func notices(
    of batch: Batch, _ bad: [ReadItem], _ odd: [OddItem], _ alerts: [PipelineAlert]
  ) throws -> [OutboxItem] {
    var items: [OutboxItem] = []
    let refused =
      bad.map { ($0.item.name.display, $0.refusal) } + odd.map { ($0.name.display, $0.refusal) }
    for (name, refusal) in refused {
      items += notices(
        .quarantine, "\(name) was not used: \(refusal?.reason ?? "")",
        .object([
          ("file", .string(name)), ("code", .string(refusal?.code ?? "")),
          ("reason", .string(refusal?.reason ?? "")),
        ]))
    }
    for alert in alerts {
      items += notices(.alert, alert.words, alert.facts)
    }
    if let outcome = batch.outcome, !outcome.exceptions.isEmpty {
      items += notices(
        .exception, "\(outcome.exceptions.count) receipts of batch \(batch.name) need a person",
        .object([
          ("batch", .string(batch.name)),
          ("exceptions", .list(outcome.exceptions.prefix(1000).map(Self.facts))),
        ]))
    }
    return items
  }

  private static func facts(_ exception: ReceiptException) -> JSONValue {
    .object([
      ("exception_id", .string(exception.id)), ("payment_id", .string(exception.payment.text)),
      ("type", .string(exception.type.rawValue)), ("amount", .string(exception.amount.decimal)),
      ("currency", .string(exception.amount.currency.code)),
      ("message", .string(exception.message)),
    ])
  }
}
