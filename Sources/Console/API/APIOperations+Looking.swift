import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// Exceptions, customers, documents and receipts.
extension APIOperations {
  static let exceptions: [APIOperation] = [
    .get(
      "/exceptions", "listExceptions", "What waits for a person.",
      query: [
        .init("type", "Only of this type.", .choice(ExceptionType.allCases.map(\.rawValue))),
        .init("customer", "Only of this customer."),
        .init("currency", "Only in this currency.", .text(.currency)),
        .init("least", "At least so much, in the currency that is given too.", .amount),
        .init("payer", "A part of the payer's name."),
        .init(
          "order", "`value` where it is not said.",
          .choice(ExceptionLine.Order.allCases.map(\.rawValue))),
      ] + APIOperation.Parameter.page, gives: .page(LineJSON.exceptionSchema)
    ) { visit, office in
      let filter = try ReviewFilter(visit.query)
      if filter.lacksCurrency {
        throw Schema.missing("currency", expected: "that of least, such as EUR")
      }
      let page = try office.followed().exceptions(
        filter.filter, by: filter.order, after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.exception)
    },
    .get(
      "/exceptions/{id}", "getException",
      "One exception, with what can be accepted and why it waits.",
      gives: .object([
        ("exception", LineJSON.exceptionSchema),
        (
          "suggestions",
          .list(.object([("suggestion", .string), ("fit", .string), ("what", .string)]))
        ), ("candidates", .list(LineJSON.itemSchema)),
        ("applications", .list(LineJSON.applicationSchema)), ("seen", .string),
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

  static let customers: [APIOperation] = [
    .get(
      "/customers", "listCustomers", "Customers and what they owe.",
      query: [
        .init(
          "order", "`name` where it is not said.",
          .choice(CustomerLine.Order.allCases.map(\.rawValue)))
      ] + APIOperation.Parameter.page, gives: .page(LineJSON.customerSchema)
    ) { visit, office in
      let order = CustomerLine.Order(rawValue: visit.query["order"] ?? "") ?? .name
      let page = try office.followed().customers(
        by: order, after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.customer)
    },
    .get(
      "/customers/{id}", "getCustomer", "One customer.", gives: LineJSON.customerSchema
    ) { visit, office in LineJSON.customer(try customer(visit, office)) },
    .get(
      "/customers/{id}/documents", "listDocumentsOfCustomer", "Documents, by due date.",
      query: [.init("cleared", "`1` for the cleared ones too.", .choice(["1"]))]
        + APIOperation.Parameter.page, gives: .page(LineJSON.itemSchema)
    ) { visit, office in
      let page = try office.followed().items(
        of: try customer(visit, office).id, isClearedToo: visit.query["cleared"] != nil,
        after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.item)
    },
    .get(
      "/customers/{id}/applications", "listApplicationsOfCustomer",
      "What was booked, the latest first.", query: APIOperation.Parameter.page,
      gives: .page(LineJSON.applicationSchema)
    ) { visit, office in
      let page = try office.followed().applications(
        ofCustomer: try customer(visit, office).id, after: visit.query["after"],
        limit: limit(visit))
      return LineJSON.page(page, LineJSON.application)
    },
    .get(
      "/customers/{id}/statement", "getStatementOfAccount",
      "What a customer owes today, document by document, by due date.",
      query: APIOperation.Parameter.page,
      gives: .object([
        ("customer_id", .string), ("name", .string), ("on", .date),
        ("sums", LineJSON.balancesSchema), ("lines", .list(LineJSON.statementLineSchema)),
        ("next", .optionalString),
      ])
    ) { visit, office in
      let customer = try customer(visit, office)
      let page = try office.followed().items(
        of: customer.id, after: visit.query["after"], limit: limit(visit))
      let statement = StatementOfAccount(customer, on: visit.now.day, page.lines)
      return .object([
        ("customer_id", .string(customer.id.text)), ("name", .string(customer.name)),
        ("on", .string(statement.day.description)), ("sums", LineJSON.balances(customer.open)),
        ("lines", .list(page.lines.map { LineJSON.line($0, of: statement) })),
        ("next", LineJSON.optional(page.next)),
      ])
    },
  ]

  private static func customer(_ visit: Visit, _ office: Office) throws -> CustomerLine {
    let id = CustomerID(visit.parameter("id"))
    guard let line = try office.followed().customer(id) else { throw Refusal.notThere }
    return line
  }

  static let documents: [APIOperation] = [
    .get(
      "/documents", "findDocuments", "Documents by number, amount, name or reference.",
      query: [
        .init("q", "What is looked for.", isRequired: true),
        .init("customer", "Only this customer's."),
        .init("open", "`1` for open ones only.", .choice(["1"])),
        .init("limit", "How many; 50 where it is not said.", .whole(1...500)),
      ], gives: .object([("lines", .list(LineJSON.itemSchema))])
    ) { visit, office in
      let search = ItemSearch(
        text: visit.query["q"] ?? "", customer: visit.query["customer"].map { CustomerID($0) },
        isClearedToo: visit.query["open"] == nil)
      let lines = try office.followed().items(search, limit: limit(visit))
      return .object([("lines", .list(lines.map(LineJSON.item)))])
    },
    .get(
      "/documents/{customer}/{document}", "getDocument",
      "One document, and what was applied to it, in the order of booking.",
      query: APIOperation.Parameter.page,
      gives: .object([
        ("document", LineJSON.itemSchema), ("applications", .page(LineJSON.applicationSchema)),
      ])
    ) { visit, office in
      let key = DocumentKey(
        CustomerID(visit.parameter("customer")), DocumentNumber(visit.parameter("document")))
      let index = try office.followed()
      guard let item = try index.item(key) else { throw Refusal.notThere }
      let page = try index.applications(of: key, after: visit.query["after"], limit: limit(visit))
      return .object([
        ("document", LineJSON.item(item)),
        ("applications", LineJSON.page(page, LineJSON.application)),
      ])
    },
    .get(
      "/search", "search", "Whatever has this number, amount, name, reference or account.",
      query: [
        .init("q", "What is looked for.", isRequired: true),
        .init("limit", "How many; 50 where it is not said.", .whole(1...200)),
      ],
      gives: .object([
        (
          "hits",
          .list(
            .object([
              ("kind", .string), ("title", .string), ("line", .string), ("page", .string),
            ]))
        )
      ])
    ) { visit, office in
      let hits = try office.followed().search(visit.query["q"] ?? "", limit: limit(visit))
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
    },
  ]

  static let receipts: [APIOperation] = [
    .get(
      "/receipts", "listReceipts", "Receipts, the latest first.",
      query: [.init("customer", "Only of this customer.")] + APIOperation.Parameter.page,
      gives: .page(LineJSON.receiptSchema)
    ) { visit, office in
      let page = try office.followed().receipts(
        of: visit.query["customer"].map { CustomerID($0) }, after: visit.query["after"],
        limit: limit(visit))
      return LineJSON.page(page, LineJSON.receipt)
    },
    .get(
      "/receipts/{payment}", "getReceipt", "One receipt, what is booked of it, and why.",
      gives: .object([
        ("receipt", LineJSON.receiptSchema), ("applications", .list(LineJSON.applicationSchema)),
        ("decisions", .list(LineJSON.decisionSchema)), ("why", .list(.string)),
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
}
