import Books
import Money
import Receivables

/// Books what a person decided, as a pure function: the same in, the same out.
///
/// - Throws: `DeskError` where the decision does not fit the ledger; nothing of it is then booked.
public func decide(
  _ action: DeskAction, _ input: DeskInput
) throws(DeskError) -> DeskOutcome {
  var payments = Set(action.payments)
  if case .dispute(let id, _) = action {
    payments.formUnion(input.ledger.disputes.filter { $0.id == id }.compactMap(\.payment))
  }
  if case .settle(let id, _) = action {
    payments.formUnion(input.exceptions.filter { $0.id == id }.map(\.payment))
  }
  var desk = try Desk(input, concerning: payments)
  try desk.take(action)
  return desk.outcome()
}

/// The state of one decision.
struct Desk {
  let input: DeskInput
  var ledger: WorkingLedger
  var accounts: [CustomerAccount]
  var aliases: [CustomerAlias]
  /// The receipts concerned; nil for one that the decision took out of the history.
  var records: [PaymentID: ReceiptRecord?]
  private var recordsBefore: [PaymentID: ReceiptRecord]
  /// All lines of the receipts concerned, or reversing them.
  var history: [PaymentID: [Application]] = [:]
  /// Open exceptions, in their order.
  var exceptions: [ReceiptException]
  /// New lines, in the order of booking.
  var lines: [Application] = []
  var booked: [Application] = []
  var undone: [Application] = []
  var entries: [JournalEntry] = []
  /// Deductions whose dispute was decided without moving them: they are in the trace as they stand.
  var witnesses: Set<DocumentKey> = []
  /// Items and disputes that leave the ledger, as if they had never been: those of receipts that are
  /// decided again.
  var forgottenItems: Set<DocumentKey> = []
  var forgottenDisputes: Set<String> = []

  init(_ input: DeskInput, concerning payments: Set<PaymentID>) throws(DeskError) {
    self.input = input
    ledger = try booking { try WorkingLedger(input.ledger) }
    accounts = input.ledger.accounts
    aliases = input.ledger.aliases
    exceptions = input.exceptions
    // A return is about the receipts that it undid.
    let payments = payments.union(
      input.ledger.applications.filter { payments.contains($0.payment) }.compactMap(\.reverses))
    var records: [PaymentID: ReceiptRecord] = [:]
    for record in input.ledger.receipts where payments.contains(record.payment) {
      records[record.payment] = record
    }
    recordsBefore = records
    self.records = records
    for line in input.ledger.applications {
      if payments.contains(line.payment) { history[line.payment, default: []].append(line) }
      if let other = line.reverses, other != line.payment, payments.contains(other) {
        history[other, default: []].append(line)
      }
    }
  }

  mutating func take(_ action: DeskAction) throws(DeskError) {
    switch action {
    case .apply(let payment, let payer, let lines):
      try apply(payment, payer: payer, lines, rule: action.name)
    case .putOnAccount(let payment, let customer):
      let line = Decision.Clearing(item: nil, kind: .onAccount, amount: try unapplied(of: payment))
      try apply(payment, payer: customer, [line], rule: action.name)
    case .reassign(let payment, let payer, let lines):
      let left = try unapplied(of: payment)
      if !standing(of: payment).isEmpty {
        try undo(payment, because: "reassigned", tells: false)
      }
      try apply(payment, payer: payer, lines, rule: action.name, before: left)
    case .notOurs(let payment, _): try setAside(payment)
    case .settle(let exception, _): try settle(exception)
    case .net(let lines): try net(lines)
    case .writeOff(let key, let amount, let reason): try writeOff(amount, of: key, reason)
    case .dispute(let id, let step): try handle(id, step)
    case .undoReceipt(let payment, let reason): try undo(payment, because: reason, tells: true)
    case .takeOffBooks(let payment, _): try takeOffBooks(payment)
    case .learnAccount(let account): try learn(account)
    case .learnAlias(let alias): try learn(alias)
    case .undo(let trace): try undo(trace)
    }
  }

  // MARK: Receipts

  func record(_ payment: PaymentID) throws(DeskError) -> ReceiptRecord {
    guard let record = records[payment] ?? nil else {
      throw DeskError(
        .unknownPayment, "no receipt \(payment) was ever taken", expected: "one of receipts.csv")
    }
    return record
  }

