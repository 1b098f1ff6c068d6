/// Counts and amounts by something, with a bar for each: the numbers stand beside the bars, so that
/// the bars need no words of their own. (Roles are said again, since narrow screens lay the rows out
/// otherwise.)
struct BarTable {
  struct Name {
    /// In bold before the text, such as a customer's number.
    var code = ""
    var text: String
    /// Below it: what somebody should do.
    var task = ""
  }

  struct Row {
    var name: Name
    var sums: CurrencySums
    /// All the others together: no bar, which would dwarf the rest.
    var isRest = false
  }

  var caption: String
  /// Of the first column and of the counts.
  var heads: (String, String)
  var rows: [Row]

  func write(to html: inout HTMLWriter) {
    let most = rows.lazy.filter { !$0.isRest }.map(\.sums.count).max() ?? 1
    html.element(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", caption,
      "\"><table class=\"bars counts\" role=\"table\">\n")
    html.element("<caption>", caption, "</caption>\n")
    html.element(
      "<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">", heads.0,
      "</th>")
    html.element("<th scope=\"col\" role=\"columnheader\" class=\"n\">", heads.1, "</th>")
    html.markup(
      """
      <th scope="col" role="columnheader" class="n">Amount</th>\
      <th scope="col" role="columnheader"><span class="aside">Share</span></th></tr></thead>
      <tbody role="rowgroup">

      """)
    for row in rows {
      html.markup("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">")
      if !row.name.code.isEmpty { html.element("<b>", row.name.code, "</b> ") }
      html.element("<bdi>", row.name.text, "</bdi>")
      if !row.name.task.isEmpty { html.element("<span class=\"task\">", row.name.task, "</span>") }
      html.markup("</th><td role=\"cell\" class=\"n\">")
      html.text(row.sums.count)
      html.markup("</td><td role=\"cell\" class=\"n a\">")
      for sum in row.sums.amounts {
        html.element(
          "<span class=\"line\">", Grouped.amount(sum.minorUnits, sum.currency), "</span>")
      }
      html.markup("</td><td role=\"cell\" class=\"bar\">")
      Self.bar([0, row.isRest ? 0 : row.sums.count], of: most, to: &html)
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// One bar whose parts stand behind one another; the numbers stand beside it.
  static func bar(_ parts: [Int], of most: Int, to html: inout HTMLWriter) {
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
