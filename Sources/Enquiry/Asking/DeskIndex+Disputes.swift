import GRDB
import Money
import Pipeline
public import Receivables

extension DeskIndex {
  /// Disputes; without a status those of every status.
  ///
  /// - Throws: `EnquiryError`.
  public func disputes(
    _ filter: DisputeLine.Filter = .init(), by order: DisputeLine.Order = .value,
    after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<DisputeLine> {
    try read { db in
      try DisputeLine.listing.page(
        db, where: filter.condition, by: order.keyset, after: cursor, limit: limit)
    }
  }

  /// How many disputes there are.
  public func disputeCount(_ filter: DisputeLine.Filter = .init()) throws -> Int {
    try read { db in
      if let figure = filter.figure {
        return try DeskFigure.balances(figure.name, key: figure.key, db).reduce(0) { $0 + $1.count }
      }
      let condition = filter.condition
      return try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT count(*) FROM \(DisputeLine.source) WHERE \(condition.sql)"),
        arguments: StatementArguments(condition.arguments)) ?? 0
    }
  }

  /// A dispute; nil where there is none of this name.
  public func dispute(_ id: String) throws -> DisputeLine? {
    var condition = Condition()
    condition.add("d.dispute = ?", id)
    return try read { try DisputeLine.listing.first($0, where: condition) }
  }

  /// The disputes that a payment opened or was told of, in the order of ids.
  public func disputes(of payment: PaymentID) throws -> [DisputeLine] {
    var condition = Condition()
    condition.add("d.payment = ? AND d.payment <> ''", payment.text)
    return try read {
      try DisputeLine.listing.all($0, where: condition, order: "d.dispute", limit: 1000)
    }
  }

  /// The disputes about a document, the oldest first.
  public func disputes(of document: DocumentKey) throws -> [DisputeLine] {
    var condition = Condition()
    condition.add("d.customer = ?", document.customer.text)
    condition.add("d.document = ?", document.number.text)
    return try read {
      try DisputeLine.listing.all(
        $0, where: condition, order: "d.opened_on, d.dispute", limit: 1000)
    }
  }

  /// The disputes that were merged into one, in the order of ids.
  public func disputes(mergedInto id: String) throws -> [DisputeLine] {
    var condition = Condition()
    condition.add("k.merged_into = ? AND k.merged_into <> ''", id)
    return try read {
      try DisputeLine.listing.all($0, where: condition, order: "d.dispute", limit: 1000)
    }
  }

  /// What people did with a dispute, the latest first; no more than 1,000.
  public func history(ofDispute id: String) throws -> [DisputeEventLine] {
    var condition = Condition()
    condition.add("e.dispute = ?", id)
    return try read {
      try DisputeEventLine.listing.all($0, where: condition, order: "e.number DESC", limit: 1000)
    }
  }

  /// Who has disputes that are not resolved, and how many, by name.
  public func disputeOwners() throws -> [(owner: String, count: Int)] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT k.owner, count(*) AS count FROM cases k JOIN disputes d ON d.dispute = k.dispute
          WHERE k.owner <> '' AND d.status <> 'resolved' GROUP BY k.owner ORDER BY k.owner
          """
      ).map { ($0.text("owner"), $0["count"] ?? 0) }
    }
  }

  // MARK: Attachments

  /// What is attached to a dispute, in the order in which it came; those removed too.
  public func attachments(ofDispute id: String) throws -> [AttachmentLine] {
    var condition = Condition()
    condition.add("a.dispute = ?", id)
    return try read {
      try AttachmentLine.listing.all($0, where: condition, order: "a.number", limit: 1000)
    }
  }

  /// An attachment, such as `A42`; nil where there is none.
  public func attachment(_ id: String) throws -> AttachmentLine? {
    var condition = Condition()
    condition.add("a.attachment = ?", id)
    return try read { try AttachmentLine.listing.first($0, where: condition) }
  }
}

extension DisputeLine.Order {
  fileprivate var keyset: Keyset {
    switch self {
    case .value:
      Keyset(name: "disputes_by_value", columns: ["d.value_rank", "d.opened_on", "d.dispute"])
    case .age: Keyset(name: "disputes_by_age", columns: ["d.opened_on", "d.dispute"])
    }
  }
}

extension DisputeLine.Filter {
  /// The figure that counts just these disputes, where there is one.
  fileprivate var figure: (name: DeskFigure.Name, key: String?)? {
    guard stage == nil, owner == nil, dueBefore == nil else { return nil }
    switch (status, isWaiting, reasonCode, customer) {
    case (nil, true, let reason, nil): return (.disputesByReason, reason)
    case (nil, true, nil, let customer?): return (.disputedByCustomer, customer.text)
    case (let status, false, nil, nil): return (.disputesByStatus, status?.rawValue)
    default: return nil
    }
  }

  fileprivate var condition: Condition {
    var condition = Condition()
    if let status { condition.add("d.status = ?", status.rawValue) }
    if isWaiting || stage != nil || dueBefore != nil { condition.add("d.status <> 'resolved'") }
    switch stage {
    case .underReview: condition.add("k.stage = ?", DisputeCase.Stage.underReview.rawValue)
    case .open: condition.add("coalesce(k.stage, 'open') = 'open'")
    case nil: break
    }
    switch owner {
    case .nobody: condition.add("coalesce(k.owner, '') = ''")
    case .person(let name): condition.add("k.owner = ?", name)
    case nil: break
    }
    if let dueBefore {
      condition.add("k.due_on <> '' AND k.due_on < ?", dueBefore.description)
    }
    if let reasonCode { condition.add("d.reason_code = ?", reasonCode) }
    if let customer { condition.add("d.customer = ?", customer.text) }
    return condition
  }
}
