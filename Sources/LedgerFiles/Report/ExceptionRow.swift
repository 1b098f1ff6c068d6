import Money
import Receivables
import Reconciliation

/// One exception: a row that says what is the matter, and a second that unfolds into the reasons.
enum ExceptionRow {
  static func write(
    _ exceptionCase: ExceptionCase, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    let exception = exceptionCase.exception
    html.element("<tbody role=\"rowgroup\" id=\"", exception.id, "\" data-type=\"")
    html.element("", exception.type.rawValue, "\" data-amount=\"")
    html.element("", exception.amount.decimal, "\" data-currency=\"")
    html.element("", exception.amount.currency.code, "\" data-age=\"")
    let age = WaitingAge(days: facts.asOf.days(since: exception.bookingDate))
    html.element("", String(age.rawValue), "\"><tr role=\"row\">")

    html.element(
      "<th scope=\"row\" role=\"rowheader\" class=\"t\"><b>", ReportWords.name(of: exception.type),
      "</b>")
    html.element("<small>", exception.id, "</small></th>")

    html.markup("<td role=\"cell\" class=\"c\">")
    if let customer = exception.customer {
      html.element("<b>", customer.text, "</b> <bdi>")
      html.element("", facts.name(of: customer), "</bdi>")
    } else {
      html.markup("<i>unknown</i>")
    }
    html.markup("</td><td role=\"cell\" class=\"p\">")
    let payer = exceptionCase.receipt?.transaction.payer ?? Party()
    if payer.name.isEmpty {
      html.element("<i>", payer.account.isEmpty ? "not named" : "account " + payer.account, "</i>")
    } else {
      html.element("<bdi>", payer.name, "</bdi>")
    }
    html.element("</td><td role=\"cell\" class=\"a\">", Grouped.amount(exception.amount), "</td>")
    html.element("<td role=\"cell\" class=\"d\">", exception.bookingDate.description, "</td>")
    html.element("<td role=\"cell\" class=\"m\">", exception.message, "</td>")
    html.markup("<td role=\"cell\" class=\"k\">")
    candidates(exception.candidates, to: &html)
    html.element(
      "</td></tr><tr role=\"row\"><td role=\"cell\" colspan=\"8\"><details><summary aria-label=\"Why ",
      exception.id, "\">Why</summary>")
    ExceptionDetails.write(exceptionCase, facts, to: &html)
    html.markup("</details></td></tr></tbody>\n")
  }

  /// The best few: the details have them all.
  private static func candidates(_ numbers: [DocumentNumber], to html: inout HTMLWriter) {
    if numbers.isEmpty { html.markup("<i>none</i>") }
    html.text(numbers.prefix(4).map(\.text).joined(separator: ", "))
    if numbers.count > 4 { html.element(" and ", Grouped.number(numbers.count - 4), " more") }
  }
}
