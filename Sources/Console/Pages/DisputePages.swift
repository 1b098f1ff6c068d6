import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// The queue of disputes: by value or age, with what is in dispute for which reason.
enum DisputePages {
  static let routes =
    [
      Route.page("/disputes") { visit, office in
        let filter = DisputeFilter(visit.query)
        let index = try office.followed()
        let page = try index.disputes(
          filter.filter(visit), by: filter.order, after: visit.query["after"], limit: 50)
        let count = try index.disputeCount(filter.filter(visit))
        let byReason = try index.disputesByReason()
        let owners = try index.disputeOwners()
        return Frame.answer("Disputes", .disputes, visit) { html in
          html.markup("<h1>Disputes</h1>\n")
          form(filter, byReason, owners, visit, to: &html)
          totals(byReason, to: &html)
          list(page, count, visit, to: &html)
        }
      }
    ] + DisputePage.routes + DisputeSteps.routes

  // MARK: The filter

  private static func form(
    _ filter: DisputeFilter, _ byReason: [FigureLine], _ owners: [(owner: String, count: Int)],
    _ visit: Visit, to html: inout HTMLWriter
  ) {
    html.markup("<section aria-label=\"Filter\"><form action=\"/disputes\">\n")
    html.markup("<label>Status <select name=\"status\">")
    for state in DisputeFilter.State.allCases {
      html.element("<option value=\"", state.rawValue, "\"")
      html.markup(state == filter.state ? " selected>" : ">")
      html.markup(state.name)
      html.markup("</option>")
    }
    html.markup("</select></label>\n<label>Reason <select name=\"reason\">")
    html.markup("<option value=\"\">all reasons</option>")
    var reasons = Set(byReason.map(\.key))
    if let reason = filter.reason { reasons.insert(reason) }
    for reason in reasons.sorted() where !reason.isEmpty {
      option(reason, ReportWords.reason(reason), isChosen: reason == filter.reason, to: &html)
    }
    html.markup("</select></label>\n<label>Owner <select name=\"owner\">")
    html.markup("<option value=\"\">everybody</option>")
    var choices: [(DisputeFilter.Owner, String)] = [(.mine, "mine"), (.nobody, "nobody's")]
    choices += owners.filter { $0.owner != visit.name }.map {
      (.person($0.owner), "\($0.owner) (\(Grouped.number($0.count)))")
    }
    if case .person(let name)? = filter.owner, !choices.contains(where: { $0.0 == .person(name) }) {
      choices.append((.person(name), name))
    }
    for (owner, words) in choices {
      option(owner.text, words, isChosen: owner == filter.owner, to: &html)
    }
    html.markup("</select></label>\n<label>Customer <input name=\"customer\" value=\"")
    html.text(filter.customer?.text ?? "")
    html.markup("\" placeholder=\"number\"></label>\n<label>Order <select name=\"order\">")
    for order in DisputeLine.Order.allCases {
      option(
        order.rawValue, order == .value ? "highest value" : "oldest",
        isChosen: order == filter.order, to: &html)
    }
    html.markup(
      "</select></label>\n<label class=\"line\"><input type=\"checkbox\" name=\"overdue\" ")
    html.markup(filter.isOverdue ? "value=\"1\" checked> " : "value=\"1\"> ")
    html.markup("<span>overdue only</span></label>\n<button>Show</button>")
    if !filter.isEmpty { html.markup(" <a href=\"/disputes\">Show all that wait</a>") }
    html.markup("</form>\n<p><a href=\"/disputes?owner=mine\" data-key=\"m\" ")
    html.markup("data-says=\"my disputes\">Mine <kbd>m</kbd></a> · ")
    html.markup("<a href=\"/disputes?owner=nobody\" data-key=\"o\" ")
    html.markup("data-says=\"disputes that are nobody's\">Nobody’s <kbd>o</kbd></a> · ")
    html.markup("<a href=\"/disputes?overdue=1\" data-key=\"d\" ")
    html.markup("data-says=\"disputes that are overdue\">Overdue <kbd>d</kbd></a></p></section>\n")
  }

  private static func option(
    _ value: String, _ words: String, isChosen: Bool, to html: inout HTMLWriter
  ) {
    html.element("<option value=\"", value, "\"")
    html.element(isChosen ? " selected>" : ">", words, "</option>")
  }

