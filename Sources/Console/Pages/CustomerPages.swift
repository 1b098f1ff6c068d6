import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Settings

/// Customers: what each owes, disputes and has unapplied, and all that happened.
enum CustomerPages {
  static let routes = [
    Route.page("/customers") { visit, office in
      let index = try office.followed()
      let order = CustomerLine.Order(rawValue: visit.query["order"] ?? "") ?? .open
      let text = visit.query["q"] ?? ""
      let page =
        text.isEmpty
        ? try index.customers(by: order, after: visit.query["after"], limit: 50)
        : Enquiry.Page(lines: try found(text, index))
      return Frame.answer("Customers", .customers, visit) { html in
        html.markup("<h1>Customers</h1>\n<section><form action=\"/customers\">")
        html.markup("<label class=\"grow\">Find <input type=\"search\" name=\"q\" data-key=\"f\" ")
        html.markup("data-says=\"find a customer\" placeholder=\"name or number\" value=\"")
        html.text(text)
        html.markup("\"></label><label>Order <select name=\"order\">")
        for choice in CustomerLine.Order.allCases {
          html.element("<option value=\"", choice.rawValue, "\"")
          html.markup(choice == order ? " selected>" : ">")
          html.markup(choice == .name ? "name" : "owes most")
          html.markup("</option>")
        }
        html.markup("</select></label><button>Show</button></form>\n")
        table(page.lines, to: &html)
        html.pager("/customers", visit.query, next: page.next, isFirst: visit.query["after"] == nil)
        html.markup("</section>\n")
      }
    },
    Route.page("/customers/{id}") { visit, office in
      let index = try office.followed()
      let id = CustomerID(visit.parameter("id"))
      guard let customer = try index.customer(id) else { throw Refusal.notThere }
      let isClearedToo = visit.query["cleared"] != nil
      let items = try index.items(
        of: id, isClearedToo: isClearedToo, after: visit.query["after"], limit: 50)
      let due = try index.openByDueDate(of: id)
      let exceptions = try index.exceptions(
        ExceptionLine.Filter(customer: id), after: visit.query["exceptions"], limit: 20)
      var disputed = DisputeLine.Filter(customer: id)
      disputed.isWaiting = true
      let disputes = try index.disputes(disputed, after: visit.query["disputes"], limit: 50)
      let lines = try index.applications(
        ofCustomer: id, after: visit.query["happened"], limit: 50)
      let receipts = try index.receipts(of: id, after: visit.query["receipts"], limit: 20)
      let here = HTMLWriter.path(["customers", id.text])
      return Frame.answer("\(id) \(customer.name)", .customers, visit) { html in
        head(customer, due, visit, to: &html)
        waiting(exceptions, disputes, here, visit, to: &html)
        html.markup("<section><h2>Documents</h2>\n")
        ItemList.table(items.lines, withCustomer: false, visit, to: &html)
        html.pager(here, visit.query, next: items.next, isFirst: visit.query["after"] == nil)
        if !isClearedToo {
          html.markup("<p><a href=\"?cleared=1\">The cleared ones too</a></p>")
        }
        html.markup("</section>\n<section id=\"happened\"><h2>What happened</h2>\n")
        ItemPages.timeline(lines.lines, to: &html)
        html.pager(here, visit.query, next: lines.next, ofList: "happened")
        html.markup("</section>\n<section id=\"receipts\"><h2>Receipts</h2>\n")
        ReceiptPages.table(receipts.lines, to: &html)
        html.pager(here, visit.query, next: receipts.next, ofList: "receipts")
        html.markup("</section>\n")
      }
    },
    Route.page("/customers/{id}/statement.csv") { visit, office in
      let index = try office.followed()
      let id = CustomerID(visit.parameter("id"))
      let day = visit.now.day
      let bytes = try await office.apart { try StatementOfAccount(id, index, on: day).csv }
      return .download(
        bytes, type: "text/csv; charset=utf-8", name: "statement-\(id)-\(day).csv")
    },
    Route.page("/customers/{id}/statement.pdf") { visit, office in
      let index = try office.followed()
      let (id, day) = (CustomerID(visit.parameter("id")), visit.now.day)
      let sender = office.settings.name
      let made = try await office.apart {
        StatementPaper(try StatementOfAccount(id, index, on: day), from: sender).bytes()
      }
      guard let made else { throw Refusal(.internalServerError, "The paper could not be made.") }
      return .download(made, type: "application/pdf", name: "statement-\(id)-\(day).pdf")
    },
  ]

  private static func found(_ text: String, _ index: DeskIndex) throws -> [CustomerLine] {
    var lines: [CustomerLine] = []
    for hit in try index.search(text, limit: 50) {
      if case .customer(let id) = hit.target, let line = try index.customer(id) {
        lines.append(line)
      }
    }
    return lines
  }

