import BankFiles
import Durable
import Money
import Receivables
import Store

/// Statements that were taken. A report within a day is none: the statement of that day is still to
/// come, and what it closes with is no statement's.
extension Pipeline {
  /// An account's statement of a day is there.
  func hasStatement(of account: String, _ day: CalendarDate) throws -> Bool {
    try statementDays(of: account, from: day).contains(day)
  }

  /// The days that an account's statements close, from one on.
  func statementDays(of account: String, from first: CalendarDate) throws -> Set<CalendarDate> {
    var days: Set<CalendarDate> = []
    for row in try store.rows(of: .statements, where: "account", is: account) {
      guard let day = StatementFacts(row)?.day, day >= first, !days.contains(day),
        try closesDay(row)
      else { continue }
      days.insert(day)
    }
    return days
  }

  /// The statement of an account that closes last.
  func lastStatement(of account: String) throws -> StatementFacts? {
    let known = try store.rows(of: .statements, where: "account", is: account)
      .compactMap { row in StatementFacts(row).map { (row: row, facts: $0) } }
      .sorted { StatementAlerts.isEarlier($0.facts, $1.facts) }
    return try known.last { try closesDay($0.row) }?.facts
  }

  func closesDay(_ row: StateRow) throws -> Bool {
    guard let file = row.cells.first else { return false }
    let format = try store.row(of: .files, key: [file])?.cells.dropFirst(5).first ?? ""
    return !StatementFormats.withinDay.contains(format)
  }

  /// What a file's own totals and balances say against what is in it: its money is booked where it is
  /// certain, and the bank is to be asked all the same.
  func totalsAlerts(_ files: [ReadItem]) -> [PipelineAlert] {
    let codes: [BankFileError.Code] = [.balanceMismatch, .controlTotalMismatch, .countMismatch]
    return files.compactMap { file in
      let told = file.result.diagnostics.filter { diagnostic in
        diagnostic.severity == BankFileProblem.Severity.warning.rawValue
          && codes.contains { $0.rawValue == diagnostic.code }
      }
      guard let first = told.first else { return nil }
      let place = first.position.line.map { " at line \($0)" } ?? ""
      let more = told.count > 1 ? "; and \(told.count - 1) more like it" : ""
      return PipelineAlert(
        id: "totals:\(file.result.digest)", kind: "totals", account: "",
        file: file.item.name.display,
        message: "\(file.item.name.display) does not agree with itself\(place): "
          + "\(first.problem)\(more); what is certain in it was booked; ask the bank")
    }
  }
}
