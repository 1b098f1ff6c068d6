import Money
import Receivables
import Reconciliation

/// How receipts were decided: by which rule, out of files of which format, and what was left to
/// people.
enum DecisionsSection {
  static func write(_ facts: ReportFacts, _ files: [ReportedFile], to html: inout HTMLWriter) {
    html.markup(
      "<section aria-labelledby=\"decisions\"><h2 id=\"decisions\">How receipts were decided</h2>\n"
    )
    if facts.outcome.decided.isEmpty {
      html.markup("<p class=\"empty\">No receipt was taken, so that nothing was decided.</p>\n")
    } else {
      html.markup("<div class=\"halves\">\n")
      table("By the rule that won", "Rule", counts(facts.outcome) { rule(of: $0) }, to: &html)
      let formats = formats(files)
      table(
        "By the format of the file", "Format",
        counts(facts.outcome) { formats[$0.sourceFile] ?? "not known" }, to: &html)
      html.markup("</div>\n")
    }
    html.markup("</section>\n")
  }

  private struct Count {
    var name: String
    var clear = 0
    var withException = 0
    var all: Int { clear + withException }
  }

  private static func table(
    _ caption: String, _ head: String, _ counts: [Count], to html: inout HTMLWriter
  ) {
    let most = max(1, counts.first?.all ?? 1)
    html.element(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", caption,
      "\"><table class=\"bars\">\n")
    html.element("<caption>", caption, "")
    html.markup(
      """
       <span class="key"><span class="k0"></span> without an exception \
      <span class="k1"></span> with one</span></caption>

      """)
    html.element("<thead><tr><th scope=\"col\">", head, "</th>")
    html.markup(
      """
      <th scope="col" class="n">Receipts</th><th scope="col" class="n">To look at</th>\
      <th scope="col" class="n">Without</th><th scope="col"><span class="aside">Share</span></th>\
      </tr></thead>
      <tbody>

      """)
    for count in counts {
      html.element("<tr><th scope=\"row\">", count.name, "</th><td class=\"n\">")
      html.text(count.all)
      html.markup("</td><td class=\"n\">")
      html.text(count.withException)
      html.element("</td><td class=\"n\">", Grouped.percent(count.clear, of: count.all), "")
      html.markup("</td><td class=\"bar\">")
      BarTable.bar([count.clear, count.withException], of: most, to: &html)
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// Most receipts first, then by name.
  private static func counts(
    _ outcome: RunOutcome, by name: (DecidedReceipt) -> String
  ) -> [Count] {
    let told = Set(outcome.exceptions.map(\.payment))
    var counts: [Count] = []
    var places: [String: Int] = [:]
    for receipt in outcome.decided {
      let name = name(receipt)
      let place =
        places[name]
        ?? {
          places[name] = counts.count
          counts.append(Count(name: name))
          return counts.count - 1
        }()
      if told.contains(receipt.payment) {
        counts[place].withException += 1
      } else {
        counts[place].clear += 1
      }
    }
    return counts.sorted {
      $0.all == $1.all ? isOrderedByBytes($0.name, $1.name) : $0.all > $1.all
    }
  }

  private static func rule(of receipt: DecidedReceipt) -> String {
    receipt.decision.rule.isEmpty ? "no rule found an answer" : receipt.decision.rule
  }

  /// By the file's name; of two files with one name the receipts do not say which.
  private static func formats(_ files: [ReportedFile]) -> [String: String] {
    Dictionary(
      files.map { ($0.name, $0.format) },
      uniquingKeysWith: { $0 == $1 ? $0 : "files of one name, several formats" })
  }
}