  /// As it was first booked.
  func receipt(_ payment: PaymentID) throws(DeskError) -> ReceiptToBook {
    _ = try record(payment)
    guard let receipt = input.receipts[payment] else {
      throw DeskError(
        .unknownPayment, "receipt \(payment) is known without its bank account",
        expected: "the receipt as it was first booked")
    }
    return receipt
  }

  func standing(of payment: PaymentID) -> [Application] {
    (history[payment] ?? []).standing(of: payment)
  }

  /// What lies in unapplied cash of a receipt; nothing of one that went back.
  func unapplied(of payment: PaymentID) throws(DeskError) -> Money {
    let record = try record(payment)
    let currency = record.amount.currency
    guard record.outcome != .returned, record.amount.isPositive else { return .zero(currency) }
    var left = Int128(record.amount.minorUnits)
    for line in standing(of: payment) where line.kind == .payment || line.kind == .onAccount {
      left -= Int128(line.amount.minorUnits)
    }
    return Money(minorUnits: Int64(clamping: max(0, left)), currency)
  }

  /// The receipt is here, and its money too.
  func requireOnBooks(_ payment: PaymentID) throws(DeskError) {
    let record = try record(payment)
    guard record.outcome != .returned else {
      throw DeskError(
        .offBooks,
        record.amount.isNegative
          ? "\(payment) is a return" : "the money of receipt \(payment) is no longer here",
        expected: "a receipt whose money is on the books")
    }
  }

  /// Files new lines under the receipts that they are of, and lets the receipt's outcome follow.
  mutating func add(_ booked: BookedReceipt) {
    add(lines: booked.applications)
    if let entry = booked.entry, !entry.postings.isEmpty { entries.append(entry) }
  }

  mutating func add(lines new: [Application]) {
    lines += new
    for line in new {
      history[line.payment, default: []].append(line)
      if let other = line.reverses, other != line.payment {
        history[other, default: []].append(line)
      }
    }
  }

  mutating func setOutcome(of payment: PaymentID) throws(DeskError) {
    var record = try record(payment)
    guard record.amount.isPositive, record.outcome != .returned else { return }
    let left = try unapplied(of: payment)
    record.outcome = left.isZero ? .applied : left == record.amount ? .unapplied : .partApplied
    records[payment] = record
  }

  /// A receipt that turns out to be concerned, of which nothing is booked.
  mutating func remember(_ record: ReceiptRecord) {
    records[record.payment] = record
    recordsBefore[record.payment] = record
  }

  func change(of payment: PaymentID) -> (before: ReceiptRecord?, after: ReceiptRecord?) {
    (recordsBefore[payment], records[payment] ?? nil)
  }

  // MARK: What is learned

  private mutating func learn(_ account: CustomerAccount) throws(DeskError) {
    try requireCustomer(account.customer)
    let isNamed =
      account.iban.isEmpty ? !account.accountNumber.isEmpty : account.routingNumber.isEmpty
    guard isNamed else {
      throw DeskError(
        .wrongLine, "the account of \(account.customer) has no number",
        expected: "an IBAN, or an account number with its routing number")
    }
    let known = accounts.first {
      $0.iban == account.iban && $0.routingNumber == account.routingNumber
        && $0.accountNumber == account.accountNumber
    }
    if let known {
      throw DeskError(
        .alreadyKnown, "the account is known as \(known.customer)'s", expected: "a new account")
    }
    accounts.append(account)
  }

  private mutating func learn(_ alias: CustomerAlias) throws(DeskError) {
    try requireCustomer(alias.customer)
    guard !alias.alias.isEmpty else {
      throw DeskError(
        .wrongLine, "the alias of \(alias.customer) is empty", expected: "a name")
    }
    // A name that fits two customers identifies none: learning it twice would unlearn it.
    if let known = aliases.first(where: { $0.alias == alias.alias }) {
      throw DeskError(
        .alreadyKnown, "the name '\(alias.alias)' is known as \(known.customer)'s",
        expected: "a new name")
    }
    aliases.append(alias)
  }

  func requireCustomer(_ customer: CustomerID) throws(DeskError) {
    guard ledger.customerIndex(customer) != nil else {
      throw DeskError(
        .customerUnknown, "there is no customer \(customer)", expected: "one of customers.csv")
    }
  }
}
