import Enquiry
import LedgerFiles
import Receivables

/// From everywhere: document, amount, name, reference, account.
enum SearchPage {
  static let routes = [
    Route.page("/search") { visit, office in
      let text = visit.query["q"] ?? ""
      let hits = text.isEmpty ? [] : try office.followed().search(text, limit: 60)
      // The very thing that was asked for, and nothing else like it.
      if let only = hits.first, only.isExact, hits.filter(\.isExact).count == 1,
        visit.query["all"] == nil
      {
        return .see(place(of: only))
      }
      return Frame.answer("Search: \(text)", nil, visit) { html in
        html.element("<h1>Search: ", text, "</h1>\n<section>")
        if hits.isEmpty {
          html.markup("<p class=\"empty\">Nothing was found.</p>")
        } else {
          html.tableStart("Found", ["What", "Which", "More"])
          for hit in hits {
            html.markup("<tr data-row><td data-label=\"What\">")
            html.markup(kind(of: hit))
            html.markup("</td><th scope=\"row\"><a href=\"")
            html.text(place(of: hit))
            html.element("\">", hit.title, "</a></th>")
            html.cell(hit.line, label: "More")
            html.markup("</tr>\n")
          }
          html.tableEnd()
        }
        html.markup("</section>\n")
      }
    }
  ]

  static func place(of hit: SearchHit) -> String {
    switch hit.target {
    case .customer(let id): HTMLWriter.path(["customers", id.text])
    case .item(let key): HTMLWriter.path(["items", key.customer.text, key.number.text])
    case .receipt(let payment): HTMLWriter.path(["receipts", payment.text])
    case .exception(let id): HTMLWriter.path(["review", id])
    case .dispute(let id): HTMLWriter.path(["disputes", id])
    case .file(let id): HTMLWriter.path(["files", id])
    case .decision(let id): HTMLWriter.path(["decisions", id])
    case .proposal(let id): HTMLWriter.path(["proposals", id])
    }
  }

  static func kind(of hit: SearchHit) -> StaticString {
    switch hit.target {
    case .customer: "customer"
    case .item: "document"
    case .receipt: "receipt"
    case .exception: "exception"
    case .dispute: "dispute"
    case .file: "file"
    case .decision: "decision"
    case .proposal: "proposal"
    }
  }
}
