import Access
import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// Splitting a receipt over documents: search, choices, lines.
extension CaseForms {
  static func lines(
    _ facts: CaseFacts, _ written: CaseLines, _ filter: ReviewFilter, _ place: String,
    _ visit: Visit, _ action: String, to html: inout HTMLWriter
  ) {
    html.markup("<details data-key=\"i\" data-says=\"choose documents, split, deduct\"")
    let isAnew = !facts.left.isPositive
    let wasWritten = !written.form.all.isEmpty
    html.markup(wasWritten || (facts.suggestions.isEmpty && !isAnew) ? " open>" : ">")
    html.markup(
      isAnew
        ? "<summary>Wrong customer or document: book it anew <kbd>i</kbd></summary>\n"
        : "<summary>Choose documents, split, deduct <kbd>i</kbd></summary>\n")
    search(facts, to: &html)
    form(
      "lines", seen: facts.seen, filter, place, visit, action, style: .stack, id: "decide-lines",
      to: &html
    ) { html in
      html.markup("<div id=\"board\">")
      written.write(to: &html)
      html.markup("</div>\n")
      written.tell(to: &html)
      if isAnew {
        html.hidden("reassign", "1")
        html.markup("<p class=\"hint\">What is booked of it is undone in the same step.</p>")
      } else if !facts.applications.isEmpty {
        html.markup("<label class=\"line\"><input type=\"checkbox\" name=\"reassign\" value=\"1\"")
        html.markup(written.form["reassign"] == nil ? "> " : " checked> ")
        html.markup("<span>wrong customer or document: undo first what is booked</span></label>")
      }
      html.markup("<label>Paid by <input name=\"payer\" placeholder=\"customer\" value=\"")
      // Whose money it is may be just what was wrong.
      let customer = isAnew ? "" : facts.exception.customer?.text ?? ""
      html.text(wasWritten ? written.form["payer"] ?? "" : customer)
      html.markup("\"></label>")
      note(written.form["note"] ?? "", to: &html)
      learning(facts, isWanted: wasWritten ? written.form["learn"] != nil : nil, to: &html)
      secondEyes(areWanted: written.form["eyes"] != nil, to: &html)
      html.markup("<div class=\"steps\"><button class=\"main\" data-key=\"s\" ")
      html.markup("data-says=\"book these lines\">Book these lines <kbd>s</kbd></button>")
      if written.count < CaseLines.countMax {
        html.markup(
          "<button name=\"more\" value=\"1\" class=\"without-script\">More lines</button>")
      } else {
        html.element(
          "<p class=\"hint\">", "A decision has up to \(CaseLines.countMax) lines here.", "</p>")
      }
      html.markup("</div>")
    }
    html.markup("</details>\n")
  }

  private static func search(_ facts: CaseFacts, to html: inout HTMLWriter) {
    html.markup(
      "<form action=\"/items\" target=\"_blank\" class=\"row\"><label class=\"grow\">Find open ")
    html.markup("documents <input type=\"search\" name=\"q\" autocomplete=\"off\" data-key=\"f\" ")
    html.markup(
      "data-says=\"find documents; Enter takes the one that is meant\" data-target=\"found\" data-live=\"/items?open=1"
    )
    if let customer = facts.exception.customer {
      html.text("&customer=" + PercentCoding.encoded(customer.text))
    }
    html.markup("\" placeholder=\"number, amount, name, purchase order …\"></label></form>\n")
    // Enter in a line presses the first button of its form: not a choice that stands above it.
    html.markup("<button form=\"decide-lines\" hidden>Enter</button>")
    html.markup("<div id=\"found\" aria-live=\"polite\">")
    ItemList.choices(facts.candidates, to: &html)
    html.markup("</div>\n")
  }
}
