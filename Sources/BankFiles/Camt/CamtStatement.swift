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

    var hasKnownDirection: Bool { ["", "CRDT", "DBIT"].contains(direction) }
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
  var hasAccount = false
  var hasIBAN = false
  /// What is read is an account that does not count.
  var ignoresAccount = false
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
  private var quick = QuickTotals()
  var pageNumber = ""
  var isLastPage = false
  /// The bank that keeps the account, by its BIC; empty where the file does not say.
  var servicer = ""

  init(line: Int) {
    statement = BankStatement(id: "", account: "", line: line)
  }

  /// Booked entries of one currency that were counted by their numbers alone.
  private struct QuickTotals {
    var currency: Currency?
    var credits = (count: 0, sum: Int64(0))
    var debits = (count: 0, sum: Int64(0))
  }

  /// Counts a booked entry of one transaction; false, and nothing done, where its currency is
  /// another than that of those before, or the sum is beyond what can be counted.
  mutating func countQuickly(_ packed: PackedTransaction) -> Bool {
    guard quick.currency == packed.currency || quick.currency == nil else { return false }
    let sum = packed.isCredit ? quick.credits.sum : quick.debits.sum
    let (total, overflow) = sum.addingReportingOverflow(packed.amount)
    if overflow { return false }
    quick.currency = packed.currency
    if packed.isCredit {
      quick.credits = (quick.credits.count + 1, total)
    } else {
      quick.debits = (quick.debits.count + 1, total)
    }
    statement.transactions += 1
    return true
  }

  /// A method, since Swift 6.3.1 leaks a text that is replaced through `optional?.field = …` where the
  /// optional lies in a type that cannot be copied.
  mutating func giveUpSums(_ reason: String) { sumsAreOff = reason }

  /// Adds what was counted quickly to the totals.
  mutating func flushQuickTotals() {
    guard let currency = quick.currency else { return }
    for (part, isCredit) in [(quick.credits, true), (quick.debits, false)] where part.count > 0 {
      count(
        Money(minorUnits: part.sum, currency), isCredit: isCredit, isBooked: true,
        times: part.count)
    }
    quick = QuickTotals()
  }

  /// Counts one entry. Overflow makes the sums uncheckable, never wrong.
  mutating func count(_ amount: Money, isCredit: Bool, isBooked: Bool, times: Int = 1) {
    if let entryCurrency, entryCurrency != amount.currency { hasSeveralCurrencies = true }
    entryCurrency = entryCurrency ?? amount.currency
    do throws(MoneyError) {
      if isCredit {
        try credits.count(amount.minorUnits, isBooked, times)
        if isBooked { try statement.bookedCredits.count(amount, times: times) }
      } else {
        try debits.count(amount.minorUnits, isBooked, times)
        if isBooked { try statement.bookedDebits.count(amount, times: times) }
      }
    } catch {
      sumsAreOff = "the entries sum to more than can be counted"
    }
  }
}

extension CamtStatement.Counted {
  mutating func count(
    _ minorUnits: Int64, _ isBooked: Bool, _ times: Int
  ) throws(MoneyError) {
    allSum = try allSum.addingChecked(minorUnits)
    all += times
    if isBooked {
      bookedSum = try bookedSum.addingChecked(minorUnits)
      booked += times
    }
  }
}
