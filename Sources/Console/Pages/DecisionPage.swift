import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// One decision: who, why, and what it did, in documents and amounts; the way back.
enum DecisionPage {
  static let routes = [
    Route.page("/decisions/{id}") { visit, office in
      let id = visit.parameter("id")
      let index = try office.followed()
      guard let line = try index.decision(id) else { throw Refusal.notThere }
      let read = try await office.apart { try Read(id, office) }
      let first = visit.query["from"].flatMap { Int($0) } ?? 0
      guard (0...10_000_000).contains(first) else { throw Refusal.notThere }
      let rows = first..<(first + rowsMax)
      let file = try line.file.isEmpty ? nil : index.file(line.file)
      return Frame.answer("Decision \(id)", .decisions, visit) { html in
        DoneNote.write(visit, index, to: &html)
        html.element("<h1>Decision <small>", id, "</small></h1>\n")
        head(line, read.payments, file, visit, to: &html)
        if let done = read.done {
          done.write(rows, to: &html)
          pager(id, first, done.count, to: &html)
        }
      }
    }
  ]

  /// So much of it is shown at once: the undoing of a file does a great deal.
  static let rowsMax = 200

  /// What the log has of it.
  private struct Read: Sendable {
    var payments: [PaymentID]
    /// nil where days were decided anew: that is told receipt by receipt.
    var done: DecisionRows?

    init(_ id: String, _ office: Office) throws {
      let (record, anew) = try office.readers.with { store in
        let reading = DeskReading(store: store)
        return (
          try reading.record(of: id), id.hasPrefix("R") ? try reading.receipts(decidedAnew: id) : []
        )
      }
      payments = record?.payments ?? anew
      done = record.map { DecisionRows($0) }
    }
  }

  private static func head(
    _ line: DecisionLine, _ payments: [PaymentID], _ file: FileLine?, _ visit: Visit,
    to html: inout HTMLWriter
  ) {
    html.markup("<section><dl class=\"facts\">")
    html.fact("Decided by", line.actor)
    html.fact("Approved by", line.approvedBy)
    html.fact("When", Shown.moment(line.at))
    html.fact("Why", line.note.isEmpty ? "nothing was written" : line.note)
    html.markup("<dt>What</dt><dd>")
    DecisionPages.words(of: line, to: &html)
    html.markup("</dd>")
    if !line.undoneBy.isEmpty {
      html.markup("<dt>Undone by</dt><dd>")
      html.id(line.undoneBy)
      html.markup("</dd>")
    }
    if let file {
      html.markup("<dt>File</dt><dd>")
      html.link(["files", file.id], file.name)
      html.markup("</dd>")
    }
    receipts(payments, to: &html)
    html.markup("</dl>\n")
    if DecisionPages.mayUndo(line, visit) {
      html.form(
        HTMLWriter.path(["decisions", line.id, "undo"]), visit, ask: "Undo \(line.id)?"
      ) { html in
        html.hidden("then", HTMLWriter.path(["decisions", line.id]))
        html.markup("<label class=\"grow\">Why undo it <input name=\"note\" ")
        html.markup("maxlength=\"500\"></label>")
        html.markup("<button class=\"grave\">Undo this decision</button>")
      }
    }
    html.markup("</section>\n")
  }

  /// The receipts that something was about, in a list of facts.
  static func receipts(_ payments: [PaymentID], to html: inout HTMLWriter) {
    if payments.isEmpty { return }
    html.markup("<dt>Receipts</dt><dd>")
    for payment in payments.prefix(rowsMax) {
      html.link(["receipts", payment.text], payment.text)
      html.markup(" ")
    }
    if payments.count > rowsMax { html.text("and \(payments.count - rowsMax) more") }
    html.markup("</dd>")
  }

  private static func pager(_ id: String, _ first: Int, _ count: Int, to html: inout HTMLWriter) {
    guard count > rowsMax || first > 0 else { return }
    html.markup("<p class=\"pager\">")
    for (words, key, from) in [
      ("First page", "[", first > 0 ? 0 : nil),
      ("Next page", "]", first + rowsMax < count ? first + rowsMax : nil),
    ] as [(StaticString, StaticString, Int?)] {
      guard let from else { continue }
      html.markup("<a data-key=\"")
      html.markup(key)
      html.markup("\" href=\"")
      html.path(["decisions", id])
      html.text("?from=" + String(from))
      html.markup("\">")
      html.markup(words)
      html.markup("</a>")
    }
    html.markup("</p>\n")
  }
}
