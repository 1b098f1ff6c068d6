import Access
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What programs do with files, alerts and rules.
extension APIOperations {
  private struct Trial: Decodable, Sendable {
    var from: String
    var rules: String
  }

  static let handling: [APIOperation] = [
    .post(
      "/files/{id}/undo", "undoFile", "Takes a file off the books.", for: .undoFile,
      takes: noteAlone, as: Note.self, gives: booked
    ) { visit, office, note in
      let (id, name) = (visit.parameter("id"), visit.name)
      return report(try await office.decide { try $0.undo(file: id, by: name, note: note.text) })
    },
    .post(
      "/files/{id}/retry", "retryFile",
      "Puts a file of the quarantine into its inbox again; the next sweep takes it.",
      for: .retryFile, takes: nothing, as: Nothing.self, gives: LineJSON.fileSchema
    ) { visit, office, _ in
      let (id, name) = (visit.parameter("id"), visit.name)
      try await office.decide { try $0.retry(file: id, by: name) }
      return try file(visit, office)
    },
    .post(
      "/alerts/{id}/close", "closeAlert", "Somebody saw to what the alert warns of.", for: .decide,
      takes: noteAlone, as: Note.self, gives: .object([("alert_id", .string)])
    ) { visit, office, note in
      let (id, name) = (visit.parameter("id"), visit.name)
      try await office.decide { try $0.closeAlert(id, by: name, note: note.text) }
      return .object([("alert_id", .string(id))])
    },
    .post(
      "/rules/trials", "tryRules",
      "What other rules would have decided from a day on; nothing is booked. The first "
        + "\(differencesMax) differences are told, and how many there are.",
      for: .manageRules, takes: .object([("from", .date), ("rules", .string)]), as: Trial.self,
      gives: .object([
        ("receipts", .whole), ("differing", .whole),
        (
          "differences",
          .list(
            .object([
              ("payment_id", .string), ("booked", .list(.string)), ("would_be", .list(.string)),
            ]))
        ),
      ])
    ) { visit, office, body in
      guard let day = CalendarDate(iso: body.from) else {
        throw Schema.missing("from", expected: Schema.date.expected)
      }
      try await office.trials.ask(body.rules, from: day, by: visit.name, office)
      let trial = try office.trials.outcome()
      return .object([
        ("receipts", .integer(trial.receipts)), ("differing", .integer(trial.differences.count)),
        (
          "differences",
          .list(
            trial.differences.prefix(differencesMax).map {
              .object([
                ("payment_id", .string($0.payment.text)),
                ("booked", .list($0.old.map { .string($0) })),
                ("would_be", .list($0.new.map { .string($0) })),
              ])
            })
        ),
      ])
    },
  ]

  private static let differencesMax = 500
}
