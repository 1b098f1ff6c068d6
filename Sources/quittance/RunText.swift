import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What a run tells the person at the terminal when it is done.
struct RunText {
  let outcome: RunOutcome
  let output: String
  let refused: Int

  func print() throws {
    var out = StandardOutput()
    for line in lines { try out.line(line) }
    try out.flush()
  }

  private var lines: [String] {
    let summary = outcome.summary
    let receipts = summary.receipts.count - summary.returns.count
    var lines = [
      "\(counted(receipts, "receipt")) and \(counted(summary.returns.count, "return")) taken"
        + (summary.repeats > 0 ? ", \(counted(summary.repeats, "repeat")) left alone" : "")
        + ", as of \(summary.asOf).", "",
    ]
    func row(_ name: String, _ text: String) {
      lines.append("  " + name + String(repeating: " ", count: 21 - name.count) + text)
    }
    row("received", amounts(received))
    for tally in summary.applications {
      row(
        tally.kind.rawValue,
        amounts(tally.tally.amounts, none: "cancels out")
          + " in \(counted(tally.tally.count, "line"))")
    }
    row("unapplied", amounts(summary.unapplied))
    row(
      "straight through",
      "\(summary.straightThrough) of \(receipts)"
        + (receipts > 0 ? " (\(summary.straightThrough * 100 / receipts)%)" : ""))
    row("disputes", "\(summary.disputesOpened) opened, \(summary.disputesChanged) changed")
    lines.append("")
    if outcome.exceptions.isEmpty {
      lines.append("Nothing needs a person.")
    } else {
      lines.append("For a person to look at:")
      for tally in summary.exceptions {
        row(tally.type.rawValue, "\(tally.tally.count): \(amounts(tally.tally.amounts))")
      }
    }
    if refused > 0 {
      lines += ["", "\(counted(refused, "file")) could not be used: see the errors above."]
    }
    lines += [
      "", "Report   \(visible(output))/report.html", "Ledger   \(visible(output))/ledger",
    ]
    return lines
  }

  /// What came in: returns are among the records with negative amounts, and are told apart.
  private var received: [Money] {
    outcome.summary.receipts.amounts.map { amount in
      let back = outcome.summary.returns.amounts.first { $0.currency == amount.currency }
      return (try? amount.subtracting(back ?? .zero(amount.currency))) ?? amount
    }
  }

  private func amounts(_ amounts: [Money], none: String = "nothing") -> String {
    let shown = amounts.filter { !$0.isZero }
    return shown.isEmpty ? none : shown.map(\.description).joined(separator: ", ")
  }

  private func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }
}
