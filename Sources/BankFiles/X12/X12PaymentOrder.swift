import Money
import Receivables

/// A set 820, payment order and remittance advice: one payment, which is one statement.
///
/// - Source: ASC X12 820, releases 003040 to 004010.
struct X12PaymentOrder {
  /// What moves money, or tells that a bank moved it; everything else of element 305 informs, asks
  /// or announces.
  private static let moving: Set<String> = ["B", "C", "D", "E", "L", "U", "X", "Z"]
  private static let informing: Set<String> = [
    "A", "F", "G", "H", "I", "J", "K", "M", "N", "O", "P", "Q", "R", "S", "T",
  ]
  /// `DTM01` of the day of payment: effective, process, transaction creation.
  private static let daysOfPayment = ["007", "009", "097"]

  let id: String
  let group: X12GroupFacts
  let place: FilePosition
  let habits: BankHabits
  private var payment: X12Payment?

  init(id: String, group: X12GroupFacts, place: FilePosition, habits: BankHabits) {
    self.id = id
    self.habits = habits
    self.group = group
    self.place = place
  }

  mutating func take(
    _ segment: X12Segment, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) throws(BankFileError) {
    switch segment.id {
    case "BPR" where payment == nil: payment = X12Payment(segment)
    case "BPR":
      problems.report(
        .error, .duplicateElement, segment, "the set has a second payment", "one BPR in a set 820",
        into: &events)
    case "BPS":
      problems.report(
        .error, .unknownRecord, segment, "the payment stands in a BPS, which is not read",
        "BPR, as from release 003010 on", into: &events)
    default: try payment?.take(segment, &problems, into: &events)
    }
  }

  /// Tells the statement with its payment.
  ///
  /// - Parameter checks: those of the set, which become the statement's.
  func end(
    checks: [ControlCheck], _ problems: inout X12Problems, into events: inout BankFileBatch
  ) {
    guard var payment else {
      return problems.report(
        .error, .missingRecord, place, "the set 820 has no payment", "a BPR", into: &events)
    }
    payment.dropEmptyDocuments(&problems, into: &events)
    var statement = BankStatement(id: id, account: account(of: payment), line: place.line ?? 1)
    statement.createdAt = group.created
    let bank = payment.head.text(13)
    payment.usualCurrency = habits.currency(
      bank: bank.isEmpty ? group.sender : bank, account: statement.account)
    let settled = payment.settle(
      lowersIfPositive: group.adjustmentsLowerIfPositive, &problems, into: &events)
    statement.currency = settled?.total.currency
    events.append(.statementBegins(statement))
    if let settled,
      let transaction = transaction(payment, settled, statement, &problems, into: &events)
    {
      statement.transactions = 1
      count(transaction, in: &statement)
      events.append(.transaction(transaction))
    }
    statement.checks = checks + [settled?.check].compactMap { $0 }
    events.append(.statementEnds(statement))
  }

  private func account(of payment: X12Payment) -> String {
    let account = payment.head.text(15)
    return (account.isEmpty ? payment.payeeID : account).filter { $0 != " " }
  }

  private func transaction(
    _ payment: X12Payment, _ settled: X12Payment.Settled, _ statement: BankStatement,
    _ problems: inout X12Problems, into events: inout BankFileBatch
  ) -> BankTransaction? {
    let handling = payment.head.text(1)
    let isMoving =
      Self.moving.contains(handling) && payment.head.text(4) != "NON" && !group.isTest
    if !Self.moving.contains(handling), !Self.informing.contains(handling) {
      problems.report(
        .error, .unknownStatus, payment.head,
        "the handling code (BPR01) is '\(handling.prefix(20))', so that nobody knows whether money "
          + "moves", "C, D, I or another of the standard", into: &events)
    } else if isMoving, payment.trace.isEmpty {
      problems.report(
        .warning, .missingField, payment.head, "the payment has no trace number (TRN02)",
        "a TRN: what tells equal payments apart", into: &events)
    }
    guard var transaction = payment.transaction(settled, &problems, into: &events) else {
      return nil
    }
    transaction.statementID = statement.id
    transaction.account = statement.account
    transaction.status = isMoving ? .booked : .information
    let date = date(of: payment, isNeeded: isMoving, &problems, into: &events)
    transaction.bookingDate = date
    transaction.valueDate = date
    transaction.bankReference = payment.trace
    if !payment.trace.isEmpty { transaction.endToEndID = payment.trace }
    if payment.head.text(4) == "CHK", !payment.trace.isEmpty {
      transaction.checkNumber = X12Value.identifier(Array(payment.trace.utf8)[...])
    }
    return transaction
  }

  /// `BPR16`, else the `DTM` that says it.
  private func date(
    of payment: X12Payment, isNeeded: Bool, _ problems: inout X12Problems,
    into events: inout BankFileBatch
  ) -> CalendarDate? {
    let bytes = payment.head.element(16)
    if let date = X12Value.date(bytes) { return date }
    if bytes.isEmpty, let date = Self.daysOfPayment.lazy.compactMap({ payment.dates[$0] }).first {
      return date
    }
    if isNeeded || !bytes.isEmpty {
      problems.report(
        .error, .badDate, payment.head,
        bytes.isEmpty
          ? "the payment has no date" : "the date (BPR16) is '\(payment.head.text(16).prefix(40))'",
        "a day as CCYYMMDD or YYMMDD in BPR16", into: &events)
    }
    return nil
  }

  private func count(_ transaction: BankTransaction, in statement: inout BankStatement) {
    guard transaction.status == .booked else {
      statement.information = 1
      return
    }
    let total = BankStatement.CurrencyTotal(count: 1, amount: transaction.amount)
    if transaction.direction == .credit {
      statement.bookedCredits = [total]
    } else {
      statement.bookedDebits = [total]
    }
  }
}
