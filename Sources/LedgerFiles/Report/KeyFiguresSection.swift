import Money
import Receivables
import Reconciliation

/// The figures that a team leader asks for first, each beside what the days before came to.
enum KeyFiguresSection {
  static func write(_ facts: ReportFacts, _ history: DayHistory, to html: inout HTMLWriter) {
    let summary = facts.outcome.summary
    let receipts = summary.receipts.count - summary.returns.count
    let received = ReceivedSums.of(summary)
    var returned = CurrencySums()
    for amount in summary.returns.amounts {
      returned.add(-Int128(amount.minorUnits), amount.currency)
    }

    html.markup(
      "<section aria-labelledby=\"figures\"><h2 id=\"figures\" class=\"aside\">Key figures</h2>\n")
    html.markup("<dl class=\"figures\">\n")
    figure(
      "Received", Grouped.number(receipts), received, notes: history.perDay(\.receipts), to: &html)
    let payment = summary.applications.first { $0.kind == .payment }?.tally ?? Tally()
    figure(
      "Applied to items", ReportWords.count(payment.count, "line", "lines"),
      CurrencySums(payment.amounts), to: &html)
    straightThrough(summary, receipts, received, history, to: &html)
    let unapplied = CurrencySums(summary.unapplied)
    figure(
      "Unapplied", unapplied.amounts.isEmpty ? "nothing" : "", unapplied,
      isUrgent: !unapplied.amounts.isEmpty, to: &html)
    figure(
      "Exceptions", Grouped.number(facts.outcome.exceptions.count), CurrencySums(),
      notes: history.perDay(\.exceptions), isUrgent: !facts.outcome.exceptions.isEmpty, to: &html)
    let opened = zip(facts.outcome.disputes, facts.isOpenedNow).filter(\.1).map(\.0.amount)
    let changed =
      summary.disputesChanged > 0 ? ["\(Grouped.number(summary.disputesChanged)) changed"] : []
    figure(
      "Disputes opened", Grouped.number(summary.disputesOpened), CurrencySums(opened),
      notes: changed + history.perDay { $0.amounts?.disputesOpened }, to: &html)
    figure("Came back", Grouped.number(summary.returns.count), returned, to: &html)
    figure(
      "Repeats", Grouped.number(summary.repeats), CurrencySums(),
      notes: ["known already, not booked again"], to: &html)
    html.markup("</dl>\n</section>\n")
  }

  /// By count, and by value in each currency that came in.
  private static func straightThrough(
    _ summary: RunSummary, _ receipts: Int, _ received: CurrencySums, _ history: DayHistory,
    to html: inout HTMLWriter
  ) {
    let value = CurrencySums(summary.straightThroughReceipts.amounts)
    var notes = [
      "\(Grouped.number(summary.straightThrough)) of "
        + ReportWords.count(receipts, "receipt", "receipts")
    ]
    for sum in received.amounts {
      let share = Grouped.percent(value.minorUnits(in: sum.currency), of: sum.minorUnits)
      notes.append("\(share) of the \(sum.currency.code)")
    }
    if let before = history.straightThrough { notes.append("days before: \(before)") }
    figure(
      "Straight through", Grouped.percent(summary.straightThrough, of: receipts), CurrencySums(),
      notes: notes, to: &html)
  }

  private static func figure(
    _ name: String, _ value: String, _ amounts: CurrencySums, notes: [String] = [],
    isUrgent: Bool = false, to html: inout HTMLWriter
  ) {
    html.markup(isUrgent ? "<div class=\"urgent\">" : "<div>")
    html.element("<dt>", name, "</dt>")
    if !value.isEmpty { html.element("<dd class=\"value\">", value, "</dd>") }
    for sum in amounts.amounts {
      html.element("<dd class=\"money\">", Grouped.amount(sum.minorUnits, sum.currency), "</dd>")
    }
    for note in notes { html.element("<dd class=\"note\">", note, "</dd>") }
    html.markup("</div>\n")
  }
}
