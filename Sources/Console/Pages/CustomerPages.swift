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
      let all = try index.items(of: id, limit: 1000)
      let exceptions = try index.exceptions(ExceptionLine.Filter(customer: id), limit: 20).lines
      let disputes = try index.disputes(DisputeLine.Filter(customer: id), limit: 50).lines
      let lines = try index.applications(ofCustomer: id, limit: 50).lines
      let receipts = try index.receipts(of: id, limit: 20).lines
      return Frame.answer("\(id) \(customer.name)", .customers, visit) { html in
        head(customer, all, visit, to: &html)
        waiting(exceptions, disputes, to: &html)
        html.markup("<section><h2>Documents</h2>\n")
        ItemList.table(items.lines, withCustomer: false, visit, to: &html)
        html.pager(
          HTMLWriter.path(["customers", id.text]), visit.query, next: items.next,
          isFirst: visit.query["after"] == nil)
        if !isClearedToo {
          html.markup("<p><a href=\"?cleared=1\">The cleared ones too</a></p>")
        }
        html.markup("</section>\n<section><h2>What happened</h2>\n")
        ItemPages.timeline(lines, to: &html)
        html.markup("</section>\n<section><h2>Receipts</h2>\n")
        ReceiptPages.table(receipts, to: &html)
        html.markup("</section>\n")
      }
    },
    Route.page("/customers/{id}/statement.csv") { visit, office in
      let index = try office.followed()
      let id = CustomerID(visit.parameter("id"))
      guard try index.customer(id) != nil else { throw Refusal.notThere }
      return .download(
        try StatementOfAccount(id, index, on: visit.now.day).csv, type: "text/csv; charset=utf-8",
        name: "statement-\(id)-\(visit.now.day).csv")
    },
    Route.page("/customers/{id}/statement.pdf") { visit, office in
      let id = CustomerID(visit.parameter("id"))
      let statement = try StatementOfAccount(id, try office.followed(), on: visit.now.day)
      let sender = office.settings.name
      guard let bytes = try await office.apart({ StatementPaper(statement, from: sender).bytes() })
      else { throw Refusal(.internalServerError, "The paper could not be made.") }
      return .download(
        bytes, type: "application/pdf", name: "statement-\(id)-\(visit.now.day).pdf")
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
    _ customer: CustomerLine, _ items: Enquiry.Page<ItemLine>, _ visit: Visit,
    to html: inout HTMLWriter
  ) {
    html.element("<h1>", customer.name, " ")
    html.element("<small>", customer.id.text, "</small></h1>\n<section><dl class=\"figures\">")
    sums("Open", customer.open, to: &html)
    // What is past due and what is not, as the ageing has it: from the documents themselves, where they are not too many.
    if items.next == nil {
      let today = visit.now.day
      sums("Past due", balances(items.lines.filter { $0.dueDate < today }), to: &html)
      sums("Not due", balances(items.lines.filter { $0.dueDate >= today }), to: &html)
    }
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
    let open = items.lines
    for currency in Set(open.map(\.open.currency)).sorted() where items.next == nil {
      let due = open.filter { $0.open.currency == currency }.map {
        DueDay(date: $0.dueDate, open: .init(count: 1, amount: $0.open))
      }
      AgeingChart.write(due, currency, visit.now.day, to: &html)
    }
    html.markup("</section>\n")
  }

  private static func balances(_ items: [ItemLine]) -> [CustomerLine.Balance] {
    Dictionary(grouping: items, by: \.open.currency).sorted { $0.key < $1.key }.compactMap {
      currency, items in
      guard let sum = try? items.map(\.open.minorUnits).sumChecked() else { return nil }
      return CustomerLine.Balance(count: items.count, amount: Money(minorUnits: sum, currency))
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
    _ exceptions: [ExceptionLine], _ disputes: [DisputeLine], to html: inout HTMLWriter
  ) {
    guard !exceptions.isEmpty || !disputes.isEmpty else { return }
    html.markup("<section><h2>What waits</h2><ul>")
    for line in exceptions {
      html.markup("<li>")
      html.link(
        ["review", line.id], "\(ReportWords.name(of: line.type)) \(Grouped.amount(line.amount))")
      html.element(" ", line.message, "</li>")
    }
    for line in disputes where line.status != .resolved {
      html.markup("<li>")
      html.link(["disputes", line.id], "Dispute on \(line.document)")
      html.text(
        " \(Grouped.amount(line.amount)), \(ReportWords.reason(line.reasonCode)), "
          + line.status.rawValue)
      html.markup("</li>")
    }
    html.markup("</ul></section>\n")
  }
}
