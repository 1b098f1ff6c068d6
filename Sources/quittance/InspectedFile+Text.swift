import BankFiles
import Durable
import Money
import Pipeline
import Receivables

/// For people.
extension InspectedFile {
  func writeText(to out: inout StandardOutput, isFirst: Bool) throws {
    if !isFirst { try out.line("") }
    try out.line(visible(path))
    guard isWhole, let format else { return try out.line("  not read: see the errors") }
    try out.line(
      visible(
        "  \(format.rawValue)\(version.isEmpty ? "" : " \(version)")"
          + (recognition.map { ", \($0.certainty): \($0.reason)" } ?? "")))
    try statements.forEachPiece { piece in try out.append { $0 += piece } }
    for check in checks { try out.line(visible("  \(line(check))")) }
    for diagnostic in diagnostics where diagnostic.severity == "note" {
      try out.line(
        visible("  note: line \(diagnostic.position.line ?? 1): \(diagnostic.problem)"))
    }
  }

  func text(_ statement: BankStatement) -> [UInt8] {
    Array(lines(statement).map { visible($0) + "\n" }.joined().utf8)
  }

  private func lines(_ statement: BankStatement) -> [String] {
    var lines = ["", "  Statement \(statement.id.isEmpty ? "(no id)" : statement.id)"]
    func row(_ name: String, _ text: String) {
      lines.append("    " + name + String(repeating: " ", count: max(1, 14 - name.count)) + text)
    }
    row(
      "account",
      "\(statement.account.isEmpty ? "(none)" : statement.account)"
        + (statement.currency.map { ", \($0)" } ?? ""))
    if let opening = statement.opening { row("opening", text(opening)) }
    if let closing = statement.closing { row("closing", text(closing)) }
    row("credits", text(statement.bookedCredits))
    row("debits", text(statement.bookedDebits))
    if statement.pending > 0 { row("pending", "\(statement.pending), not booked yet") }
    if statement.information > 0 {
      row("information", "\(statement.information), for information only")
    }
    row("transactions", "\(statement.transactions)")
    for check in statement.checks { row("check", line(check)) }
    return lines
  }

  private func text(_ balance: BankStatement.Balance) -> String {
    "\(balance.amount)" + (balance.date.map { " on \($0)" } ?? "") + " (\(balance.type))"
  }

  private func text(_ totals: [BankStatement.CurrencyTotal]) -> String {
    totals.isEmpty
      ? "none"
      : totals.map { "\($0.amount) in \($0.count) \($0.count == 1 ? "entry" : "entries")" }
        .joined(separator: ", ")
  }

  private func line(_ check: ControlCheck) -> String {
    let verdict =
      switch check.verdict {
      case .holds: "\(check.name) holds: \(check.stated)"
      case .off: "\(check.name) is OFF: the file states \(check.stated), read \(check.computed)"
      case .notCheckable: "\(check.name) cannot be checked"
      case .notApplicable: "\(check.name) does not apply"
      }
    var notes = check.note.isEmpty ? [] : [check.note]
    // What a mismatch would mean, or means.
    if !check.consequence.isEmpty {
      notes.append(
        "a mismatch is \(check.consequence == "error" ? "an error" : "a \(check.consequence)")")
    }
    return notes.isEmpty ? verdict : "\(verdict) (\(notes.joined(separator: "; ")))"
  }
}
