import Foundation
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

  /// What stands beside each customer in the figures.
  static func addBalances(to lines: inout [CustomerLine], _ db: Database) throws {
    if lines.isEmpty { return }
    let names: [DeskFigure.Name] = [.openByCustomer, .disputedByCustomer, .unappliedByCustomer]
    let customers = try String(decoding: JSONEncoder().encode(lines.map(\.id.text)), as: UTF8.self)
    let place = Dictionary(
      lines.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
    for name in names {
      let rows = try db.rows(
        """
        SELECT key, currency, count, amount FROM figures
        WHERE name = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY key, currency
        """, [name.rawValue, customers])
      while let row = try rows.next() {
        guard let place = place[row.text("key")] else { continue }
        let balance = Balance(count: row["count"] ?? 0, amount: try row.money("amount"))
        switch name {
        case .openByCustomer: lines[place].open.append(balance)
        case .disputedByCustomer: lines[place].disputed.append(balance)
        default: lines[place].unapplied.append(balance)
        }
      }
    }
  }
}
