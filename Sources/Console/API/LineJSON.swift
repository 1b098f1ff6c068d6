import Enquiry
import LedgerFiles
import Money
import Receivables

/// What stands in lists and pages, as JSON: each with its schema beside it.
enum LineJSON {
  static func amount(_ money: Money) -> [(key: String, value: JSONValue)] {
    [("amount", .string(money.decimal)), ("currency", .string(money.currency.code))]
  }

  static func optional(_ text: String?) -> JSONValue {
    text.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null
  }

  static func page<Line>(
    _ page: Enquiry.Page<Line>, _ line: (Line) -> JSONValue
  ) -> JSONValue {
    .object([("lines", .list(page.lines.map(line))), ("next", optional(page.next))])
  }

  static let amountSchema: [(key: String, value: Schema)] = [
    ("amount", Schema.amount), ("currency", Schema.string),
  ]

  // MARK: Exceptions

  static func exception(_ line: ExceptionLine) -> JSONValue {
    .object(
      [
        ("exception_id", .string(line.id)), ("payment_id", .string(line.payment.text)),
        ("type", .string(line.type.rawValue)),
      ] + amount(line.amount) + [
        ("booking_date", .string(line.bookingDate.description)),
        ("customer_id", optional(line.customer?.text)),
        ("customer_name", optional(line.customerName)), ("payer_name", optional(line.payerName)),
        ("message", .string(line.message)),
        ("candidates", .list(line.candidates.map { .string($0.text) })),
        ("bank_reference", optional(line.bankReference)),
        ("source_file", .string(line.sourceFile)),
      ])
  }

  static let exceptionSchema = Schema.object(
    [
      ("exception_id", Schema.string), ("payment_id", Schema.string),
      ("type", Schema.choice(ExceptionType.allCases.map(\.rawValue))),
    ] + amountSchema + [
      ("booking_date", Schema.date), ("customer_id", Schema.optionalString),
      ("customer_name", Schema.optionalString), ("payer_name", Schema.optionalString),
      ("message", Schema.string), ("candidates", Schema.list(.string)),
      ("bank_reference", Schema.optionalString), ("source_file", Schema.string),
    ])

  // MARK: Documents

  static func item(_ line: ItemLine) -> JSONValue { .object(members(line)) }

  /// A line of a statement of account.
  static func line(_ line: ItemLine, of statement: StatementOfAccount) -> JSONValue {
    .object(members(line) + [("days_late", .integer(statement.daysLate(line)))])
  }

  private static func members(_ line: ItemLine) -> [(key: String, value: JSONValue)] {
    [
      ("customer_id", .string(line.customer.text)), ("customer_name", optional(line.customerName)),
      ("document_number", .string(line.number.text)),
      ("document_type", .string(line.type.rawValue)),
      ("document_date", .string(line.documentDate.description)),
      ("due_date", .string(line.dueDate.description)),
      ("currency", .string(line.open.currency.code)),
      ("original_amount", .string(line.original.decimal)),
      ("open_amount", .string(line.open.decimal)), ("is_open", .boolean(line.isOpen)),
      ("purchase_order", optional(line.purchaseOrder)),
      ("payment_reference", optional(line.paymentReference)),
    ]
  }

  private static let itemMembers: [(key: String, value: Schema)] = [
    ("customer_id", Schema.string), ("customer_name", Schema.optionalString),
    ("document_number", Schema.string), ("document_type", Schema.string),
    ("document_date", Schema.date), ("due_date", Schema.date), ("currency", Schema.string),
    ("original_amount", Schema.amount), ("open_amount", Schema.amount),
    ("is_open", Schema.boolean), ("purchase_order", Schema.optionalString),
    ("payment_reference", Schema.optionalString),
  ]
  static let itemSchema = Schema.object(itemMembers)
  static let statementLineSchema = Schema.object(itemMembers + [("days_late", .whole)])

  static func application(_ line: ApplicationLine) -> JSONValue {
    let booked = line.application
    return .object(
      [
        ("payment_id", .string(booked.payment.text)),
        ("customer_id", .string(booked.customer.text)),
        ("document_number", .string(booked.document.text)), ("kind", .string(booked.kind.rawValue)),
      ] + amount(booked.amount) + [
        ("booking_date", .string(booked.bookingDate.description)),
        ("reason_code", optional(booked.reasonCode)), ("rule", optional(booked.rule)),
        ("reverses", optional(booked.reverses?.text)),
      ])
  }

  static let applicationSchema = Schema.object(
    [
      ("payment_id", Schema.string), ("customer_id", Schema.string),
      ("document_number", Schema.string), ("kind", Schema.string),
    ] + amountSchema + [
      ("booking_date", Schema.date), ("reason_code", Schema.optionalString),
      ("rule", Schema.optionalString), ("reverses", Schema.optionalString),
    ])

  // MARK: Customers

