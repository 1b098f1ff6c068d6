import GRDB
public import Money
public import Receivables

/// What a clerk looks for among items.
public struct ItemSearch: Hashable, Sendable {
  /// The beginning of a document number or of the digits in it (`4711` finds `INV-2026-4711`), of a
  /// purchase order or payment reference, or words of the customer's name.
  public var text: String
  /// What is open of it, with either sign.
  public var amount: Money?
  /// Only this customer's; nil for everybody's.
  public var customer: CustomerID?
  /// Cleared ones too.
  public var isClearedToo: Bool

  public init(
    text: String = "", amount: Money? = nil, customer: CustomerID? = nil,
    isClearedToo: Bool = false
  ) {
    self.text = text
    self.amount = amount
    self.customer = customer
    self.isClearedToo = isClearedToo
  }
}

extension DeskIndex {
  /// A customer's items, by due date.
  ///
  /// - Parameter isClearedToo: cleared ones too.
  /// - Throws: `EnquiryError`.
  public func items(
    of customer: CustomerID, isClearedToo: Bool = false, after cursor: String? = nil,
    limit: Int = 50
  ) throws -> Page<ItemLine> {
    var condition = Condition()
    condition.add("i.customer = ?", customer.text)
    if !isClearedToo { condition.add("i.is_open = 1") }
    return try read { db in
      try ItemLine.listing.page(
        db, where: condition,
        by: Keyset(name: "items", columns: ["i.due_date", "i.document", "i.is_open"]),
        after: cursor, limit: limit)
    }
  }

  /// A document; nil where the ledger has none of this number.
  public func item(_ key: DocumentKey) throws -> ItemLine? {
    var condition = Condition()
    condition.add("i.customer = ? AND i.document = ?", key.customer.text, key.number.text)
    return try read {
      try ItemLine.listing.all($0, where: condition, order: "i.is_open DESC", limit: 1).first
    }
  }

  /// What was kept back of a document: its deductions, open or cleared, in the order of their names.
  public func deductions(of key: DocumentKey) throws -> [ItemLine] {
    // Behind `4711-D` comes its number; `4711-E` is the next that could come.
    var condition = Condition()
    condition.add(
      "i.customer = ? AND i.document >= ? AND i.document < ? AND i.type = ?", key.customer.text,
      key.number.text + "-D", key.number.text + "-E", DocumentType.deduction.rawValue)
    return try read {
      try ItemLine.listing.all(
        $0, where: condition, order: "i.document, i.is_open DESC", limit: 100)
    }
  }

  /// Items that fit, those whose documents or references begin with the text first, then those of
  /// customers with such a name.
  ///
  /// Of texts that thousands of documents begin with, the first in order are found, not the most
  /// likely: more letters find more.
  ///
  /// - Parameter limit: how many, from 1 to 1,000.
  public func items(_ search: ItemSearch, limit: Int = 20) throws -> [ItemLine] {
    let limit = max(1, min(limit, 1000))
    return try read { db in try ItemFinder(db, search, limit: limit).find() }
  }
}
