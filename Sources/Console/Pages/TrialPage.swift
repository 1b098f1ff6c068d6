import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation
import Settings

/// What other rules would have decided in the last days.
enum TrialPage {
  static let routes = [
    // Reads the files of those days again and decides them anew, on a copy; nothing is booked.
    Route.action("/rules/trial", for: .manageRules) { visit, office in
      let text = (visit.form.exact("rules") ?? "").replacing("\r\n", with: "\n")
      let day = CalendarDate(iso: visit.form["from"] ?? "")
      do {
        guard let day else {
          throw Refusal(.unprocessableContent, "From which day on? Expected YYYY-MM-DD.")
        }
        _ = try await office.trials.ask(text, from: day, by: visit.name, office)
        return .see("/rules/trial")
      } catch let refusal as Refusal {
        return try RulesPage.answer(
          visit, office, text: text, from: day, told: refusal.words, status: refusal.status)
      }
    },
    Route.page("/rules/trial", for: .manageRules) { visit, office in
      guard let trial = office.trials.last else { return .see("/rules") }
      let first = visit.query["from"].flatMap { Int($0) } ?? 0
      guard (0...100_000_000).contains(first) else { throw Refusal.notThere }
      var answer = Frame.answer("Trial of rules", .rules, visit) { html in
        html.markup("<h1>Trial of rules</h1>\n<section>")
        write(trial, first, to: &html)
        html.markup("<details><summary>The rules that were tried</summary><pre>")
        html.lines(of: trial.text)
        html.markup("</pre></details><p><a href=\"/rules\">Back to the rules</a></p></section>\n")
      }
      if trial.outcome == nil { answer.headers.append((.refresh, "3")) }
      return answer
    },
    Route.page("/rules/trial.csv", for: .manageRules) { visit, office in
      guard let trial = office.trials.last, case .success(let report) = trial.outcome else {
        throw Refusal.notThere
      }
      return .download(
        csv(report), type: "text/csv; charset=utf-8", name: "trial-from-\(trial.from).csv")
    },
  ]

  /// So many differences are shown at once.
  static let rowsMax = 200

  private static func write(_ trial: Trials.Trial, _ first: Int, to html: inout HTMLWriter) {
    html.element(
      "<p class=\"soft\">",
      "From \(trial.from) on, tried by \(trial.person), \(Shown.moment("\(trial.since)")).",
      "</p>\n"
    )
    switch trial.outcome {
    case nil:
      html.markup("<p class=\"told\" role=\"status\">It runs. This page looks again by itself; ")
      html.markup("<a href=\"/rules/trial\">look now</a>.</p>\n")
    case .failure(let refusal):
      html.element("<p class=\"alert\" role=\"alert\">", refusal.words, "</p>\n")
    case .success(let report): write(report, first, to: &html)
    }
  }

  private static func write(
    _ report: RedecisionReport, _ first: Int, to html: inout HTMLWriter
  ) {
    html.markup("<h2>")
    html.text(
      "\(ReportWords.count(report.receipts, "receipt", "receipts")) decided again, "
        + "\(Grouped.number(report.differences.count)) would differ")
    html.markup("</h2>\n")
    if !report.left.isEmpty {
      html.markup("<p>")
      html.text(ReportWords.count(report.left.count, "receipt is", "receipts are"))
      html.markup(" left as they are, since something that a person booked stands on them: ")
      for payment in report.left.prefix(20) {
        html.id(payment.text)
        html.markup(" ")
      }
      if report.left.count > 20 { html.text("and \(Grouped.number(report.left.count - 20)) more") }
      html.markup("</p>\n")
    }
    guard !report.differences.isEmpty else { return }
    let rows = report.differences.dropFirst(first).prefix(rowsMax)
    html.markup("<p><a href=\"/rules/trial.csv\">All of them as CSV</a></p>\n")
    html.tableStart("Differences", ["Receipt", "As it is booked", "As it would be"])
    for difference in rows {
      html.markup("<tr data-row><th scope=\"row\">")
      html.link(["receipts", difference.payment.text], difference.payment.text)
      html.markup("</th>")
      lines(difference.old, to: &html)
      lines(difference.new, to: &html)
      html.markup("</tr>\n")
    }
    html.tableEnd()
    guard report.differences.count > rowsMax || first > 0 else { return }
    html.element(
      "<p>", "\(first + 1) to \(first + rows.count) of \(report.differences.count).", "</p>\n")
    html.markup("<p class=\"pager\">")
    if first > 0 { html.markup("<a href=\"/rules/trial\" data-key=\"[\">First page</a>") }
    if first + rowsMax < report.differences.count {
      html.markup("<a data-key=\"]\" href=\"/rules/trial?from=")
      html.text(String(first + rowsMax))
      html.markup("\">Next page</a>")
    }
    html.markup("</p>\n")
  }

  private static func lines(_ lines: [String], to html: inout HTMLWriter) {
    html.markup("<td>")
    if lines.isEmpty { html.markup("<span class=\"soft\">nothing booked</span>") }
    for (place, line) in lines.enumerated() {
      if place > 0 { html.markup("<br>") }
      html.text(line)
    }
    html.markup("</td>")
  }

  private static func csv(_ report: RedecisionReport) -> [UInt8] {
    var csv = CSVWriter()
    csv.row(["payment_id", "as_booked", "as_tried"])
    for difference in report.differences {
      csv.row([
        difference.payment.text, FormulaGuard.guarded(difference.old.joined(separator: "; ")),
        FormulaGuard.guarded(difference.new.joined(separator: "; ")),
      ])
    }
    return csv.bytes
  }
}

extension HTTPField.Name {
  fileprivate static let refresh = HTTPField.Name("Refresh") ?? .ifMatch
}
