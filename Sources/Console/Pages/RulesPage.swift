import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Settings
import Store

/// The rules: as their file has them, as the last batch was decided by them, and as this console
/// suggests by them; and a form to try others.
enum RulesPage {
  static let routes = [
    Route.page("/rules") { visit, office in
      try answer(visit, office, text: rulesText(office), from: nil, told: nil, status: .ok)
    }
  ]

  /// The pipeline's rules as they are written now; empty where it names none.
  static func rulesText(_ office: Office) throws -> String {
    try PipelineFiles.rulesText(office.places)
  }

  /// - Parameter text: what stands in the form.
  static func answer(
    _ visit: Visit, _ office: Office, text: String, from day: CalendarDate?, told: String?,
    status: HTTPResponse.Status
  ) throws -> Answer {
    let written = try rulesText(office)
    let decided = try office.readers.with { try DeskReading(store: $0).rulesOfLastBatch() }
    return Frame.answer("Rules", .rules, visit, status: status) { html in
      html.markup("<h1>Rules</h1>\n")
      if let told { html.element("<p class=\"alert\" role=\"alert\">", told, "</p>\n") }
      compare(written, decided, office, to: &html)
      if let decided, decided != written {
        html.markup("<section><h2>By which the last batch was decided</h2>\n<pre>")
        html.lines(of: decided)
        html.markup("</pre></section>\n")
      }
      html.markup("<section><h2>")
      html.text(
        visit.method == .get
          ? "As they are written now: \(office.settings.rules ?? "the defaults, no file is named")"
          : "As they were tried")
      html.markup("</h2>\n")
      guard visit.may(.manageRules) else {
        html.markup("<pre>")
        html.lines(of: text)
        html.markup("</pre></section>\n")
        return
      }
      form(visit, office, text, day, to: &html)
      html.markup("</section>\n")
    }
  }

  /// Whether what is written, what decided last and what this console goes by are the same.
  private static func compare(
    _ written: String, _ decided: String?, _ office: Office, to html: inout HTMLWriter
  ) {
    switch decided {
    case nil:
      html.markup("<p class=\"hint\">By which rules the last batch was decided is not known: it ")
      html.markup("is told from the next batch on.</p>\n")
    case written:
      html.markup("<p class=\"told\">The last batch was decided by the rules as they are written ")
      html.markup("now.</p>\n")
    default:
      html.markup("<p class=\"alert\">The file of the rules is another one than that by which ")
      html.markup("the last batch was decided. A pipeline that runs (quittance watch) goes on by ")
      html.markup("the earlier ones until it is started again.</p>\n")
    }
    if written != office.rulesText {
      html.markup("<p class=\"alert\">The file has changed since this console began: what it ")
      html.markup("suggests goes by the earlier rules until it is started again.</p>\n")
    }
  }

  private static func form(
    _ visit: Visit, _ office: Office, _ text: String, _ day: CalendarDate?,
    to html: inout HTMLWriter
  ) {
    html.markup("<p>Change them here and see which decisions of the last days would differ. ")
    html.markup("It is tried on a copy: nothing is booked, nothing is saved, and nobody waits.")
    if office.trials.last != nil {
      html.markup(" <a href=\"/rules/trial\">The last trial</a>")
    }
    html.markup("</p>\n")
    html.form("/rules/trial", visit, style: .stack) { html in
      html.markup("<label>Rules <textarea name=\"rules\" rows=\"24\" spellcheck=\"false\">\n")
      html.lines(of: text)
      html.markup("</textarea></label><label>From <input name=\"from\" type=\"date\" required ")
      html.markup("value=\"")
      html.text((day ?? latestDay(office) ?? visit.now.day.advanced(byDays: -7)).description)
      html.markup("\"></label><button class=\"main\">What would differ?</button>")
    }
  }

  /// The day of the last receipt: what most want to try first.
  static func latestDay(_ office: Office) -> CalendarDate? {
    try? office.index.receipts(limit: 1).lines.first?.bookingDate
  }
}
