import Books
import Money
import Receivables

/// Money to items, credits to debits, rests written off.
extension Desk {
  /// Applies what is unapplied of a receipt.
  ///
  /// - Parameter before: what was unapplied before the decision, if not what is now.
  mutating func apply(
    _ payment: PaymentID, payer: CustomerID?, _ lines: [Decision.Clearing], rule: String,
    before: Money? = nil
  ) throws(DeskError) {
    try requireOnBooks(payment)
    let receipt = try receipt(payment)
    let left = try unapplied(of: payment)
    guard left.isPositive else {
      throw DeskError(
        .nothingLeft, "receipt \(payment) of \(receipt.amount) is wholly applied",
        expected: "a receipt with unapplied cash; undo or reassign what was booked of it")
    }
    if let payer { try requireCustomer(payer) }
    try check(lines, in: left.currency)
    let cash = lines.filter { $0.kind == .payment || $0.kind == .onAccount }
    let sum = cash.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
    guard sum > 0 else {
      throw DeskError(
        .linesDoNotAddUp, "no line applies money of receipt \(payment)",
        expected: "a payment, or an amount on account")
    }
    guard sum <= Int128(left.minorUnits) else {
      throw DeskError(
        .moreThanUnapplied,
        "the lines apply \(text(sum, left.currency)), receipt \(payment) has \(left) unapplied",
        expected: "at most that")
    }
    if cash.contains(where: { $0.item == nil }), payer == nil,
      !lines.contains(where: { $0.item != nil })
    {
      throw DeskError(
        .customerUnknown, "money on account of nobody", expected: "the customer who paid")
    }
    let decision = Decision(
      clearings: lines.map(withReason), payer: payer, rule: "desk:\(rule)",
      confidence: Confidence(hundredths: 100))
    let day = input.day
    let booked = try booking {
      try Allocator.bookLater(decision, for: receipt, unapplied: left, on: day, in: &ledger)
    }
    add(booked)
    self.booked += booked.applications
    let applied = Money(minorUnits: Int64(clamping: sum), left.currency)
    ExpectationUpdate.apply(decision, movement(receipt, applied), to: &ledger)
    try setOutcome(of: payment)
    try tellOfCash(payment, before: before ?? left)
  }

  /// A deduction that opens a dispute has a reason, by which it is known again.
  private func withReason(_ line: Decision.Clearing) -> Decision.Clearing {
    var line = line
    if line.treatment == .openDispute, line.reasonCode.isEmpty { line.reasonCode = "UNEXPLAINED" }
    return line
  }

  /// Nets credits against debits.
  mutating func net(_ lines: [Decision.Clearing]) throws(DeskError) {
    guard let currency = lines.first?.amount.currency else {
      throw DeskError(
        .linesDoNotAddUp, "there is nothing to net", expected: "a credit and a debit")
    }
    if let other = lines.first(where: { $0.kind != .credit }) {
      throw DeskError(
        .wrongLine, "a line of kind \(other.kind.rawValue) needs a receipt",
        expected: "lines of kind credit")
    }
    try check(lines, in: currency)
    try bookWithoutReceipt(lines, in: currency, rule: "net", "Credits netted")
  }

  mutating func writeOff(
    _ amount: Money, of key: DocumentKey, _ reason: String
  ) throws(DeskError) {
    let line = Decision.Clearing(item: key, kind: .writeOff, amount: amount, reasonCode: reason)
    try check([line], in: amount.currency)
    try bookWithoutReceipt([line], in: amount.currency, rule: "write_off", "Written off")
  }

  /// Books lines behind which no receipt stands: they carry the decision's own identity.
  mutating func bookWithoutReceipt(
    _ lines: [Decision.Clearing], in currency: Currency, rule: String, _ description: String
  ) throws(DeskError) {
    let nobody = ReceiptToBook(
      payment: PaymentID(input.decision), bankReference: "", sourceFile: "", account: "",
      bookingDate: input.day, amount: .zero(currency),
      description: "\(description) by \(input.actor)")
    let decision = Decision(
      clearings: lines, rule: "desk:\(rule)", confidence: Confidence(hundredths: 100))
    let day = input.day
    let booked = try booking {
      try Allocator.bookLater(
        decision, for: nobody, unapplied: .zero(currency), on: day, in: &ledger)
    }
    add(booked)
    self.booked += booked.applications
  }

  // MARK: What has to hold of lines

