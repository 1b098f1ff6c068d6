import Access
import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What can be decided about an exception, each way with its key.
enum CaseForms {
  static func write(
    _ facts: CaseFacts, _ written: CaseLines, _ filter: ReviewFilter, _ place: String,
    _ visit: Visit, to html: inout HTMLWriter
  ) {
    let action = CasePage.here(visit) + "/decide"
    html.markup("<section><h2>Decide</h2>\n")
    if facts.left.isPositive {
      suggestions(facts, filter, place, visit, action, to: &html)
      lines(facts, written, filter, place, visit, action, to: &html)
      onAccount(facts, filter, place, visit, action, to: &html)
    } else if !facts.applications.isEmpty, let receipt = facts.receipt, receipt.amount.isPositive,
      receipt.outcome != .returned
    {
      lines(facts, written, filter, place, visit, action, to: &html)
    }
    others(facts, filter, place, visit, action, to: &html)
    html.markup("</section>\n")
  }

  /// A form of one way to decide, with what every one of them has.
  static func form(
    _ verb: StaticString, seen: Int64, _ filter: ReviewFilter, _ place: String, _ visit: Visit,
    _ action: String, style: HTMLWriter.FormStyle = .row, id: StaticString? = nil,
    ask: String? = nil, to html: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void
  ) {
    html.form(action, visit, style: style, id: id, ask: ask) { html in
      CasePage.carried(filter, to: &html)
      html.hidden("place", place)
      html.hidden("seen", String(seen))
      html.markup("<input type=\"hidden\" name=\"verb\" value=\"")
      html.markup(verb)
      html.markup("\">")
      body(&html)
    }
  }

  private static func suggestions(
    _ facts: CaseFacts, _ filter: ReviewFilter, _ place: String, _ visit: Visit, _ action: String,
    to html: inout HTMLWriter
  ) {
    guard !facts.suggestions.isEmpty else {
      html.markup("<p class=\"soft\">No open document fits it by itself: choose below.</p>\n")
      return
    }
    html.markup("<ol class=\"choices\">\n")
    for (index, suggestion) in facts.suggestions.prefix(9).enumerated() {
      let number = String(index + 1)
      html.markup("<li><div>")
      html.element("<strong>", fit(suggestion.fit), "</strong> ")
      html.text(suggestion.words)
      html.markup("<br>")
      for key in suggestion.documents.prefix(12) {
        html.link(["items", key.customer.text, key.number.text], key.number.text)
        html.element(" <span class=\"soft\">", key.customer.text, "</span> ")
      }
      html.markup("</div>")
      form("accept", seen: facts.seen, filter, place, visit, action, style: .plain, to: &html) {
        html in
        html.hidden("suggestion", suggestion.fingerprint)
        learning(facts, to: &html)
        secondEyes(to: &html)
        html.markup(index == 0 ? "<button class=\"main\" data-key=\"" : "<button data-key=\"")
        html.text(number)
        html.markup("\" data-says=\"accept suggestion ")
        html.text(number)
        html.markup("\">Accept <kbd>")
        html.text(number)
        html.markup("</kbd></button>")
      }
      html.markup("</li>\n")
    }
    html.markup("</ol>\n")
    if facts.suggestions.contains(where: { $0.fit == .partPayment || $0.fit == .excess }) {
      html.markup("<p class=\"hint\">A part payment leaves the rest of the document open; what is ")
      html.markup("more than the documents stays unapplied.</p>\n")
    }
  }

  private static func fit(_ fit: DeskSuggestion.Fit) -> String {
    switch fit {
    case .exact: "Exact:"
    case .discount: "With discount:"
    case .partPayment: "Part payment:"
    case .excess: "With something left:"
    }
  }

