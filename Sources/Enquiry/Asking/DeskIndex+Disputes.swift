import GRDB
import Money
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
  fileprivate var condition: Condition {
    var condition = Condition()
    if let status { condition.add("d.status = ?", status.rawValue) }
    if let reasonCode { condition.add("d.reason_code = ?", reasonCode) }
    if let customer { condition.add("d.customer = ?", customer.text) }
    return condition
  }
}
