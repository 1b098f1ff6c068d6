import Reconciliation

/// The sums that must agree in every run, both sides of each, for whoever has to vouch for them.
enum InvariantsSection {
  static func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup("<section aria-labelledby=\"invariants\"><h2 id=\"invariants\">Proof</h2>\n")
    let results = facts.outcome.summary.invariants
    guard !results.isEmpty else {
      html.markup("<p class=\"empty\">No sums were compared.</p>\n</section>\n")
      return
    }
    html.markup(
      """
      <p>What must hold in every run. Were one of these off, nothing would have been written.</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Sums that must agree"><table>
      <thead><tr><th scope="col">What must hold</th><th scope="col" class="sums">One side</th>\
      <th scope="col" class="sums">Other side</th><th scope="col">Verdict</th></tr></thead>
      <tbody>

      """)
    for result in results {
      html.markup(result.holds ? "<tr>" : "<tr class=\"off\">")
      html.element("<th scope=\"row\">", result.name, "</th>")
      html.element("<td class=\"sums\">", result.left, "</td>")
      html.element("<td class=\"sums\">", result.right, "</td>")
      html.markup(
        result.holds
          ? "<td class=\"good\">holds</td></tr>\n" : "<td class=\"bad\">broken</td></tr>\n")
    }
    html.markup("</tbody></table></div>\n</section>\n")
  }
}