  private func check(
    _ lines: [Decision.Clearing], in currency: Currency
  ) throws(DeskError) {
    var moved: [(item: Int, sum: Int128)] = []
    var netted: Int128 = 0
    var writtenOff: Int128 = 0
    for line in lines {
      guard line.amount.currency == currency else {
        throw DeskError(
          .otherCurrency, "a line of \(line.amount)", expected: "an amount in \(currency)")
      }
      if let problem = problem(of: line) {
        throw DeskError(
          .wrongLine, "\(problem): \(line.kind.rawValue) \(line.amount)",
          expected: "a line as in applications.csv")
      }
      if line.kind == .credit { netted += Int128(line.amount.minorUnits) }
      if line.kind == .writeOff { writtenOff += Int128(line.amount.minorUnits.magnitude) }
      guard let key = line.item else { continue }
      let item = try openItem(key, in: currency)
      try check(line.treatment, of: line, on: item)
      if let place = moved.firstIndex(where: { $0.item == item }) {
        moved[place].sum += Int128(line.amount.minorUnits)
      } else {
        moved.append((item, Int128(line.amount.minorUnits)))
      }
    }
    guard netted == 0 else {
      throw DeskError(
        .linesDoNotAddUp, "the credits leave \(text(netted, currency))",
        expected: "as much on debits as on credits")
    }
    let agreements = lines.compactMap(\.treatment).filter { $0 != .openDispute && $0 != .agreed }
    guard agreements.count == Set(agreements).count else {
      throw DeskError(
        .wrongLine, "two deductions use the same agreement", expected: "one for each")
    }
    for (item, sum) in moved {
      guard let sum = Int64(exactly: sum), ledger.canTake(sum, from: item) else {
        let row = ledger.items[item]
        throw DeskError(
          .moreThanOpen,
          "the lines take \(text(sum, currency)) off \(row.number), of which \(row.open) is open",
          expected: "at most that, and with its sign")
      }
    }
    if let most = input.policy?.writeOffMax,
      input.policy?.isAbove(Money(minorUnits: Int64(clamping: writtenOff), currency), most) == true
    {
      throw DeskError(
        .writeOffAboveLimit, "\(text(writtenOff, currency)) is written off",
        expected: "at most \(input.policy?.text(most, in: currency) ?? "the limit")")
    }
  }

  /// What no line may be, whatever the ledger.
  private func problem(of line: Decision.Clearing) -> String? {
    switch line.kind {
    case .reversal: return "a reversal is booked by undoing"
    case .onAccount:
      if line.item != nil { return "money on account makes its own item" }
      return line.amount.isPositive ? nil : "not above zero"
    case .payment, .deduction:
      if !line.amount.isPositive { return "not above zero" }
    case .credit, .discount, .writeOff, .bankCharge, .withholdingTax:
      if line.amount.isZero { return "nothing" }
    }
    if line.item == nil { return "no document" }
    if (line.kind == .deduction) != (line.treatment != nil) {
      return "what becomes of it is said of deductions, and of all of them"
    }
    return nil
  }

  private func openItem(_ key: DocumentKey, in currency: Currency) throws(DeskError) -> Int {
    guard let item = ledger.itemIndex(key) else {
      throw DeskError(
        .documentUnknown, "\(key.customer) has no document \(key.number)",
        expected: "an open item")
    }
    let row = ledger.items[item]
    guard row.currency == currency else {
      throw DeskError(
        .otherCurrency, "document \(key.number) is in \(row.currency)",
        expected: "an item in \(currency)")
    }
    guard !row.open.isZero else {
      throw DeskError(
        .documentNotOpen, "document \(key.number) of \(key.customer) is cleared",
        expected: "an open item; undo what cleared it")
    }
    return item
  }

  private func check(
    _ treatment: Decision.DeductionTreatment?, of line: Decision.Clearing, on item: Int
  ) throws(DeskError) {
    let row = ledger.items[item]
    switch treatment {
    case nil, .openDispute: return
    case .agreed:
      if line.reasonCode.isEmpty {
        throw DeskError(
          .wrongLine, "an agreed deduction of \(line.amount) has no reason",
          expected: "the reason that it books to")
      }
    case .bindDispute(let id):
      guard let index = ledger.disputeIndex(id) else { throw unknownDispute(id) }
      let dispute = ledger.disputes[index]
      let root = ledger.rootNumber(of: row.key)
      guard dispute.customer == row.customer, dispute.document == root,
        dispute.origin == .customerReported, dispute.payment == nil,
        dispute.amount.currency == line.amount.currency,
        dispute.amount.minorUnits >= line.amount.minorUnits
      else {
        throw DeskError(
          .disputeUnknown, "dispute \(id) does not cover \(line.amount) of \(row.number)",
          expected: "one that the customer reported on it, of at least this, not used before")
      }
      guard dispute.status == .open else {
        throw DeskError(
          .disputeResolved, "dispute \(id) is \(dispute.status.rawValue)",
          expected: "an open one")
      }
    case .useAllowance(let id):
      guard let index = ledger.allowanceIndex(id) else {
        throw DeskError(
          .allowanceUnknown, "there is no allowance \(id)", expected: "one of allowances.csv")
      }
      let allowance = ledger.allowances[index]
      let left = Int128(allowance.amount.minorUnits) - Int128(allowance.used.minorUnits)
      guard allowance.customer == row.customer, allowance.amount.currency == row.currency,
        allowance.document.map({ $0 == row.number }) ?? true, left >= line.amount.minorUnits,
        line.reasonCode == allowance.reasonCode
      else {
        throw DeskError(
          .allowanceUnknown,
          "allowance \(id) does not cover \(line.amount) of \(row.number)",
          expected: "one of the document's customer and of the line's reason, with this much left")
      }
    }
  }

  func unknownDispute(_ id: String) -> DeskError {
    DeskError(.disputeUnknown, "there is no dispute \(id)", expected: "one of disputes.csv")
  }

  private func text(_ sum: Int128, _ currency: Currency) -> String {
    Money(minorUnits: Int64(clamping: sum), currency).description
  }

  /// The receipt as announcements look at it: this much has come.
  private func movement(_ receipt: ReceiptToBook, _ amount: Money) -> BankTransaction {
    BankTransaction(
      position: FilePosition(file: receipt.sourceFile, line: 0), account: receipt.account,
      bookingDate: receipt.bookingDate, amount: amount, direction: .credit)
  }
}
