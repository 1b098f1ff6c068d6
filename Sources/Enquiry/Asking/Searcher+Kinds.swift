import GRDB
import Money
import Receivables

/// Where each kind of hit can stand.
extension Searcher {
  func itemHits() throws -> [SearchHit] {
    var found = try ItemFinder(
      db, ItemSearch(text: words.text, isClearedToo: true), limit: limit
    ).find()
    for amount in try amounts() where found.count < 2 * limit {
      found += try ItemFinder(db, ItemSearch(amount: amount), limit: limit).find()
    }
    return found.map { SearchHit($0) }
  }

  func customerHits() throws -> [SearchHit] {
    var found = try byCode(CustomerLine.listing, .customer, "c.id", order: "c.customer")
    found += try [words.wholes, words.beginnings].compactMap { $0 }.flatMap { match in
      try all(
        CustomerLine.listing,
        """
        c.id IN (SELECT rowid FROM customer_words WHERE customer_words MATCH ? LIMIT ?)
        """, order: "c.name_rank, c.customer", match, limit)
    }
    let account = words.code.uppercased()
    if account.utf8.count >= Self.accountMin {
      for column in ["iban", "number"] {
        found += try all(
          CustomerLine.listing,
          """
          c.customer IN (SELECT customer FROM accounts WHERE \(column) >= ? AND \(column) < ?
            LIMIT ?)
          """, order: "c.customer", account, SearchCode.end(of: account), limit)
      }
    }
    var seen: Set<CustomerID> = []
    var customers = Array(found.filter { seen.insert($0.id).inserted }.prefix(limit))
    try CustomerLine.addBalances(to: &customers, db)
    return customers.map { SearchHit($0) }
  }

  /// So many signs an account has at least that is looked for; fewer are the digits of something.
  private static let accountMin = 4

  func receiptHits() throws -> [SearchHit] {
    var found = try byCode(ReceiptLine.listing, .receiptReference, "p.id", order: "p.payment")
    if words.text.count > 2 {
      found += try words.ids.flatMap { id in
        try all(
          ReceiptLine.listing, "p.is_receipt = 1 AND p.payment >= ? AND p.payment < ?",
          order: "p.payment", id, SearchCode.end(of: id))
      }
    }
    let upper = words.code.uppercased()
    if upper.utf8.count >= Self.accountMin {
      found += try all(
        ReceiptLine.listing,
        """
        p.is_receipt = 1 AND p.payer_account <> '' AND p.payer_account >= ?
          AND p.payer_account < ?
        """, order: "p.payer_account", upper, SearchCode.end(of: upper))
    }
    for amount in try amounts() {
      found += try all(
        ReceiptLine.listing, "p.is_receipt = 1 AND p.amount = ? AND p.currency = ?",
        order: "p.rowid DESC", amount.minorUnits, amount.currency.code)
    }
    if found.count < limit { found += try receiptsByName() }
    return found.map { SearchHit($0) }
  }

  /// The latest receipts of payers with such a name.
  private func receiptsByName() throws -> [ReceiptLine] {
    var names: [Int64] = []
    for match in [words.wholes, words.beginnings].compactMap({ $0 }) where names.count < limit {
      let more = try Int64.fetchAll(
        db.cachedStatement(
          sql: "SELECT rowid FROM payer_words WHERE payer_words MATCH ? LIMIT ?"),
        arguments: [match, limit])
      names += more.filter { !names.contains($0) }
    }
    var found: [ReceiptLine] = []
    for name in names where found.count < limit {
      found += try all(
        ReceiptLine.listing, "p.is_receipt = 1 AND p.payer_name = ?",
        order: "p.booking_date DESC", name)
    }
    return found
  }

  func exceptionHits() throws -> [SearchHit] {
    var found = try words.ids.flatMap { id in
      try all(
        ExceptionLine.listing, "e.exception >= ? AND e.exception < ?", order: "e.exception", id,
        SearchCode.end(of: id))
    }
    for amount in try amounts() {
      found += try all(
        ExceptionLine.listing, "e.value_rank = ? AND e.amount = ? AND e.currency = ?",
        order: "e.exception", IndexWriter.rank(amount), amount.minorUnits, amount.currency.code)
    }
    return found.map { SearchHit($0) }
  }

  func disputeHits() throws -> [SearchHit] {
    try words.ids.flatMap { id in
      try all(
        DisputeLine.listing, "d.dispute >= ? AND d.dispute < ?", order: "d.dispute", id,
        SearchCode.end(of: id))
    }.map { SearchHit($0) }
  }

  func fileHits() throws -> [SearchHit] {
    try byCode(FileLine.listing, .file, "f.number", order: "f.number DESC").map { SearchHit($0) }
  }

  private func byCode<Line>(
    _ listing: Listing<Line>, _ kind: SearchCode.Kind, _ column: String, order: String
  ) throws -> [Line] {
    try all(
      listing,
      """
      \(column) IN (SELECT ref FROM codes WHERE kind = ? AND code >= ? AND code < ?
        LIMIT ?)
      """, order: order, kind.rawValue, words.code, SearchCode.end(of: words.code), limit)
  }

  /// What the text is as an amount, in each currency that is in use.
  private func amounts() throws -> [Money] {
    guard let typed = TypedAmount(words.text) else { return [] }
    return try String.fetchAll(
      db.cachedStatement(sql: "SELECT code FROM currencies ORDER BY code")
    )
    .compactMap { Currency($0) }.flatMap { typed.amounts(in: $0) }
  }
}
