import GRDB
import Money
public import Receivables

extension DeskIndex {
  /// Exceptions that wait.
  ///
  /// - Parameters:
  ///   - cursor: the `next` of the page before; nil for the first one.
  ///   - limit: how many lines, from 1 to 1,000.
  /// - Throws: `EnquiryError`.
  public func exceptions(
    _ filter: ExceptionLine.Filter = .init(), by order: ExceptionLine.Order = .value,
    after cursor: String? = nil, limit: Int = 50
  ) throws -> Page<ExceptionLine> {
    try read { db in
      try ExceptionLine.listing.page(
        db, where: filter.condition, by: order.keyset, after: cursor, limit: limit)
    }
  }

  /// How many exceptions wait.
  public func exceptionCount(_ filter: ExceptionLine.Filter = .init()) throws -> Int {
    try read { db in
      if let count = try filter.countOfFigures(db) { return count }
      return try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT count(*) FROM exceptions e WHERE \(filter.condition.sql)"),
        arguments: StatementArguments(filter.condition.arguments)) ?? 0
    }
  }

  /// An exception by its id; nil where none of it waits.
  public func exception(_ id: String) throws -> ExceptionLine? {
    var condition = Condition()
    condition.add("e.exception = ?", id)
    return try read { try ExceptionLine.listing.first($0, where: condition) }
  }

  /// What waits of a payment, in the order of ids.
  public func exceptions(of payment: PaymentID) throws -> [ExceptionLine] {
    var condition = Condition()
    condition.add("e.payment = ?", payment.text)
    return try read {
      try ExceptionLine.listing.all($0, where: condition, order: "e.exception", limit: 1000)
    }
  }

  /// Where an exception stands in a list: a cursor that stays good when the exception is gone.
  ///
  /// - Returns: nil where it does not wait.
  public func place(
    ofException id: String, by order: ExceptionLine.Order = .value
  ) throws -> String? {
    let keyset = order.keyset
    return try read { db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT \(keyset.columns.joined(separator: ", ")) FROM exceptions e "
            + "WHERE e.exception = ?"), arguments: [id]
      ).map { row in keyset.cursor(keyset.columns.indices.map { row[$0] }) }
    }
  }
}

extension ExceptionLine.Order {
  var keyset: Keyset {
    let columns =
      switch self {
      case .value: ["value_rank", "booking_date", "exception"]
      case .age: ["booking_date", "value_rank", "exception"]
      case .customer: ["customer", "value_rank", "booking_date", "exception"]
      case .type: ["type", "value_rank", "booking_date", "exception"]
      }
    return Keyset(name: "exceptions_by_\(rawValue)", columns: columns.map { "e." + $0 })
  }
}

extension ExceptionLine.Filter {
  var condition: Condition {
    var condition = Condition()
    if let type { condition.add("e.type = ?", type.rawValue) }
    if let customer { condition.add("e.customer = ?", customer.text) }
    if let currency { condition.add("e.currency = ?", currency.code) }
    if let amountMin {
      condition.add(
        "e.currency = ? AND e.amount >= ?", amountMin.currency.code, amountMin.minorUnits)
    }
    let name = NameKey.of(payerName)
    if !name.isEmpty { condition.add("instr(e.payer_key, ?) > 0", name) }
    return condition
  }

  /// The count where a figure has it.
  fileprivate func countOfFigures(_ db: Database) throws -> Int? {
    guard payerName.isEmpty, amountMin == nil, currency == nil || type == nil || customer == nil
    else { return nil }
    if type != nil, customer != nil { return nil }
    let name = customer == nil ? DeskFigure.Name.exceptionsByType : .exceptionsByCustomer
    var condition = Condition()
    condition.add("name = ?", name.rawValue)
    if let key = type?.rawValue ?? customer?.text { condition.add("key = ?", key) }
    if let currency { condition.add("currency = ?", currency.code) }
    return try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT coalesce(sum(count), 0) FROM figures WHERE \(condition.sql)"),
      arguments: StatementArguments(condition.arguments))
  }
}
