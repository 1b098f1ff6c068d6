import Access
import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// Receipts, and why each is booked as it is, back to the bytes of its file.
enum ReceiptPages {
  static let routes = [
    Route.page("/receipts") { visit, office in
      let index = try office.followed()
      let page = try index.receipts(after: visit.query["after"], limit: 50)
      return Frame.answer("Receipts", .receipts, visit) { html in
        html.markup("<h1>Receipts</h1>\n<section>")
        table(page.lines, to: &html)
        html.pager("/receipts", visit.query, next: page.next, isFirst: visit.query["after"] == nil)
        html.markup("</section>\n")
      }
    },
    Route.page("/receipts/{payment}") { visit, office in
      let payment = PaymentID(visit.parameter("payment"))
      let index = try office.followed()
      let decided = try office.readers.with { try DeskReading(store: $0).decidedLine(payment) }
      let receipt = try index.receipt(payment)
      guard receipt != nil || decided != nil else { throw Refusal.notThere }
      let file = try receipt.flatMap { try index.file($0.file) }
      let waiting = try index.exceptions(of: payment)
      let lines = try index.applications(of: payment)
      let history = try index.decisions(of: payment)
      return Frame.answer("Receipt \(payment)", .receipts, visit) { html in
        DoneNote.write(visit, index, to: &html)
        if let was = visit.query["was"] {
          html.element(
            "<p class=\"told\" role=\"status\">",
            "\(was) does not wait any more: somebody decided it, or its reason is gone.", "</p>\n")
        }
        html.element("<h1>Receipt <small>", payment.text, "</small></h1>\n")
        for exception in waiting {
          html.markup("<p class=\"alert\">Waits for a person: ")
          html.link(
            ["review", exception.id],
            "\(ReportWords.name(of: exception.type)) \(Grouped.amount(exception.amount))")
          html.markup("</p>\n")
        }
        html.markup("<div class=\"two\"><div>\n")
        BankEntry.write(decided, receipt, file: file, to: &html)
        if let file, let line = decided?.receipt.line {
          html.markup("<p><a href=\"")
          html.path(["files", file.id, "lines"])
          html.text("?line=\(line)#line-\(line)")
          html.markup("\">Its place in the file</a></p>\n")
        }
        html.markup("</div><div>\n<section><h2>What is booked of it</h2>\n")
        if let receipt {
          html.element(
            "<p>",
            "\(ReportWords.spaced(receipt.outcome.rawValue)); "
              + "\(Grouped.amount(receipt.unapplied)) unapplied.", "</p>\n")
        }
        Findings.write(lines, to: &html)
        told(by: history, visit, to: &html)
        if visit.may(.undo), !lines.isEmpty { undo(payment, visit, to: &html) }
        html.markup("</section>\n")
        if let decided {
          html.markup("<section><h2>Why</h2>\n")
          Findings.write(decided, to: &html)
          html.markup("</section>\n")
        }
        html.markup("</div></div>\n")
      }
    },
    Route.action("/receipts/{payment}/undo", for: .undo) { visit, office in
      let payment = PaymentID(visit.parameter("payment"))
      let (name, note, eyes) = (visit.name, try visit.note, visit.form["eyes"] != nil)
      let report = try await office.decide {
        try $0.decide(
          [.undoReceipt(payment, reason: note)], by: name, note: note, needsSecondEyes: eyes)
      }
      return .see(HTMLWriter.path(["receipts", payment.text]) + "?done=" + report.name)
    },
  ]

  static func table(_ lines: [ReceiptLine], to html: inout HTMLWriter) {
    guard !lines.isEmpty else {
      html.markup("<p class=\"empty\">None.</p>\n")
      return
    }
    html.tableStart(
      "Receipts", ["Receipt", "Booked", "Payer", "For", "Amount#", "Unapplied#", "Outcome"])
    for line in lines {
      html.markup("<tr data-row><th scope=\"row\">")
      html.link(["receipts", line.payment.text], line.payment.text)
      html.markup("</th>")
      html.cell(line.bookingDate.description, label: "Booked")
      html.markup("<td data-label=\"Payer\">")
      html.text(line.payerName)
      if let customer = line.customer {
        html.markup("<small>")
        html.link(["customers", customer.text], "\(customer) \(line.customerName)")
        html.markup("</small>")
      }
      html.markup("</td>")
      html.cell(String(line.remittance.prefix(80)), label: "For")
      html.amount(line.amount, label: "Amount")
      html.amount(line.unapplied.isZero ? nil : line.unapplied, label: "Unapplied")
      html.cell(ReportWords.spaced(line.outcome.rawValue), label: "Outcome")
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private static func told(
    by lines: [DecisionLine], _ visit: Visit, to html: inout HTMLWriter
  ) {
    guard !lines.isEmpty else { return }
    html.markup("<h3>What people decided</h3>\n")
    DecisionPages.table(lines, visit, to: &html)
  }

  private static func undo(_ payment: PaymentID, _ visit: Visit, to html: inout HTMLWriter) {
    html.markup("<details><summary>Undo all that is booked of it</summary>\n")
    html.form(HTMLWriter.path(["receipts", payment.text, "undo"]), visit) { html in
      html.markup(
        "<label class=\"grow\">Why <input name=\"note\" required maxlength=\"500\"></label>")
      CaseForms.secondEyes(to: &html)
      html.markup("<button class=\"grave\">Undo</button>")
    }
    html.markup("</details>\n")
  }
}