  /// What the payer would be known by from now on.
  ///
  /// - Parameter isWanted: as somebody chose it; nil where nobody did yet.
  static func learning(
    _ facts: CaseFacts, isWanted: Bool? = nil, to html: inout HTMLWriter
  ) {
    let sent = facts.decided?.receipt
    let known = sent?.payerAccount ?? sent?.payerName ?? ""
    guard !known.isEmpty else { return }
    html.markup("<label class=\"line\"><input type=\"checkbox\" name=\"learn\" value=\"1\"")
    html.markup(isWanted ?? (facts.exception.type == .unidentifiedPayer) ? " checked>" : ">")
    html.element(" <span>remember ", known, "</span></label> ")
  }

  static func note(_ text: String = "", to html: inout HTMLWriter) {
    html.markup("<label class=\"grow\">Note <input name=\"note\" maxlength=\"500\" value=\"")
    html.text(text)
    html.markup("\"></label>")
  }

  static func secondEyes(areWanted: Bool = false, to html: inout HTMLWriter) {
    html.markup("<label class=\"line\"><input type=\"checkbox\" name=\"eyes\" value=\"1\"")
    html.markup(areWanted ? " checked> " : "> ")
    html.markup("<span>ask for a second pair of eyes</span></label>")
  }

  private static func onAccount(
    _ facts: CaseFacts, _ filter: ReviewFilter, _ place: String, _ visit: Visit, _ action: String,
    to html: inout HTMLWriter
  ) {
    html.markup("<details data-key=\"o\" data-says=\"put it on account\"><summary>")
    html.markup("Put it on account <kbd>o</kbd></summary>\n")
    form("on_account", seen: facts.seen, filter, place, visit, action, to: &html) { html in
      html.markup("<label>Customer <input name=\"account_of\" required value=\"")
      html.text(facts.exception.customer?.text ?? "")
      html.markup("\"></label>")
      note(to: &html)
      learning(facts, to: &html)
      secondEyes(to: &html)
      html.markup("<button class=\"main\" data-key=\"a\" data-says=\"put it on this account\">Put ")
      html.text(Grouped.amount(facts.left))
      html.markup(" on account <kbd>a</kbd></button>")
    }
    html.markup("</details>\n")
  }

  private static func others(
    _ facts: CaseFacts, _ filter: ReviewFilter, _ place: String, _ visit: Visit, _ action: String,
    to html: inout HTMLWriter
  ) {
    html.markup("<details data-key=\"m\" data-says=\"more: not ours, dealt with, undo\"")
    html.markup(facts.left.isPositive ? "><summary>" : " open><summary>")
    html.markup("More: not ours, dealt with, undo <kbd>m</kbd></summary>\n")
    if facts.left.isPositive {
      form("not_ours", seen: facts.seen, filter, place, visit, action, to: &html) { html in
        note(to: &html)
        secondEyes(to: &html)
        html.markup("<button data-key=\"x\" data-says=\"no customer's money\">")
        html.markup("Not ours: leave it unapplied <kbd>x</kbd></button>")
      }
    }
    if !facts.exception.type.leavesCashUnapplied {
      form("settle", seen: facts.seen, filter, place, visit, action, to: &html) { html in
        note(to: &html)
        secondEyes(to: &html)
        html.markup("<button data-key=\"w\" data-says=\"it is dealt with\">")
        html.markup("It is dealt with <kbd>w</kbd></button>")
      }
    }
    if visit.may(.undo), !facts.applications.isEmpty {
      form(
        "undo_receipt", seen: facts.seen, filter, place, visit, action,
        ask: "Undo everything that is booked of this receipt?", to: &html
      ) { html in
        note(to: &html)
        secondEyes(to: &html)
        html.markup("<button class=\"grave\">Undo all that is booked of it</button>")
      }
    }
    html.markup("</details>\n<datalist id=\"reasons\">")
    for reason in [
      "UNEXPLAINED", "BILL-PRICE", "QTY-SHORT", "RET-DAMAGE", "RET-QUALITY", "TRADE-PROMO",
    ] {
      html.element("<option>", reason, "</option>")
    }
    html.markup("</datalist>")
  }
}
