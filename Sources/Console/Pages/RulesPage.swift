import Access
import Durable
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation
import Settings

/// The rules in force, and what other ones would have decided in the last days.
enum RulesPage {
  static let routes = [
    Route.page("/rules") { visit, office in
      let text = try rulesText(office)
      return page(visit, office, text: text, from: nil, told: nil, status: .ok)
    },
    // Reads the files of those days again and decides them anew; nothing is booked.
    Route.action("/rules/trial", for: .manageRules) { visit, office in
      let text = (visit.form.exact("rules") ?? "").replacing("\r\n", with: "\n")
      guard let day = CalendarDate(iso: visit.form["from"] ?? "") else {
        return page(
          visit, office, text: text, from: nil, told: "From which day on? Expected YYYY-MM-DD.",
          status: .unprocessableContent)
      }
      if let last = latestDay(office), day < last.advanced(byDays: -daysMax) {
        return page(
          visit, office, text: text, from: day,
          told:
            "At most the last \(daysMax) days before the last receipt: nobody can decide meanwhile.",
          status: .unprocessableContent)
      }
      let rules: RuleBook
      do throws(SettingsFileError) {
        rules = try RulesFile.read(Array(text.utf8), file: "rules.yaml")
      } catch {
        return page(
          visit, office, text: text, from: day, told: "\(error)", status: .unprocessableContent)
      }
      let name = visit.name
      do {
        let report = try await office.decide {
          try $0.redecide(from: day, by: name, note: "trial", isTrial: true, under: rules)
        }
        return page(
          visit, office, text: text, from: day, told: nil, status: .ok, report: report)
      } catch {
        let refusal = Refusal(error)
        return page(
          visit, office, text: text, from: day, told: refusal.words, status: refusal.status)
      }
    },
  ]

  static let daysMax = 31

  /// The pipeline's rules as they are written; empty where it names none.
  static func rulesText(_ office: Office) throws -> String {
    guard let path = office.settings.rules else { return "" }
    let file = try InputFile(office.places.resolved(path), in: PosixFileSystem())
    return String(decoding: try file.readAll(limit: RulesFile.bytesMax), as: UTF8.self)
  }

  private static func page(
    _ visit: Visit, _ office: Office, text: String, from day: CalendarDate?, told: String?,
    status: HTTPResponse.Status, report: RedecisionReport? = nil
  ) -> Answer {
    Frame.answer("Rules", .rules, visit, status: status) { html in
      html.markup("<h1>Rules</h1>\n")
      if let told { html.element("<p class=\"alert\" role=\"alert\">", told, "</p>\n") }
      if let report { write(report, to: &html) }
      html.markup("<section><h2>")
      html.text(
        visit.method == .get
          ? "In force: \(office.settings.rules ?? "the defaults, no file is named")"
          : "As they were tried")
      html.markup("</h2>\n")
      guard visit.may(.manageRules) else {
        html.markup("<pre>")
        html.lines(of: text)
        html.markup("</pre></section>\n")
        return
      }
      html.markup("<p>Change them here and see which decisions of the last days would differ. ")
      html.markup("Nothing is booked and nothing is saved: the file stays as it is.</p>\n")
      html.form("/rules/trial", visit, style: .stack) { html in
        html.markup("<label>Rules <textarea name=\"rules\" rows=\"24\" spellcheck=\"false\">\n")
        html.lines(of: text)
        html.markup("</textarea></label><label>From <input name=\"from\" type=\"date\" required ")
        html.markup("value=\"")
        html.text((day ?? latestDay(office) ?? visit.now.day.advanced(byDays: -7)).description)
        html.markup("\"></label><button class=\"main\">What would differ?</button>")
      }
      html.markup("</section>\n")
    }
  }

  /// The day of the last receipt: what most want to try first.
  static func latestDay(_ office: Office) -> CalendarDate? {
    try? office.index.receipts(limit: 1).lines.first?.bookingDate
  }

  private static func write(_ report: RedecisionReport, to html: inout HTMLWriter) {
    html.markup("<section><h2>")
    html.text(
      "\(ReportWords.count(report.receipts, "receipt", "receipts")) decided again, "
        + "\(Grouped.number(report.differences.count)) would differ")
    html.markup("</h2>\n")
    if !report.differences.isEmpty {
      html.tableStart("Differences", ["Receipt", "As it is booked", "As it would be"])
      for difference in report.differences.prefix(500) {
        html.markup("<tr data-row><th scope=\"row\">")
        html.link(["receipts", difference.payment.text], difference.payment.text)
        html.markup("</th>")
        lines(difference.old, to: &html)
        lines(difference.new, to: &html)
        html.markup("</tr>\n")
      }
      html.tableEnd()
      if report.differences.count > 500 {
        html.element(
          "<p class=\"soft\">", "And \(report.differences.count - 500) more.", "</p>")
      }
    }
    html.markup("</section>\n")
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
}

extension HTMLWriter {
  /// Text whose line ends stay line ends: everything else that misleads is shown for what it is.
  mutating func lines(of whole: String) {
    for line in whole.split(separator: "\n", omittingEmptySubsequences: false) {
      text(String(line.replacing("\t", with: "  ")))
      markup("\n")
    }
  }
}
