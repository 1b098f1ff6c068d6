import Money
import Receivables
import Reconciliation

/// The figures that a team leader asks for first.
enum KeyFiguresSection {
  static func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    let outcome = facts.outcome
    let summary = outcome.summary
    let receipts = summary.receipts.count - summary.returns.count
    // Returns are among the receipts, with negative amounts; here each has its own figure.
    var returned = CurrencySums()
    for amount in summary.returns.amounts {
      returned.add(-Int128(amount.minorUnits), amount.currency)
    }
    var received = CurrencySums(summary.receipts.amounts)
    for sum in returned.sums { received.add(sum.minorUnits, sum.currency) }

    html.markup(
      "<section aria-labelledby=\"figures\"><h2 id=\"figures\" class=\"aside\">Key figures</h2>\n")
    html.markup("<dl class=\"figures\">\n")
    figure("Received", Grouped.number(receipts), received, to: &html)
    let payment = summary.applications.first { $0.kind == .payment }?.tally ?? Tally()
    figure(
      "Applied to items", ReportWords.count(payment.count, "line", "lines"),
      CurrencySums(payment.amounts), to: &html)
    figure(
      "Straight through", Grouped.percent(summary.straightThrough, of: receipts), CurrencySums(),
      note: "\(Grouped.number(summary.straightThrough)) of "
        + ReportWords.count(receipts, "receipt", "receipts"), to: &html)
    let unapplied = CurrencySums(summary.unapplied)
    figure(
      "Unapplied", unapplied.amounts.isEmpty ? "nothing" : "", unapplied,
      isUrgent: !unapplied.amounts.isEmpty, to: &html)
    figure(
      "Exceptions", Grouped.number(outcome.exceptions.count), CurrencySums(),
      isUrgent: !outcome.exceptions.isEmpty, to: &html)
    let opened = zip(outcome.disputes, facts.isOpenedNow).filter(\.1).map(\.0.amount)
    figure(
      "Disputes opened", Grouped.number(summary.disputesOpened), CurrencySums(opened),
      note: summary.disputesChanged > 0
        ? "\(Grouped.number(summary.disputesChanged)) changed" : "", to: &html)
    figure("Came back", Grouped.number(summary.returns.count), returned, to: &html)
    figure(
      "Repeats", Grouped.number(summary.repeats), CurrencySums(),
      note: "known already, not booked again", to: &html)
    html.markup("</dl>\n</section>\n")
  }

  private static func figure(
    _ name: String, _ value: String, _ amounts: CurrencySums, note: String = "",
    isUrgent: Bool = false, to html: inout HTMLWriter
  ) {
    html.markup(isUrgent ? "<div class=\"urgent\">" : "<div>")
    html.element("<dt>", name, "</dt>")
    if !value.isEmpty { html.element("<dd class=\"value\">", value, "</dd>") }
    for sum in amounts.amounts {
      html.element("<dd class=\"money\">", Grouped.amount(sum.minorUnits, sum.currency), "</dd>")
    }
    if !note.isEmpty { html.element("<dd class=\"note\">", note, "</dd>") }
    html.markup("</div>\n")
  }
}
