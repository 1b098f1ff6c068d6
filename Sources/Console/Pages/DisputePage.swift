import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables

/// One dispute: left what it is about, right what can be done, what is attached, what was done.
enum DisputePage {
  static let routes = [
    Route.page("/disputes/{id}") { visit, office in try page(visit, office) },
    Route.page("/disputes/{id}/attachments/{attachment}") { visit, office in
      guard let attachment = try office.followed().attachment(visit.parameter("attachment")),
        attachment.dispute == visit.parameter("id"), attachment.removed.isEmpty
      else { throw Refusal.notThere }
      let folder = AttachmentFolder(office.places)
      let bytes = try await office.apart { try folder.bytes(of: attachment.digest) }
      // Whatever it is, and whatever it says it is, no browser shows it as a page of ours.
      return .download(bytes, type: "application/octet-stream", name: attachment.name)
    },
  ]

  /// - Parameter told: why what was asked for was not done.
  static func page(
    _ visit: Visit, _ office: Office, told: String? = nil, status: HTTPResponse.Status = .ok
  ) throws -> Answer {
    let facts = try DisputeFacts(visit.parameter("id"), office)
    return Frame.answer(
      "Dispute \(facts.dispute.id)", .disputes, visit, status: status
    ) { html in
      DoneNote.write(visit, office.index, then: facts.here, to: &html)
      if let words = visit.query["told"].flatMap({ DisputeSteps.Told(rawValue: $0) })?.words {
        html.markup("<p class=\"told\" role=\"status\">")
        html.markup(words)
        html.markup("</p>\n")
      }
      if let told { html.element("<p class=\"alert\" role=\"alert\">", told, "</p>\n") }
      head(facts, visit, to: &html)
      html.markup("<div class=\"two\"><div>\n")
      invoice(facts, to: &html)
      receipt(facts, to: &html)
      html.markup("</div><div>\n")
      if visit.may(.decide) { DisputeForms.write(facts, visit, to: &html) }
      DisputeForms.attachments(facts, visit, to: &html)
      history(facts, to: &html)
      html.markup("</div></div>\n")
    }
  }

  // MARK: What it is about

  private static func head(_ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter) {
    let dispute = facts.dispute
    html.element("<h1>Dispute <small>", dispute.id, "</small></h1>\n")
    html.markup("<section><dl class=\"figures\">")
    figure("In dispute", Grouped.amount(dispute.amount), to: &html)
    figure("Status", DisputeWords.state(of: dispute), to: &html)
    figure("Reason", ReportWords.reason(dispute.reasonCode), to: &html)
    figure("Owner", dispute.owner.isEmpty ? "nobody" : dispute.owner, to: &html)
    let isLate = DisputeWords.isOverdue(dispute, visit)
    figure(
      "Due", (dispute.dueOn?.description ?? "no day") + (isLate ? ", overdue" : ""),
      isUrgent: isLate, to: &html)
    figure("Age", ReviewPage.age(dispute.openedOn, visit), to: &html)
    html.markup("</dl>\n<p>")
    html.text("Opened on \(dispute.openedOn), \(ReportWords.name(of: dispute.origin)). Customer: ")
    html.link(
      ["customers", dispute.customer.text], "\(dispute.customer) \(dispute.customerName)")
    html.markup("</p>\n")
    if !dispute.explanation.isEmpty {
      html.element("<p><strong>Last note:</strong> ", dispute.explanation, "</p>\n")
    }
    if !dispute.mergedInto.isEmpty {
      html.markup("<p>It goes on as ")
      html.link(["disputes", dispute.mergedInto], dispute.mergedInto)
      html.markup(".</p>\n")
    }
    for other in facts.merged {
      html.markup("<p>Goes on as this one: ")
      html.link(["disputes", other.id], other.id)
      html.text(" on \(other.document), \(Grouped.amount(other.amount)).")
      html.markup("</p>\n")
    }
    html.markup("<p><a data-key=\"l\" href=\"/disputes\">Back to the list <kbd>l</kbd></a></p>")
    html.markup("</section>\n")
  }

