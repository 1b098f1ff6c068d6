import Money
import Receivables

// History is not held against the customers of today: an old line may name one that has left.
extension LedgerFolderReading {
  mutating func readApplications(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.applications = rows.unknown
    let (payment, bankReference) = (rows.column("payment_id"), rows.column("bank_reference"))
    let (source, bookingDate) = (rows.column("source_file"), rows.column("booking_date"))
    let (owner, payer) = (rows.column("customer_id"), rows.column("payer_id"))
    let (document, kind) = (rows.column("document_number"), rows.column("kind"))
    let (amount, currencyCode) = (rows.column("amount"), rows.column("currency"))
    let (reason, rule) = (rows.column("reason_code"), rows.column("rule"))
    let (confidence, reverses) = (rows.column("confidence"), rows.column("reverses"))
    while rows.next() {
      let paymentText = rows.mandatory(payment)
      let day = rows.date(bookingDate)
      let customer = rows.mandatory(owner)
      let number = rows.mandatory(document)
      let applied = rows.choice(kind, ApplicationKind.self)
      let booked = rows.money(amount, rows.currency(currencyCode))
      let certainty = rows.optionalConfidence(confidence)
      guard rows.isRowSound, let paymentText, let day, let customer, let number, let applied,
        let booked
      else { continue }
      let payerText = rows.text(payer)
      folder.spellings.note(
        rows.text(confidence), for: certainty?.description ?? "", column: confidence.name,
        row: String(folder.ledger.applications.count))
      folder.ledger.applications.append(
        Application(
          payment: PaymentID(paymentText), bankReference: rows.text(bankReference),
          sourceFile: rows.text(source), bookingDate: day, customer: CustomerID(customer),
          payer: payerText.isEmpty ? nil : CustomerID(payerText),
          document: DocumentNumber(number), kind: applied, amount: booked,
          reasonCode: rows.text(reason), rule: rows.text(rule), confidence: certainty,
          reverses: rows.payment(reverses), carried: rows.carried()))
    }
    finish(rows)
  }

  mutating func readReceipts(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.receipts = rows.unknown
    let (payment, bankReference) = (rows.column("payment_id"), rows.column("bank_reference"))
    let (source, bookingDate) = (rows.column("source_file"), rows.column("booking_date"))
    let (amount, currencyCode) = (rows.column("amount"), rows.column("currency"))
    let outcome = rows.column("outcome")
    var lines: [PaymentID: Int] = [:]
    while rows.next() {
      let paymentText = rows.mandatory(payment)
      if let paymentText {
        rows.claim(PaymentID(paymentText), shown: paymentText, payment, in: &lines)
      }
      let day = rows.date(bookingDate)
      let received = rows.money(amount, rows.currency(currencyCode))
      let result = rows.choice(outcome, ReceiptRecord.Outcome.self)
      guard rows.isRowSound, let paymentText, let day, let received, let result else { continue }
      folder.ledger.receipts.append(
        ReceiptRecord(
          payment: PaymentID(paymentText), bankReference: rows.text(bankReference),
          sourceFile: rows.text(source), bookingDate: day, amount: received, outcome: result,
          carried: rows.carried()))
    }
    finish(rows)
  }
}
