import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Settings

/// Disputes, files, what people decided, and the rules.
extension APIOperations {
  static let disputes: [APIOperation] = [
    .get(
      "/disputes", "listDisputes", "Disputes, by value.",
      query: [
        .init(
          "status", "`all` where it is not said; `waiting` are those that are not resolved.",
          .choice(DisputeFilter.State.allCases.map(\.rawValue))),
        .init("customer", "Only of this customer."),
        .init("reason", "Only of this reason code."),
        .init("owner", "`mine`, `nobody`, or `@` and the name of somebody.", .text(.owner)),
        .init("overdue", "`1` for those whose day is over.", .choice(["1"])),
        .init(
          "order", "`value` where it is not said.",
          .choice(DisputeLine.Order.allCases.map(\.rawValue))),
      ] + APIOperation.Parameter.page, gives: .page(LineJSON.disputeSchema)
    ) { visit, office in
      var filter = DisputeFilter(visit.query)
      if visit.query["status"] == nil { filter.state = .all }
      let page = try office.followed().disputes(
        filter.filter(visit), by: filter.order, after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.dispute)
    },
    .get(
      "/disputes/{id}", "getDispute", "One dispute.", gives: LineJSON.disputeSchema
    ) { visit, office in try dispute(visit.parameter("id"), office) },
    .get(
      "/disputes/{id}/history", "getHistoryOfDispute",
      "What people did with a dispute, the latest first.",
      gives: .object([("lines", .list(LineJSON.eventSchema))])
    ) { visit, office in
      let id = visit.parameter("id")
      _ = try dispute(id, office)
      let events = try office.followed().history(ofDispute: id)
      return .object([("lines", .list(events.map(LineJSON.event)))])
    },
  ]

  static func dispute(_ id: String, _ office: Office) throws -> JSONValue {
    guard let line = try office.followed().dispute(id) else { throw Refusal.notThere }
    return LineJSON.dispute(line)
  }

  static let files: [APIOperation] = [
    .get(
      "/files", "listFiles", "Bank files, the latest first.",
      query: [
        .init(
          "state", "Only of this state.", .choice(["taken", "quarantined", "resolved", "undone"]))
      ]
        + APIOperation.Parameter.page, gives: .page(LineJSON.fileSchema)
    ) { visit, office in
      let page = try office.followed().files(
        state: visit.query["state"], after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.file)
    },
    .get("/files/{id}", "getFile", "One file.", gives: LineJSON.fileSchema) { visit, office in
      try file(visit, office)
    },
    .get(
      "/files/{id}/lines", "listLinesOfFile",
      "A file's own lines, as the bank sent them: of any encoding, each cut after "
        + "\(ArchivedFile.lineBytesMax) bytes.",
      query: [
        .init("after", "The number of the line before the first.", .whole(0...1_000_000_000)),
        APIOperation.Parameter.page[1],
      ],
      gives: .object([
        ("lines", .list(.object([("line", .whole), ("text", .string)]))),
        ("next", .optional(.whole)),
      ])
    ) { visit, office in
      guard let file = try office.followed().file(visit.parameter("id")),
        let archived = ArchivedFile(
          storedAs: file.storedAs, bytes: file.bytes, digest: file.digest, in: office.places)
      else { throw Refusal(.notFound, "The file no longer lies where it was put.") }
      let (after, limit) = (visit.query["after"].flatMap { Int($0) } ?? 0, limit(visit))
      // One more tells whether there are more.
      let lines = try await office.apart { try archived.lines((after + 1)...(after + limit + 1)) }
      return .object([
        (
          "lines",
          .list(
            lines.prefix(limit).map {
              .object([
                ("line", .integer($0.number)), ("text", .string(FilePages.text($0.bytes))),
              ])
            })
        ), ("next", lines.count > limit ? .integer(after + limit) : .null),
      ])
    },
    .get(
      "/files/{id}/receipts", "listReceiptsOfFile",
      "The receipts that a file brought, the latest first.", query: APIOperation.Parameter.page,
      gives: .page(LineJSON.receiptSchema)
    ) { visit, office in
      _ = try file(visit, office)
      let page = try office.followed().receipts(
        ofFile: visit.parameter("id"), after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.receipt)
    },
  ]

  static func file(_ visit: Visit, _ office: Office) throws -> JSONValue {
    guard let line = try office.followed().file(visit.parameter("id")) else {
      throw Refusal.notThere
    }
    return LineJSON.file(line)
  }

  static let people: [APIOperation] = [
    .get(
      "/decisions", "listDecisions", "What people decided, the latest first.",
      query: APIOperation.Parameter.page, gives: .page(LineJSON.decisionSchema)
    ) { visit, office in
      let page = try office.followed().decisions(after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.decision)
    },
    .get(
      "/decisions/{id}", "getDecision", "One decision.", gives: LineJSON.decisionSchema
    ) { visit, office in
      guard let line = try office.followed().decision(visit.parameter("id")) else {
        throw Refusal.notThere
      }
      return LineJSON.decision(line)
    },
    .get(
      "/proposals", "listProposals", "What waits for a second person, the latest first.",
      query: APIOperation.Parameter.page, gives: .page(LineJSON.proposalSchema)
    ) { visit, office in
      let page = try office.followed().proposals(after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.proposal)
    },
  ]

  static let rules: [APIOperation] = [
    .get(
      "/rules", "getRules", "The rules in force, as their file has them.",
      gives: .object([("file", .optionalString), ("rules", .string)])
    ) { _, office in
      .object([
        ("file", LineJSON.optional(office.settings.rules)),
        ("rules", .string(try RulesPage.rulesText(office))),
      ])
    }
  ]
}
