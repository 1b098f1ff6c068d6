import Books
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What a person is told of a decision that was booked.
enum DeskText {
  static func print(_ report: DeskReport) throws {
    var out = StandardOutput()
    switch report {
    case .proposed(let id):
      try out.line(
        "\(id) waits for a second person: quittance approve PIPELINE.yaml \(id) --by NAME")
    case .booked(let decision, let outcomes):
      try out.line("\(decision) is booked; quittance undo PIPELINE.yaml --decision \(decision)")
      for outcome in outcomes {
        for line in outcome.applications {
          try out.line(
            visible(
              "  \(line.document) of \(line.customer): "
                + "\(line.kind.rawValue.replacing("_", with: " ")) \(line.amount)"
                + (line.reverses.map { ", undoing \($0)" } ?? "")))
        }
        for dispute in outcome.disputes {
          try out.line(visible("  dispute \(dispute.id): \(dispute.status.rawValue)"))
        }
        for id in outcome.closed where !outcome.raised.contains(where: { $0.id == id }) {
          try out.line(visible("  \(id) is closed"))
        }
        for exception in outcome.raised {
          try out.line(visible("  \(exception.id): \(exception.amount), \(exception.message)"))
        }
      }
    }
    try out.flush()
  }
}
