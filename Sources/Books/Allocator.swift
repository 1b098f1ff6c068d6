import Money
public import Receivables

/// Books a decision: applications, new items, disputes and postings, and the ledger changed by them.
///
/// Whoever decided, rule or person, is not its concern; that the decision keeps the contract's
/// invariants is.
public enum Allocator {
  /// A decision keeps the books: every line has its item and its sign, no item is taken beyond zero,
  /// no more is booked than was received, and netted credits cancel out. Changes nothing.
  public static func check(
    _ decision: Decision, for receipt: ReceiptToBook, in ledger: WorkingLedger
  ) throws(UnsoundDecision) {
    var left = receipt.amount.minorUnits
    var netted: Int64 = 0
    var moved = Sums<Int>()
    for clearing in decision.clearings {
      let amount = clearing.amount.minorUnits
      try UnsoundDecision.unless(
        clearing.amount.currency == receipt.amount.currency, "currencies differ: \(clearing)")
      try UnsoundDecision.unless(
        amount.magnitude <= WorkingLedger.amountMax.magnitude, "beyond counting: \(clearing)")
      let isCash = clearing.kind == .payment || clearing.kind == .onAccount
      if isCash || clearing.kind == .deduction {
        try UnsoundDecision.unless(amount > 0, "not above zero: \(clearing)")
      }
      if isCash { left -= amount }
      guard let key = clearing.item else {
        try UnsoundDecision.unless(clearing.kind == .onAccount, "no item: \(clearing)")
        continue
      }
      guard clearing.kind != .onAccount, clearing.kind != .reversal,
        let item = ledger.itemIndex(key)
      else { throw UnsoundDecision("no item to clear: \(clearing)") }
      if clearing.kind == .credit { netted += amount }
      moved.add(item, amount)
    }
    for (item, amount) in moved.all {
      try UnsoundDecision.unless(
        ledger.canTake(amount, from: item), "beyond zero: \(ledger.items[item]) less \(amount)")
    }
    try UnsoundDecision.unless(left >= 0, "more is booked than the \(receipt.amount) received")
    try UnsoundDecision.unless(netted == 0, "netted credits do not cancel out")
  }

  /// - Throws: `UnsoundDecision` where the decision would break the books; `MoneyError.overflow`
  ///   where the run's amounts pass `WorkingLedger.amountMax`.
  public static func book(
    _ decision: Decision, for receipt: ReceiptToBook, in ledger: inout WorkingLedger
  ) throws -> BookedReceipt {
    try check(decision, for: receipt, in: ledger)
    let currency = receipt.amount.currency
    var booked = BookedReceipt(unapplied: receipt.amount)
    var legs = Legs(currency)
    legs.add(.bank(account: receipt.account), receipt.amount.minorUnits)
    var left = receipt.amount.minorUnits
    // Each item moves once, by the sum of its lines: an excess within tolerance is a payment beyond
    // the item and a negative write-off, neither of which could stand alone.
    var moved = Sums<Int>()

    for clearing in decision.clearings {
      let amount = clearing.amount.minorUnits
      guard let key = clearing.item, let item = ledger.itemIndex(key) else {
        try putOnAccount(
          amount, decision, receipt, in: &ledger, into: &booked, legs: &legs)
        left -= amount
        continue
      }
      moved.add(item, amount)
      let receivables = account(of: ledger.items[item])
      legs.add(receivables, -amount)
      switch clearing.kind {
      case .payment:
        left -= amount
        ledger.recordCash(amount, by: receipt.payment, on: item)
      case .discount: legs.add(.discounts, amount)
      case .writeOff: legs.add(.writeOffs, amount)
      case .bankCharge: legs.add(.bankCharges, amount)
      case .withholdingTax: legs.add(.withholdingTax, amount)
      case .deduction:
        try deduct(clearing, from: item, receipt, in: &ledger, into: &booked, legs: &legs)
      case .credit, .onAccount, .reversal: break
      }
      booked.applications.append(
        line(
          receipt, decision, customer: key.customer, document: key.number, kind: clearing.kind,
          amount: clearing.amount, reason: clearing.reasonCode))
    }
    for (item, amount) in moved.all {
      ledger.take(amount, from: item)
      // Who pays what was disputed has given way: the dispute is over.
      if ledger.openAmount(of: item) == 0, let dispute = ledger.dispute(ofDeduction: item, .open) {
        ledger.setDispute(dispute, .resolved, payment: ledger.disputes[dispute].payment)
        booked.disputes.append(ledger.disputes[dispute].id)
      }
    }
    legs.add(.unappliedCash, -left)
    booked.unapplied = Money(minorUnits: left, currency)

    for (index, notice) in decision.notices.enumerated() {
      booked.exceptions.append(exception(notice, number: index + 1, receipt, decision))
    }
    let outcome: ReceiptRecord.Outcome =
      left == 0 ? .applied : left == receipt.amount.minorUnits ? .unapplied : .partApplied
    booked.record = ReceiptRecord(
      payment: receipt.payment, bankReference: receipt.bankReference,
      sourceFile: receipt.sourceFile, bookingDate: receipt.bookingDate, amount: receipt.amount,
      outcome: outcome)
    booked.entry = JournalEntry(
      date: receipt.bookingDate, payment: receipt.payment, description: receipt.description,
      postings: legs.postings)
    return booked
  }

