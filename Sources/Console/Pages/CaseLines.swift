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
  /// Whose documents they are where they are not the payer's; empty where all are.
  private(set) var strangers = ""
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
  /// - Throws: `Refusal` for a document that cannot be chosen, and for more lines than are taken.
  init(_ form: Fields, _ exception: ExceptionLine, _ receipt: ReceiptLine?, _ index: DeskIndex)
    throws
  {
    self.form = form
    let all = try WrittenLine.lines(of: form)
    if all.count > Self.countMax { throw Self.tooMany }
    let available = Self.available(form, exception, receipt)
    let payer = Self.payer(form, exception)
    let documents = WrittenDocuments(all, index)
    written = all
    var chosen: ItemLine?
    if let choice = form["choose"] {
      let item = try DecisionLines.item(choice, "What was chosen", index)
      let freed = try Self.freed(form, exception, index)
      var proposal = LineProposal(
        all, of: available, freeing: freed, hasPayer: payer != nil, find: { documents[$0] })
      try Self.refuse(item, in: available.currency, proposal)
      proposal.choose(item)
      if proposal.lines.count > Self.countMax { throw Self.tooMany }
      (written, fresh, chosen) = (proposal.lines, proposal.fresh, item)
    }
    balance = LineBalance(written, of: available)
    strangers = documents.words(payer: payer, and: chosen)
    count = max(Self.countMin, all.count)
    if form["more"] != nil {
      fresh = fresh ?? count
      count += Self.countMore
    }
    // One is always free.
    let last = written.lastIndex { !$0.isEmpty } ?? -1
    count = min(Self.countMax, max(count, last + 2))
  }

  private static var tooMany: Refusal {
    Refusal(
      .unprocessableContent,
      "A decision has up to \(countMax) lines here: book these first, or take one out.")
  }

  /// - Throws: `Refusal` for a document of which nothing can be taken.
  private static func refuse(
    _ item: ItemLine, in currency: Currency, _ proposal: LineProposal
  ) throws {
    guard item.open.currency == currency else {
      throw Refusal(
        .unprocessableContent,
        "\(item.number) is in \(item.open.currency.code), the receipt in \(currency.code).")
    }
    if proposal.isCleared(item) {
      throw Refusal(
        .unprocessableContent, "\(item.number) is cleared: nothing can be taken from it.")
    }
  }

  /// Who paid, as far as anybody says: on the page, or by what was found.
  static func payer(_ form: Fields, _ exception: ExceptionLine) -> CustomerID? {
    form["payer"].map { CustomerID($0) }
      ?? (form["reassign"] == nil ? exception.customer : nil)
  }

  /// Booked anew, what is booked of the receipt comes back to its documents first.
  private static func freed(
    _ form: Fields, _ exception: ExceptionLine, _ index: DeskIndex
  ) throws -> [DocumentKey: Int128] {
    if form["reassign"] == nil { return [:] }
    // What was undone before stands beside it with the other sign.
    return try index.applications(of: exception.payment).map(\.application)
      .reduce(into: [:]) { $0[$1.documentKey, default: 0] += Int128($1.amount.minorUnits) }
  }

  /// Booked anew, all of the receipt is there to be given out.
  private static func available(
    _ form: Fields, _ exception: ExceptionLine, _ receipt: ReceiptLine?
  ) -> Money {
    guard let receipt else { return .zero(exception.amount.currency) }
    return form["reassign"] == nil ? receipt.unapplied : receipt.amount
  }

  // MARK: On the page

  /// The table of the lines: what the script puts in place.
  func write(to html: inout HTMLWriter) {
    html.markup("<div class=\"scroll\"><table class=\"lines\" id=\"lines\" data-most=\"")
    html.text(String(Self.countMax))
    html.markup("\"><thead><tr><th scope=\"col\">Document</th><th scope=\"col\">As</th>")
    html.markup("<th scope=\"col\">Amount</th><th scope=\"col\">Reason</th></tr></thead><tbody>\n")
    for place in 0..<count { line(place, to: &html) }
    html.markup("</tbody></table></div>\n")
  }

  /// What they come to: the script sets its text, so that what changes in it is read out.
  func tell(to html: inout HTMLWriter) {
    html.markup("<output id=\"left\" aria-live=\"polite\" class=\"")
    html.markup(told == nil && balance.holds ? "good" : form.all.isEmpty ? "" : "bad")
    let words = [told ?? balance.words, strangers].filter { !$0.isEmpty }
    html.element("\">", words.joined(separator: " "), "</output>\n")
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
