import Money
public import Receivables

/// Normalised transactions as people and programs list them: one JSON object a line, or CSV.
public enum TransactionListing {
  /// The columns, in the contract's order.
  public static let columns = [
    "payment_id", "file", "line", "statement_id", "account", "booking_date", "value_date", "amount",
    "currency", "direction", "status", "reversal", "class", "bank_code", "bank_reference",
    "end_to_end_id", "batch", "payer_name", "payer_account", "check_number", "payment_reference",
    "documents", "text", "charges", "instructed_amount", "instructed_currency",
  ]

  /// Appends one transaction as a line of JSON.
  public static func appendJSON(
    _ transaction: BankTransaction, _ payment: PaymentID, to bytes: inout [UInt8]
  ) {
    object(transaction, payment).appendCompact(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// One transaction as a row of CSV; lists stand as JSON, what the file does not say as blank.
  public static func cells(_ transaction: BankTransaction, _ payment: PaymentID) -> [String] {
    values(transaction, payment).map { value in
      switch value {
      case .null: ""
      case .string(let text): text
      case .list(let elements) where elements.isEmpty: ""
      default: String(decoding: value.compact, as: UTF8.self)
      }
    }
  }

  static func object(_ transaction: BankTransaction, _ payment: PaymentID) -> JSONValue {
    .object(Array(zip(columns, values(transaction, payment))).map { (key: $0.0, value: $0.1) })
  }

  private static func values(
    _ transaction: BankTransaction, _ payment: PaymentID
  ) -> [JSONValue] {
    [
      .string(payment.text), .string(transaction.position.file),
      transaction.position.line.map(JSONValue.integer) ?? .null,
      text(transaction.statementID), text(transaction.account),
      date(transaction.bookingDate), date(transaction.valueDate),
      .string(transaction.amount.decimal), .string(transaction.amount.currency.code),
      .string(transaction.direction.rawValue), .string(transaction.status.rawValue),
      .boolean(transaction.isReversal), .string(transaction.classification.rawValue),
      text(transaction.bankCode), text(transaction.bankReference), text(transaction.endToEndID),
      text(transaction.batch), text(transaction.payer.name), text(transaction.payer.account),
      text(transaction.checkNumber), text(transaction.paymentReference),
      .list(transaction.documents.map(document)), .list(transaction.text.map(JSONValue.string)),
      amount(transaction.charges), amount(transaction.instructed),
      text(transaction.instructed?.currency.code),
    ]
  }

  private static func document(_ document: RemittanceDocument) -> JSONValue {
    .object([
      ("number", text(document.number)), ("type", text(document.type)),
      ("date", date(document.date)), ("due", amount(document.due)),
      ("paid", amount(document.paid)), ("discount", amount(document.discount)),
      ("credit", amount(document.credit)), ("tax", amount(document.tax)),
      (
        "adjustments",
        .list(
          document.adjustments.map { adjustment in
            .object([
              ("amount", amount(adjustment.amount)), ("reason", text(adjustment.reason)),
              ("text", text(adjustment.text)),
            ])
          })
      ),
    ])
  }

  private static func text(_ text: String?) -> JSONValue {
    text.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null
  }

  private static func date(_ date: CalendarDate?) -> JSONValue {
    date.map { .string($0.description) } ?? .null
  }

  private static func amount(_ amount: Money?) -> JSONValue {
    amount.map { .string($0.decimal) } ?? .null
  }
}
