import Access
import HTTPTypes
import LedgerFiles

/// A page of the console: the same head, ways and search box everywhere.
enum Frame {
  /// The ways through the console, in the order of a day.
  enum Section: CaseIterable {
    case today, review, disputes, customers, receipts, files, decisions, rules

    var place: StaticString {
      switch self {
      case .today: "/"
      case .review: "/review"
      case .disputes: "/disputes"
      case .customers: "/customers"
      case .receipts: "/receipts"
      case .files: "/files"
      case .decisions: "/decisions"
      case .rules: "/rules"
      }
    }

    var name: StaticString {
      switch self {
      case .today: "Today"
      case .review: "Review"
      case .disputes: "Disputes"
      case .customers: "Customers"
      case .receipts: "Receipts"
      case .files: "Files"
      case .decisions: "Decisions"
      case .rules: "Rules"
      }
    }

    /// After `g`.
    var key: StaticString {
      switch self {
      case .today: "g t"
      case .review: "g r"
      case .disputes: "g d"
      case .customers: "g c"
      case .receipts: "g p"
      case .files: "g f"
      case .decisions: "g h"
      case .rules: "g u"
      }
    }
  }

  /// - Parameter section: where in the console it is; nil for pages beside the ways.
  static func answer(
    _ title: String, _ section: Section?, _ visit: Visit, status: HTTPResponse.Status = .ok,
    _ body: (inout HTMLWriter) throws -> Void
  ) rethrows -> Answer {
    var html = HTMLWriter()
    begin(title, to: &html)
    if let visitor = visit.visitor { top(section, visitor, visit, to: &html) }
    html.markup("<main id=\"main\">\n")
    try body(&html)
    html.markup("</main>\n")
    if visit.visitor != nil { keys(to: &html) }
    html.markup("</body>\n</html>\n")
    return Answer(status: status, bytes: html.bytes)
  }

  /// A part of a page, for the script to put in place.
  static func part(_ body: (inout HTMLWriter) throws -> Void) rethrows -> Answer {
    var html = HTMLWriter()
    try body(&html)
    return Answer(bytes: html.bytes)
  }

  private static func begin(_ title: String, to html: inout HTMLWriter) {
    html.markup(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>
      """)
    html.text(title)
    html.markup(" – Quittance</title>\n<link rel=\"stylesheet\" href=\"/assets/")
    html.text(Assets.style.name)
    html.markup("\">\n<link rel=\"icon\" href=\"/assets/icon.svg\">\n")
    for script in Assets.scripts {
      html.element("<script src=\"/assets/", script.name, "\" defer></script>\n")
    }
    html.markup(
      "</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n")
  }

  private static func top(
    _ section: Section?, _ visitor: Visitor, _ visit: Visit, to html: inout HTMLWriter
  ) {
    html.markup("<header class=\"top\"><a class=\"name\" href=\"/\">Quittance</a>\n")
    html.markup("<nav aria-label=\"Console\"><ul>")
    for way in Section.allCases {
      html.markup("<li><a href=\"")
      html.markup(way.place)
      html.markup("\" data-key=\"")
      html.markup(way.key)
      html.markup(way == section ? "\" aria-current=\"page\">" : "\">")
      html.markup(way.name)
      html.markup("</a></li>")
    }
    html.markup(
      """
      </ul></nav>
      <form action="/search" role="search"><label class="grow"><span class="aside">Search</span>\
      <input type="search" name="q" placeholder="Search: document, amount, name, account …" \
      autocomplete="off" data-key="/" data-says="search" value="
      """)
    if section == nil { html.text(visit.query["q"] ?? "") }
    html.markup("\"></label></form>\n<a href=\"/me\">")
    html.text(visitor.name)
    html.markup("</a>\n")
    html.form("/sign-out", visit, style: .plain) { html in
      html.markup("<button class=\"link\">Sign out</button>")
    }
    html.markup("</header>\n")
  }

  private static func keys(to html: inout HTMLWriter) {
    html.markup(
      """
      <p class="needs-script hint keys"><button type="button" class="link" id="show-keys">Keys</button> \
      <kbd>?</kbd></p>
      <dialog id="keys" aria-label="Keys"><h2>Keys</h2><dl></dl><button type="button">Close</button>\
      </dialog>

      """)
  }
}
