import Money
import Receivables
import Reconciliation

/// What needs a person: one row each, which unfolds into the reasons, with a filter above.
///
/// The form does nothing without the script, which therefore shows it; rows and reasons are there
/// either way.
enum ExceptionsSection {
  static func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup("<section aria-labelledby=\"exceptions\"><h2 id=\"exceptions\">Exceptions</h2>\n")
    if facts.cases.isEmpty {
      html.markup("<p class=\"empty\">Nothing needs a person today.</p>\n</section>\n")
      return
    }
    html.markup(
      "<p>In the order of booking. <em>Why</em> unfolds what the bank sent, what was found ")
    html.markup("and what was booked.</p>\n")
    form(facts, to: &html)
    table(facts, to: &html)
    html.markup("</section>\n")
  }

  private static func form(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup(
      """
      <form id="filter" role="search" aria-label="Filter exceptions" hidden>
      <label class="wide">Any text <input type="search" name="words" \
      placeholder="name, number, reference, remittance …" autocomplete="off"></label>
      <label>Type <select name="type"><option value="">all types</option>
      """)
    for tally in facts.outcome.summary.exceptions {
      html.element("<option value=\"", tally.type.rawValue, "\">")
      html.element("", ReportWords.name(of: tally.type), "</option>")
    }
    html.markup(
      """
      </select></label>
      <label>Customer <input type="search" name="customer" placeholder="number or name" \
      autocomplete="off"></label>
      <label>Currency <select name="currency"><option value="">all</option>
      """)
    for sum in CurrencySums(facts.outcome.exceptions.lazy.map(\.amount)).sums {
      html.element("<option>", sum.currency.code, "</option>")
    }
    html.markup(
      """
      </select></label>
      <label>Amount from <input name="least" inputmode="decimal" placeholder="0.00" \
      autocomplete="off"></label>
      <label>Group by <select name="group"><option value="">nothing</option>\
      <option value="type">type</option><option value="customer">customer</option>\
      <option value="currency">currency</option><option value="age" data-names="
      """)
    html.text(WaitingAge.allCases.map(\.name).joined(separator: "|"))
    html.markup(
      """
      ">age</option></select></label>
      <button type="reset">Clear</button>
      <button type="button" id="unfold">Unfold shown</button>
      <output id="shown" aria-live="polite"></output>
      </form>

      """)
  }

  /// Roles are said again where the style turns rows into a grid: some browsers forget, with the
  /// table's layout, that it is a table.
  private static func table(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup(
      """
      <table id="rows" class="rows" role="table" aria-labelledby="exceptions">
      <thead role="rowgroup"><tr role="row">\
      <th scope="col" role="columnheader" data-sort="type">Type</th>\
      <th scope="col" role="columnheader" data-sort="customer">Customer</th>\
      <th scope="col" role="columnheader" data-sort="payer">Payer</th>\
      <th scope="col" role="columnheader" data-sort="amount" class="n">Amount</th>\
      <th scope="col" role="columnheader" data-sort="date">Booked on</th>\
      <th scope="col" role="columnheader">What is the matter</th>\
      <th scope="col" role="columnheader">Candidates</th>\
      <th scope="col" role="columnheader"><span class="aside">Details</span></th></tr></thead>

      """)
    for exceptionCase in facts.cases { ExceptionRow.write(exceptionCase, facts, to: &html) }
    html.markup(
      """
      </table>
      <p id="none" class="empty" hidden>No exception fits the filter.</p>

      """)
  }
}
