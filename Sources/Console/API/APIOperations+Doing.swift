import Access
import Enquiry
import Foundation
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

extension APIOperations {
  private static let note = (key: "note", value: Schema.string)
  private static let booked = Schema.object([
    ("decision", Schema.optionalString), ("proposal", Schema.optionalString),
  ])

  /// What was booked, or waits for a second person.
  private static func report(_ report: DeskReport) -> JSONValue {
    switch report {
    case .booked(let decision, _):
      .object([("decision", .string(decision)), ("proposal", .null)])
    case .proposed(let proposal):
      .object([("decision", .null), ("proposal", .string(proposal))])
    }
  }

  /// The members of a request.
  private static func request<Body: Decodable>(_ visit: Visit, _ type: Body.Type) throws -> Body {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(
        type, from: Data(visit.body.isEmpty ? Array("{}".utf8) : visit.body))
    } catch {
      throw Refusal(.badRequest, "the body is not what the description of this operation says")
    }
  }

  private struct Note: Decodable {
    var note: String?
  }

  private struct Choice: Decodable {
    struct Line: Decodable {
      /// Both are left out of money on account.
      var customerId: String?
      var documentNumber: String?
      var kind: String?
      var amount: String
      var reasonCode: String?
    }

    var action: String
    var suggestion: String?
    var lines: [Line]?
    var customerId: String?
    var reassign: Bool?
    var learn: Bool?
    var secondEyes: Bool?
    var payerId: String?
    var seen: String?
    var note: String?

    /// The same, as the page's form has it.
    func fields() throws -> Fields {
      var fields = Fields()
      fields.add("verb", action)
      fields.add("suggestion", suggestion ?? "")
      fields.add("account_of", customerId ?? "")
      fields.add("note", note ?? "")
      fields.add("payer", payerId ?? "")
      fields.add("seen", seen ?? "")
      if reassign == true { fields.add("reassign", "1") }
      if learn == true { fields.add("learn", "1") }
      if secondEyes == true { fields.add("eyes", "1") }
      for line in lines ?? [] {
        let number = line.documentNumber ?? ""
        fields.add(
          "document",
          line.customerId.map {
            PercentCoding.encoded($0) + "/" + PercentCoding.encoded(number)
          } ?? number)
        fields.add("kind", line.kind ?? ApplicationKind.payment.rawValue)
        fields.add("amount", line.amount)
        fields.add("reason", line.reasonCode ?? "")
      }
      return fields
    }
  }

  private struct WriteOff: Decodable {
    var amount: String
    var reasonCode: String?
    var note: String?
    var secondEyes: Bool?
  }

  private static let choice = Schema.object(
    [
      (
        "action",
        Schema.choice(["accept", "lines", "on_account", "not_ours", "settle", "undo_receipt"])
      ), ("suggestion", Schema.string),
      (
        "lines",
        Schema.list(
          Schema.object(
            [
              ("customer_id", Schema.string), ("document_number", Schema.string),
              (
                "kind",
                Schema.choice(
                  ApplicationKind.allCases.filter { $0 != .reversal }.map(\.rawValue))
              ), ("amount", Schema.amount), ("reason_code", Schema.string),
            ], optional: ["customer_id", "document_number", "kind", "reason_code"]))
      ), ("customer_id", Schema.string), ("reassign", Schema.boolean), ("learn", Schema.boolean),
      ("second_eyes", Schema.boolean), ("payer_id", Schema.string), ("seen", Schema.string), note,
    ],
    optional: [
      "payer_id", "seen", "suggestion", "lines", "customer_id", "reassign", "learn", "second_eyes",
      "note",
    ])

  static let doing: [APIOperation] = [
    .post(
      "/exceptions/{id}/decisions", "decide", "Books what somebody decides about an exception.",
      for: .decide, takes: choice, gives: booked
    ) { visit, office in
      var visit = visit
      visit.form = try request(visit, Choice.self).fields()
      return report(try await CaseDecision.book(visit, office))
    },
    .post(
      "/decisions/{id}/undo", "undoDecision", "Undoes everything that a decision did.", for: .undo,
      takes: Schema.object([note], optional: ["note"]), gives: booked
    ) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      let note = try Visit.note(try request(visit, Note.self).note ?? "")
      try DecisionPages.refuseFile(id, visit, office)
      return report(
        try await office.decide { try $0.undo(decision: id, by: name, note: note) })
    },
    .post(
      "/receipts/{payment}/undo", "undoReceipt", "Undoes all that is booked of a receipt.",
      for: .undo, takes: Schema.object([note], optional: ["note"]), gives: booked
    ) { visit, office in
      let (payment, name) = (PaymentID(visit.parameter("payment")), visit.name)
      let note = try Visit.note(try request(visit, Note.self).note ?? "")
      return report(
        try await office.decide {
          try $0.decide([.undoReceipt(payment, reason: note)], by: name, note: note)
        })
    },
    .post(
      "/files/{id}/undo", "undoFile", "Takes a file off the books.", for: .undoFile,
      takes: Schema.object([note], optional: ["note"]), gives: booked
    ) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      let note = try Visit.note(try request(visit, Note.self).note ?? "")
      return report(try await office.decide { try $0.undo(file: id, by: name, note: note) })
    },
    .post(
      "/documents/{customer}/{document}/write-offs", "writeOff",
      "Writes off what is open of a document, or a part of it.", for: .decide,
      takes: Schema.object(
        [
          ("amount", Schema.amount), ("reason_code", Schema.string), note,
          ("second_eyes", Schema.boolean),
        ], optional: ["reason_code", "note", "second_eyes"]), gives: booked
    ) { visit, office in
      let key = DocumentKey(
        CustomerID(visit.parameter("customer")), DocumentNumber(visit.parameter("document")))
      let body = try request(visit, WriteOff.self)
      guard let item = try office.followed().item(key), item.isOpen else { throw Refusal.notThere }
      guard let amount = try? Money(parsing: body.amount, in: item.open.currency) else {
        throw Refusal(
          .unprocessableContent, "“\(body.amount)” is no amount of \(item.open.currency.code)")
      }
      let name = visit.name
      return report(
        try await office.decide {
          try $0.decide(
            [.writeOff(key, amount, reasonCode: body.reasonCode ?? "")], by: name,
            note: try Visit.note(body.note ?? ""), needsSecondEyes: body.secondEyes == true)
        })
    },
    .post(
      "/proposals/{id}/approve", "approveProposal", "Books what another person proposed.",
      for: .approve, takes: Schema.object([]), gives: booked
    ) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      return report(try await office.decide { try $0.approve(id, by: name) })
    },
    .post(
      "/proposals/{id}/reject", "rejectProposal", "Throws away what another person proposed.",
      for: .approve, takes: Schema.object([note], optional: ["note"]), gives: booked
    ) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      let note = try Visit.note(try request(visit, Note.self).note ?? "")
      try await office.decide { try $0.reject(id, by: name, note: note) }
      return .object([("decision", .null), ("proposal", .null)])
    },
  ]
}
