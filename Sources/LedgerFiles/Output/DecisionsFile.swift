import Money
public import Receivables
public import Reconciliation

/// `decisions.jsonl`: for every receipt of the run what was read, tried, decided, booked and moved,
/// one JSON object a line. What `quittance explain` shows and `quittance verify` follows is read
/// from here.
public enum DecisionsFile {
  public static let name = "decisions.jsonl"

  /// The file, receipts in the order in which they were decided.
  public static func bytes(_ outcome: RunOutcome) -> [UInt8] {
    var bytes: [UInt8] = []
    each(outcome) { _, line in bytes += line }
    return bytes
  }

  /// The lines one by one, each with its line end.
  public static func each(
    _ outcome: RunOutcome, _ take: (PaymentID, [UInt8]) throws -> Void
  ) rethrows {
    let lines = Dictionary(grouping: outcome.applications, by: \.payment)
    let raised = Dictionary(grouping: outcome.exceptions, by: \.payment)
    for decided in outcome.decided {
      var json = JSONText()
      write(decided, lines[decided.payment] ?? [], raised[decided.payment] ?? [], to: &json)
      json.endLine()
      try take(decided.payment, json.bytes)
    }
  }

  /// How the line of a payment begins: its identity stands first.
  public static func beginning(of payment: PaymentID) -> [UInt8] {
    Array("{\"payment_id\":\"\(payment.text)\",".utf8)
  }

  private static func write(
    _ decided: DecidedReceipt, _ lines: [Application], _ raised: [ReceiptException],
    to json: inout JSONText
  ) {
    let decision = decided.decision
    json.object { json in
      json.member("payment_id", decided.payment.text)
      let references = MovementReferences(of: decided.transaction)
      // A part of a sum has that of its entry: the sum may come later, in another report.
      let isPart = decided.transaction.batch != nil && !references.others.isEmpty
      if !references.unique.isEmpty || isPart {
        write(&json, references)
      }
      json.key("receipt")
      TransactionListing.write(decided.transaction, decided.payment, to: &json)
      json.member("record", decided.transaction.record)
      json.key("raw")
      json.list(decided.transaction.raw.split(separator: "\n")) { $0.string(String($1)) }
      json.member("payer", said: decision.payer?.text)
      json.member("rule", decision.rule)
      json.member("confidence", decision.confidence.description)
      json.key("evidence")
      json.list(decision.evidence, write)
      json.key("rejected")
      json.list(decision.rejected, write)
      json.key("certificates")
      json.list(decision.certificates, write)
      json.key("applications")
      json.list(lines, write)
      json.key("items")
      json.list(decided.moved, write)
      json.key("exceptions")
      json.list(raised, write)
    }
  }

  private static func write(_ json: inout JSONText, _ references: MovementReferences) {
    json.key("references")
    json.object { json in
      json.key("unique")
      json.list(references.unique) { $0.string($1) }
      json.key("others")
      json.list(references.others) { $0.string($1) }
    }
  }

  private static func write(_ json: inout JSONText, _ evidence: Evidence) {
    json.object {
      $0.member("rule", evidence.rule)
      $0.member("bearing", evidence.bearing.rawValue)
      $0.member("found", evidence.found)
      $0.member("weight", evidence.weight)
    }
  }

  private static func write(_ json: inout JSONText, _ rejected: Decision.RejectedExplanation) {
    json.object {
      $0.member("rule", rejected.rule)
      $0.key("documents")
      $0.list(rejected.items) { $0.string($1.number.text) }
      $0.member("reason", rejected.reason)
    }
  }

  private static func write(_ json: inout JSONText, _ certificate: SetCertificate) {
    json.object {
      $0.member("search", certificate.search.rawValue)
      $0.member("answer", certificate.answer.rawValue)
      $0.member("customer_id", certificate.customer.text)
      $0.member("amount", certificate.amount)
      $0.member("currency", certificate.amount.currency.code)
      $0.member("items", certificate.items)
      $0.member("size_max", certificate.sizeMax)
      $0.key("discounts")
      $0.list(certificate.discounts) { json, discount in
        json.object {
          $0.member("document", discount.document.text)
          $0.member("amount", discount.amount)
        }
      }
      $0.key("has_all_discounts")
      $0.boolean(certificate.hasAllDiscounts)
      $0.key("sets")
      $0.list(certificate.sets) { $0.list($1) { $0.string($1.text) } }
      $0.member("work", certificate.work)
    }
  }

  private static func write(_ json: inout JSONText, _ moved: MovedItem) {
    json.object {
      $0.member("customer_id", moved.item.customer.text)
      $0.member("document_number", moved.item.number.text)
      $0.member("open_before", moved.before)
      $0.member("open_after", moved.after)
      $0.member("currency", moved.after.currency.code)
    }
  }

  private static func write(_ json: inout JSONText, _ line: Application) {
    json.object {
      $0.member("customer_id", line.customer.text)
      $0.member("document_number", line.document.text)
      $0.member("kind", line.kind.rawValue)
      $0.member("amount", line.amount)
      $0.member("currency", line.amount.currency.code)
      $0.member("reason_code", line.reasonCode)
      $0.member("reverses", said: line.reverses?.text)
    }
  }

  private static func write(_ json: inout JSONText, _ exception: ReceiptException) {
    json.object {
      $0.member("exception_id", exception.id)
      $0.member("type", exception.type.rawValue)
      $0.member("amount", exception.amount)
      $0.member("currency", exception.amount.currency.code)
      $0.member("message", exception.message)
      $0.key("candidates")
      $0.list(exception.candidates) { $0.string($1.text) }
    }
  }
}
