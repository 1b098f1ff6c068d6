import Money
import Receivables
import Reconciliation

/// Why: what the bank sent, which documents it may be about, what speaks for and against them, and
/// what was booked.
enum ExceptionDetails {
  static func write(
    _ exceptionCase: ExceptionCase, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    html.markup("<div><h3>As the bank sent it</h3>")
    if let receipt = exceptionCase.receipt {
      ReceiptAsSent.write(receipt, bankReference: exceptionCase.exception.bankReference, to: &html)
    } else {
      html.element(
        "<p>The run has no record of payment ", exceptionCase.exception.payment.text,
        " beyond this row.</p>")
    }
    html.markup("</div><div>")
    candidates(exceptionCase, facts, to: &html)
    if let decision = exceptionCase.receipt?.decision {
      evidence(decision, to: &html)
      rejected(decision.rejected, to: &html)
    }
    booked(exceptionCase, to: &html)
    html.markup("</div>")
  }

  /// A row has four; more than these nobody compares by eye, and the filter still finds them.
  private static let candidatesMax = 30

  private static func candidates(
    _ exceptionCase: ExceptionCase, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    html.markup("<h3>Candidates, best first</h3>")
    let numbers = exceptionCase.exception.candidates
    guard !numbers.isEmpty else {
      html.markup("<p>No document comes into question.</p>")
      return
    }
    guard !exceptionCase.candidates.isEmpty else {
      html.element("<p>", numbers.map(\.text).joined(separator: ", "), "</p>")
      return
    }
    html.markup(
      """
      <table><thead><tr><th scope="col">Document</th><th scope="col" class="n">Open now</th>\
      <th scope="col">Due</th><th scope="col">Customer</th></tr></thead><tbody>
      """)
    for key in exceptionCase.candidates.prefix(candidatesMax) { row(key, facts, to: &html) }
    html.markup("</tbody></table>")
    let more = exceptionCase.candidates.dropFirst(candidatesMax)
    if !more.isEmpty {
      html.element("<p>And ", more.map(\.number.text).joined(separator: ", "), "</p>")
    }
  }

  private static func row(_ key: DocumentKey, _ facts: ReportFacts, to html: inout HTMLWriter) {
    let item = facts.candidate(key)
    html.element("<tr><td>", key.number.text, "")
    if let item, item.type != .invoice { html.element(" (", ReportWords.name(of: item.type), ")") }
    html.markup("</td><td class=\"n\">")
    if let item {
      html.text(item.open.isZero ? "cleared" : Grouped.amount(item.open))
      html.element("</td><td>", item.dueDate.description, "")
      let days = facts.asOf.days(since: item.dueDate)
      if days > 0, item.open.isPositive {
        html.element(" (", ReportWords.count(days, "day", "days"), " late)")
      }
    } else {
      html.markup("not in the ledger</td><td>")
    }
    html.element("</td><td>", key.customer.text, " <bdi>")
    html.element("", facts.name(of: key.customer), "</bdi></td></tr>")
  }

  private static func evidence(_ decision: Decision, to html: inout HTMLWriter) {
    html.markup("<h3>What was found</h3>")
    if !decision.rule.isEmpty {
      html.element("<p>Decided by <b>", decision.rule, "</b>, confidence ")
      html.element("", decision.confidence.description, ".</p>")
    }
    guard !decision.evidence.isEmpty else {
      html.markup("<p>No rule found anything.</p>")
      return
    }
    html.markup(
      """
      <table><thead><tr><th scope="col">Rule</th><th scope="col">Speaks</th>\
      <th scope="col">Found</th><th scope="col" class="n">Worth</th></tr></thead><tbody>
      """)
    for fact in decision.evidence {
      html.element("<tr><td>", fact.rule, "</td>")
      switch fact.bearing {
      case .supports: html.markup("<td class=\"good\">")
      case .opposes, .vetoes: html.markup("<td class=\"bad\">")
      case .absent: html.markup("<td>")
      }
      html.element("", ReportWords.name(of: fact.bearing), "</td>")
      html.element("<td>", fact.found, "</td><td class=\"n\">")
      html.element("", fact.weight == 0 ? "" : signed(fact.weight), "</td></tr>")
    }
    html.markup("</tbody></table>")
  }

  /// Hundredths with their sign: `+0.60`.
  private static func signed(_ hundredths: Int) -> String {
    let size = Money.decimal(minorUnits: Int64(clamping: hundredths.magnitude), digits: 2)
    return (hundredths < 0 ? "-" : "+") + size
  }

  private static func rejected(
    _ explanations: [Decision.RejectedExplanation], to html: inout HTMLWriter
  ) {
    guard !explanations.isEmpty else { return }
    html.markup("<h3>What was considered and rejected</h3><ul>")
    for explanation in explanations {
      html.element("<li><b>", explanation.rule, "</b>")
      if !explanation.items.isEmpty {
        html.element(" (", explanation.items.map(\.number.text).joined(separator: ", "), ")")
      }
      html.element(": ", explanation.reason, "</li>")
    }
    html.markup("</ul>")
  }

  private static func booked(_ exceptionCase: ExceptionCase, to html: inout HTMLWriter) {
    html.markup("<h3>What was booked</h3>")
    if exceptionCase.lines.isEmpty {
      html.markup("<p>Nothing was booked to any item.</p>")
    } else {
      html.markup(
        """
        <table><thead><tr><th scope="col">Document</th><th scope="col">As</th>\
        <th scope="col" class="n">Amount</th><th scope="col">Customer</th></tr></thead><tbody>
        """)
      for line in exceptionCase.lines {
        html.element("<tr><td>", line.document.text, "</td><td>")
        html.text(ReportWords.name(of: line.kind))
        if !line.reasonCode.isEmpty {
          html.element(" (", ReportWords.reason(line.reasonCode), ")")
        }
        html.element("</td><td class=\"n\">", Grouped.amount(line.amount), "</td>")
        html.element("<td>", line.customer.text, "</td></tr>")
      }
      html.markup("</tbody></table>")
    }
    for sum in exceptionCase.unapplied.amounts {
      let amount = Grouped.amount(Int128(sum.minorUnits.magnitude), sum.currency)
      html.element("<p><b>", amount, "</b>")
      html.markup(
        sum.minorUnits > 0
          ? " lies in unapplied cash until somebody decides.</p>"
          : " went back out of unapplied cash.</p>")
    }
    if !exceptionCase.others.isEmpty {
      html.element(
        "<p>The same payment also raised ", exceptionCase.others.joined(separator: ", "), ".</p>")
    }
  }
}
