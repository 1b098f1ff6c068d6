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
    // Handed over and back: nobody else holds the bytes while they grow.
    var own: [UInt8] = []
    swap(&own, &bytes)
    var json = JSONText(own)
    own = []
    write(transaction, payment, to: &json)
    json.endLine()
    bytes = json.bytes
  }

  /// One transaction as a row of CSV; lists stand as JSON, what the file does not say as blank.
  public static func cells(_ transaction: BankTransaction, _ payment: PaymentID) -> [String] {
    func list<Element>(
      _ elements: [Element], _ each: (inout JSONText, Element) -> Void
    ) -> String {
      if elements.isEmpty { return "" }
      var json = JSONText()
      json.list(elements, each)
      return String(decoding: json.bytes, as: UTF8.self)
    }
    return [
      payment.text, transaction.position.file, transaction.position.line.map(String.init) ?? "",
      transaction.statementID, transaction.account, transaction.bookingDate?.description ?? "",
      transaction.valueDate?.description ?? "", transaction.amount.decimal,
      transaction.amount.currency.code, transaction.direction.rawValue,
      transaction.status.rawValue, transaction.isReversal ? "true" : "false",
      transaction.classification.rawValue, transaction.bankCode, transaction.bankReference,
      transaction.endToEndID ?? "", transaction.batch ?? "", transaction.payer.name,
      transaction.payer.account, transaction.checkNumber ?? "", transaction.paymentReference ?? "",
      list(transaction.documents, write), list(transaction.text) { $0.string($1) },
      transaction.charges?.decimal ?? "", transaction.instructed?.decimal ?? "",
      transaction.instructed?.currency.code ?? "",
    ]
  }

  /// One transaction as an object whose keys are the columns.
  static func write(
    _ transaction: BankTransaction, _ payment: PaymentID, to json: inout JSONText
  ) {
    json.object { json in
      json.member("payment_id", payment.text)
      json.member("file", transaction.position.file)
      json.member("line", transaction.position.line)
      json.member("statement_id", said: transaction.statementID)
      json.member("account", said: transaction.account)
      json.member("booking_date", transaction.bookingDate)
      json.member("value_date", transaction.valueDate)
      json.member("amount", transaction.amount)
      json.member("currency", transaction.amount.currency.code)
      json.member("direction", transaction.direction.rawValue)
      json.member("status", transaction.status.rawValue)
      json.key("reversal")
      json.boolean(transaction.isReversal)
      json.member("class", transaction.classification.rawValue)
      json.member("bank_code", said: transaction.bankCode)
      json.member("bank_reference", said: transaction.bankReference)
      json.member("end_to_end_id", said: transaction.endToEndID)
      json.member("batch", said: transaction.batch)
      json.member("payer_name", said: transaction.payer.name)
      json.member("payer_account", said: transaction.payer.account)
      json.member("check_number", said: transaction.checkNumber)
      json.member("payment_reference", said: transaction.paymentReference)
      json.key("documents")
      json.list(transaction.documents, write)
      json.key("text")
      json.list(transaction.text) { $0.string($1) }
      json.member("charges", transaction.charges)
      json.member("instructed_amount", transaction.instructed)
      json.member("instructed_currency", said: transaction.instructed?.currency.code)
    }
  }

  private static func write(_ json: inout JSONText, _ document: RemittanceDocument) {
    json.object { json in
      json.member("number", said: document.number)
      json.member("type", said: document.type)
      json.member("date", document.date)
      json.member("due", document.due)
      json.member("paid", document.paid)
      json.member("discount", document.discount)
      json.member("credit", document.credit)
      json.member("tax", document.tax)
      json.key("adjustments")
      json.list(document.adjustments) { json, adjustment in
        json.object {
          $0.member("amount", adjustment.amount)
          $0.member("reason", said: adjustment.reason)
          $0.member("text", said: adjustment.text)
        }
      }
    }
  }
}
