public import Money

/// One account's report inside a bank file: a camt `Stmt`, `Rpt` or `Ntfctn`, a BAI2 account, a
/// lockbox, an MT940 message.
public struct BankStatement: Hashable, Sendable {
  public var id: String
  public var account: String
  /// nil where the file says none and the entries disagree.
  public var currency: Currency?
  public var opening: Balance?
  public var closing: Balance?
  /// The number that the bank counts statements by; empty where it does not.
  public var sequence: String
  /// Which of its pages this is, where a bank sends a statement in several.
  public var page: Int?
  public var periodFrom: CalendarDate?
  public var periodTo: CalendarDate?
  /// The period as written, with its times where the bank gives them; empty where there is none.
  public var periodText: (from: String, to: String) {
    get { (periodFromText, periodToText) }
    set { (periodFromText, periodToText) = newValue }
  }
  private var periodFromText = ""
  private var periodToText = ""
  /// When the bank made it, as written: later replaces earlier of the same sequence.
  public var createdAt: String
  public var line: Int
  public var bookedCredits: [CurrencyTotal]
  public var bookedDebits: [CurrencyTotal]
  /// Entries announced, and entries that only inform.
  public var pending: Int
  public var information: Int
  /// Transactions: a batch with details counts each of them.
  public var transactions: Int
  public var checks: [ControlCheck]

  public init(id: String, account: String, currency: Currency? = nil, line: Int = 1) {
    self.id = id
    self.account = account
    self.currency = currency
    self.line = line
    sequence = ""
    createdAt = ""
    bookedCredits = []
    bookedDebits = []
    pending = 0
    information = 0
    transactions = 0
    checks = []
  }

  /// A balance as the bank states it: a debit balance is negative.
  public struct Balance: Hashable, Sendable {
    public var amount: Money
    public var date: CalendarDate?
    /// The bank's own code: `OPBD`, `015`, `60F`.
    public var type: String

    public init(amount: Money, date: CalendarDate?, type: String) {
      self.amount = amount
      self.date = date
      self.type = type
    }
  }

  /// Entries of one currency and direction: how many, and their sum, not negative.
  public struct CurrencyTotal: Hashable, Sendable {
    public var count: Int
    public var amount: Money

    public init(count: Int, amount: Money) {
      self.count = count
      self.amount = amount
    }
  }
}

extension [BankStatement.CurrencyTotal] {
  /// Counts one more entry, or several together, keeping the list ordered by currency code.
  public mutating func count(_ amount: Money, times: Int = 1) throws(MoneyError) {
    if let index = firstIndex(where: { $0.amount.currency == amount.currency }) {
      self[index].amount = try self[index].amount.adding(amount)
      self[index].count += times
    } else {
      append(BankStatement.CurrencyTotal(count: times, amount: amount))
      sort { $0.amount.currency < $1.amount.currency }
    }
  }
}