  private static func figure(
    _ name: StaticString, _ value: String, isUrgent: Bool = false, to html: inout HTMLWriter
  ) {
    html.markup(isUrgent ? "<div class=\"urgent\"><dt>" : "<div><dt>")
    html.markup(name)
    html.element("</dt><dd class=\"value\">", value, "</dd></div>")
  }

  private static func invoice(_ facts: DisputeFacts, to html: inout HTMLWriter) {
    let dispute = facts.dispute
    html.markup("<section><h2>The document</h2>\n")
    if let invoice = facts.invoice {
      html.markup("<dl class=\"facts\"><dt>Document</dt><dd>")
      html.link(["items", invoice.customer.text, invoice.number.text], invoice.number.text)
      html.markup("</dd>")
      html.fact("Kind", ReportWords.name(of: invoice.type))
      html.fact("Open", invoice.isOpen ? Grouped.amount(invoice.open) : "cleared")
      html.fact("Original", Grouped.amount(invoice.original))
      html.fact("Date", invoice.documentDate.description)
      html.fact("Due", invoice.dueDate.description)
      html.fact("Purchase order", invoice.purchaseOrder)
      html.markup("</dl>\n")
    } else {
      html.markup("<p class=\"soft\">")
      html.text("\(dispute.document) is not in the ledger.")
      html.markup("</p>\n")
    }
    if !facts.deductions.isEmpty {
      html.markup("<h3>Kept back of it</h3>\n")
      html.tableStart("Deductions", ["Item", "Since", "Amount#", "Open#"])
      for item in facts.deductions {
        html.markup("<tr><th scope=\"row\">")
        html.link(["items", item.customer.text, item.number.text], item.number.text)
        html.markup("</th>")
        html.cell(item.documentDate.description, label: "Since")
        html.amount(item.original, label: "Amount")
        html.amount(item.isOpen ? item.open : nil, label: "Open")
        html.markup("</tr>\n")
      }
      html.tableEnd()
    }
    html.markup("</section>\n")
  }

  private static func receipt(_ facts: DisputeFacts, to html: inout HTMLWriter) {
    guard let payment = facts.dispute.payment else {
      html.markup("<section><h2>The receipt</h2>")
      html.markup("<p class=\"soft\">No receipt fell short because of it yet.</p></section>\n")
      return
    }
    BankEntry.write(facts.decided, facts.receipt, file: facts.file, to: &html)
    html.markup("<section><h2>Why it fell short</h2>\n")
    if let decided = facts.decided { Findings.write(decided, to: &html) }
    html.markup("<p>")
    html.link(["receipts", payment.text], "All about this receipt")
    html.markup("</p></section>\n")
  }

  // MARK: What was done

  private static func history(_ facts: DisputeFacts, to html: inout HTMLWriter) {
    let dispute = facts.dispute
    html.markup("<section><h2>History</h2>\n")
    html.tableStart("History", ["When", "Who", "What"])
    for line in facts.history {
      html.element("<tr><th scope=\"row\">", line.at, "</th>")
      html.cell(line.actor, label: "Who")
      html.markup("<td data-label=\"What\">")
      html.text(line.words)
      if !line.decision.isEmpty {
        html.markup(" <span class=\"soft\">")
        html.id(line.decision)
        html.markup("</span>")
      }
      if !line.undoneBy.isEmpty {
        html.markup(" <span class=\"tag\">undone by ")
        html.id(line.undoneBy)
        html.markup("</span>")
      }
      if !line.note.isEmpty { html.element("<small>", line.note, "</small>") }
      html.markup("</td></tr>\n")
    }
    html.element("<tr><th scope=\"row\">", dispute.openedOn.description, "</th>")
    html.cell("", label: "Who")
    html.markup("<td data-label=\"What\">")
    html.text("opened: \(ReportWords.name(of: dispute.origin))")
    // One that a customer reported was there before the receipt that fell short.
    if dispute.origin == .shortPayment, let receipt = facts.receipt, !receipt.batch.isEmpty {
      html.element(" <span class=\"soft\">batch ", receipt.batch, "</span>")
    }
    html.markup("</td></tr>\n")
    html.tableEnd()
    html.markup("</section>\n")
  }
}
