import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables

/// The lines of a decision in the making: what is written, what was chosen just now, what is left.
struct CaseLines: Sendable {
  /// Those that say something, or were asked for; further ones are empty.
  private(set) var written: [WrittenLine] = []
  private(set) var count = CaseLines.countMin
  let balance: LineBalance
  /// The line to go on with.
  private(set) var fresh: Int?
  /// Why what was chosen is not among them.
  var told: String?
  /// Beside the lines: what was written there.
  let form: Fields

  private static let countMin = 5
  /// So many come at a time.
  private static let countMore = 5
  /// A form with more would have more fields than are taken.
  static let countMax = 480

  /// Somebody writes lines, and books nothing yet.
  static func areInTheMaking(_ form: Fields) -> Bool {
    form["verb"] == "lines" && ["choose", "more", "weigh"].contains { form[$0] != nil }
  }

  /// Nothing is written yet.
  init(of available: Money) {
    form = Fields()
    balance = LineBalance([], of: available)
  }

  /// As somebody sent them.
  ///
  /// - Throws: `Refusal` for a document that cannot be chosen.
  init(_ form: Fields, _ exception: ExceptionLine, _ receipt: ReceiptLine?, _ index: DeskIndex)
    throws
  {
    self.form = form
    let all = try WrittenLine.lines(of: form)
    let available = Self.available(form, exception, receipt)
    let payer = form["payer"] ?? exception.customer?.text
    written = all
    if let chosen = form["choose"] {
      let item = try DecisionLines.item(chosen, "What was chosen", index)
      guard item.open.currency == available.currency else {
        throw Refusal(
          .unprocessableContent,
          "\(item.number) is in \(item.open.currency.code), the receipt in "
            + "\(available.currency.code).")
      }
      var proposal = LineProposal(all, of: available, hasPayer: payer != nil) { document in
        try? DecisionLines.item(document, "", index)
      }
      proposal.choose(item)
      (written, fresh) = (proposal.lines, proposal.fresh)
    }
    balance = LineBalance(written, of: available)
    count = max(Self.countMin, all.count)
    if form["more"] != nil {
      fresh = fresh ?? count
      count += Self.countMore
    }
    // One is always free.
    let last = written.lastIndex { !$0.isEmpty } ?? -1
    count = min(Self.countMax, max(count, last + 2))
  }

  /// Booked anew, all of the receipt is there to be given out.
  private static func available(
    _ form: Fields, _ exception: ExceptionLine, _ receipt: ReceiptLine?
  ) -> Money {
    guard let receipt else { return .zero(exception.amount.currency) }
    return form["reassign"] == nil ? receipt.unapplied : receipt.amount
  }

  // MARK: On the page

  /// The table of the lines, and what they come to: what the script puts in place.
  func write(to html: inout HTMLWriter) {
    html.markup("<div class=\"scroll\"><table class=\"lines\" id=\"lines\" data-most=\"")
    html.text(String(Self.countMax))
    html.markup("\"><thead><tr><th scope=\"col\">Document</th><th scope=\"col\">As</th>")
    html.markup("<th scope=\"col\">Amount</th><th scope=\"col\">Reason</th></tr></thead><tbody>\n")
    for place in 0..<count { line(place, to: &html) }
    html.markup("</tbody></table></div>\n<output id=\"left\" aria-live=\"polite\" class=\"")
    html.markup(told == nil && balance.holds ? "good" : form.all.isEmpty ? "" : "bad")
    html.element("\">", told ?? balance.words, "</output>")
  }

  private func line(_ place: Int, to html: inout HTMLWriter) {
    let line = written.indices.contains(place) ? written[place] : WrittenLine()
    func field(_ name: StaticString, _ label: StaticString) {
      html.markup(" name=\"")
      html.markup(name)
      html.markup("\" aria-label=\"")
      html.markup(label)
      html.text(" of line \(place + 1)")
      html.markup("\"")
    }
    html.markup("<tr><td data-label=\"Document\"><input autocomplete=\"off\"")
    field("document", "Document")
    if place == fresh, line.isEmpty { html.markup(" autofocus") }
    html.element(" value=\"", line.document, "\"></td><td data-label=\"As\"><select")
    field("kind", "Kind")
    html.markup(">")
    for kind in [
      ApplicationKind.payment, .discount, .writeOff, .bankCharge, .withholdingTax, .deduction,
      .credit, .onAccount,
    ] {
      html.element("<option value=\"", kind.rawValue, "\"")
      html.markup(line.kind == kind.rawValue ? " selected>" : ">")
      html.element("", ReportWords.name(of: kind), "</option>")
    }
    html.markup("</select></td><td data-label=\"Amount\"><input class=\"amount\" ")
    html.markup("inputmode=\"decimal\" autocomplete=\"off\"")
    field("amount", "Amount")
    if place == fresh, !line.isEmpty { html.markup(" autofocus") }
    html.element(" value=\"", line.amount, "\"></td><td data-label=\"Reason\"><input ")
    html.markup("list=\"reasons\" autocomplete=\"off\"")
    field("reason", "Reason")
    html.element(" value=\"", line.reason, "\"></td></tr>\n")
  }
}
