import Money
import Receivables
import Reconciliation

/// A bank transaction as the file has it; what the file does not say is left out.
enum ReceiptAsSent {
  static func write(
    _ receipt: DecidedReceipt, bankReference: String, to html: inout HTMLWriter
  ) {
    let transaction = receipt.transaction
    fact("Payment", receipt.payment.text, to: &html)
    fact("File", place(receipt), to: &html)
    fact("Our account", transaction.account, to: &html)
    fact("Statement", transaction.statementID, to: &html)
    fact("Booked on", transaction.bookingDate?.description ?? "", to: &html)
    fact("Value date", transaction.valueDate?.description ?? "", to: &html)
    fact(
      "Amount",
      Grouped.amount(transaction.amount) + (transaction.direction == .debit ? ", going out" : ""),
      to: &html)
    fact("Instructed", transaction.instructed.map(Grouped.amount) ?? "", to: &html)
    fact("Bank charges", transaction.charges.map(Grouped.amount) ?? "", to: &html)
    fact("Payer", transaction.payer.name, to: &html)
    fact("Payer's account", transaction.payer.account, to: &html)
    fact("Payer's bank", transaction.payer.routingNumber, to: &html)
    fact("Customer number", transaction.payer.customerNumber, to: &html)
    fact("Cheque", transaction.checkNumber ?? "", to: &html)
    fact("Payment reference", transaction.paymentReference ?? "", to: &html)
    fact("Bank reference", bankReference, to: &html)
    if let endToEnd = transaction.endToEndID, endToEnd != bankReference {
      fact("End-to-end id", endToEnd, to: &html)
    }
    let others = transaction.references.filter { $0 != bankReference }
    fact("Other references", others.joined(separator: ", "), to: &html)
    fact("Batch", transaction.batch ?? "", to: &html)
    fact("Came back because", transaction.returnReason ?? "", to: &html)
    fact("Bank's code", transaction.bankCode, to: &html)
    fact("Bank's words", transaction.bankText, to: &html)
    if transaction.lacksDetails {
      fact("Details", "the file has none of the payments in this entry", to: &html)
    }
    remittance(transaction, to: &html)
    if !transaction.raw.isEmpty {
      html.heading("As the file has it")
      html.line("Record", transaction.record)
      for line in transaction.rawLines { html.line("", line) }
    }
  }

  private static func fact(_ name: String, _ value: String, to html: inout HTMLWriter) {
    if !value.isEmpty { html.line(name, value) }
  }

  private static func place(_ receipt: DecidedReceipt) -> String {
    guard let line = receipt.transaction.position.line else { return receipt.sourceFile }
    return "\(receipt.sourceFile), line \(line)"
  }

  /// What the payer says it is for. The lines are numbered, since the evidence names them so.
  private static func remittance(_ transaction: BankTransaction, to html: inout HTMLWriter) {
    html.heading("Remittance")
    if transaction.text.isEmpty, transaction.documents.isEmpty {
      html.line("The payer does not say what it is for.")
    }
    for (index, line) in transaction.text.enumerated() { html.line("Line \(index + 1)", line) }
    for document in transaction.documents {
      html.line(document.number.isEmpty ? "No number" : document.number, stated(document))
    }
  }

  /// `type CINV, of 2026-01-10, paid 980.00 EUR, discount 20.00 EUR`.
  private static func stated(_ document: RemittanceDocument) -> String {
    var parts: [String] = []
    if !document.type.isEmpty { parts.append("type \(document.type)") }
    if let date = document.date { parts.append("of \(date)") }
    let amounts = [
      ("asks for", document.due), ("paid", document.paid), ("discount", document.discount),
      ("credit", document.credit), ("tax", document.tax),
    ]
    for case (let name, let amount?) in amounts {
      parts.append("\(name) \(Grouped.amount(amount))")
    }
    for adjustment in document.adjustments {
      let amount = Grouped.amount(adjustment.amount)
      var part = adjustment.amount.isNegative ? "added \(amount)" : "kept back \(amount)"
      if !adjustment.reason.isEmpty { part += ", reason \(adjustment.reason)" }
      if !adjustment.text.isEmpty { part += " “\(adjustment.text)”" }
      parts.append(part)
    }
    return parts.isEmpty ? "no amounts stated" : parts.joined(separator: ", ")
  }
}
