import Money
public import Receivables
public import Reconciliation

/// `decisions.jsonl`: for every receipt of the run what was read, tried, decided and booked, one
/// JSON object a line. What `quittance explain` shows is read from here.
public enum DecisionsFile {
  public static let name = "decisions.jsonl"

  /// The file, receipts in the order in which they were decided.
  public static func bytes(_ outcome: RunOutcome) -> [UInt8] {
    let lines = Dictionary(grouping: outcome.applications, by: \.payment)
    let raised = Dictionary(grouping: outcome.exceptions, by: \.payment)
    var bytes: [UInt8] = []
    for decided in outcome.decided {
      object(decided, lines[decided.payment] ?? [], raised[decided.payment] ?? [])
        .appendCompact(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// How the line of a payment begins: its identity stands first.
  public static func beginning(of payment: PaymentID) -> [UInt8] {
    Array("{\"payment_id\":\"\(payment.text)\",".utf8)
  }

  private static func object(
    _ decided: DecidedReceipt, _ lines: [Application], _ raised: [ReceiptException]
  ) -> JSONValue {
    let decision = decided.decision
    return .object([
      ("payment_id", .string(decided.payment.text)),
      ("receipt", TransactionListing.object(decided.transaction, decided.payment)),
      ("record", .string(decided.transaction.record)),
      ("raw", .list(decided.transaction.rawLines.map(JSONValue.string))),
      ("payer", decision.payer.map { .string($0.text) } ?? .null),
      ("rule", .string(decision.rule)),
      ("confidence", .string(decision.confidence.description)),
      ("evidence", .list(decision.evidence.map(evidence))),
      ("rejected", .list(decision.rejected.map(rejected))),
      ("certificates", .list(decision.certificates.map(certificate))),
      ("applications", .list(lines.map(application))),
      ("items", .list(decided.moved.map(moved))),
      ("exceptions", .list(raised.map(exception))),
    ])
  }

  private static func evidence(_ evidence: Evidence) -> JSONValue {
    .object([
      ("rule", .string(evidence.rule)), ("bearing", .string(evidence.bearing.rawValue)),
      ("found", .string(evidence.found)), ("weight", .integer(evidence.weight)),
    ])
  }

  private static func rejected(_ rejected: Decision.RejectedExplanation) -> JSONValue {
    .object([
      ("rule", .string(rejected.rule)),
      ("documents", .list(rejected.items.map { .string($0.number.text) })),
      ("reason", .string(rejected.reason)),
    ])
  }

  private static func certificate(_ certificate: SetCertificate) -> JSONValue {
    .object([
      ("search", .string(certificate.search.rawValue)),
      ("answer", .string(certificate.answer.rawValue)),
      ("customer_id", .string(certificate.customer.text)),
      ("amount", .string(certificate.amount.decimal)),
      ("currency", .string(certificate.amount.currency.code)),
      ("items", .integer(certificate.items)),
      ("size_max", certificate.sizeMax.map(JSONValue.integer) ?? .null),
      (
        "discounts",
        .list(
          certificate.discounts.map {
            .object([
              ("document", .string($0.document.text)), ("amount", .string($0.amount.decimal)),
            ])
          })
      ),
      ("sets", .list(certificate.sets.map { .list($0.map { .string($0.text) }) })),
      ("work", .integer(certificate.work)),
    ])
  }

  private static func moved(_ moved: MovedItem) -> JSONValue {
    .object([
      ("customer_id", .string(moved.item.customer.text)),
      ("document_number", .string(moved.item.number.text)),
      ("open_before", .string(moved.before.decimal)),
      ("open_after", .string(moved.after.decimal)),
      ("currency", .string(moved.after.currency.code)),
    ])
  }

  private static func application(_ line: Application) -> JSONValue {
    .object([
      ("customer_id", .string(line.customer.text)),
      ("document_number", .string(line.document.text)), ("kind", .string(line.kind.rawValue)),
      ("amount", .string(line.amount.decimal)), ("currency", .string(line.amount.currency.code)),
      ("reason_code", .string(line.reasonCode)),
      ("reverses", line.reverses.map { .string($0.text) } ?? .null),
    ])
  }

  private static func exception(_ exception: ReceiptException) -> JSONValue {
    .object([
      ("exception_id", .string(exception.id)), ("type", .string(exception.type.rawValue)),
      ("amount", .string(exception.amount.decimal)),
      ("currency", .string(exception.amount.currency.code)),
      ("message", .string(exception.message)),
      ("candidates", .list(exception.candidates.map { .string($0.text) })),
    ])
  }
}
