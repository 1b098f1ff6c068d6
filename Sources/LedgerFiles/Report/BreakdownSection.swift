import Receivables
import Reconciliation

/// What the exceptions are about, before they come one by one.
enum BreakdownSection {
  static func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    guard !facts.outcome.exceptions.isEmpty else { return }
    html.markup(
      "<section aria-labelledby=\"kinds\"><h2 id=\"kinds\">What the exceptions are about</h2>\n")
    BreakdownCharts(
      breakdown: Breakdown(
        matters: facts.outcome.exceptions.map {
          .init(
            kind: $0.type.rawValue, customer: $0.customer, day: $0.bookingDate, amount: $0.amount)
        }),
      title: "Exceptions", noun: "Exceptions", kindHead: "Type",
      kindName: { code in
        guard let type = ExceptionType(rawValue: code) else { return .init(text: code) }
        return .init(text: ReportWords.name(of: type), task: ReportWords.task(of: type))
      }
    ).write(facts, to: &html)
    html.markup("</section>\n")
  }
}
