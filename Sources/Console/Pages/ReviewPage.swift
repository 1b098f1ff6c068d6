import Access
import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// What waits for a person: by value at risk, then age.
enum ReviewPage {
  static let routes = [
    Route.page("/review") { visit, office in
      let filter = try ReviewFilter(visit.query)
      let index = try office.followed()
      let page = try index.exceptions(
        filter.filter, by: filter.order, after: visit.query["after"], limit: 50)
      let count = try index.exceptionCount(filter.filter)
      let byType = try index.exceptionsByType()
      let proposals = try index.proposals()
      let others = office.reviews.others(than: visit.name, at: visit.now)
      return Frame.answer("Review", .review, visit) { html in
        html.markup("<h1>For a person to decide</h1>\n")
        DoneNote.write(visit, index, to: &html)
        form(filter, byType, to: &html)
        if !proposals.isEmpty { write(proposals, visit, to: &html) }
        list(page, count, filter, others, visit, to: &html)
      }
    },
    // The next that nobody else looks at, from the top or behind one that was just decided.
    Route.page("/review/next") { visit, office in
      let filter = try ReviewFilter(visit.query)
      let index = try office.followed()
      let others = office.reviews.others(than: visit.name, at: visit.now)
      var place = visit.query["place"]
      let done = visit.query["done"]
      for _ in 0..<20 {
        let page = try index.exceptions(filter.filter, by: filter.order, after: place, limit: 50)
        if let next = page.lines.first(where: { others[$0.id] == nil }) {
          return .see(
            filter.address(
              HTMLWriter.path(["review", next.id]), ("done", done ?? "")))
        }
        guard let behind = page.next else { break }
        place = behind
      }
      return .see(filter.address("/review", ("done", done ?? "")))
    },
  ]

  private static func form(
    _ filter: ReviewFilter, _ byType: [FigureLine], to html: inout HTMLWriter
  ) {
    html.markup("<section aria-label=\"Filter\"><form action=\"/review\">\n")
    html.markup("<label>Type <select name=\"type\"><option value=\"\">all types</option>")
    for type in ExceptionType.allCases {
      let count = byType.filter { $0.key == type.rawValue }.reduce(0) { $0 + $1.count }
      guard count > 0 || filter.filter.type == type else { continue }
      html.element("<option value=\"", type.rawValue, "\"")
      html.markup(filter.filter.type == type ? " selected>" : ">")
      html.text("\(ReportWords.name(of: type)) (\(Grouped.number(count)))")
      html.markup("</option>")
    }
    html.markup("</select></label>\n<label>Customer <input name=\"customer\" value=\"")
    html.text(filter.filter.customer?.text ?? "")
    html.markup("\" placeholder=\"number\"></label>\n<label>Payer <input name=\"payer\" value=\"")
    html.text(filter.filter.payerName)
    html.markup(
      "\" placeholder=\"part of the name\"></label>\n<label>Currency <select name=\"currency\">")
    html.markup("<option value=\"\">all</option>")
    for currency in Set(byType.map(\.amount.currency)).sorted() {
      html.markup(filter.filter.currency == currency ? "<option selected>" : "<option>")
      html.text(currency.code)
      html.markup("</option>")
    }
    html.markup("</select></label>\n<label>Amount from <input class=\"amount\" name=\"least\" ")
    html.markup("inputmode=\"decimal\" placeholder=\"with a currency\" value=\"")
    html.text(filter.filter.amountMin?.decimal ?? filter.fields["least"] ?? "")
    html.markup("\"></label>\n<label>Order <select name=\"order\">")
    for order in ExceptionLine.Order.allCases {
      html.element("<option value=\"", order.rawValue, "\"")
      html.markup(filter.order == order ? " selected>" : ">")
      html.markup(words(order))
      html.markup("</option>")
    }
    html.markup("</select></label>\n<button>Show</button>")
    if !filter.isEmpty { html.markup(" <a href=\"/review\">Show all</a>") }
    html.markup("</form>\n")
    if filter.lacksCurrency {
      html.markup("<p class=\"hint\">The amount is left out: it needs a currency.</p>\n")
    }
    html.markup("</section>\n")
  }

  private static func words(_ order: ExceptionLine.Order) -> StaticString {
    switch order {
    case .value: "highest value"
    case .age: "oldest"
    case .customer: "customer"
    case .type: "type"
    }
  }

