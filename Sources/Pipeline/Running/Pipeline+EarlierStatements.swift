import LedgerFiles
import Money
import Receivables
import Reconciliation
import Store

extension Pipeline {
  /// How far around the days of a batch earlier statements are looked at, in days: banks send
  /// corrections and copies for some weeks, and a chain is as good from its middle.
  private static let chainDays = 40

  /// Statements of the accounts of these files that earlier batches took: they tell whether an equal
  /// payment is another one (plan, I7).
  func earlierStatements(_ files: [TakenFile]) throws -> [EarlierStatement] {
    var days: [String: ClosedRange<CalendarDate>] = [:]
    var accounts: Set<String> = []
    for taken in files.lazy.flatMap(\.statements) {
      let account = taken.statement.account
      if !account.isEmpty { accounts.insert(account) }
      guard let day = StatementFacts(taken).day else { continue }
      let around =
        day.advanced(byDays: -Self.chainDays)...day.advanced(byDays: Self.chainDays)
      days[account] =
        days[account].map { known in
          min(known.lowerBound, around.lowerBound)...max(known.upperBound, around.upperBound)
        } ?? around
    }
    var earlier: [EarlierStatement] = []
    var files: [String: StateRow] = [:]
    for account in accounts.sorted() {
      for row in try store.rows(of: .statements, where: "account", is: account) {
        guard let facts = StatementFacts(row), let id = row.cells.first,
          let days = days[account], days.contains(facts.day ?? days.lowerBound)
        else { continue }
        if files[id] == nil { files[id] = try store.row(of: .files, key: [id]) }
        guard let file = files[id]?.cells, file.count > 5 else { continue }
        earlier.append(
          EarlierStatement(
            statement: facts.statement, file: file[1], fileID: id, format: file[5],
            transactions: facts.transactions, lastBooking: facts.lastBooking))
      }
    }
    return earlier
  }
}
