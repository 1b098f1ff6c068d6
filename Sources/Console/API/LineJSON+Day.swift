import Enquiry
import LedgerFiles
import Money

/// How a day stands, as JSON.
extension LineJSON {
  // MARK: Figures

  static func day(_ day: ReceiptDay) -> JSONValue {
    .object([
      ("date", .string(day.date.description)), ("received", balance(day.received)),
      ("taken", balance(day.taken)), ("straight_through", balance(day.straightThrough)),
      ("waiting", balance(day.waiting)),
    ])
  }

  static let daySchema = Schema.object([
    ("date", .date), ("received", balanceSchema), ("taken", balanceSchema),
    ("straight_through", balanceSchema), ("waiting", balanceSchema),
  ])

  static func figure(_ line: FigureLine) -> JSONValue {
    .object(
      [("type", .string(line.key)), ("count", .integer(line.count))] + amount(line.amount))
  }

  static let figureSchema = Schema.object(
    [("type", .string), ("count", .whole)] + amountSchema)

  // MARK: Files

  static func batch(_ line: BatchLine) -> JSONValue {
    .object([
      ("batch", .string(line.name)), ("as_of", .string(line.asOf.description)),
      ("at", optional(line.at)), ("receipts", .integer(line.receipts)),
      ("returns", .integer(line.returns)), ("repeats", .integer(line.repeats)),
      ("straight_through", .integer(line.straightThrough)),
      ("exceptions", .integer(line.exceptions)),
    ])
  }

  static let batchSchema = Schema.object([
    ("batch", .string), ("as_of", .date), ("at", .optionalString), ("receipts", .whole),
    ("returns", .whole), ("repeats", .whole), ("straight_through", .whole), ("exceptions", .whole),
  ])

  static func coverage(_ account: AccountCoverage) -> JSONValue {
    .object([
      ("account", .string(account.account)), ("currency", optional(account.currency?.code)),
      (
        "days",
        .list(
          account.days.map { day in
            .object([
              ("date", .string(day.date.description)),
              ("is_continuous", day.isContinuous.map { .boolean($0) } ?? .null),
              ("statements", .list(day.statements.map(statement))),
            ])
          })
      ),
    ])
  }

  private static func statement(_ line: StatementLine) -> JSONValue {
    .object([
      ("statement_id", optional(line.id)), ("sequence", optional(line.sequence)),
      ("page", optional(line.page)), ("opening_amount", optional(line.opening?.decimal)),
      ("closing_amount", optional(line.closing?.decimal)),
      ("transactions", .integer(line.transactions)), ("file_id", optional(line.file)),
    ])
  }

  static let coverageSchema = Schema.object([
    ("account", .string), ("currency", .optionalString),
    (
      "days",
      .list(
        .object([
          ("date", .date), ("is_continuous", .optional(.boolean)),
          (
            "statements",
            .list(
              .object([
                ("statement_id", .optionalString), ("sequence", .optionalString),
                ("page", .optionalString), ("opening_amount", .optional(.amount)),
                ("closing_amount", .optional(.amount)), ("transactions", .whole),
                ("file_id", .optionalString),
              ]))
          ),
        ]))
    ),
  ])

  // MARK: Alerts

  static func alert(_ line: AlertLine) -> JSONValue {
    .object([
      ("alert_id", .string(line.id)), ("kind", .string(line.kind)),
      ("account", optional(line.account)), ("file", optional(line.file)),
      ("message", .string(line.message)), ("at", optional(line.at)),
    ])
  }

  static let alertSchema = Schema.object([
    ("alert_id", .string), ("kind", .string), ("account", .optionalString),
    ("file", .optionalString), ("message", .string), ("at", .optionalString),
  ])
}