  /// Tells people about a receipt of which nothing is booked, and which leaves no record.
  public static func onlyNotices(_ decision: Decision, for receipt: ReceiptToBook) -> BookedReceipt
  {
    var booked = BookedReceipt(unapplied: .zero(receipt.amount.currency))
    for (index, notice) in decision.notices.enumerated() {
      booked.exceptions.append(exception(notice, number: index + 1, receipt, decision))
    }
    return booked
  }

  /// A new on-account item for the payer, or for the owner of the documents where a stranger paid.
  private static func putOnAccount(
    _ amount: Int64, _ decision: Decision, _ receipt: ReceiptToBook,
    in ledger: inout WorkingLedger, into booked: inout BookedReceipt, legs: inout Legs
  ) throws {
    let owner =
      decision.payer ?? decision.clearings.lazy.compactMap(\.item).first?.customer
      ?? decision.notices.lazy.flatMap(\.candidates).first?.customer
    guard let owner else { throw UnsoundDecision("on account of nobody: \(receipt)") }
    let credit = Money(minorUnits: -amount, receipt.amount.currency)
    let item = OpenItem(
      customer: owner, number: ledger.nextOnAccountNumber(of: receipt.payment, for: owner),
      type: .onAccount, documentDate: receipt.bookingDate, dueDate: receipt.bookingDate,
      original: credit,
      open: credit)
    booked.made.append(try ledger.add(item))
    legs.add(.receivables(owner), -amount)
    booked.applications.append(
      line(
        receipt, decision, customer: owner, document: item.number, kind: .onAccount,
        amount: Money(minorUnits: amount, receipt.amount.currency), reason: ""))
  }

  /// What becomes of a deduction: a `-D<n>` item with its dispute, or nothing.
  private static func deduct(
    _ clearing: Decision.Clearing, from item: Int, _ receipt: ReceiptToBook,
    in ledger: inout WorkingLedger, into booked: inout BookedReceipt, legs: inout Legs
  ) throws {
    let amount = clearing.amount.minorUnits
    let document = ledger.items[item]
    switch clearing.treatment {
    case .agreed, nil:
      legs.add(.deductions(reasonCode: clearing.reasonCode), amount)
    case .useAllowance(let id):
      legs.add(.deductions(reasonCode: clearing.reasonCode), amount)
      if let index = ledger.allowanceIndex(id) {
        ledger.useAllowance(index, amount)
      }
    case .openDispute, .bindDispute:
      let number = ledger.nextDeductionNumber(for: document.key)
      let deduction = OpenItem(
        customer: document.customer, number: number, type: .deduction,
        documentDate: receipt.bookingDate, dueDate: document.dueDate, original: clearing.amount,
        open: clearing.amount, purchaseOrder: document.purchaseOrder, entityID: document.entityID)
      booked.made.append(try ledger.add(deduction))
      legs.add(.disputed(document.customer), amount)
      if case .bindDispute(let id) = clearing.treatment {
        if let index = ledger.disputeIndex(id) {
          ledger.bindDispute(index, to: receipt.payment)
          booked.disputes.append(id)
        }
        return
      }
      var ordinal = 1
      var id: String { "D-\(receipt.payment.text.dropFirst())-\(ordinal)" }
      while ledger.disputeIndex(id) != nil { ordinal += 1 }
      ledger.add(
        Dispute(
          id: id, customer: document.customer, document: root(of: document, in: ledger),
          amount: clearing.amount,
          reasonCode: clearing.reasonCode.isEmpty ? "UNEXPLAINED" : clearing.reasonCode,
          origin: .shortPayment, status: .open, openedOn: receipt.bookingDate,
          payment: receipt.payment))
      booked.disputes.append(id)
    }
  }

