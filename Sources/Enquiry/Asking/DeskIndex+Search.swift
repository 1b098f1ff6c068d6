import GRDB
import Money
import Receivables

extension DeskIndex {
  /// Whatever the text of a search box may mean: documents, references, amounts, names, accounts,
  /// and the ids of everything.
  ///
  /// What has the text as its id comes first, then documents, customers, receipts, exceptions,
  /// disputes and files; each kind has room. Any text is allowed, and none is syntax.
  ///
  /// - Parameter limit: how many hits, from 1 to 200.
  /// - Throws: `EnquiryError`.
  public func search(_ text: String, limit: Int = 20) throws -> [SearchHit] {
    let words = SearchWords(text)
    let limit = max(1, min(limit, 200))
    if words.code.isEmpty { return [] }
    return try read { db in try Searcher(db, words, limit: limit).hits() }
  }
}

/// One search: each kind of hit is looked for in the places where it can stand.
struct Searcher {
  let db: Database
  let words: SearchWords
  let limit: Int

  init(_ db: Database, _ words: SearchWords, limit: Int) {
    self.db = db
    self.words = words
    self.limit = limit
  }

  func hits() throws -> [SearchHit] {
    let exact = try exactHits()
    var kinds = [
      try itemHits(), try customerHits(), try receiptHits(), try exceptionHits(),
      try disputeHits(), try fileHits(),
    ]
    var seen = Set(exact.map(\.target))
    for place in kinds.indices {
      kinds[place] = kinds[place].filter { seen.insert($0.target).inserted }
    }
    return Array(exact.prefix(limit)) + share(kinds, of: limit - min(limit, exact.count))
  }

  /// As many of each kind as there is room for, kind by kind.
  private func share(_ kinds: [[SearchHit]], of room: Int) -> [SearchHit] {
    var taken = kinds.map { _ in 0 }
    var room = room
    while room > 0, zip(taken, kinds).contains(where: { $0 < $1.count }) {
      for place in kinds.indices where room > 0 && taken[place] < kinds[place].count {
        taken[place] += 1
        room -= 1
      }
    }
    return zip(kinds, taken).flatMap { $0.prefix($1) }
  }

  // MARK: Ids

  private func exactHits() throws -> [SearchHit] {
    var hits: [SearchHit] = []
    for id in words.ids {
      hits += try first(ReceiptLine.listing, "p.payment = ? AND p.is_receipt = 1", id)
        .map { SearchHit($0) }
      hits += try exceptionHits(id)
      hits += try first(DisputeLine.listing, "d.dispute = ?", id).map { SearchHit($0) }
      hits += try first(FileLine.listing, "f.file = ?", id).map { SearchHit($0) }
      hits += try first(DecisionLine.listing, "d.decision = ?", id).map { SearchHit($0) }
      hits += try proposalHits(id)
      var customers = try first(CustomerLine.listing, "c.customer = ?", id)
      try CustomerLine.addBalances(to: &customers, db)
      hits += customers.map { SearchHit($0) }
    }
    hits += try items(to: words.code).filter {
      SearchCode.folded($0.number.text) == words.code
    }.map { SearchHit($0) }
    var seen: Set<SearchHit.Target> = []
    return hits.filter { seen.insert($0.target).inserted }.map { hit in
      var hit = hit
      hit.isExact = true
      return hit
    }
  }

  /// One that waits no more leads to its receipt, of which it has the name.
  private func exceptionHits(_ id: String) throws -> [SearchHit] {
    let waiting = try first(ExceptionLine.listing, "e.exception = ?", id)
    guard waiting.isEmpty, let payment = ExceptionLine.payment(ofID: id) else {
      return waiting.map { SearchHit($0) }
    }
    return try first(ReceiptLine.listing, "p.payment = ? AND p.is_receipt = 1", payment.text)
      .map { SearchHit($0) }
  }

  /// One that is closed is no line any more: that it was made is still known.
  private func proposalHits(_ id: String) throws -> [SearchHit] {
    let waiting = try first(ProposalLine.listing, "q.proposal = ?", id)
    let isKnown =
      try waiting.isEmpty
      && Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT 1 FROM times WHERE kind = 'proposal.made' AND subject = ?"),
        arguments: [id]) != nil
    if isKnown { return [SearchHit(.proposal(id), id, ["closed"])] }
    return waiting.map { SearchHit(.proposal($0.id), $0.id, [$0.actor, $0.words]) }
  }

  /// Documents of which a code is this one, open ones first.
  private func items(to code: String) throws -> [ItemLine] {
    try [SearchCode.Kind.openDocument, .clearedDocument].flatMap { kind in
      try all(
        ItemLine.listing,
        "i.id IN (SELECT ref FROM codes WHERE kind = ? AND code = ? LIMIT ?)",
        order: "i.document, i.customer", kind.rawValue, code, limit)
    }
  }

  private func first<Line>(
    _ listing: Listing<Line>, _ sql: String, _ value: String
  ) throws -> [Line] {
    var condition = Condition()
    condition.add(sql, value)
    return try listing.first(db, where: condition).map { [$0] } ?? []
  }

  func all<Line>(
    _ listing: Listing<Line>, _ sql: String, order: String,
    _ values: any DatabaseValueConvertible...
  ) throws -> [Line] {
    var condition = Condition()
    condition.add(sql, values.map(\.databaseValue))
    return try listing.all(db, where: condition, order: order, limit: limit)
  }
}
