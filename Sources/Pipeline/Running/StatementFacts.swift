import LedgerFiles
import Money
import Receivables
import Reconciliation
import Store

/// What is kept of a statement, to tell whether the next one follows.
struct StatementFacts {
  var account: String
  var id: String
  var sequence: String
  /// Which of its pages it is, where a bank sends a statement in several.
  var page: String
  var currency: String
  var opening: String
  var openingDate: String
  var closing: String
  var closingDate: String
  var periodFrom: String
  var periodTo: String
  var createdAt: String
  var transactions: Int
  /// The last booking date in it.
  var lastBooking: CalendarDate?
  /// The day that it closes.
  var day: CalendarDate?

  init(_ taken: TakenStatement) {
    let statement = taken.statement
    account = statement.account
    id = statement.id
    sequence = statement.sequence
    page = statement.page.map(String.init) ?? ""
    currency =
      (statement.currency ?? (statement.opening ?? statement.closing)?.amount.currency)?.code ?? ""
    opening = statement.opening?.amount.decimal ?? ""
    openingDate = statement.opening?.date?.description ?? ""
    closing = statement.closing?.amount.decimal ?? ""
    closingDate = statement.closing?.date?.description ?? ""
    // With its times, where the bank gives them.
    let period = statement.periodText
    periodFrom = period.from.isEmpty ? statement.periodFrom?.description ?? "" : period.from
    periodTo = period.to.isEmpty ? statement.periodTo?.description ?? "" : period.to
    createdAt = statement.createdAt
    transactions = taken.transactions.count
    lastBooking = taken.transactions.compactMap(\.bookingDate).max()
    day = statement.closing?.date ?? statement.periodTo ?? lastBooking
  }

  /// The facts of a row of the state; nil where it is none.
  init?(_ row: StateRow) {
    let cells = row.cells
    guard cells.count >= StateTable.statements.columns.count else { return nil }
    account = cells[1]
    id = cells[2]
    sequence = cells[3]
    currency = cells[4]
    opening = cells[5]
    openingDate = cells[6]
    closing = cells[7]
    closingDate = cells[8]
    periodFrom = cells[9]
    periodTo = cells[10]
    createdAt = cells[11]
    transactions = Int(cells[12]) ?? 0
    page = cells[13]
    lastBooking = CalendarDate(iso: cells[14])
    day = CalendarDate(iso: closingDate) ?? CalendarDate(iso: periodTo.prefix(10)) ?? lastBooking
  }

  func cells(file: String) -> [String] {
    [
      file, account, id, sequence, currency, opening, openingDate, closing, closingDate, periodFrom,
      periodTo, createdAt, String(transactions), page, lastBooking?.description ?? "",
    ]
  }

  /// The same statement, delivered again.
  func isSame(as other: StatementFacts) -> Bool {
    account == other.account && id == other.id && sequence == other.sequence && page == other.page
      && opening == other.opening && closing == other.closing && closingDate == other.closingDate
  }

  /// The statement again, as far as it was kept.
  var statement: BankStatement {
    let currency = Currency(currency)
    var statement = BankStatement(id: id, account: account, currency: currency)
    statement.sequence = sequence
    statement.page = Int(page)
    statement.createdAt = createdAt
    statement.periodFrom = CalendarDate(iso: periodFrom.prefix(10))
    statement.periodTo = CalendarDate(iso: periodTo.prefix(10))
    statement.periodText = (periodFrom, periodTo)
    func balance(_ amount: String, _ date: String) -> BankStatement.Balance? {
      guard let currency, let amount = try? Money(parsing: amount, in: currency) else { return nil }
      return BankStatement.Balance(amount: amount, date: CalendarDate(iso: date), type: "")
    }
    statement.opening = balance(opening, openingDate)
    statement.closing = balance(closing, closingDate)
    return statement
  }
}