  /// The invoice that a deduction item came from.
  private static func root(of document: OpenItem, in ledger: WorkingLedger) -> DocumentNumber {
    guard document.type == .deduction else { return document.number }
    return ledger.rootNumber(of: document.key)
  }

  static func account(of item: OpenItem) -> JournalAccount {
    item.type == .deduction ? .disputed(item.customer) : .receivables(item.customer)
  }

  private static func line(
    _ receipt: ReceiptToBook, _ decision: Decision, customer: CustomerID,
    document: DocumentNumber, kind: ApplicationKind, amount: Money, reason: String
  ) -> Application {
    Application(
      payment: receipt.payment, bankReference: receipt.bankReference,
      sourceFile: receipt.sourceFile, bookingDate: receipt.bookingDate, customer: customer,
      payer: decision.payer, document: document, kind: kind, amount: amount, reasonCode: reason,
      rule: decision.rule, confidence: decision.confidence)
  }

  static func exception(
    _ notice: Decision.Notice, number: Int, _ receipt: ReceiptToBook, _ decision: Decision
  ) -> ReceiptException {
    let customer: CustomerID?
    switch notice.type {
    case .unidentifiedPayer: customer = nil
    case .noMatch: customer = decision.payer
    default: customer = decision.payer ?? notice.candidates.first?.customer
    }
    return ReceiptException(
      id: "E-\(receipt.payment.text.dropFirst())-\(number)", payment: receipt.payment,
      bankReference: receipt.bankReference, sourceFile: receipt.sourceFile,
      bookingDate: receipt.bookingDate, customer: customer, type: notice.type,
      amount: notice.amount, message: notice.message, candidates: notice.candidates.map(\.number))
  }
}

/// Sums by key, in the order in which the keys first appear.
struct Sums<Key: Hashable> {
  /// Of more keys than are looked through quickly.
  private var places: [Key: Int] = [:]
  private(set) var all: [(key: Key, sum: Int64)] = []
  private static var fewMax: Int { 8 }

  mutating func add(_ key: Key, _ amount: Int64) {
    if let place = place(of: key) {
      all[place].sum += amount
      return
    }
    all.append((key, amount))
    if all.count == Self.fewMax + 1 {
      for (place, entry) in all.enumerated() { places[entry.key] = place }
    } else if all.count > Self.fewMax {
      places[key] = all.count - 1
    }
  }

  private func place(of key: Key) -> Int? {
    all.count > Self.fewMax ? places[key] : all.firstIndex { $0.key == key }
  }
}

/// The legs of one journal entry, one per account, in the order in which accounts first appear.
struct Legs {
  private let currency: Currency
  private var sums = Sums<JournalAccount>()

  init(_ currency: Currency) { self.currency = currency }

  mutating func add(_ account: JournalAccount, _ amount: Int64) { sums.add(account, amount) }

  /// Without accounts that nothing happened on.
  var postings: [Posting] {
    sums.all.compactMap { account, sum in
      sum == 0 ? nil : Posting(account, Money(minorUnits: sum, currency))
    }
  }
}
