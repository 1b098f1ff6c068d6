import Receivables
import Reconciliation

/// The bank files of the run, what they say of themselves, and whether that agrees with what was
/// read.
enum FilesSection {
  static func write(_ facts: ReportFacts, _ files: [ReportedFile], to html: inout HTMLWriter) {
    html.markup("<section aria-labelledby=\"files\"><h2 id=\"files\">Bank files</h2>\n")
    if files.isEmpty {
      html.markup("<p class=\"empty\">The run was given no bank file.</p>\n")
    } else {
      off(files, to: &html)
      overview(files, to: &html)
      for file in files where !file.checks.isEmpty || (file.isUsed && !file.problems.isEmpty) {
        details(file, to: &html)
      }
    }
    deposits(facts.outcome.deposits, to: &html)
    html.markup("</section>\n")
  }

  /// The error lines of a file, as on standard error.
  static func problems(_ file: ReportedFile, to html: inout HTMLWriter) {
    guard !file.problems.isEmpty else { return }
    html.markup("<ul class=\"problems\">")
    for problem in file.problems { html.element("<li><code>", problem, "</code></li>") }
    html.markup("</ul>")
  }

  private static func off(_ files: [ReportedFile], to html: inout HTMLWriter) {
    let off = files.reduce(0) { $0 + $1.checks.count { $0.check.verdict == .off } }
    let all = files.reduce(0) { $0 + $1.checks.count }
    guard off > 0 else {
      if all > 0 {
        html.markup("<p>No control check of the files disagrees with what was read.</p>\n")
      }
      return
    }
    html.element(
      "<p class=\"alert\"><strong>", ReportWords.count(off, "control check", "control checks"), "")
    html.element(" of ", Grouped.number(all), "</strong>")
    html.markup(
      " do not agree with what was read: ask the bank before relying on these files.</p>\n")
  }

  private static func overview(_ files: [ReportedFile], to html: inout HTMLWriter) {
    html.markup(
      """
      <div class="scroll" tabindex="0" role="region" aria-label="Files of the run"><table>
      <thead><tr><th scope="col">File</th><th scope="col">Used</th><th scope="col">Format</th>\
      <th scope="col" class="n">Statements</th><th scope="col" class="n">Transactions</th>\
      <th scope="col" class="n">Checks</th><th scope="col" class="n">Do not agree</th></tr></thead>
      <tbody>

      """)
    for file in files {
      html.element("<tr><th scope=\"row\">", file.name, "</th>")
      html.markup(
        file.isUsed
          ? "<td class=\"good\">used</td>" : "<td class=\"bad\"><strong>refused</strong></td>")
      let format = [file.format, file.version].filter { !$0.isEmpty }.joined(separator: " ")
      html.element("<td>", format.isEmpty ? "not recognised" : format, "</td><td class=\"n\">")
      html.text(file.statements)
      html.markup("</td><td class=\"n\">")
      html.text(file.transactions)
      html.markup("</td><td class=\"n\">")
      html.text(file.checks.count)
      let off = file.checks.count { $0.check.verdict == .off }
      html.markup(off > 0 ? "</td><td class=\"n bad\">" : "</td><td class=\"n\">")
      html.text(off)
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// Unfolded where something is off, so that nobody can miss it, on paper neither.
  private static func details(_ file: ReportedFile, to html: inout HTMLWriter) {
    let off = file.checks.count { $0.check.verdict == .off }
    html.markup(
      off > 0 ? "<details class=\"file\" open><summary>" : "<details class=\"file\"><summary>")
    html.element("<bdi>", file.name, "</bdi>: ")
    html.text(ReportWords.count(file.checks.count, "check", "checks"))
    if off > 0 { html.element(", <strong class=\"bad\">", Grouped.number(off), " off</strong>") }
    html.markup("</summary>")
    if file.isUsed { problems(file, to: &html) }
    if !file.checks.isEmpty {
      checks(file.checks, name: "Checks of \(file.name)", to: &html)
    }
    html.markup("</details>\n")
  }

  private static func deposits(_ deposits: [ControlCheck], to html: inout HTMLWriter) {
    guard !deposits.isEmpty else { return }
    html.markup("<h3>Lockbox deposits</h3>\n")
    html.markup("<p>A deposit on a statement, held against the cheques of the lockbox file.</p>\n")
    checks(
      deposits.map { ReportedCheck(place: "between files", check: $0) }, name: "Lockbox deposits",
      to: &html)
  }

  private static func checks(
    _ checks: [ReportedCheck], name: String, to html: inout HTMLWriter
  ) {
    html.element(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", name, "\"><table>")
    html.markup(
      """
      <thead><tr><th scope="col">Check</th><th scope="col">Where</th>\
      <th scope="col" class="n">Stated</th><th scope="col" class="n">Read</th>\
      <th scope="col">Verdict</th><th scope="col">Note</th></tr></thead><tbody>

      """)
    for place in checks {
      let check = place.check
      html.markup(check.verdict == .off ? "<tr class=\"off\">" : "<tr>")
      html.element("<th scope=\"row\">", ReportWords.spaced(check.name), "</th>")
      html.element("<td>", place.place.isEmpty ? "whole file" : place.place, "</td>")
      html.element("<td class=\"n\">", check.stated.isEmpty ? "–" : check.stated, "</td>")
      html.element("<td class=\"n\">", check.computed.isEmpty ? "–" : check.computed, "</td>")
      switch check.verdict {
      case .holds: html.markup("<td class=\"good\">")
      case .off: html.markup("<td class=\"bad\">")
      case .notCheckable, .notApplicable: html.markup("<td>")
      }
      html.element("", ReportWords.name(of: check.verdict), "</td>")
      html.element("<td>", check.note, "</td></tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }
}
