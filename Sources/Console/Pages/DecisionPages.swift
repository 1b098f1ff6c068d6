import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Pipeline
import Receivables
import Reconciliation

/// What people decided, undone, approved.
enum DecisionPages {
  static let routes = [
    Route.page("/decisions") { visit, office in
      let index = try office.followed()
      let page = try index.decisions(after: visit.query["after"], limit: 50)
      return Frame.answer("Decisions", .decisions, visit) { html in
        DoneNote.write(visit, index, to: &html)
        html.markup("<h1>What people decided</h1>\n<section>")
        table(page.lines, visit, to: &html)
        html.pager("/decisions", visit.query, next: page.next, isFirst: visit.query["after"] == nil)
        html.markup("</section>\n")
      }
    },
    Route.action("/decisions/{id}/undo", for: .undo, bodyMax: 1 << 14) { visit, office in
      let (id, name, note) = (visit.parameter("id"), visit.name, try visit.note)
      try refuseFile(id, visit, office)
      let report = try await office.decide {
        try $0.undo(decision: id, by: name, note: note)
      }
      let then = visit.form["then"] ?? "/decisions"
      return .see(then + (then.contains("?") ? "&" : "?") + "done=" + report.name)
    },
  ]

  /// A decision about a whole file is undone by who may undo files.
  static func refuseFile(_ id: String, _ visit: Visit, _ office: Office) throws {
    if let line = try office.followed().decision(id), !line.file.isEmpty, !visit.may(.undoFile) {
      throw Refusal(.forbidden, "It is about a whole file: it needs the permission “undoFile”.")
    }
  }

  /// Whether undoing it is offered: by the same rule by which it is then done or refused.
  static func mayUndo(_ line: DecisionLine, _ visit: Visit) -> Bool {
    line.undoneBy.isEmpty && line.id.hasPrefix("N") && visit.may(.undo)
      && (line.file.isEmpty || visit.may(.undoFile))
  }

  /// What was done, with links to what it was about.
  static func words(of line: DecisionLine, to html: inout HTMLWriter) {
    if line.undoes.isEmpty { return html.linked(line.words) }
    html.markup("undid ")
    html.id(line.undoes)
  }

  static func table(_ lines: [DecisionLine], _ visit: Visit, to html: inout HTMLWriter) {
    guard !lines.isEmpty else {
      html.markup("<p class=\"empty\">Nobody has decided anything yet.</p>\n")
      return
    }
    html.tableStart("Decisions", ["Decision", "When", "Who", "What", "Receipts", "Undo"])
    for line in lines {
      html.markup("<tr data-row><th scope=\"row\">")
      html.id(line.id)
      html.markup("</th>")
      html.cell(Shown.moment(line.at), label: "When")
      html.cell(
        line.actor + (line.approvedBy.isEmpty ? "" : ", approved by \(line.approvedBy)"),
        label: "Who")
      html.markup("<td data-label=\"What\">")
      words(of: line, to: &html)
      if !line.note.isEmpty { html.element("<small>", line.note, "</small>") }
      html.markup("</td><td data-label=\"Receipts\">")
      for payment in line.payments.prefix(5) {
        html.link(["receipts", payment.text], payment.text)
        html.markup(" ")
      }
      if line.payments.count > 5 { html.text("and \(line.payments.count - 5) more") }
      html.markup("</td><td>")
      if !line.undoneBy.isEmpty {
        html.markup("<span class=\"soft\">undone by ")
        html.id(line.undoneBy)
        html.markup("</span>")
      } else if mayUndo(line, visit) {
        html.form(
          HTMLWriter.path(["decisions", line.id, "undo"]), visit, style: .plain,
          ask: "Undo \(line.id)?"
        ) { html in
          html.element("<button aria-label=\"Undo ", line.id, "\">Undo</button>")
        }
      }
      html.markup("</td></tr>\n")
    }
    html.tableEnd()
  }
}
