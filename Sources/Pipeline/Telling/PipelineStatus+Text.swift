public import LedgerFiles

extension PipelineStatus {
  /// A page for a terminal.
  public var lines: [String] {
    var lines = ["Pipeline \(pipeline), \(now)"]
    func row(_ name: String, _ text: String) {
      lines.append("  " + name + String(repeating: " ", count: max(1, 19 - name.utf8.count)) + text)
    }
    row("at work", holder ?? "nobody")
    row(
      "last batch",
      lastBatch.map {
        "\($0.name), \($0.recordedAt)\(lagSeconds.map { " (\(Self.span($0)) ago)" } ?? "")"
      }
        ?? "none yet")
    row("files taken", "\(filesTaken) in \(batches) batches")
    row("waiting", "\(inInboxes) in the inboxes, \(inWork) at work, \(outbox) to be shown")
    row("open items", "\(openItems)")
    row("events", "\(events)")
    list(
      "Last statements",
      statements.map { statement in
        [statement.account, statement.day, statement.statement, statement.closing]
          .filter { !$0.isEmpty }.joined(separator: "  ")
      }, &lines)
    list("For a person", exceptions.map(Self.text), &lines)
    list("Open disputes", disputes.map(Self.text), &lines)
    list("For a second person", proposals.map { "\($0.id)  \($0.words)" }, &lines)
    list("Alerts (quittance alert closes one)", alerts.map { "\($0.id)  \($0.message)" }, &lines)
    list("In quarantine", filesQuarantined.map { "\($0.name): \($0.reason)" }, &lines)
    return lines
  }

  /// The same for programs.
  public var json: JSONValue {
    .object([
      ("pipeline", .string(pipeline)), ("time", .string(now.description)),
      ("holder", holder.map(JSONValue.string) ?? .null),
      ("last_batch", lastBatch.map { .string($0.name) } ?? .null),
      ("last_batch_at", lastBatch.map { .string($0.recordedAt) } ?? .null),
      ("lag_seconds", lagSeconds.map { .integer(Int($0)) } ?? .null),
      ("batches", .integer(batches)), ("files_taken", .integer(filesTaken)),
      ("files_in_inboxes", .integer(inInboxes)), ("files_at_work", .integer(inWork)),
      ("outbox", .integer(outbox)), ("open_items", .integer(openItems)),
      ("events", .integer(Int(events))), ("proposals", .list(proposals.map { .string($0.id) })),
      (
        "statements",
        .list(
          statements.map {
            .object([
              ("account", .string($0.account)), ("statement", .string($0.statement)),
              ("day", .string($0.day)), ("closing", .string($0.closing)),
            ])
          })
      ),
      ("exceptions", .list(exceptions.map(Self.json))),
      ("disputes", .list(disputes.map(Self.json))),
      (
        "alerts",
        .list(
          alerts.map {
            .object([("alert_id", .string($0.id)), ("message", .string($0.message))])
          })
      ),
      (
        "quarantine",
        .list(
          filesQuarantined.map {
            .object([("file", .string($0.name)), ("reason", .string($0.reason))])
          })
      ),
    ])
  }

  private static func json(_ figure: Figure) -> JSONValue {
    .object([
      ("name", .string(figure.name)), ("count", .integer(figure.count)),
      ("amounts", .list(figure.amounts.map { .string($0) })),
    ])
  }

  private static func text(_ figure: Figure) -> String {
    "\(figure.name): \(figure.count), \(figure.amounts.joined(separator: ", "))"
  }

  private func list(_ title: String, _ rows: [String], _ lines: inout [String]) {
    if rows.isEmpty { return }
    lines += ["", title] + rows.prefix(50).map { "  " + $0 }
    if rows.count > 50 { lines.append("  and \(rows.count - 50) more") }
  }

  private static func span(_ seconds: Int64) -> String {
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7200 { return "\(seconds / 60) min" }
    if seconds < 172_800 { return "\(seconds / 3600) h" }
    return "\(seconds / 86_400) days"
  }
}
