import Money
import Receivables

/// A transaction with the identity that the account's statements together give it.
struct TakenTransaction {
  var transaction: BankTransaction
  var payment: PaymentID
  var sourceFile: String
  var format: String
  /// The statement's number where it has one, else its id: the order of receipts of one day.
  var statementOrder: StatementOrder
  /// Why the movement may have been taken before, where nothing proves it.
  var doubt: String?
  /// The earlier receipt that holds its money and waits for a person, where that is proved.
  var held: EarlierSum?
}

/// An earlier receipt that is known to hold the money of others, as one sum.
struct EarlierSum {
  var payment: PaymentID
  /// What is said of those others.
  var words: String
}

/// Statements with a number by it, then those without one; by id among equals.
struct StatementOrder: Comparable {
  var number: Int?
  var id: String

  init(_ statement: BankStatement) {
    number = Int(statement.sequence)
    id = statement.id
  }

  static func < (a: StatementOrder, b: StatementOrder) -> Bool {
    if a.number != b.number { return a.number ?? .max < b.number ?? .max }
    return isOrderedByBytes(a.id, b.id)
  }
}
