import GRDB
import Money
public import Receivables

/// Customers, receipts and what was applied.
extension DeskIndex {
  /// All customers, with what they owe.
  ///
  /// - Throws: `EnquiryError`.
  public func customers(
    by order: CustomerLine.Order = .name, after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<CustomerLine> {
    try read { db in
      var page = try CustomerLine.listing.page(
        db, where: Condition(), by: order.keyset, after: cursor, limit: limit)
      try CustomerLine.addBalances(to: &page.lines, db)
      return page
    }
  }

  /// A customer with its balances; nil where there is none of this number.
  public func customer(_ id: CustomerID) throws -> CustomerLine? {
    var condition = Condition()
    condition.add("c.customer = ?", id.text)
    return try read { db in
      var lines = try CustomerLine.listing.all(
        db, where: condition, order: "c.customer", limit: 1)
      try CustomerLine.addBalances(to: &lines, db)
      return lines.first
    }
  }

  // MARK: Receipts

  /// Receipts, the latest booking day first.
  ///
  /// - Parameter customer: only those that this customer paid; nil for all.
  public func receipts(
    of customer: CustomerID? = nil, after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<ReceiptLine> {
    var condition = Condition()
    condition.add("p.is_receipt = 1")
    if let customer { condition.add("p.customer = ?", customer.text) }
    return try read { db in
      try ReceiptLine.listing.page(
        db, where: condition, by: ReceiptLine.latestFirst, after: cursor, limit: limit)
    }
  }

  /// The receipts that a file brought, the latest booking day first.
  ///
  /// - Parameter file: as the state calls it: `F3`.
  public func receipts(
    ofFile file: String, after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<ReceiptLine> {
    try read { db in
      let held = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT name, batch FROM files WHERE file = ?"),
        arguments: [file])
      guard let held, !held.text("batch").isEmpty else { return Page(lines: []) }
      var condition = Condition()
      condition.add(
        "p.is_receipt = 1 AND p.batch = ? AND p.source_file = ?",
        held.text("batch"), held.text("name"))
      condition.add("p.file IN ('', ?)", file)
      return try ReceiptLine.listing.page(
        db, where: condition, by: ReceiptLine.latestOfFile, after: cursor, limit: limit)
    }
  }

  /// A receipt; nil where none of this payment is in the books.
  public func receipt(_ payment: PaymentID) throws -> ReceiptLine? {
    var condition = Condition()
    condition.add("p.payment = ? AND p.is_receipt = 1", payment.text)
    return try read { try ReceiptLine.listing.first($0, where: condition) }
  }

  // MARK: What was applied

  /// Every line of a payment, and those that undid lines of it, in the order of booking.
  public func applications(of payment: PaymentID) throws -> [ApplicationLine] {
    var condition = Condition()
    condition.add(
      """
      a.id IN (SELECT id FROM applications WHERE payment = ?
        UNION SELECT id FROM applications WHERE reverses = ? AND reverses <> '')
      """, payment.text, payment.text)
    return try read {
      try ApplicationLine.listing.all($0, where: condition, order: "a.id", limit: 10_000)
    }
  }

  /// Every line of a document, in the order of booking.
  public func applications(
    of key: DocumentKey, after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<ApplicationLine> {
    var condition = Condition()
    condition.add("a.customer = ? AND a.document = ?", key.customer.text, key.number.text)
    return try read { db in
      try ApplicationLine.listing.page(
        db, where: condition, by: Keyset(name: "applications", columns: ["a.id"]), after: cursor,
        limit: limit)
    }
  }

  /// What happened on a customer's documents, the latest booking day first.
  public func applications(
    ofCustomer customer: CustomerID, after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<ApplicationLine> {
    var condition = Condition()
    condition.add("a.customer = ?", customer.text)
    return try read { db in
      try ApplicationLine.listing.page(
        db, where: condition,
        by: Keyset(
          name: "timeline", columns: ["a.booking_date", "a.id"], isDescending: true),
        after: cursor, limit: limit)
    }
  }
}

extension CustomerLine.Order {
  fileprivate var keyset: Keyset {
    switch self {
    case .name: Keyset(name: "customers_by_name", columns: ["c.name_rank", "c.customer"])
    case .open: Keyset(name: "customers_by_open", columns: ["c.open_rank", "c.customer"])
    }
  }
}

extension ReceiptLine {
  static let latestFirst = Keyset(
    name: "receipts", columns: ["p.booking_date", "p.payment"], isDescending: true)
  /// The receipts of a file are few: the way to them is the file, not the day.
  static let latestOfFile = Keyset(
    name: "receipts", columns: ["+p.booking_date", "+p.payment"], isDescending: true)
}
