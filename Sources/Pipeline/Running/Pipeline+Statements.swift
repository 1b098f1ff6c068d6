import Money
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
}