  private static func table(_ lines: [CustomerLine], to html: inout HTMLWriter) {
    guard !lines.isEmpty else {
      html.markup("<p class=\"empty\">None.</p>\n")
      return
    }
    html.tableStart(
      "Customers", ["Customer", "Name", "Open#", "Disputed#", "Unapplied#"])
    for line in lines {
      html.markup("<tr data-row><th scope=\"row\">")
      html.link(["customers", line.id.text], line.id.text)
      html.markup("</th>")
      html.cell(line.name, label: "Name")
      balances(line.open, label: "Open", to: &html)
      balances(line.disputed, label: "Disputed", to: &html)
      balances(line.unapplied, label: "Unapplied", to: &html)
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private static func balances(
    _ balances: [CustomerLine.Balance], label: StaticString, to html: inout HTMLWriter
  ) {
    html.markup("<td class=\"n\" data-label=\"")
    html.markup(label)
    html.element(
      "\">", balances.map { Grouped.amount($0.amount) }.joined(separator: ", "), "</td>")
  }

  private static func head(
    _ customer: CustomerLine, _ due: [DueDay], _ visit: Visit,
    to html: inout HTMLWriter
  ) {
    html.element("<h1>", customer.name, " ")
    html.element("<small>", customer.id.text, "</small></h1>\n<section><dl class=\"figures\">")
    sums("Open", customer.open, to: &html)
    let today = visit.now.day
    sums("Past due", balances(due.filter { $0.date < today }), to: &html)
    sums("Not due", balances(due.filter { $0.date >= today }), to: &html)
    sums("Disputed", customer.disputed, to: &html)
    sums("Unapplied", customer.unapplied, to: &html)
    html.markup("</dl>\n")
    if let parent = customer.parent {
      html.markup("<p>Belongs to ")
      html.link(["customers", parent.text], parent.text)
      html.markup(".</p>\n")
    }
    html.markup("<p>Statement of account: <a href=\"")
    html.path(["customers", customer.id.text, "statement.csv"])
    html.markup("\">CSV</a> · <a href=\"")
    html.path(["customers", customer.id.text, "statement.pdf"])
    html.markup("\">PDF</a></p>\n")
    for currency in Set(due.map(\.open.amount.currency)).sorted() {
      AgeingChart.write(due, currency, today, to: &html)
    }
    html.markup("</section>\n")
  }

  private static func balances(_ days: [DueDay]) -> [CustomerLine.Balance] {
    Dictionary(grouping: days.map(\.open), by: \.amount.currency).sorted { $0.key < $1.key }
      .compactMap { currency, open in
        guard let sum = try? open.map(\.amount.minorUnits).sumChecked() else { return nil }
        return CustomerLine.Balance(
          count: open.reduce(0) { $0 + $1.count }, amount: Money(minorUnits: sum, currency))
      }
  }

  private static func sums(
    _ name: StaticString, _ balances: [CustomerLine.Balance], to html: inout HTMLWriter
  ) {
    html.markup("<div><dt>")
    html.markup(name)
    html.markup("</dt>")
    if balances.isEmpty { html.markup("<dd class=\"value\">0</dd>") }
    for balance in balances {
      html.element("<dd class=\"value\">", Grouped.amount(balance.amount), "</dd>")
    }
    html.markup("</div>")
  }

  private static func waiting(
    _ exceptions: Enquiry.Page<ExceptionLine>, _ disputes: Enquiry.Page<DisputeLine>,
    _ here: String, _ visit: Visit, to html: inout HTMLWriter
  ) {
    let lists = ["exceptions", "disputes"]
    guard
      !exceptions.lines.isEmpty || !disputes.lines.isEmpty
        || lists.contains(where: { visit.query[$0] != nil })
    else { return }
    html.markup("<section id=\"exceptions\"><h2>What waits</h2><ul>")
    for line in exceptions.lines {
      html.markup("<li>")
      html.link(
        ["review", line.id], "\(ReportWords.name(of: line.type)) \(Grouped.amount(line.amount))")
      html.element(" ", line.message, "</li>")
    }
    html.markup("</ul>")
    html.pager(here, visit.query, next: exceptions.next, ofList: "exceptions")
    html.markup("<ul id=\"disputes\">")
    for line in disputes.lines {
      html.markup("<li>")
      html.link(["disputes", line.id], "Dispute on \(line.document)")
      html.text(
        " \(Grouped.amount(line.amount)), \(ReportWords.reason(line.reasonCode)), "
          + line.status.rawValue)
      html.markup("</li>")
    }
    html.markup("</ul>")
    html.pager(here, visit.query, next: disputes.next, ofList: "disputes")
    html.markup("</section>\n")
  }
}
