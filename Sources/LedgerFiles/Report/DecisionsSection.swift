import Money
import Receivables
import Reconciliation

/// How receipts were decided: by which rule, and what was left to people.
enum DecisionsSection {
  static func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup(
      "<section aria-labelledby=\"decisions\"><h2 id=\"decisions\">How receipts were decided</h2>\n"
    )
    if facts.outcome.decided.isEmpty {
      html.markup("<p class=\"empty\">No receipt was taken, so that nothing was decided.</p>\n")
    } else {
      html.markup("<div class=\"halves\">\n")
      rules(facts.outcome, to: &html)
      types(facts.outcome.summary.exceptions, to: &html)
      html.markup("</div>\n")
    }
    html.markup("</section>\n")
  }

  private struct RuleCount {
    var rule: String
    var clear = 0
    var withException = 0
    var all: Int { clear + withException }
  }

  private static func rules(_ outcome: RunOutcome, to html: inout HTMLWriter) {
    let counts = counts(outcome)
    let most = max(1, counts.first?.all ?? 1)
    html.markup(
      """
      <div class="scroll" tabindex="0" role="region" aria-label="By rule"><table class="bars">
      <caption>By the rule that won <span class="key"><span class="k0"></span> without an exception \
      <span class="k1"></span> with one</span></caption>
      <thead><tr><th scope="col">Rule</th><th scope="col" class="n">Receipts</th>\
      <th scope="col" class="n">To look at</th><th scope="col"><span class="aside">Share</span></th>\
      </tr></thead>
      <tbody>

      """)
    for count in counts {
      html.element("<tr><th scope=\"row\">", count.rule, "</th><td class=\"n\">")
      html.text(count.all)
      html.markup("</td><td class=\"n\">")
      html.text(count.withException)
      html.markup("</td><td class=\"bar\">")
      bar([count.clear, count.withException], of: most, to: &html)
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// Most receipts first, then by name.
  private static func counts(_ outcome: RunOutcome) -> [RuleCount] {
    let told = Set(outcome.exceptions.map(\.payment))
    var counts: [RuleCount] = []
    var places: [String: Int] = [:]
    for receipt in outcome.decided {
      let rule = receipt.decision.rule.isEmpty ? "no rule found an answer" : receipt.decision.rule
      let place =
        places[rule]
        ?? {
          places[rule] = counts.count
          counts.append(RuleCount(rule: rule))
          return counts.count - 1
        }()
      if told.contains(receipt.payment) {
        counts[place].withException += 1
      } else {
        counts[place].clear += 1
      }
    }
    return counts.sorted {
      $0.all == $1.all ? isOrderedByBytes($0.rule, $1.rule) : $0.all > $1.all
    }
  }

  private static func types(_ tallies: [TypeTally], to html: inout HTMLWriter) {
    guard !tallies.isEmpty else {
      html.markup("<p class=\"empty\">No receipt raised an exception.</p>\n")
      return
    }
    let most = tallies.map(\.tally.count).max() ?? 1
    html.markup(
      """
      <div class="scroll" tabindex="0" role="region" aria-label="By type of exception">\
      <table class="bars">
      <caption>Exceptions by type</caption>
      <thead><tr><th scope="col">Type</th><th scope="col" class="n">Exceptions</th>\
      <th scope="col" class="n">Amount</th><th scope="col"><span class="aside">Share</span></th>\
      </tr></thead>
      <tbody>

      """)
    for tally in tallies {
      html.element("<tr><th scope=\"row\">", ReportWords.name(of: tally.type), "")
      html.element("<span class=\"task\">", ReportWords.task(of: tally.type), "</span></th>")
      html.markup("<td class=\"n\">")
      html.text(tally.tally.count)
      html.markup("</td><td class=\"n\">")
      for amount in tally.tally.amounts {
        html.element("<span class=\"line\">", Grouped.amount(amount), "</span>")
      }
      html.markup("</td><td class=\"bar\">")
      bar([0, tally.tally.count], of: most, to: &html)
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// One bar whose parts stand behind one another; the numbers stand beside it.
  private static func bar(_ parts: [Int], of most: Int, to html: inout HTMLWriter) {
    html.markup("<svg width=\"100%\" height=\"12\" aria-hidden=\"true\">")
    var left = 0
    for (index, part) in parts.enumerated() where part > 0 {
      html.markup(index == 0 ? "<rect class=\"p0\" x=\"" : "<rect class=\"p1\" x=\"")
      html.text(share(left, of: most))
      html.element("\" width=\"", share(part, of: most), "\" height=\"12\"/>")
      left += part
    }
    html.markup("</svg>")
  }

  /// In percent with two decimals.
  private static func share(_ part: Int, of most: Int) -> String {
    let hundredths = part * 10_000 / max(1, most)
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
