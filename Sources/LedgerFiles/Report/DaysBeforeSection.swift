import Money
import Reconciliation

/// This run beside the days before it, where a store remembers them.
enum DaysBeforeSection {
  static func write(_ facts: ReportFacts, _ history: DayHistory, to html: inout HTMLWriter) {
    guard !history.days.isEmpty else { return }
    var now = DayHistory.Day(day: facts.asOf)
    now.add(ReportedBatch(facts.outcome))
    html.markup(
      "<section aria-labelledby=\"before\"><h2 id=\"before\">Beside the days before</h2>\n")
    charts(now, history.days, to: &html)
    table(now, history.days, to: &html)
    html.markup("</section>\n")
  }

  /// Time runs to the right; this run stands last.
  private static func charts(
    _ now: DayHistory.Day, _ days: [DayHistory.Day], to html: inout HTMLWriter
  ) {
    let all = days.reversed().map { ($0, String($0.day.description.dropFirst(5))) } + [(now, "now")]
    html.markup("<div class=\"charts\">\n")
    ColumnChart(
      caption: "Straight through, % of receipts", subject: "Straight through by day",
      columns: all.map { day, label in
        let share = Grouped.percent(day.straightThrough, of: day.receipts)
        return .init(
          label: label, name: day.day.description,
          shown: String(share.dropLast().prefix { $0 != "." }), exact: share,
          height: Int128(day.straightThrough) * 1000 / Int128(max(1, day.receipts)),
          tone: label == "now" ? .attention : .calm)
      }, scale: 1000
    ).write(to: &html)
    ColumnChart(
      caption: "Exceptions", subject: "Exceptions by day",
      columns: all.map { day, label in
        .init(
          label: label, name: day.day.description, shown: Grouped.number(day.exceptions),
          exact: Grouped.number(day.exceptions), height: Int128(day.exceptions),
          tone: label == "now" ? .attention : .calm)
      }
    ).write(to: &html)
    html.markup("</div>\n")
  }

  private static func table(
    _ now: DayHistory.Day, _ days: [DayHistory.Day], to html: inout HTMLWriter
  ) {
    html.markup(
      """
      <div class="scroll" tabindex="0" role="region" aria-label="This run and the days before">\
      <table>
      <thead><tr><th scope="col">Day</th><th scope="col" class="n">Receipts</th>\
      <th scope="col" class="n">Received</th><th scope="col" class="n">Straight through</th>\
      <th scope="col" class="n">By value</th><th scope="col" class="n">Exceptions</th>\
      <th scope="col" class="n">Unapplied</th><th scope="col" class="n">Disputes opened</th>\
      </tr></thead>
      <tbody>

      """)
    row(now, isNow: true, to: &html)
    for day in days { row(day, isNow: false, to: &html) }
    html.markup("</tbody></table></div>\n")
  }

  private static func row(_ day: DayHistory.Day, isNow: Bool, to html: inout HTMLWriter) {
    html.element("<tr><th scope=\"row\">", day.day.description, "")
    html.markup(isNow ? " <b>this run</b></th>" : "</th>")
    cell([Grouped.number(day.receipts)], to: &html)
    cell(amounts(day.amounts?.received), to: &html)
    cell([Grouped.percent(day.straightThrough, of: day.receipts)], to: &html)
    cell(shares(day.amounts), to: &html)
    cell([Grouped.number(day.exceptions)], to: &html)
    cell(amounts(day.amounts?.unapplied), to: &html)
    var disputes: [String] = []
    if let figures = day.amounts {
      disputes = [Grouped.number(figures.disputesOpened)]
      disputes += figures.disputed.amounts.map { Grouped.amount($0.minorUnits, $0.currency) }
    }
    cell(disputes, to: &html)
    html.markup("</tr>\n")
  }

  private static func amounts(_ sums: CurrencySums?) -> [String] {
    guard let sums else { return [] }
    return sums.amounts.isEmpty
      ? ["nothing"] : sums.amounts.map { Grouped.amount($0.minorUnits, $0.currency) }
  }

  private static func shares(_ amounts: DayHistory.Amounts?) -> [String] {
    guard let amounts else { return [] }
    return amounts.received.amounts.map { sum in
      let part = amounts.straightThrough.minorUnits(in: sum.currency)
      return "\(Grouped.percent(part, of: sum.minorUnits)) \(sum.currency.code)"
    }
  }

  /// What nobody wrote down is a dash, which is not nothing.
  private static func cell(_ lines: [String], to html: inout HTMLWriter) {
    html.markup("<td class=\"n\">")
    for line in lines.isEmpty ? ["–"] : lines {
      html.element("<span class=\"line\">", line, "</span>")
    }
    html.markup("</td>")
  }
}
