public import Money
public import Receivables

/// A statement that an earlier run took. Its movements are known by their receipts: what it is kept
/// for is its place among the account's statements.
public struct EarlierStatement: Hashable, Sendable {
  public var statement: BankStatement
  /// The name of the file that it stood in, as receipts have it.
  public var file: String
  /// Tells files of one name apart.
  public var fileID: String
  public var format: String
  /// How many transactions it had.
  public var transactions: Int
  /// The last booking date in it: its place in time, where it says no other.
  public var lastBooking: CalendarDate?

  public init(
    statement: BankStatement, file: String, fileID: String, format: String, transactions: Int,
    lastBooking: CalendarDate?
  ) {
    self.statement = statement
    self.file = file
    self.fileID = fileID
    self.format = format
    self.transactions = transactions
    self.lastBooking = lastBooking
  }
}

extension StatementChain {
  /// Places in the chain for the statements of earlier runs.
  static func links(of earlier: [EarlierStatement]) -> [Link] {
    var numbers: [String: Int] = [:]
    return earlier.map { statement in
      let number = numbers[statement.fileID] ?? numbers.count
      numbers[statement.fileID] = number
      return Link(
        file: TakenFile(name: statement.file, format: statement.format, statements: []),
        // Below those of the run's own files.
        fileIndex: -1 - number,
        taken: TakenStatement(statement: statement.statement, transactions: []),
        earlier: statement)
    }
  }
}

extension StatementChain.Link {
  /// One of them is of an earlier run, and nothing that is kept of it tells the two apart.
  func isToldAgain(by other: StatementChain.Link) -> Bool {
    guard earlier != nil || other.earlier != nil else { return false }
    let (one, two) = (taken.statement, other.taken.statement)
    return one.id == two.id && one.sequence == two.sequence && one.page == two.page
      && one.opening?.amount == two.opening?.amount && one.closing?.amount == two.closing?.amount
      && transactions == other.transactions
  }

  private var transactions: Int { earlier?.transactions ?? taken.transactions.count }
}
