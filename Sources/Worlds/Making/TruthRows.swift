import LedgerFiles
import Money

/// The truth of a world, in the making.
struct TruthRows {
  private var applications = CSVWriter()
  private var exceptions = CSVWriter()
  private var disputes = CSVWriter()
  private var receipts = CSVWriter()

  init() {
    applications.row([
      "payment_id", "bank_reference", "customer_id", "document_number", "kind", "amount",
      "currency", "reason_code",
    ])
    exceptions.row(["payment_id", "type"])
    disputes.row([
      "document_number", "customer_id", "amount", "currency", "reason_code", "payment_id",
    ])
    receipts.row(["payment_id", "bank_reference", "scenario", "amount", "currency", "expected"])
  }

  mutating func add(
    _ payment: WorldPayment, _ identity: GivenIdentity, _ currency: Currency, scenario: String
  ) {
    func text(_ units: Int64) -> String { Money(minorUnits: units, currency).decimal }
    let truth = payment.truth
    for line in truth.lines {
      applications.row([
        identity.payment, identity.reference, line.customer, line.document ?? identity.payment,
        line.kind, text(line.amount), currency.code, line.reason,
      ])
    }
    for type in truth.exceptions { exceptions.row([identity.payment, type]) }
    for dispute in truth.disputes {
      disputes.row([
        dispute.document, dispute.customer, text(dispute.amount), currency.code, dispute.reason,
        identity.payment,
      ])
    }
    receipts.row([
      identity.payment, identity.reference, scenario,
      text(payment.isDebit ? -payment.amount : payment.amount), currency.code, truth.expected,
    ])
  }

  mutating func flush(all: Bool, into sink: inout some WorldSink) throws {
    try Self.flush(&applications, "applications", all, &sink)
    try Self.flush(&exceptions, "exceptions", all, &sink)
    try Self.flush(&disputes, "disputes", all, &sink)
    try Self.flush(&receipts, "receipts", all, &sink)
  }

  private static func flush(
    _ writer: inout CSVWriter, _ name: String, _ all: Bool, _ sink: inout some WorldSink
  ) throws {
    guard !writer.bytes.isEmpty, all || writer.bytes.count > 1 << 18 else { return }
    try sink.append(writer.bytes, to: "truth/\(name).csv")
    writer = CSVWriter()
  }
}