  // MARK: What is in dispute

  /// The reasons with the most in dispute stand in the chart, all of them in the table.
  private static let barsMax = 8

  private static func totals(_ figures: [FigureLine], to html: inout HTMLWriter) {
    guard !figures.isEmpty else { return }
    html.markup("<section><h2>Not resolved, by reason</h2>\n<div class=\"halves\">\n")
    for currency in Set(figures.map(\.amount.currency)).sorted() {
      let some = figures.filter { $0.amount.currency == currency }
        .sorted { ($1.amount.minorUnits, $0.key) < ($0.amount.minorUnits, $1.key) }
      html.markup("<div>")
      ColumnChart(
        caption: "In dispute by reason, \(currency.code)",
        subject: "In dispute in \(currency.code)",
        columns: some.prefix(barsMax).map { figure in
          let amount = Int128(figure.amount.minorUnits)
          return ColumnChart.Column(
            label: short(figure.key), name: ReportWords.reason(figure.key),
            shown: Grouped.short(amount, currency), exact: Grouped.decimal(amount, currency),
            height: amount, tone: .calm)
        }, widthMin: 64
      ).write(to: &html)
      html.tableStart("By reason, \(currency.code)", ["Reason", "Disputes#", "Amount#"])
      for figure in some {
        html.markup("<tr><th scope=\"row\"><a href=\"/disputes?reason=")
        html.text(PercentCoding.encoded(figure.key))
        html.element("\">", ReportWords.reason(figure.key), "</a></th>")
        html.number(figure.count, label: "Disputes")
        html.amount(figure.amount, label: "Amount")
        html.markup("</tr>\n")
      }
      html.tableEnd()
      html.markup("</div>\n")
    }
    html.markup("</div></section>\n")
  }

  /// What fits under a column.
  private static func short(_ reason: String) -> String {
    if reason == "UNEXPLAINED" { return "no reason" }
    return reason.count > 9 ? reason.prefix(8) + "…" : reason
  }

  // MARK: The list

  private static func list(
    _ page: Enquiry.Page<DisputeLine>, _ count: Int, _ visit: Visit, to html: inout HTMLWriter
  ) {
    html.markup("<section><h2>")
    html.text(ReportWords.count(count, "dispute", "disputes"))
    html.markup("</h2>\n")
    guard !page.lines.isEmpty else {
      html.markup("<p class=\"empty\">None.</p></section>\n")
      return
    }
    html.tableStart(
      "Disputes",
      ["Dispute", "Document", "Customer", "Reason", "Amount#", "Age#", "Due", "Owner", "Status"])
    for line in page.lines { row(line, visit, to: &html) }
    html.tableEnd()
    html.pager("/disputes", visit.query, next: page.next, isFirst: visit.query["after"] == nil)
    html.markup("</section>\n")
  }

  private static func row(_ line: DisputeLine, _ visit: Visit, to html: inout HTMLWriter) {
    html.markup("<tr data-row><th scope=\"row\">")
    html.link(["disputes", line.id], line.id)
    if !line.explanation.isEmpty {
      html.element("<small>", String(line.explanation.prefix(120)), "</small>")
    }
    if line.attachments > 0 {
      html.element(
        "<small>", ReportWords.count(line.attachments, "attachment", "attachments"), "</small>")
    }
    html.markup("</th><td data-label=\"Document\">")
    html.link(["items", line.customer.text, line.document.text], line.document.text)
    html.markup("</td>")
    html.cell("\(line.customer) \(line.customerName)", label: "Customer")
    html.cell(ReportWords.reason(line.reasonCode), label: "Reason")
    html.amount(line.amount, label: "Amount")
    html.element(
      "<td class=\"n\" data-label=\"Age\">", ReviewPage.age(line.openedOn, visit), "</td>")
    html.markup("<td data-label=\"Due\">")
    if let due = line.dueOn {
      let isLate = DisputeWords.isOverdue(line, visit)
      html.markup(isLate ? "<span class=\"tag urgent\">" : "<span>")
      html.text("\(due)" + (isLate ? ", overdue" : ""))
      html.markup("</span>")
    }
    html.markup("</td>")
    html.cell(line.owner, label: "Owner")
    html.cell(DisputeWords.state(of: line), label: "Status")
    html.markup("</tr>\n")
  }
}
