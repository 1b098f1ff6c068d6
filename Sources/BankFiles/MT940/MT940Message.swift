import Money
import Receivables

/// One message as far as it has been read: a statement, or one page of it.
struct MT940Message {
  /// Movements of one side.
  struct Tally {
    var count = 0
    var units: Int64 = 0

    /// False where the sum is beyond what can be counted.
    mutating func add(_ amount: Int64) -> Bool {
      let (sum, overflow) = units.addingReportingOverflow(amount)
      if overflow { return false }
      units = sum
      count += 1
      return true
    }
  }

  /// What the message states about its own movements: `:90D:`, `:90C:`, and ING's `:86:`.
  struct Stated {
    var isCredit: Bool
    var count: Int
    var units: Int64
    var line: Int
  }

  /// What is unknown until its field comes.
  enum Kind { case statement, interim, unknown }

  let line: Int
  var kind: Kind
  var reference = ""
  var account = ""
  /// `:28C:`; nil where the bank does not count.
  var number: Int?
  var page: Int?
  /// `:13D:` as ISO 8601, or as written.
  var createdAt = ""
  var currency: Currency?
  var opening: BankStatement.Balance?
  var closing: BankStatement.Balance?
  /// The fields were there, whether or not they could be read.
  var hasOpening = false
  var hasClosing = false
  var closingLine = 0
  /// The statement has been told.
  var hasBegun = false
  /// The currency's decimals, looked up once.
  var minorDigits = 2
  var chainCheck: ControlCheck?
  /// What a balance or total that disagrees means.
  var severity = BankFileProblem.Severity.warning
  var credits = Tally()
  var debits = Tally()
  var expectedCredits = Tally()
  var expectedDebits = Tally()
  var doubts = MT940Doubts()
  /// Entries that could not be read: sums are then nobody's.
  var unreadable = 0
  var stated: [Stated] = []

  init(line: Int, kind: Kind) {
    self.line = line
    self.kind = kind
  }

  var isInterim: Bool { kind == .interim }

  /// What people and files know it by: account, number and page or else the reference, and the day
  /// that it begins with. (Banks count anew each year, or not at all.)
  var id: String {
    let place = number.map { number in page.map { "\(number)/\($0)" } ?? "\(number)" } ?? reference
    let time = opening?.date?.description ?? createdAt
    return [account, place, time].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The statement as it is known now.
  var statement: BankStatement {
    var statement = BankStatement(id: id, account: account, currency: currency, line: line)
    statement.opening = opening
    statement.closing = closing
    // Numbers of interim reports count reports: movements may come again in the next one.
    statement.sequence = isInterim ? "" : number.map(String.init) ?? ""
    statement.createdAt = createdAt
    statement.pending = expectedCredits.count + expectedDebits.count
    statement.transactions = statement.pending + credits.count + debits.count
    if let currency {
      statement.bookedCredits = Self.totals(credits, currency)
      statement.bookedDebits = Self.totals(debits, currency)
    }
    return statement
  }

  private static func totals(
    _ tally: Tally, _ currency: Currency
  ) -> [BankStatement.CurrencyTotal] {
    tally.count == 0
      ? []
      : [
        BankStatement.CurrencyTotal(
          count: tally.count, amount: Money(minorUnits: tally.units, currency))
      ]
  }
}
