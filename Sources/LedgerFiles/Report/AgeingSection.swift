import Money
import Receivables
import Reconciliation

/// The open items after the run by how long they are past due, per currency.
enum AgeingSection {
  static func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    let ageing = Ageing.of(facts.outcome.ledger.openItems, asOf: facts.asOf)
    html.markup(
      "<section aria-labelledby=\"ageing\"><h2 id=\"ageing\">Ageing of the open items</h2>\n")
    if ageing.isEmpty {
      html.markup("<p class=\"empty\">There are no open items: nobody owes anything.</p>\n")
    } else {
      html.markup("<p>After this run, by days past the due date on ")
      html.text(facts.asOf.description)
      html.markup(". Disputed deductions, credits and money on account stand apart.</p>\n")
      html.markup("<div class=\"charts\">\n")
      for currency in ageing { chart(currency, to: &html) }
      html.markup("</div>\n")
      table(ageing, to: &html)
    }
    html.markup("</section>\n")
  }

  private static func table(_ ageing: [Ageing], to html: inout HTMLWriter) {
    html.markup(
      """
      <div class="scroll" tabindex="0" role="region" aria-label="Ageing table"><table>
      <thead><tr><th scope="col">Currency</th><th scope="col" class="n">Items</th>
      """)
    for bucket in Ageing.Bucket.allCases {
      html.element("<th scope=\"col\" class=\"n\">", bucket.name, "</th>")
    }
    html.markup(
      """
      <th scope="col" class="n">All past due</th><th scope="col" class="n">Disputed deductions</th>\
      <th scope="col" class="n">Credits</th><th scope="col" class="n">On account</th>\
      <th scope="col" class="n">Balance</th></tr></thead>
      <tbody>

      """)
    for row in ageing {
      html.element("<tr><th scope=\"row\">", row.currency.code, "</th><td class=\"n\">")
      html.text(row.items)
      html.markup("</td>")
      for amount in row.buckets + [row.pastDue, row.disputed, row.credits, row.onAccount] {
        html.element("<td class=\"n\">", Grouped.decimal(amount, row.currency), "</td>")
      }
      html.element(
        "<td class=\"n\"><strong>", Grouped.decimal(row.balance, row.currency),
        "</strong></td></tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// Columns by bucket, on a scale of the currency's own; the table has the exact amounts.
  private static func chart(_ ageing: Ageing, to html: inout HTMLWriter) {
    ColumnChart(
      caption: ageing.currency.code, subject: "Open items in \(ageing.currency.code)",
      columns: Ageing.Bucket.allCases.map { bucket in
        let amount = ageing.buckets[bucket.rawValue]
        return ColumnChart.Column(
          label: bucket.label, name: bucket.name,
          shown: Grouped.short(amount, ageing.currency),
          exact: Grouped.decimal(amount, ageing.currency), height: amount, tone: bucket.tone)
      }
    ).write(to: &html)
  }
}
