import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What programs decide, undo and approve.
extension APIOperations {
  static let note = (key: "note", value: Schema.text(.note))
  static let noteAlone = Schema.object([note], optional: ["note"])
  static let nothing = Schema.object([])
  static let booked = Schema.object([
    ("decision", .optionalString), ("proposal", .optionalString),
  ])

  struct Note: Decodable, Sendable {
    var note: String?
    var text: String { note ?? "" }
  }

  struct Nothing: Decodable, Sendable {}

  private struct WriteOffBody: Decodable, Sendable {
    var amount: String
    var reasonCode: String?
    var note: String?
    var secondEyes: Bool?
    var seen: String?
  }

  /// What was booked, or waits for a second person.
  static func report(_ report: DeskReport) -> JSONValue {
    switch report {
    case .booked(let decision, _):
      .object([("decision", .string(decision)), ("proposal", .null)])
    case .proposed(let proposal):
      .object([("decision", .null), ("proposal", .string(proposal))])
    }
  }

  static let deciding: [APIOperation] = [
    .post(
      "/exceptions/{id}/decisions", "decide",
      "Books what somebody decides about an exception. With `seen`, only where nobody decided about "
        + "its receipt since it was looked at.",
      for: .decide, takes: APIChoice.schema, as: APIChoice.self, gives: booked
    ) { visit, office, choice in
      var visit = visit
      visit.form = choice.fields
      return report(try await CaseDecision.book(visit, office))
    },
    .post(
      "/decisions/{id}/undo", "undoDecision", "Undoes everything that a decision did.", for: .undo,
      takes: noteAlone, as: Note.self, gives: booked
    ) { visit, office, note in
      let (id, name) = (visit.parameter("id"), visit.name)
      try DecisionPages.refuseFile(id, visit, office)
      return report(
        try await office.decide { try $0.undo(decision: id, by: name, note: note.text) })
    },
    .post(
      "/receipts/{payment}/undo", "undoReceipt", "Undoes all that is booked of a receipt.",
      for: .undo, takes: noteAlone, as: Note.self, gives: booked
    ) { visit, office, note in
      let (payment, name) = (PaymentID(visit.parameter("payment")), visit.name)
      return report(
        try await office.decide {
          try $0.decide([.undoReceipt(payment, reason: note.text)], by: name, note: note.text)
        })
    },
    .post(
      "/documents/{customer}/{document}/write-offs", "writeOff",
      "Writes off what is open of a document, or a part of it. With `seen`, only where exactly this "
        + "amount is open of it, as it was looked at.",
      for: .decide,
      takes: .object(
        [
          ("amount", .amount), ("reason_code", .text(.named)), note, ("second_eyes", .boolean),
          ("seen", .amount),
        ], optional: ["reason_code", "note", "second_eyes", "seen"]), as: WriteOffBody.self,
      gives: booked
    ) { visit, office, body in
      let writeOff = WriteOff(
        key: DocumentKey(
          CustomerID(visit.parameter("customer")), DocumentNumber(visit.parameter("document"))),
        amount: body.amount, reason: body.reasonCode ?? "", note: body.note ?? "",
        needsSecondEyes: body.secondEyes == true, seen: body.seen)
      return report(try await writeOff.book(by: visit.name, office))
    },
    .post(
      "/proposals/{id}/approve", "approveProposal", "Books what another person proposed.",
      for: .approve, takes: nothing, as: Nothing.self, gives: booked
    ) { visit, office, _ in
      let (id, name) = (visit.parameter("id"), visit.name)
      return report(try await office.decide { try $0.approve(id, by: name) })
    },
    .post(
      "/proposals/{id}/reject", "rejectProposal", "Throws away what another person proposed.",
      for: .approve, takes: noteAlone, as: Note.self, gives: booked
    ) { visit, office, note in
      let (id, name) = (visit.parameter("id"), visit.name)
      try await office.decide { try $0.reject(id, by: name, note: note.text) }
      return .object([("decision", .null), ("proposal", .null)])
    },
  ]
}
