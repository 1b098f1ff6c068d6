import Access
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What programs do with files and alerts.
extension APIOperations {
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
  ]
}
