/// A sum that pages show, kept while its rows change: counted once when the index is made, by
/// triggers from then on.
struct DeskFigure {
  let name: Name
  let table: String
  /// In SQL; `$.` stands before each column.
  let key: String
  let amount: String
  let condition: String

  enum Name: String, CaseIterable {
    case exceptionsByType = "exceptions_by_type"
    case exceptionsByCustomer = "exceptions_by_customer"
    case exceptionsByDay = "exceptions_by_day"
    case openByCustomer = "open_by_customer"
    case openByDueDate = "open_by_due_date"
    case disputedByCustomer = "disputed_by_customer"
    case disputesByStatus = "disputes_by_status"
    case disputesByReason = "disputes_by_reason"
    case unappliedByCustomer = "unapplied_by_customer"
    case unappliedByOutcome = "unapplied_by_outcome"
    case receiptsByDay = "receipts_by_day"
    case receiptsByOutcome = "receipts_by_outcome"
    case takenByDay = "taken_by_day"
    case straightByDay = "straight_by_day"
    case filesByState = "files_by_state"
  }

  private init(
    _ name: Name, _ table: String, key: String, amount: String = "$.amount",
    where condition: String = "1"
  ) {
    self.name = name
    self.table = table
    self.key = key
    self.amount = amount
    self.condition = condition
  }

  static let all = [
    DeskFigure(.exceptionsByType, "exceptions", key: "$.type"),
    DeskFigure(.exceptionsByCustomer, "exceptions", key: "$.customer"),
    DeskFigure(.exceptionsByDay, "exceptions", key: "$.booking_date"),
    DeskFigure(
      .openByCustomer, "items", key: "$.customer", amount: "$.open", where: "$.is_open = 1"),
    DeskFigure(
      .openByDueDate, "items", key: "$.due_date", amount: "$.open", where: "$.is_open = 1"),
    DeskFigure(
      .disputedByCustomer, "disputes", key: "$.customer", where: "$.status <> 'resolved'"),
    DeskFigure(.disputesByStatus, "disputes", key: "$.status"),
    DeskFigure(
      .disputesByReason, "disputes", key: "$.reason_code", where: "$.status <> 'resolved'"),
    DeskFigure(
      .unappliedByCustomer, "payments", key: "$.customer", amount: "$.unapplied",
      where: "$.unapplied > 0"),
    DeskFigure(
      .unappliedByOutcome, "payments", key: "$.outcome", amount: "$.unapplied",
      where: "$.unapplied > 0"),
    DeskFigure(
      .receiptsByDay, "payments", key: "$.booking_date",
      where: "$.is_receipt = 1 AND $.amount > 0"),
    DeskFigure(
      .receiptsByOutcome, "payments", key: "$.outcome",
      where: "$.is_receipt = 1 AND $.amount > 0"),
    DeskFigure(
      .takenByDay, "payments", key: "$.booking_date",
      where: "$.is_receipt = 1 AND $.amount > 0 AND $.batch <> ''"),
    DeskFigure(
      .straightByDay, "payments", key: "$.booking_date",
      where: "$.is_receipt = 1 AND $.amount > 0 AND $.outcome = 'applied' "
        + "AND $.was_raised = 0 AND $.was_touched = 0 AND $.batch <> ''"),
    DeskFigure(.filesByState, "files", key: "$.state", amount: "0"),
  ]

  private var currency: String { table == "files" ? "''" : "$.currency" }

  /// Counts the rows as they are: `name, key, currency, count, amount`.
  var recount: String {
    plain(
      "SELECT '\(name.rawValue)', \(key), \(currency), count(*), sum(\(amount)) FROM \(table) "
        + "WHERE \(condition) GROUP BY 2, 3")
  }

  /// Keeps the figure from now on.
  var triggers: [String] {
    let (old, new) = (named("old", condition), named("new", condition))
    // Most changes of a row leave most figures alone.
    let isSame =
      "(\(named("old", key)) = \(named("new", key)) "
      + "AND \(named("old", currency)) = \(named("new", currency)) "
      + "AND \(named("old", amount)) = \(named("new", amount)) AND (\(old)) = (\(new)))"
    return [
      trigger("came", "AFTER INSERT", new, adding),
      trigger("went", "AFTER DELETE", old, removing),
      trigger("went_by_change", "AFTER UPDATE", "(\(old)) AND NOT \(isSame)", removing),
      trigger("came_by_change", "AFTER UPDATE", "(\(new)) AND NOT \(isSame)", adding),
    ]
  }

  private func trigger(
    _ what: String, _ event: String, _ condition: String, _ body: [String]
  ) -> String {
    "CREATE TRIGGER \(name.rawValue)_\(what) \(event) ON \(table) WHEN \(condition) BEGIN "
      + body.map { $0 + "; " }.joined() + "END"
  }

  private var adding: [String] {
    [
      named(
        "new",
        "INSERT INTO figures VALUES('\(name.rawValue)', \(key), \(currency), 1, \(amount)) "
          + "ON CONFLICT(name, key, currency) DO UPDATE "
          + "SET count = count + 1, amount = amount + excluded.amount")
    ]
  }

  private var removing: [String] {
    let place = "name = '\(name.rawValue)' AND key = \(key) AND currency = \(currency)"
    return [
      named(
        "old", "UPDATE figures SET count = count - 1, amount = amount - \(amount) WHERE \(place)"),
      named("old", "DELETE FROM figures WHERE \(place) AND count = 0"),
    ]
  }

  private func named(_ row: String, _ sql: String) -> String {
    sql.replacing("$.", with: row + ".")
  }

  private func plain(_ sql: String) -> String { sql.replacing("$.", with: "") }
}

extension DeskFigure {
  /// Where a customer stands among all by what it owes: in whole major units, over its currencies.
  private static func openRank(of customer: String) -> String {
    "(SELECT coalesce(-sum(f.amount / c.scale), 0) FROM figures f "
      + "JOIN currencies c ON c.code = f.currency "
      + "WHERE f.name = '\(Name.openByCustomer.rawValue)' AND f.key = \(customer))"
  }

  /// Ranks all customers at once.
  static let rankCustomers =
    "UPDATE customers SET open_rank = \(openRank(of: "customers.customer"))"

  /// Ranks each customer whose balance changes, or that comes.
  static let rankTriggers =
    [("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")].map {
      event, row in
      "CREATE TRIGGER rank_by_\(event.lowercased()) AFTER \(event) ON figures "
        + "WHEN \(row).name = '\(Name.openByCustomer.rawValue)' BEGIN "
        + "UPDATE customers SET open_rank = \(openRank(of: row + ".key")) "
        + "WHERE customer = \(row).key; END"
    } + [
      "CREATE TRIGGER rank_new_customer AFTER INSERT ON customers BEGIN "
        + "UPDATE customers SET open_rank = \(openRank(of: "new.customer")) WHERE id = new.id; END"
    ]
}
