import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What a run of a pipeline tells the person at the terminal when it is done.
struct SweepText {
  private let report: SweepReport

  init(_ report: SweepReport) { self.report = report }

  func print() throws {
    var out = StandardOutput()
    for line in lines { try out.line(visible(line)) }
    try out.flush()
  }

  private var lines: [String] {
    var lines: [String] = []
    if report.taken.isEmpty, report.quarantined.isEmpty {
      lines.append("Nothing new in the inbox.")
    }
    if let batch = report.batch, let outcome = report.outcome {
      let summary = outcome.summary
      lines.append(
        "Batch \(batch): \(summary.receipts.count - summary.returns.count) receipts and "
          + "\(summary.returns.count) returns of \(report.taken.count) files, as of \(summary.asOf)."
      )
      lines.append(
        "  straight through  \(summary.straightThrough)")
      lines.append("  for a person      \(outcome.exceptions.count)")
      for tally in summary.exceptions {
        lines.append(
          "    \(tally.type.rawValue): \(tally.tally.count), "
            + tally.tally.amounts.map(\.description).joined(separator: ", "))
      }
    } else if !report.taken.isEmpty {
      lines.append("\(report.taken.count) files, nothing new in them.")
    }
    for (name, refusal) in report.quarantined {
      lines.append("In quarantine: \(name): \(refusal.reason)")
    }
    for name in report.waiting { lines.append("Waiting: \(name)") }
    for alert in report.alerts { lines.append("Alert: \(alert)") }
    return lines
  }
}
