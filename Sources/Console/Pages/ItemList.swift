import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// Documents, as tables and as choices.
enum ItemList {
  /// Documents to choose from: each is sent with the lines that are written, and comes back among them.
  static func choices(_ items: [ItemLine], to html: inout HTMLWriter) {
    guard !items.isEmpty else {
      html.markup("<p class=\"soft\">No open document was found.</p>\n")
      return
    }
    html.tableStart("Documents", ["Document", "Customer", "Open#", "Due", "Choose"])
    for item in items {
      html.markup("<tr><th scope=\"row\">")
      html.link(["items", item.customer.text, item.number.text], item.number.text)
      html.markup("</th>")
      html.cell("\(item.customer) \(item.customerName)", label: "Customer")
      html.amount(item.open, label: "Open")
      html.cell(item.dueDate.description, label: "Due")
      html.markup("<td><button form=\"decide-lines\" name=\"choose\" data-choose value=\"")
      html.text(written(item))
      html.markup("\" aria-label=\"Choose ")
      html.text(item.number.text)
      html.markup("\">Choose</button></td></tr>\n")
    }
    html.tableEnd()
  }

  /// As a line of a decision names it.
  static func written(_ item: ItemLine) -> String {
    PercentCoding.encoded(item.customer.text) + "/" + PercentCoding.encoded(item.number.text)
  }

  static func table(
    _ items: [ItemLine], withCustomer: Bool, _ visit: Visit, to html: inout HTMLWriter
  ) {
    guard !items.isEmpty else {
      html.markup("<p class=\"empty\">None.</p>\n")
      return
    }
    html.tableStart(
      "Documents",
      withCustomer
        ? ["Document", "Customer", "Type", "Date", "Due", "Original#", "Open#", "Late#"]
        : ["Document", "Type", "Date", "Due", "Original#", "Open#", "Late#"])
    for item in items {
      html.markup("<tr data-row><th scope=\"row\">")
      html.link(["items", item.customer.text, item.number.text], item.number.text)
      html.markup("</th>")
      if withCustomer {
        html.markup("<td data-label=\"Customer\">")
        html.link(["customers", item.customer.text], "\(item.customer) \(item.customerName)")
        html.markup("</td>")
      }
      html.cell(ReportWords.name(of: item.type), label: "Type")
      html.cell(item.documentDate.description, label: "Date")
      html.cell(item.dueDate.description, label: "Due")
      html.amount(item.original, label: "Original")
      if item.isOpen {
        html.amount(item.open, label: "Open")
      } else {
        html.markup("<td class=\"n soft\">cleared</td>")
      }
      let late = item.isOpen && item.open.isPositive ? visit.now.day.days(since: item.dueDate) : 0
      html.element(
        "<td class=\"n\">", late > 0 ? ReportWords.count(late, "day", "days") : "", "</td></tr>\n")
    }
    html.tableEnd()
  }
}
