import Money
import Receivables
import Reconciliation

/// The page's top: what it is, of which day, what happened in a sentence, and the way around.
enum HeaderSection {
  static func write(
    _ facts: ReportFacts, _ files: [ReportedFile], _ days: DayHistory, version: String,
    to html: inout HTMLWriter
  ) {
    html.markup(
      """
      <a class="skip" href="#main">Skip to the report</a>
      <header>
      <h1>Receivables report</h1>
      <p class="sub">As of <time>
      """)
    html.text(facts.asOf.description)
    html.element("</time> · Quittance ", version, "</p>\n")
    html.element("<p class=\"lead\">", sentence(facts, files), "</p>\n")
    html.markup(
      """
      <nav aria-label="Sections"><ul>

      """)
    if !days.days.isEmpty { html.markup("<li><a href=\"#before\">Days before</a></li>\n") }
    if !facts.outcome.exceptions.isEmpty {
      html.markup("<li><a href=\"#kinds\">At a glance</a></li>\n")
    }
    html.markup(
      """
      <li><a href="#exceptions">Exceptions</a></li>
      <li><a href="#disputes">Disputes</a></li>
      <li><a href="#ageing">Ageing</a></li>
      <li><a href="#decisions">Decisions</a></li>
      <li><a href="#files">Bank files</a></li>
      <li><a href="#invariants">Proof</a></li>
      <li><a href="#words">Words</a></li>
      </ul></nav>

      """)
    refusals(files, to: &html)
    html.markup("</header>\n")
  }

  /// What happened, and whether anybody has to do something about it.
  private static func sentence(_ facts: ReportFacts, _ files: [ReportedFile]) -> String {
    let summary = facts.outcome.summary
    let receipts = summary.receipts.count - summary.returns.count
    let used = files.count { $0.isUsed }
    var text = ReportWords.count(receipts, "new receipt", "new receipts")
    text += " in " + ReportWords.count(used, "bank file", "bank files")
    if receipts > 0 {
      text += ", " + Grouped.number(summary.straightThrough) + " booked without a question"
    }
    if summary.returns.count > 0 {
      text += "; " + ReportWords.count(summary.returns.count, "payment", "payments") + " came back"
    }
    let exceptions = facts.outcome.exceptions.count
    text +=
      exceptions == 0
      ? ". Nothing needs a person today."
      : "; " + ReportWords.count(exceptions, "exception needs", "exceptions need") + " a person."
    let off =
      files.reduce(0) { $0 + $1.checks.count { $0.check.verdict == .off } }
      + facts.outcome.deposits.count { $0.verdict == .off }
    if off > 0 {
      text +=
        " " + ReportWords.count(off, "control check", "control checks")
        + " of the bank files " + (off == 1 ? "does" : "do") + " not agree."
    }
    return text
  }

  /// A refused file is money that nobody has seen: it stands before everything else.
  private static func refusals(_ files: [ReportedFile], to html: inout HTMLWriter) {
    for file in files where !file.isUsed {
      html.element("<div class=\"alert\" role=\"note\"><strong>", file.name, "</strong>")
      html.markup(" was refused: none of its transactions was used.")
      FilesSection.problems(file, to: &html)
      html.markup("</div>\n")
    }
  }
}
