import Money
import Receivables

/// One `Stmt`, `Rpt` or `Ntfctn` while it is read.
struct CamtStatement {
  struct Balance {
    var type = ""
    var subtype = ""
    var amount: CamtAmount?
    var direction = ""
    var dateText = ""
    var date: CalendarDate?
  }

  /// Counts and sums that `TxsSummry` states, as written.
  struct Stated {
    var count: String?
    var sum: String?
  }

  /// Entries of one direction: all of them, and the booked ones.
  struct Counted {
    var booked = 0
    var all = 0
    var bookedSum: Int64 = 0
    var allSum: Int64 = 0
  }

  var statement: BankStatement
  var hasBegun = false
  var balances: [Balance] = []
  var total = Stated()
  var credit = Stated()
  var debit = Stated()
  var credits = Counted()
  var debits = Counted()
  /// Why sums over the entries mean nothing; empty while they do.
  var sumsAreOff = ""
  /// Of all entries with an amount.
  var entryCurrency: Currency?
  var hasSeveralCurrencies = false
  var pageNumber = ""
  var isLastPage = false

  init(line: Int) {
    statement = BankStatement(id: "", account: "", line: line)
  }

  /// Counts one entry. Overflow makes the sums uncheckable, never wrong.
  mutating func count(_ amount: Money, isCredit: Bool, isBooked: Bool) {
    if let entryCurrency, entryCurrency != amount.currency { hasSeveralCurrencies = true }
    entryCurrency = entryCurrency ?? amount.currency
    do throws(MoneyError) {
      if isCredit {
        try credits.count(amount.minorUnits, isBooked)
        if isBooked { try statement.bookedCredits.count(amount) }
      } else {
        try debits.count(amount.minorUnits, isBooked)
        if isBooked { try statement.bookedDebits.count(amount) }
      }
    } catch {
      sumsAreOff = "the entries sum to more than can be counted"
    }
  }
}

extension CamtStatement.Counted {
  mutating func count(_ minorUnits: Int64, _ isBooked: Bool) throws(MoneyError) {
    allSum = try allSum.addingChecked(minorUnits)
    all += 1
    if isBooked {
      bookedSum = try bookedSum.addingChecked(minorUnits)
      booked += 1
    }
  }
}
