import Foundation
import GRDB
import Money
import Receivables

/// Finds items by the way that looks at the fewest.
struct ItemFinder {
  private let db: Database
  private let search: ItemSearch
  private let limit: Int
  private let words: SearchWords

  /// Of so many documents with a code all are looked at; of more, one after the other.
  private static let candidatesMax = 1000
  /// No search looks at more items of one customer.
  private static let scannedMax = 20_000
  /// Nor so at more than these customers.
  private static let scannedCustomersMax = 10
  /// Nor at the items of more customers with a name.
  private static let customersMax = 50

  init(_ db: Database, _ search: ItemSearch, limit: Int) {
    self.db = db
    self.search = search
    self.limit = limit
    words = SearchWords(search.text)
  }

  func find() throws -> [ItemLine] {
    if words.code.isEmpty {
      // A text of signs alone is found nowhere; no text at all is no condition.
      guard words.text.isEmpty, search.customer != nil || search.amount != nil else { return [] }
      return try byAmount()
    }
    var found = try byCode()
    if found.count < limit, search.customer == nil {
      // A number can be a part of the name.
      let named = try byName(words.words)
      try add(named.isEmpty ? byCodeAndName() : named, to: &found)
    }
    if found.count < limit, search.amount == nil { try add(byTypedAmount(), to: &found) }
    return Array(found.prefix(limit))
  }

  /// A text that reads as an amount is one too, in every currency that there is.
  private func byTypedAmount() throws -> [ItemLine] {
    guard let typed = TypedAmount(search.text) else { return [] }
    var found: [ItemLine] = []
    for code in try String.fetchAll(
      db.cachedStatement(sql: "SELECT code FROM currencies ORDER BY code"))
    {
      for amount in Currency(code).map({ typed.amounts(in: $0) }) ?? [] {
        let one = ItemSearch(
          amount: amount, customer: search.customer, isClearedToo: search.isClearedToo)
        try add(ItemFinder(db, one, limit: limit).find(), to: &found)
      }
    }
    return found
  }

  private func add(_ more: [ItemLine], to found: inout [ItemLine]) {
    var seen = Set(found.map(\.key))
    found += more.filter { seen.insert($0.key).inserted }
  }

  // MARK: By code

  private func byCode() throws -> [ItemLine] { try byCode(words.code, limit: limit) }

  private func byCode(_ code: String, customers: [String]? = nil, limit: Int) throws -> [ItemLine] {
    var found: [ItemLine] = []
    let kinds: [SearchCode.Kind] =
      search.isClearedToo ? [.openDocument, .clearedDocument] : [.openDocument]
    for kind in kinds where found.count < limit {
      let count = try candidateCount(code, kind)
      if count == 0 { continue }
      let isRare = count <= Self.candidatesMax
      if !isRare, search.customer != nil || search.amount != nil || customers != nil {
        // Fewer have the customer or the amount than the beginning of the number.
        for customer in customers?.prefix(Self.scannedCustomersMax).map(Optional.some) ?? [nil]
        where found.count < limit {
          try add(scan(code, isOpen: kind == .openDocument, customer), to: &found)
        }
        continue
      }
      var condition = condition
      condition.add(
        """
        i.id IN (SELECT ref FROM codes WHERE kind = ? AND code >= ? AND code < ?
          LIMIT ?)
        """, kind.rawValue, code, SearchCode.end(of: code),
        isRare ? Self.candidatesMax : 2 * limit)
      if let customers {
        condition.add(
          "i.customer IN (SELECT value FROM json_each(?))",
          String(decoding: try JSONEncoder().encode(customers), as: UTF8.self))
      }
      // What is the text to the letter comes first.
      try add(
        items(condition, order: "length(i.document), i.document, i.customer"), to: &found)
    }
    return found
  }

  /// How many documents a code leads to, as far as it matters.
  private func candidateCount(_ code: String, _ kind: SearchCode.Kind) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT count(*) FROM (SELECT 1 FROM codes WHERE kind = ? AND code >= ? AND code < ?
            LIMIT \(Self.candidatesMax + 1))
          """), arguments: [kind.rawValue, code, SearchCode.end(of: code)]) ?? 0
  }

  /// Looks at a customer's items, or those of an amount, one after the other.
  private func scan(_ code: String, isOpen: Bool, _ customer: String?) throws -> [ItemLine] {
    var condition = condition
    condition.add("i.is_open = ?", isOpen)
    if let customer { condition.add("i.customer = ?", customer) }
    let rows = try db.rows(
      "SELECT \(ItemLine.listing.select) FROM \(ItemLine.listing.from) "
        + "WHERE \(condition.sql) ORDER BY i.due_date, i.document LIMIT \(Self.scannedMax)",
      StatementArguments(condition.arguments))
    var found: [ItemLine] = []
    while found.count < limit, let row = try rows.next() {
      let texts = [row.text("document"), row.text("purchase_order"), row.text("payment_reference")]
      let fits = texts.contains { text in
        SearchCode.codes(of: text).contains { $0.hasPrefix(code) }
      }
      if fits { found.append(try ItemLine.listing.line(row)) }
    }
    return found
  }

  /// Without a text. Of everybody's items with an amount that thousands have, some are found.
  private func byAmount() throws -> [ItemLine] {
    guard search.customer == nil else { return try items(condition, order: order) }
    var some = Condition()
    some.add(
      "i.id IN (SELECT i.id FROM items i WHERE \(condition.sql) LIMIT \(Self.candidatesMax))",
      condition.arguments)
    return try items(some, order: order)
  }

  // MARK: By name

  /// `Meier 4711`: a document of a customer of that name.
  private func byCodeAndName() throws -> [ItemLine] {
    guard words.words.count > 1 else { return [] }
    let codes = words.words.filter { $0.contains(where: \.isNumber) }
    let names = words.words.filter { !$0.contains(where: \.isNumber) }
    guard let code = codes.first, !names.isEmpty else { return [] }
    let customers = try customers(names, limit: Self.candidatesMax)
    if customers.isEmpty { return [] }
    return try byCode(SearchCode.folded(code), customers: customers, limit: limit)
  }

  private func byName(_ names: [String]) throws -> [ItemLine] {
    var found: [ItemLine] = []
    for customer in try customers(names, limit: Self.customersMax) where found.count < limit {
      var condition = condition
      condition.add("i.customer = ?", customer)
      found += try items(condition, order: "i.due_date, i.document", limit: limit - found.count)
    }
    return found
  }

  private func customers(_ names: [String], limit: Int) throws -> [String] {
    guard let match = SearchWords.match(names, isBeginning: true) else { return [] }
    return try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT customer FROM customers
          WHERE id IN (SELECT rowid FROM customer_words WHERE customer_words MATCH ? LIMIT ?)
          """), arguments: [match, limit])
  }

  // MARK: Conditions

  /// What holds of every item, whatever the text.
  private var condition: Condition {
    var condition = Condition()
    if let customer = search.customer { condition.add("i.customer = ?", customer.text) }
    if !search.isClearedToo { condition.add("i.is_open = 1") }
    if let amount = search.amount {
      let column = search.isClearedToo ? "i.original" : "i.open"
      condition.add(
        "i.currency = ? AND \(column) IN (?, ?)", amount.currency.code, amount.minorUnits,
        (try? amount.negated().minorUnits) ?? amount.minorUnits)
    }
    return condition
  }

  private var order: String { "i.due_date, i.customer, i.document" }

  private func items(
    _ condition: Condition, order: String, limit: Int? = nil
  ) throws -> [ItemLine] {
    try ItemLine.listing.all(db, where: condition, order: order, limit: limit ?? self.limit)
  }
}
