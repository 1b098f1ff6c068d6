import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Reconciliation

/// What programs do with disputes.
extension APIOperations {
  private struct Step: Decodable, Sendable {
    var step: String
    var note: String?
    var secondEyes: Bool?
  }

  private struct Merge: Decodable, Sendable {
    var into: String
    var note: String?
  }

  private struct Owner: Decodable, Sendable {
    var owner: String?
  }

  private struct Due: Decodable, Sendable {
    var dueOn: String?
  }

  static let disputing: [APIOperation] = [
    .post(
      "/disputes/{id}/steps", "stepDispute",
      "Reviews, explains, approves, denies, resolves or opens a dispute again, or notes something.",
      for: .decide,
      takes: .object(
        [
          (
            "step",
            .choice([
              "review", "note", "explain", "approve", "deny", "resolve", "reopen",
            ])
          ), note, ("second_eyes", .boolean),
        ], optional: ["note", "second_eyes"]), as: Step.self, gives: booked
    ) { visit, office, body in
      let (id, name, note) = (visit.parameter("id"), visit.name, body.note ?? "")
      let step = try DisputeSteps.step(body.step, note)
      return report(
        try await office.decide {
          try $0.decide(
            [.dispute(id, step)], by: name, note: note, needsSecondEyes: body.secondEyes == true)
        })
    },
    .post(
      "/disputes/{id}/merge", "mergeDispute",
      "Lets a dispute go on as another one of the same customer.", for: .decide,
      takes: .object([("into", .text(.named)), note], optional: ["note"]), as: Merge.self,
      gives: booked
    ) { visit, office, body in
      let (id, name) = (visit.parameter("id"), visit.name)
      return report(
        try await office.decide {
          try $0.merge(id, into: body.into, by: name, note: body.note ?? "")
        })
    },
    .post(
      "/disputes/{id}/owner", "assignDispute",
      "Makes a dispute somebody's; `null` makes it nobody's.",
      for: .decide, takes: .object([("owner", .optional(.text(.named)))]), as: Owner.self,
      gives: LineJSON.disputeSchema
    ) { visit, office, body in
      let (id, name, owner) = (visit.parameter("id"), visit.name, body.owner ?? "")
      try DisputeSteps.refuse(owner: owner, office)
      try await office.decide { try $0.assign(id, to: owner, by: name) }
      return try dispute(id, office)
    },
    .post(
      "/disputes/{id}/due", "setDueOfDispute",
      "Says until when a dispute is to be decided; `null` for no day.", for: .decide,
      takes: .object([("due_on", .optional(.date))]), as: Due.self, gives: LineJSON.disputeSchema
    ) { visit, office, body in
      let (id, name) = (visit.parameter("id"), visit.name)
      let day = body.dueOn.flatMap { CalendarDate(iso: $0) }
      try await office.decide { try $0.setDue(id, on: day, by: name) }
      return try dispute(id, office)
    },
  ]
}
