import Money
import Receivables
import Reconciliation

/// Disputes that this run opened or changed, and what all open ones come to.
enum DisputesSection {
  static func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup("<section aria-labelledby=\"disputes\"><h2 id=\"disputes\">Disputes</h2>\n")
    let disputes = facts.outcome.ledger.disputes.filter { $0.status == .open }
    let open = CurrencySums(disputes.lazy.map(\.amount))
    html.element("<p>Open after this run: <b>", Grouped.number(open.count), "</b>")
    if !open.sums.isEmpty {
      let amounts = open.sums.map { Grouped.amount($0.minorUnits, $0.currency) }
      html.element(", worth ", amounts.joined(separator: " and "), "")
    }
    html.markup(".</p>\n")
    if !disputes.isEmpty { charts(disputes, facts, to: &html) }
    html.markup("<h3>Opened or changed by this run</h3>\n")
    if facts.outcome.disputes.isEmpty {
      html.markup("<p class=\"empty\">This run opened no dispute and changed none.</p>\n")
    } else {
      table(facts, to: &html)
    }
    html.markup("</section>\n")
  }

  private static func charts(
    _ disputes: [Dispute], _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    BreakdownCharts(
      breakdown: Breakdown(
        matters: disputes.map {
          .init(kind: $0.reasonCode, customer: $0.customer, day: $0.openedOn, amount: $0.amount)
        }),
      title: "Open disputes", noun: "Disputes", kindHead: "Reason",
      kindName: { .init(text: ReportWords.reason($0)) }
    ).write(facts, to: &html)
  }

  private static func table(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup(
      """
      <div class="scroll" tabindex="0" role="region" aria-label="Disputes of this run"><table>
      <thead><tr><th scope="col">Dispute</th><th scope="col">Invoice</th>\
      <th scope="col">Customer</th><th scope="col" class="n">Amount</th><th scope="col">Reason</th>\
      <th scope="col">From</th><th scope="col">Status</th><th scope="col">Opened on</th>\
      <th scope="col">Payment</th></tr></thead>
      <tbody>

      """)
    for (dispute, isOpenedNow) in zip(facts.outcome.disputes, facts.isOpenedNow) {
      row(dispute, isOpenedNow, facts, to: &html)
    }
    html.markup("</tbody></table></div>\n")
  }

  private static func row(
    _ dispute: Dispute, _ isOpenedNow: Bool, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    html.element("<tr><th scope=\"row\" class=\"id\">", dispute.id, "</th>")
    html.element("<td>", dispute.document.text, "</td>")
    html.element("<td><b>", dispute.customer.text, "</b> <bdi>")
    html.element("", facts.name(of: dispute.customer), "</bdi></td>")
    html.element("<td class=\"n\">", Grouped.amount(dispute.amount), "</td>")
    html.element("<td>", reason(dispute), "</td>")
    html.element("<td>", ReportWords.name(of: dispute.origin), "</td>")
    html.element("<td>", dispute.status.rawValue, "")
    html.markup(isOpenedNow ? ", new</td>" : ", changed</td>")
    html.element("<td class=\"id\">", dispute.openedOn.description, "</td><td>")
    let payment = dispute.payment?.text ?? ""
    if let exception = facts.shortPayment(of: dispute.payment) {
      html.element("<a href=\"#", exception, "\">")
      html.element("", payment, "</a>")
    } else {
      html.text(payment)
    }
    html.markup("</td></tr>\n")
  }

  private static func reason(_ dispute: Dispute) -> String {
    var text = ReportWords.reason(dispute.reasonCode)
    if !dispute.explanation.isEmpty { text += ": \(dispute.explanation)" }
    return text
  }
}
