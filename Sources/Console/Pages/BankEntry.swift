import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// A receipt in the bank's own words, parsed and raw.
enum BankEntry {
  static func write(
    _ decided: RecordedDecision?, _ receipt: ReceiptLine?, file: FileLine?,
    to html: inout HTMLWriter
  ) {
    html.markup("<section><h2>What the bank sent</h2>\n<dl class=\"facts\">")
    if let receipt {
      html.markup("<dt>Amount</dt><dd><strong>")
      html.text(Grouped.amount(receipt.amount))
      html.markup("</strong></dd>")
    }
    guard let sent = decided?.receipt else {
      html.fact("Reference", receipt?.bankReference)
      html.fact("Booked on", receipt?.bookingDate.description)
      html.fact("File", receipt?.sourceFile)
      html.markup(
        "</dl><p class=\"soft\">It came with the ledger: no run of this pipeline read it.</p>")
      html.markup("</section>\n")
      return
    }
    html.fact("From", sent.payerName)
    html.fact("Their account", sent.payerAccount)
    html.fact("Booked on", sent.bookingDate)
    html.fact("Value date", sent.valueDate == sent.bookingDate ? nil : sent.valueDate)
    html.fact("Our account", sent.account)
    html.fact("Reference", sent.bankReference)
    html.fact("Payment reference", sent.paymentReference)
    html.fact("Cheque", sent.checkNumber)
    html.fact("Charges", sent.charges.map { "\($0) \(sent.currency)" })
    html.fact(
      "Instructed", sent.instructedAmount.map { "\($0) \(sent.instructedCurrency ?? "")" })
    html.fact("Text", sent.text.joined(separator: "\n"))
    for document in sent.documents { html.fact("States", words(document)) }
    html.fact("Bank's code", sent.bankCode)
    html.markup("<dt>Read from</dt><dd>")
    let place = sent.line.map { ", line \($0)" } ?? ""
    let record = (decided?.record).map { ", record \($0)" } ?? ""
    if let file {
      html.link(["files", file.id], sent.file)
      html.text(place + record)
    } else {
      html.text(sent.file + place + record)
    }
    html.markup("</dd></dl>\n")
    if let raw = decided?.raw, !raw.isEmpty {
      html.markup("<details data-key=\"b\" data-says=\"the bank's own lines\"><summary>")
      html.markup("The bank's own lines <kbd>b</kbd></summary><pre>")
      for line in raw {
        html.text(line)
        html.markup("\n")
      }
      html.markup("</pre></details>\n")
    }
    html.markup("</section>\n")
  }

  private static func words(_ document: RecordedDecision.Receipt.Document) -> String {
    var parts = [document.number ?? "(no number)"]
    if let type = document.type { parts.append(type) }
    for (name, value) in [
      ("of", document.date), ("due", document.due), ("paid", document.paid),
      ("discount", document.discount), ("credit", document.credit), ("tax", document.tax),
    ] {
      if let value { parts.append("\(name) \(value)") }
    }
    for kept in document.adjustments {
      parts.append(
        "kept back \(kept.amount)" + (kept.reason.map { " for \($0)" } ?? "")
          + (kept.text.map { " (\($0))" } ?? ""))
    }
    return parts.joined(separator: ", ")
  }
}
