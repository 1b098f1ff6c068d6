import GRDB
public import Money
public import Receivables

/// A customer and what it owes.
public struct CustomerLine: Hashable, Sendable {
  public var id: CustomerID
  public var name: String
  public var parent: CustomerID?
  /// Empty where the ledger has none.
  public var email: String
  /// Per currency, ordered by its code; none where there is nothing.
  public var open: [Balance]
  public var disputed: [Balance]
  /// Receipts of which something is unapplied, and how much.
  public var unapplied: [Balance]

  /// So many, and their sum in one currency.
  public struct Balance: Hashable, Sendable {
    public var count: Int
    public var amount: Money

    public init(count: Int, amount: Money) {
      self.count = count
      self.amount = amount
    }
  }

  /// How a list of customers is sorted.
  public enum Order: String, Sendable, CaseIterable {
    /// By name, whatever its case and accents.
    case name
    /// Who owes most first; currencies are compared by their whole major units.
    case open
  }

  static var listing: Listing<CustomerLine> {
    Listing(select: "c.*", from: "customers c") { row in
      CustomerLine(
        id: CustomerID(row.text("customer")), name: row.text("name"),
        parent: row.customer("parent"), email: row.text("email"), open: [], disputed: [],
        unapplied: [])
    }
  }

  /// What stands beside the customer in the figures.
  mutating func addBalances(_ db: Database) throws {
    open = try DeskFigure.balances(.openByCustomer, key: id.text, db)
    disputed = try DeskFigure.balances(.disputedByCustomer, key: id.text, db)
    unapplied = try DeskFigure.balances(.unappliedByCustomer, key: id.text, db)
  }
}
