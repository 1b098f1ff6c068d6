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
    let heightMax = Int128(84)
    let foot = 104
    let most = max(1, ageing.buckets.max() ?? 1)
    html.element("<figure><figcaption>", ageing.currency.code, "</figcaption>")
    html.markup("<svg viewBox=\"0 0 320 124\" role=\"img\" aria-label=\"")
    html.text(words(ageing))
    html.markup("\">")
    for bucket in Ageing.Bucket.allCases {
      let amount = ageing.buckets[bucket.rawValue]
      // At least a line where there is anything at all.
      let height = amount > 0 ? max(1, Int(amount * heightMax / most)) : 0
      let left = bucket.rawValue * 64
      html.markup("<rect class=\"")
      html.markup(style(bucket))
      html.element("\" x=\"", String(left + 10), "\" width=\"44\" y=\"")
      html.element("", String(foot - height), "\" height=\"")
      html.element("", String(height), "\"/>")
      html.element("<text x=\"", String(left + 32), "\" y=\"")
      html.element("", String(foot - height - 5), "\">")
      html.element("", Grouped.short(amount, ageing.currency), "</text>")
      html.element("<text class=\"axis\" x=\"", String(left + 32), "\" y=\"119\">")
      html.element("", label(bucket), "</text>")
    }
    html.markup("<path class=\"base\" d=\"M0 104.5H320\"/></svg></figure>\n")
  }

  private static func words(_ ageing: Ageing) -> String {
    let parts = Ageing.Bucket.allCases.map { bucket in
      "\(bucket.name) \(Grouped.decimal(ageing.buckets[bucket.rawValue], ageing.currency))"
    }
    return "Open items in \(ageing.currency.code): " + parts.joined(separator: ", ")
  }

  private static func label(_ bucket: Ageing.Bucket) -> String {
    switch bucket {
    case .notDue: "not due"
    case .to30: "1–30"
    case .to60: "31–60"
    case .to90: "61–90"
    case .over90: "over 90"
    }
  }

  private static func style(_ bucket: Ageing.Bucket) -> StaticString {
    switch bucket {
    case .notDue: "b0"
    case .to30: "b1"
    case .to60: "b2"
    case .to90: "b3"
    case .over90: "b4"
    }
  }
}