  private static func list(
    _ page: Enquiry.Page<ExceptionLine>, _ count: Int, _ filter: ReviewFilter,
    _ others: [String: String], _ visit: Visit, to html: inout HTMLWriter
  ) {
    html.markup("<section><h2>")
    html.text(ReportWords.count(count, "exception waits", "exceptions wait"))
    html.markup("</h2>\n")
    guard !page.lines.isEmpty else {
      html.markup("<p class=\"empty\">Nothing waits here. Well done.</p></section>\n")
      return
    }
    html.markup("<p><a class=\"button\" data-key=\"n\" data-says=\"begin with the first\" href=\"")
    html.text(filter.address("/review/next"))
    html.markup("\">Begin with the first <kbd>n</kbd></a></p>\n")
    html.tableStart(
      "Exceptions", ["What is the matter", "Payer", "Customer", "Amount#", "Waits#", "Candidates"])
    for line in page.lines {
      html.markup("<tr data-row><th scope=\"row\"><a href=\"")
      html.text(filter.address(HTMLWriter.path(["review", line.id])))
      html.markup("\">")
      html.text(ReportWords.name(of: line.type))
      html.markup("</a>")
      if let other = others[line.id] {
        html.element(" <span class=\"tag\">", "\(other) looks at it", "</span>")
      }
      html.element("<small>", line.message, "</small></th>")
      html.cell(line.payerName, label: "Payer")
      html.cell(line.customer.map { "\($0) \(line.customerName)" } ?? "", label: "Customer")
      html.amount(line.amount, label: "Amount")
      html.element(
        "<td class=\"n\" data-label=\"Waits\">", age(line.bookingDate, visit), "</td>")
      html.cell(line.candidates.prefix(6).map(\.text).joined(separator: ", "), label: "Candidates")
      html.markup("</tr>\n")
    }
    html.tableEnd()
    html.pager("/review", visit.query, next: page.next, isFirst: visit.query["after"] == nil)
    html.markup("</section>\n")
  }

  static func age(_ day: CalendarDate, _ visit: Visit) -> String {
    let days = visit.now.day.days(since: day)
    return days <= 0 ? "today" : ReportWords.count(days, "day", "days")
  }

  private static func write(
    _ proposals: [ProposalLine], _ visit: Visit, to html: inout HTMLWriter
  ) {
    html.markup("<section><h2>For a second pair of eyes</h2>\n")
    html.tableStart(
      "Proposals", ["Proposal", "Proposed by", "What", "Amount#", "Since", "Decide"])
    for line in proposals {
      html.markup("<tr><th scope=\"row\">")
      html.id(line.id)
      html.markup("</th>")
      html.cell(line.actor, label: "By")
      html.markup("<td data-label=\"What\">")
      html.linked(line.words)
      if !line.note.isEmpty { html.element("<small>", line.note, "</small>") }
      for payment in line.payments.prefix(3) {
        html.markup(" ")
        html.link(["receipts", payment.text], payment.text)
      }
      html.markup("</td>")
      html.amount(line.amount, label: "Amount")
      html.cell(Shown.moment(line.at), label: "Since")
      html.markup("<td>")
      ProposalPage.choice(line.id, by: line.actor, visit, to: &html)
      html.markup("</td></tr>\n")
    }
    html.tableEnd()
    html.markup("</section>\n")
  }
}

/// What was just done, with the way back.
enum DoneNote {
  /// - Parameter then: where undoing leads.
  static func write(
    _ visit: Visit, _ index: DeskIndex, then: String = "/review", to html: inout HTMLWriter
  ) {
    guard let done = visit.query["done"] else { return }
    if done.hasPrefix("Q") {
      html.markup("<p class=\"told\" role=\"status\">")
      html.id(done)
      html.markup(" waits for a second person: nothing is booked before they agree.</p>\n")
      return
    }
    guard let line = try? index.decision(done) else { return }
    html.markup("<div class=\"told\" role=\"status\">")
    html.id(line.id)
    html.markup(": ")
    DecisionPages.words(of: line, to: &html)
    html.markup(" ")
    if DecisionPages.mayUndo(line, visit) {
      html.form(HTMLWriter.path(["decisions", line.id, "undo"]), visit, style: .plain) { html in
        html.hidden("then", then)
        html.markup("<button data-key=\"u\" data-says=\"undo what was just done\">Undo ")
        html.markup("<kbd>u</kbd></button>")
      }
    }
    html.markup("</div>\n")
  }
}
