import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// Documents: found, looked at, written off.
enum ItemPages {
  static let routes = [
    Route.page("/items") { visit, office in
      let index = try office.followed()
      let isOpenOnly = visit.query["open"] != nil
      let search = ItemSearch(
        text: visit.query["q"] ?? "", customer: visit.query["customer"].map { CustomerID($0) },
        isClearedToo: !isOpenOnly)
      var items = search.text.isEmpty ? [] : try index.items(search, limit: 30)
      if items.isEmpty, search.customer != nil, !search.text.isEmpty {
        // Somebody else's document may be meant: a parent pays, a number is another customer's.
        items = try index.items(
          ItemSearch(text: search.text, isClearedToo: !isOpenOnly), limit: 30)
      }
      if visit.wantsPart { return Frame.part { ItemList.choices(items, to: &$0) } }
      return Frame.answer("Documents", nil, visit) { html in
        html.markup(
          "<h1>Documents</h1>\n<section><form action=\"/items\"><label class=\"grow\">Find ")
        html.markup("<input type=\"search\" name=\"q\" value=\"")
        html.text(search.text)
        html.markup("\"></label><button>Find</button></form>\n")
        ItemList.table(items, withCustomer: true, visit, to: &html)
        html.markup("</section>\n")
      }
    },
    Route.page("/items/{customer}/{document}") { visit, office in
      let index = try office.followed()
      let key = key(visit)
      guard let item = try index.item(key) else { throw Refusal.notThere }
      let lines = try index.applications(of: key, after: visit.query["after"], limit: 100)
      let disputes = try index.disputes(of: key)
      return Frame.answer("\(item.number)", .customers, visit) { html in
        DoneNote.write(visit, index, to: &html)
        head(item, disputes, visit, to: &html)
        html.markup("<section><h2>What was applied to it</h2>\n")
        timeline(lines.lines, to: &html)
        html.pager(
          HTMLWriter.path(["items", key.customer.text, key.number.text]), visit.query,
          next: lines.next, isFirst: visit.query["after"] == nil)
        html.markup("</section>\n")
        if item.isOpen, visit.may(.decide) { writeOff(item, visit, to: &html) }
      }
    },
    Route.action("/items/{customer}/{document}/write-off", for: .decide) { visit, office in
      let key = key(visit)
      let writeOff = WriteOff(
        key: key, amount: visit.form["amount"] ?? "", reason: visit.form["reason"] ?? "",
        note: try visit.note, needsSecondEyes: visit.form["eyes"] != nil,
        seen: visit.form["seen"])
      let report = try await writeOff.book(by: visit.name, office)
      return .see(
        HTMLWriter.path(["items", key.customer.text, key.number.text]) + "?done=" + report.name)
    },
  ]

  private static func key(_ visit: Visit) -> DocumentKey {
    DocumentKey(
      CustomerID(visit.parameter("customer")), DocumentNumber(visit.parameter("document")))
  }

  private static func head(
    _ item: ItemLine, _ disputes: [DisputeLine], _ visit: Visit, to html: inout HTMLWriter
  ) {
    html.element("<h1>", "\(ReportWords.name(of: item.type)) \(item.number)", "</h1>\n")
    html.markup("<section><dl class=\"facts\"><dt>Customer</dt><dd>")
    html.link(["customers", item.customer.text], "\(item.customer) \(item.customerName)")
    html.markup("</dd>")
    html.fact("Open", item.isOpen ? Grouped.amount(item.open) : "cleared")
    html.fact("Original", Grouped.amount(item.original))
    html.fact("Date", item.documentDate.description)
    html.fact("Due", item.dueDate.description)
    html.fact(
      "Discount",
      item.discount.flatMap { discount in
        item.discountDate.map { "\(Grouped.amount(discount)) until \($0)" }
      })
    html.fact("Purchase order", item.purchaseOrder)
    html.fact("Payment reference", item.paymentReference)
    html.fact("Entity", item.entityID)
    html.markup("</dl>\n")
    for dispute in disputes {
      html.markup("<p>Dispute ")
      html.link(["disputes", dispute.id], dispute.id)
      html.text(
        ": \(Grouped.amount(dispute.amount)), \(ReportWords.reason(dispute.reasonCode)), "
          + dispute.status.rawValue)
      html.markup("</p>\n")
    }
    html.markup("</section>\n")
  }

  /// What happened, the latest first, each back to its receipt.
  static func timeline(_ lines: [ApplicationLine], to html: inout HTMLWriter) {
    guard !lines.isEmpty else {
      html.markup("<p class=\"empty\">Nothing yet.</p>\n")
      return
    }
    html.tableStart("Applications", ["On", "Document", "As", "Amount#", "Receipt", "By"])
    for line in lines {
      let booked = line.application
      html.element("<tr data-row><th scope=\"row\">", booked.bookingDate.description, "</th>")
      html.markup("<td data-label=\"Document\">")
      html.link(["items", booked.customer.text, booked.document.text], booked.document.text)
      html.markup("</td>")
      var kind = ReportWords.name(of: booked.kind)
      if !booked.reasonCode.isEmpty { kind += " (\(ReportWords.reason(booked.reasonCode)))" }
      html.cell(kind, label: "As")
      html.amount(booked.amount, label: "Amount")
      html.markup("<td data-label=\"Receipt\">")
      // Where no receipt is behind it, the decision is.
      html.id(booked.payment.text)
      html.markup("</td>")
      html.cell(booked.rule, label: "By")
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private static func writeOff(_ item: ItemLine, _ visit: Visit, to html: inout HTMLWriter) {
    html.markup("<section><details><summary>Write it off, or a part of it</summary>\n")
    let path = HTMLWriter.path(["items", item.customer.text, item.number.text, "write-off"])
    html.form(path, visit, ask: "Write this off?") { html in
      html.hidden("seen", item.open.decimal)
      html.markup(
        "<label>Amount <input name=\"amount\" class=\"amount\" inputmode=\"decimal\" value=\"")
      html.text(item.open.decimal)
      html.markup("\"></label><label>Reason <input name=\"reason\"></label>")
      html.markup("<label class=\"grow\">Note <input name=\"note\" maxlength=\"500\"></label>")
      html.markup("<label class=\"line\"><input type=\"checkbox\" name=\"eyes\" value=\"1\"> ")
      html.markup("<span>ask for a second pair of eyes</span></label>")
      html.markup("<button class=\"grave\">Write off</button>")
    }
    html.markup("</details></section>\n")
  }
}
