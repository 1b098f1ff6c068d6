import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Pipeline
import Receivables

/// A decision that waits for a second person, or what became of it.
enum ProposalPage {
  static let routes = [
    Route.page("/proposals/{id}") { visit, office in
      let id = visit.parameter("id")
      guard let read = try await office.apart({ try Read(id, office) }) else {
        throw Refusal.notThere
      }
      return Frame.answer("Proposal \(id)", .review, visit) { html in
        html.element("<h1>Proposal <small>", id, "</small></h1>\n<section><dl class=\"facts\">")
        html.fact("Proposed by", read.actor)
        html.fact("When", Shown.moment(read.at))
        html.fact("Why", read.note)
        html.markup("<dt>What</dt><dd>")
        for (place, words) in read.words.enumerated() {
          if place > 0 { html.markup("<br>") }
          html.linked(words)
        }
        if read.more > 0 { html.text(" and \(Grouped.number(read.more)) more") }
        if let undoes = read.undoes {
          html.markup(" (")
          html.id(undoes)
          html.markup(")")
        }
        html.markup("</dd>")
        DecisionPage.receipts(read.payments, to: &html)
        html.markup("</dl>\n")
        if let end = read.end {
          write(end, to: &html)
        } else {
          choice(id, by: read.actor, visit, to: &html)
        }
        html.markup("</section>\n")
      }
    },
    Route.action("/proposals/{id}/approve", for: .approve, bodyMax: 1 << 14) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      let report = try await office.decide { try $0.approve(id, by: name) }
      return .see("/review?done=" + report.name)
    },
    Route.action("/proposals/{id}/reject", for: .approve, bodyMax: 1 << 14) { visit, office in
      let (id, name, note) = (visit.parameter("id"), visit.name, try visit.note)
      try await office.decide { try $0.reject(id, by: name, note: note) }
      return .see("/review")
    },
  ]

  /// What the log has of it: of a whole file, a great deal.
  private struct Read: Sendable {
    var actor: String
    var at: String
    var note: String
    /// What its first actions do, and how many there are beside them.
    var words: [String]
    var more: Int
    var undoes: String?
    var payments: [PaymentID]
    var end: ProposalEnd?

    init?(_ id: String, _ office: Office) throws {
      let (proposed, end) = try office.readers.with { store in
        let reading = DeskReading(store: store)
        return (try reading.proposed(id), try reading.end(ofProposal: id))
      }
      guard let (record, at) = proposed else { return nil }
      let all = record.actionWords
      words = Array(all.prefix(DecisionPage.rowsMax))
      more = all.count - words.count
      (actor, note, undoes) = (record.actor, record.note, record.undoes)
      payments = record.payments
      (self.at, self.end) = (at, end)
    }
  }

  private static func write(_ end: ProposalEnd, to html: inout HTMLWriter) {
    html.markup("<p>")
    if let decision = end.decision {
      html.text("Approved by \(end.actor), \(Shown.moment(end.at)): it is ")
      html.id(decision)
      html.markup(".</p>\n")
    } else {
      html.text("Rejected by \(end.actor), \(Shown.moment(end.at))")
      html.text(end.note.isEmpty ? "." : ": \(end.note)")
      html.markup("</p>\n")
    }
  }

  /// What somebody else can make of it.
  static func choice(
    _ id: String, by actor: String, _ visit: Visit, to html: inout HTMLWriter
  ) {
    if actor == visit.name {
      html.markup("<span class=\"soft\">another person has to approve it</span>")
    } else if visit.may(.approve) {
      html.form(HTMLWriter.path(["proposals", id, "approve"]), visit, style: .plain) {
        $0.markup("<button class=\"main\">Approve</button>")
      }
      html.markup(" ")
      html.form(HTMLWriter.path(["proposals", id, "reject"]), visit, style: .plain) {
        $0.markup("<button class=\"grave\">Reject</button>")
      }
    }
  }
}
