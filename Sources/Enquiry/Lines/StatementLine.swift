import GRDB
public import Money

/// A statement that was taken, as its bank gave it.
public struct StatementLine: Hashable, Sendable {
  public var account: String
  public var id: String
  public var sequence: String
  public var page: String
  /// The day that it closes; nil where it says none.
  public var day: CalendarDate?
  /// nil where the bank states none.
  public var opening: Money?
  public var closing: Money?
  public var transactions: Int
  /// The file that it came with, as the state calls it.
  public var file: String

  static var listing: Listing<StatementLine> {
    Listing(select: "s.*", from: "statements s") { row in
      let currency = Currency(row.text("currency"))
      func balance(_ column: String) -> Money? {
        currency.flatMap { try? Money(parsing: row.text(column), in: $0) }
      }
      return StatementLine(
        account: row.text("account"), id: row.text("statement"), sequence: row.text("sequence"),
        page: row.text("page"), day: row.optionalDate("day"), opening: balance("opening"),
        closing: balance("closing"), transactions: row["transactions"] ?? 0,
        file: row.text("file"))
    }
  }
}

/// Which statements of an account came, day by day.
public struct AccountCoverage: Hashable, Sendable {
  public struct Day: Hashable, Sendable {
    public var date: CalendarDate
    public var statements: [StatementLine]
    /// Each opens with what the one before closed with; nil where no statement came, or where the
    /// balances of one do not tell.
    public var isContinuous: Bool?
  }

  public var account: String
  /// nil where its statements name none.
  public var currency: Currency?
  /// Every day asked for, the oldest first.
  public var days: [Day]
}