  static func customer(_ line: CustomerLine) -> JSONValue {
    .object([
      ("customer_id", .string(line.id.text)), ("name", .string(line.name)),
      ("parent_id", optional(line.parent?.text)), ("open", balances(line.open)),
      ("disputed", balances(line.disputed)), ("unapplied", balances(line.unapplied)),
    ])
  }

  static func balances(_ balances: [CustomerLine.Balance]) -> JSONValue {
    .list(balances.map(balance))
  }

  static func balance(_ balance: CustomerLine.Balance) -> JSONValue {
    .object([("count", .integer(balance.count))] + amount(balance.amount))
  }

  static let balanceSchema = Schema.object([("count", .whole)] + amountSchema)
  static let balancesSchema = Schema.list(balanceSchema)

  static let customerSchema = Schema.object([
    ("customer_id", Schema.string), ("name", Schema.string),
    ("parent_id", Schema.optionalString), ("open", balancesSchema),
    ("disputed", balancesSchema), ("unapplied", balancesSchema),
  ])

  // MARK: Receipts

  static func receipt(_ line: ReceiptLine) -> JSONValue {
    .object(
      [("payment_id", .string(line.payment.text))] + amount(line.amount) + [
        ("unapplied", .string(line.unapplied.decimal)),
        ("outcome", .string(line.outcome.rawValue)),
        ("booking_date", .string(line.bookingDate.description)),
        ("bank_reference", optional(line.bankReference)),
        ("source_file", .string(line.sourceFile)), ("account", optional(line.account)),
        ("payer_name", optional(line.payerName)), ("payer_account", optional(line.payerAccount)),
        ("remittance", optional(line.remittance)), ("customer_id", optional(line.customer?.text)),
        ("rule", optional(line.rule)), ("batch", optional(line.batch)),
      ])
  }

  static let receiptSchema = Schema.object(
    [("payment_id", Schema.string)] + amountSchema + [
      ("unapplied", Schema.amount), ("outcome", Schema.string), ("booking_date", Schema.date),
      ("bank_reference", Schema.optionalString), ("source_file", Schema.string),
      ("account", Schema.optionalString), ("payer_name", Schema.optionalString),
      ("payer_account", Schema.optionalString), ("remittance", Schema.optionalString),
      ("customer_id", Schema.optionalString), ("rule", Schema.optionalString),
      ("batch", Schema.optionalString),
    ])

  // MARK: Files, decisions

  static func file(_ line: FileLine) -> JSONValue {
    .object([
      ("file_id", .string(line.id)), ("name", .string(line.name)),
      ("state", .string(line.state)), ("format", optional(line.format)),
      ("statements", .integer(line.statements)), ("transactions", .integer(line.transactions)),
      ("batch", optional(line.batch)), ("digest", optional(line.digest)),
      ("reason", optional(line.reason)), ("at", optional(line.at)),
    ])
  }

  static let fileSchema = Schema.object([
    ("file_id", Schema.string), ("name", Schema.string), ("state", Schema.string),
    ("format", Schema.optionalString), ("statements", Schema.whole),
    ("transactions", Schema.whole), ("batch", Schema.optionalString),
    ("digest", Schema.optionalString), ("reason", Schema.optionalString),
    ("at", Schema.optionalString),
  ])

  static func decision(_ line: DecisionLine) -> JSONValue {
    .object([
      ("decision", .string(line.id)), ("at", .string(line.at)), ("actor", .string(line.actor)),
      ("approved_by", optional(line.approvedBy)), ("note", optional(line.note)),
      ("what", .string(line.words)), ("undoes", optional(line.undoes)),
      ("undone_by", optional(line.undoneBy)),
      ("payment_ids", .list(line.payments.map { .string($0.text) })),
    ])
  }

  static let decisionSchema = Schema.object([
    ("decision", Schema.string), ("at", Schema.string), ("actor", Schema.string),
    ("approved_by", Schema.optionalString), ("note", Schema.optionalString),
    ("what", Schema.string), ("undoes", Schema.optionalString),
    ("undone_by", Schema.optionalString), ("payment_ids", Schema.list(.string)),
  ])

  static func proposal(_ line: ProposalLine) -> JSONValue {
    .object([
      ("proposal", .string(line.id)), ("actor", .string(line.actor)),
      ("amount", line.amount.map { .string($0.decimal) } ?? .null),
      ("currency", line.amount.map { .string($0.currency.code) } ?? .null),
      ("what", .string(line.words)), ("note", optional(line.note)), ("at", .string(line.at)),
    ])
  }

  static let proposalSchema = Schema.object([
    ("proposal", Schema.string), ("actor", Schema.string), ("amount", Schema.optionalString),
    ("currency", Schema.optionalString), ("what", Schema.string), ("note", Schema.optionalString),
    ("at", Schema.string),
  ])
}
