import Access
import Enquiry
import Foundation
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// Everything that programs can look up; what they can do stands in `APIOperations+Doing`.
enum APIOperations {
  static let all: [APIOperation] =
    exceptions + customers + documents + receipts + disputes + files + people + found + doing

  static let routes: [Route] =
    all.map(\.route) + [
      .api(.get, "/api/v1/openapi.json", for: .see) { _, _ in .json(APIDescription.document(all)) }
    ]

  /// How many lines somebody wants.
  static func limit(_ visit: Visit) throws -> Int {
    guard let text = visit.query["limit"] else { return 50 }
    guard let limit = Int(text), (1...500).contains(limit) else {
      throw Refusal(.badRequest, "limit is “\(text)”; expected 1 to 500")
    }
    return limit
  }

  private static let exceptions: [APIOperation] = [
    .get(
      "/exceptions", "listExceptions", "What waits for a person.",
      query: [
        .init(
          "type", "Only of this type.", Schema.choice(ExceptionType.allCases.map(\.rawValue))),
        .init("customer", "Only of this customer."),
        .init("currency", "Only in this currency."),
        .init("least", "At least so much, in the currency that is given too.", Schema.amount),
        .init("payer", "A part of the payer's name."),
        .init("order", "", Schema.choice(ExceptionLine.Order.allCases.map(\.rawValue))),
      ] + APIOperation.Parameter.page, gives: Schema.page(LineJSON.exceptionSchema)
    ) { visit, office in
      let filter = try ReviewFilter(visit.query)
      let page = try office.followed().exceptions(
        filter.filter, by: filter.order, after: visit.query["after"], limit: try limit(visit))
      return LineJSON.page(page, LineJSON.exception)
    },
    .get(
      "/exceptions/{id}", "getException",
      "One exception, with what can be accepted and why it waits.",
      gives: Schema.object([
        ("exception", LineJSON.exceptionSchema),
        (
          "suggestions",
          Schema.list(
            Schema.object([
              ("suggestion", Schema.string), ("fit", Schema.string), ("what", Schema.string),
            ]))
        ), ("candidates", Schema.list(LineJSON.itemSchema)),
        ("applications", Schema.list(LineJSON.applicationSchema)), ("seen", Schema.string),
      ])
    ) { visit, office in
      let facts = try CaseFacts(visit.parameter("id"), office, at: visit.now)
      return .object([
        ("exception", LineJSON.exception(facts.exception)),
        (
          "suggestions",
          .list(
            facts.suggestions.map {
              .object([
                ("suggestion", .string($0.fingerprint)), ("fit", .string($0.fit.rawValue)),
                ("what", .string($0.words)),
              ])
            })
        ), ("candidates", .list(facts.candidates.map(LineJSON.item))),
        ("applications", .list(facts.applications.map(LineJSON.application))),
        ("seen", .string(String(facts.seen))),
      ])
    },
  ]

  private static let customers: [APIOperation] = [
    .get(
      "/customers", "listCustomers", "Customers and what they owe.",
      query: [.init("order", "", Schema.choice(CustomerLine.Order.allCases.map(\.rawValue)))]
        + APIOperation.Parameter.page, gives: Schema.page(LineJSON.customerSchema)
    ) { visit, office in
      let order = CustomerLine.Order(rawValue: visit.query["order"] ?? "") ?? .name
      let page = try office.followed().customers(
        by: order, after: visit.query["after"], limit: try limit(visit))
      return LineJSON.page(page, LineJSON.customer)
    },
    .get(
      "/customers/{id}", "getCustomer", "One customer.", gives: LineJSON.customerSchema
    ) { visit, office in
      let id = CustomerID(visit.parameter("id"))
      guard let line = try office.followed().customer(id) else { throw Refusal.notThere }
      return LineJSON.customer(line)
    },
    .get(
      "/customers/{id}/documents", "listDocumentsOfCustomer", "Documents, by due date.",
      query: [.init("cleared", "`1` for the cleared ones too.", Schema.choice(["1"]))]
        + APIOperation.Parameter.page, gives: Schema.page(LineJSON.itemSchema)
    ) { visit, office in
      let page = try office.followed().items(
        of: CustomerID(visit.parameter("id")), isClearedToo: visit.query["cleared"] != nil,
        after: visit.query["after"], limit: try limit(visit))
      return LineJSON.page(page, LineJSON.item)
    },
    .get(
      "/customers/{id}/applications", "listApplicationsOfCustomer",
      "What was booked, the latest first.", query: APIOperation.Parameter.page,
      gives: Schema.page(LineJSON.applicationSchema)
    ) { visit, office in
      let page = try office.followed().applications(
        ofCustomer: CustomerID(visit.parameter("id")), after: visit.query["after"],
        limit: try limit(visit))
      return LineJSON.page(page, LineJSON.application)
    },
  ]

  private static let documents: [APIOperation] = [
    .get(
      "/documents", "findDocuments", "Documents by number, amount, name or reference.",
      query: [
        .init("q", "What is looked for."), .init("customer", "Only this customer's."),
        .init("open", "`1` for open ones only.", Schema.choice(["1"])),
      ], gives: Schema.object([("lines", Schema.list(LineJSON.itemSchema))])
    ) { visit, office in
      let search = ItemSearch(
        text: visit.query["q"] ?? "", customer: visit.query["customer"].map { CustomerID($0) },
        isClearedToo: visit.query["open"] == nil)
      let lines = search.text.isEmpty ? [] : try office.followed().items(search, limit: 50)
      return .object([("lines", .list(lines.map(LineJSON.item)))])
    },
    .get(
      "/documents/{customer}/{document}", "getDocument",
      "One document, and what was applied to it.",
      gives: Schema.object([
        ("document", LineJSON.itemSchema),
        ("applications", Schema.page(LineJSON.applicationSchema)),
      ])
    ) { visit, office in
      let key = DocumentKey(
        CustomerID(visit.parameter("customer")), DocumentNumber(visit.parameter("document")))
      let index = try office.followed()
      guard let item = try index.item(key) else { throw Refusal.notThere }
      return .object([
        ("document", LineJSON.item(item)),
        (
          "applications",
          LineJSON.page(try index.applications(of: key, limit: 500), LineJSON.application)
        ),
      ])
    },
  ]

