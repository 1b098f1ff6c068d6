import Access
import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables
import Settings

/// How the day stands: what came, what waits, what is missing.
enum TodayPage {
  static let routes = [
    Route.page("/") { visit, office in
      let facts = try office.today(visit.now)
      return Frame.answer("Today", .today, visit) { html in
        html.element("<h1>", "\(office.settings.name), \(facts.day)", "</h1>\n")
        warn(of: facts.alerts, visit, to: &html)
        waiting(facts, to: &html)
        html.markup("<div class=\"halves\">\n")
        came(facts.days, to: &html)
        ageing(facts.due, facts.day, to: &html)
        html.markup("</div>\n")
        facts.coverage.write(to: &html)
        lately(facts.batches, to: &html)
      }
    },
    Route.action("/alerts/{id}/close", for: .decide, bodyMax: 1 << 12) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      let note = try visit.note
      try await office.decide { try $0.closeAlert(id, by: name, note: note) }
      return .see("/")
    },
  ]

  private static func warn(of alerts: [AlertLine], _ visit: Visit, to html: inout HTMLWriter) {
    for alert in alerts.prefix(20) {
      html.markup("<div class=\"alert\">")
      html.text((alert.account.isEmpty ? "" : alert.account + ": ") + alert.message)
      html.element(" <span class=\"soft\">", Shown.moment(alert.at), "</span>")
      if visit.may(.decide) {
        html.form(
          HTMLWriter.path(["alerts", alert.id, "close"]), visit, style: .plain
        ) { html in
          html.element("<button aria-label=\"Seen to: ", alert.message, "\">Seen to</button>")
        }
      }
      html.markup("</div>\n")
    }
    if alerts.count > 20 {
      html.element("<p>", "And \(alerts.count - 20) more alerts.", "</p>\n")
    }
  }

  private static func waiting(_ facts: TodayFacts, to html: inout HTMLWriter) {
    let (byType, totals) = (facts.byType, facts.totals)
    html.markup("<section><h2>What needs a person</h2>\n<dl class=\"figures\">")
    let count = byType.reduce(0) { $0 + $1.count }
    html.markup(count > 0 ? "<div class=\"urgent\">" : "<div>")
    html.markup("<dt>Exceptions</dt><dd class=\"value\"><a href=\"/review\">")
    html.text(count)
    html.markup("</a></dd></div>")
    figure("For second eyes", Grouped.number(facts.proposals), "/review", to: &html)
    let quarantined = facts.files.first { $0.state == "quarantined" }?.count ?? 0
    figure(
      "In quarantine", Grouped.number(quarantined), "/files?state=quarantined", to: &html)
    money("Unapplied", totals.unapplied, to: &html)
    money("Disputed", totals.disputed, to: &html)
    money("Open", totals.open, to: &html)
    html.markup("</dl>\n")
    if !byType.isEmpty {
      html.markup("<p>")
      for type in ExceptionType.allCases {
        let lines = byType.filter { $0.key == type.rawValue && $0.count > 0 }
        guard !lines.isEmpty else { continue }
        html.element("<a class=\"tag\" href=\"/review?type=", type.rawValue, "\">")
        html.text(
          "\(ReportWords.name(of: type)) \(Grouped.number(lines.reduce(0) { $0 + $1.count })): "
            + lines.map { Grouped.amount($0.amount) }.joined(separator: ", "))
        html.markup("</a> ")
      }
      html.markup("</p>")
    }
    html.markup("</section>\n")
  }

  private static func figure(
    _ name: StaticString, _ value: String, _ place: StaticString, to html: inout HTMLWriter
  ) {
    html.markup("<div><dt>")
    html.markup(name)
    html.markup("</dt><dd class=\"value\"><a href=\"")
    html.markup(place)
    html.element("\">", value, "</a></dd></div>")
  }

  private static func money(
    _ name: StaticString, _ balances: [CustomerLine.Balance], to html: inout HTMLWriter
  ) {
    html.markup("<div><dt>")
    html.markup(name)
    html.markup("</dt>")
    let shown = balances.filter { !$0.amount.isZero }
    if shown.isEmpty { html.markup("<dd class=\"value\">0</dd>") }
    for balance in shown { html.element("<dd>", Grouped.amount(balance.amount), "</dd>") }
    html.markup("</div>")
  }

  private static func came(_ days: [ReceiptDay], to html: inout HTMLWriter) {
    html.markup("<section><h2>What came in</h2>\n")
    if days.isEmpty { html.markup("<p class=\"empty\">Nothing in these days.</p>") }
    for currency in Set(days.map(\.received.amount.currency)).sorted() {
      let own = days.filter { $0.received.amount.currency == currency }.suffix(7)
      ColumnChart(
        caption: "Received, \(currency.code)", subject: "Received in \(currency.code)",
        columns: own.map { day in
          let amount = Int128(day.received.amount.minorUnits)
          return ColumnChart.Column(
            label: String(day.date.description.dropFirst(5)), name: day.date.description,
            shown: Grouped.short(amount, currency), exact: Grouped.decimal(amount, currency),
            height: amount, tone: .calm)
        }, widthMin: 64
      ).write(to: &html)
    }
    if !days.isEmpty {
      html.tableStart(
        "Receipts by day", ["Day", "Receipts#", "Received#", "Straight through#", "Waits#"])
      for day in days.reversed() {
        html.element("<tr><th scope=\"row\">", day.date.description, "</th>")
        html.number(day.received.count, label: "Receipts")
        html.amount(day.received.amount, label: "Received")
        html.element(
          "<td class=\"n\" data-label=\"Straight through\">",
          // What came with the ledger was decided before the pipeline was: nobody knows how.
          day.taken.count > 0
            ? Grouped.percent(day.straightThrough.count, of: day.taken.count) : "no figure", "</td>"
        )
        html.number(day.waiting.count, label: "Waits")
        html.markup("</tr>\n")
      }
      html.tableEnd()
    }
    html.markup("</section>\n")
  }

  private static func ageing(
    _ due: [DueDay], _ today: CalendarDate, to html: inout HTMLWriter
  ) {
    html.markup("<section><h2>What is open, by age</h2>\n")
    if due.isEmpty { html.markup("<p class=\"empty\">Nobody owes anything.</p>") }
    for currency in Set(due.map(\.open.amount.currency)).sorted() {
      AgeingChart.write(due, currency, today, to: &html)
    }
    html.markup("</section>\n")
  }

  private static func lately(_ batches: [BatchLine], to html: inout HTMLWriter) {
    html.markup("<section><h2>Last batches</h2>\n")
    if batches.isEmpty { html.markup("<p class=\"empty\">No bank file was taken yet.</p>") }
    if !batches.isEmpty {
      html.tableStart(
        "Batches", ["Batch", "Booked", "Receipts#", "Straight through#", "For a person#"])
      for batch in batches {
        html.element("<tr><th scope=\"row\">", batch.name, "</th>")
        html.cell(Shown.moment(batch.at), label: "Booked")
        html.number(batch.receipts, label: "Receipts")
        html.number(batch.straightThrough, label: "Straight through")
        html.number(batch.exceptions, label: "For a person")
        html.markup("</tr>\n")
      }
      html.tableEnd()
    }
    html.markup("</section>\n")
  }
}