  private static let receipts: [APIOperation] = [
    .get(
      "/receipts", "listReceipts", "Receipts, the latest first.",
      query: [.init("customer", "Only of this customer.")] + APIOperation.Parameter.page,
      gives: Schema.page(LineJSON.receiptSchema)
    ) { visit, office in
      let page = try office.followed().receipts(
        of: visit.query["customer"].map { CustomerID($0) }, after: visit.query["after"],
        limit: try limit(visit))
      return LineJSON.page(page, LineJSON.receipt)
    },
    .get(
      "/receipts/{payment}", "getReceipt", "One receipt, what is booked of it, and why.",
      gives: Schema.object([
        ("receipt", LineJSON.receiptSchema),
        ("applications", Schema.list(LineJSON.applicationSchema)),
        ("decisions", Schema.list(LineJSON.decisionSchema)), ("why", Schema.list(Schema.string)),
      ])
    ) { visit, office in
      let payment = PaymentID(visit.parameter("payment"))
      let index = try office.followed()
      guard let line = try index.receipt(payment) else { throw Refusal.notThere }
      let why = try office.readers.with { try DeskReading(store: $0).decidedLine(payment) }
      return .object([
        ("receipt", LineJSON.receipt(line)),
        (
          "applications", .list(try index.applications(of: payment).map(LineJSON.application))
        ), ("decisions", .list(try index.decisions(of: payment).map(LineJSON.decision))),
        ("why", .list((why?.lines ?? []).map { .string($0) })),
      ])
    },
  ]

  private static let disputes: [APIOperation] = [
    .get(
      "/disputes", "listDisputes", "Disputes, by value.",
      query: [
        .init("status", "", Schema.choice(Dispute.Status.allCases.map(\.rawValue))),
        .init("customer", "Only of this customer."),
      ] + APIOperation.Parameter.page, gives: Schema.page(LineJSON.disputeSchema)
    ) { visit, office in
      var filter = DisputeLine.Filter()
      filter.status = visit.query["status"].flatMap { Dispute.Status(rawValue: $0) }
      filter.customer = visit.query["customer"].map { CustomerID($0) }
      let page = try office.followed().disputes(
        filter, after: visit.query["after"], limit: try limit(visit))
      return LineJSON.page(page, LineJSON.dispute)
    },
    .get(
      "/disputes/{id}", "getDispute", "One dispute.", gives: LineJSON.disputeSchema
    ) { visit, office in
      guard let line = try office.followed().dispute(visit.parameter("id")) else {
        throw Refusal.notThere
      }
      return LineJSON.dispute(line)
    },
  ]

  private static let files: [APIOperation] = [
    .get(
      "/files", "listFiles", "Bank files, the latest first.",
      query: [.init("state", "", Schema.choice(["taken", "quarantined", "resolved", "undone"]))]
        + APIOperation.Parameter.page, gives: Schema.page(LineJSON.fileSchema)
    ) { visit, office in
      let page = try office.followed().files(
        state: visit.query["state"], after: visit.query["after"], limit: try limit(visit))
      return LineJSON.page(page, LineJSON.file)
    },
    .get("/files/{id}", "getFile", "One file.", gives: LineJSON.fileSchema) { visit, office in
      guard let line = try office.followed().file(visit.parameter("id")) else {
        throw Refusal.notThere
      }
      return LineJSON.file(line)
    },
  ]

  private static let people: [APIOperation] = [
    .get(
      "/decisions", "listDecisions", "What people decided, the latest first.",
      query: APIOperation.Parameter.page, gives: Schema.page(LineJSON.decisionSchema)
    ) { visit, office in
      let page = try office.followed().decisions(
        after: visit.query["after"], limit: try limit(visit))
      return LineJSON.page(page, LineJSON.decision)
    },
    .get(
      "/proposals", "listProposals", "What waits for a second person.",
      gives: Schema.object([("lines", Schema.list(LineJSON.proposalSchema))])
    ) { _, office in
      .object([("lines", .list(try office.followed().proposals().map(LineJSON.proposal)))])
    },
  ]

  private static let found: [APIOperation] = [
    .get(
      "/search", "search", "Whatever has this number, amount, name, reference or account.",
      query: [.init("q", "What is looked for.")],
      gives: Schema.object([
        (
          "hits",
          Schema.list(
            Schema.object([
              ("kind", Schema.string), ("title", Schema.string), ("line", Schema.string),
              ("page", Schema.string),
            ]))
        )
      ])
    ) { visit, office in
      let text = visit.query["q"] ?? ""
      let hits = text.isEmpty ? [] : try office.followed().search(text, limit: 50)
      return .object([
        (
          "hits",
          .list(
            hits.map { hit in
              .object([
                ("kind", .string("\(SearchPage.kind(of: hit))")), ("title", .string(hit.title)),
                ("line", .string(hit.line)), ("page", .string(SearchPage.place(of: hit))),
              ])
            })
        )
      ])
    }
  ]
}
