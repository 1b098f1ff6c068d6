public import Money
public import Receivables

/// Undoes what a receipt booked, because its money went back (contract, fine print 16).
///
/// Each line is undone wholly, since a reversal is the negative of a line, or it stands, where others
/// have used it since: a credit on account of which something was used, and a deduction on whose
/// `-D<n>` item something was booked. So nothing that was paid later is lost, and that payment can
/// come back too.
public enum Reversal {
  /// What becomes of a line.
  struct Step {
    var line: Application
    var item: Int
    /// Others have used what the line made.
    var stands = false
    /// The `-D<n>` item that the line made.
    var made: Int?
  }

  /// What becomes of each line; nil where an item is not there, or where the receipt would have
  /// paid the very item that its deduction made.
  static func steps(_ lines: [Application], in ledger: WorkingLedger) -> [Step]? {
    let own = lines.compactMap { ledger.itemIndex($0.documentKey) }
    guard own.count == lines.count else { return nil }
    var steps: [Step] = []
    var taken: (items: Set<Int>, disputes: Set<Int>) = ([], [])
    for (line, item) in zip(lines, own) {
      var step = Step(line: line, item: item)
      switch line.kind {
      case .onAccount:
        step.stands = -ledger.openAmount(of: item) != line.amount.minorUnits
      case .deduction:
        let root = DocumentKey(line.customer, ledger.rootNumber(of: line.documentKey))
        let dispute = ledger.disputes(on: root).first {
          !taken.disputes.contains($0) && isDispute($0, of: line, in: ledger)
        }
        if let dispute { taken.disputes.insert(dispute) }
        let fitting = ledger.deductionItems(of: root).filter { item in
          !taken.items.contains(item) && ledger.items[item].original == line.amount
            && (dispute != nil || ledger.items[item].documentDate == line.bookingDate)
        }
        let others = fitting.filter { !own.contains($0) }
        // One that is whole comes first: an equal one may have been unmade before.
        let ofThatDay = others.filter { ledger.items[$0].documentDate == line.bookingDate }
        step.made =
          ofThatDay.first { ledger.openAmount(of: $0) == line.amount.minorUnits }
          ?? ofThatDay.first ?? others.first
        if let made = step.made {
          taken.items.insert(made)
          step.stands = ledger.openAmount(of: made) != line.amount.minorUnits
        } else {
          // An agreed deduction made no item; one that opened a dispute did.
          let isLost = dispute.map { ledger.disputes[$0].origin == .shortPayment } ?? false
          guard fitting.isEmpty, !isLost else { return nil }
        }
      default: break
      }
      steps.append(step)
    }
    return steps
  }

  /// The dispute is about this deduction.
  private static func isDispute(
    _ index: Int, of line: Application, in ledger: WorkingLedger
  ) -> Bool {
    let dispute = ledger.disputes[index]
    return dispute.payment == line.payment
      && (dispute.origin == .customerReported
        ? dispute.status != .resolved
        : dispute.amount == line.amount && dispute.reasonCode == line.reasonCode)
  }

  /// The lines can be undone: their items are there, of the receipt's currency, and have room for
  /// what they give back.
  ///
  /// History comes from files, which may have lost items or hold lines that never fitted.
  public static func canUndo(
    _ lines: [Application], of amount: Money, in ledger: WorkingLedger
  ) -> Bool {
    let currency = amount.currency
    let cash = lines.filter { $0.kind == .payment || $0.kind == .onAccount }
    guard
      cash.reduce(Int128(0), { $0 + Int128($1.amount.minorUnits) }) <= Int128(amount.minorUnits),
      let steps = steps(lines, in: ledger)
    else { return false }
    var back = Sums<Int>()
    for step in steps {
      let (line, document) = (step.line, ledger.items[step.item])
      guard line.amount.currency == currency, document.currency == currency else { return false }
      switch line.kind {
      case .onAccount:
        guard document.type == .onAccount,
          document.original.minorUnits == -line.amount.minorUnits
        else { return false }
      case .deduction:
        guard line.amount.isPositive else { return false }
        if !step.stands { back.add(step.item, line.amount.minorUnits) }
      default: back.add(step.item, line.amount.minorUnits)
      }
    }
    return back.all.allSatisfy { item, sum in ledger.canTake(-sum, from: item) }
  }

  /// Books a return.
  ///
  /// - Parameters:
  ///   - original: the receipt that came back; nil where none was found: only the cash then moves.
  ///   - lines: the applications of the original that still stand.
  ///   - goneCredits: items on account whose own receipts came back before: what the lines used of
  ///     them is nothing that the customer could spend again.
  ///   - decision: what people are told, and under which rule.
  /// - Throws: `UnsoundDecision` where a line's item is not there; `MoneyError.overflow`.
  public static func book(
    _ receipt: ReceiptToBook, original: ReceiptRecord?, lines: [Application],
    goneCredits: Set<DocumentKey> = [], decision: Decision, in ledger: inout WorkingLedger
  ) throws -> BookedReceipt {
    let currency = receipt.amount.currency
    var booked = BookedReceipt(unapplied: .zero(currency))
    var decision = decision
    var legs = Legs(currency)
    legs.add(.bank(account: receipt.account), -receipt.amount.minorUnits)
    var cashBack: Int64 = 0
    var standing: [String] = []

    guard let steps = steps(lines, in: ledger) else {
      throw UnsoundDecision("not in the ledger as it was: \(lines)")
    }
    for step in steps {
      let line = step.line
      let amount = line.amount.minorUnits
      if step.stands {
        standing.append("\(line.amount) of \(ledger.items[step.made ?? step.item].number)")
        continue
      }
      if line.kind == .onAccount {
        ledger.setOpenAmount(0, of: step.item)
        legs.add(.receivables(line.customer), amount)
        cashBack += amount
      } else {
        if ledger.openAmount(of: step.item) == 0,
          let dispute = ledger.dispute(ofDeduction: step.item, .resolved)
        {
          ledger.setDispute(dispute, .open, payment: ledger.disputes[dispute].payment)
          booked.disputes.append(ledger.disputes[dispute].id)
        }
        try reopen(line, step.item, &ledger, &legs, &cashBack)
      }
      if line.kind == .deduction { undoDeduction(step, among: lines, &ledger, &legs, &booked) }
      booked.applications.append(
        reversal(
          line, -amount, receipt, decision, reverses: original?.payment ?? line.payment))
      if line.kind == .credit, line.amount.isNegative, goneCredits.contains(line.documentKey) {
        ledger.setOpenAmount(ledger.openAmount(of: step.item) - amount, of: step.item)
        legs.add(.receivables(line.customer), -amount)
        cashBack -= amount
        booked.applications.append(
          reversal(
            line, amount, receipt, decision, reverses: line.document.onAccountPayment))
      }
    }
    // What had not been applied, or stands, is owed to nobody's item: it was, or becomes, unapplied.
    legs.add(.unappliedCash, receipt.amount.minorUnits - cashBack)
    if !standing.isEmpty, !decision.notices.isEmpty {
      decision.notices[0].message +=
        "; used since, and left as it is: " + standing.joined(separator: ", ")
    }
    for (index, notice) in decision.notices.enumerated() {
      booked.exceptions.append(
        Allocator.exception(notice, number: index + 1, receipt, decision))
    }
    booked.record = ReceiptRecord(
      payment: receipt.payment, bankReference: receipt.bankReference,
      sourceFile: receipt.sourceFile, bookingDate: receipt.bookingDate,
      amount: try receipt.amount.negated(), outcome: .returned)
    booked.entry = JournalEntry(
      date: receipt.bookingDate, payment: receipt.payment,
      description: "Returned: \(receipt.description)", postings: legs.postings)
    return booked
  }

  private static func reversal(
    _ line: Application, _ amount: Int64, _ receipt: ReceiptToBook, _ decision: Decision,
    reverses: PaymentID
  ) -> Application {
    Application(
      payment: receipt.payment, bankReference: receipt.bankReference,
      sourceFile: receipt.sourceFile, bookingDate: receipt.bookingDate, customer: line.customer,
      payer: line.payer, document: line.document, kind: .reversal,
      amount: Money(minorUnits: amount, receipt.amount.currency), reasonCode: line.reasonCode,
      rule: decision.rule, confidence: decision.confidence, reverses: reverses)
  }

  private static func reopen(
    _ line: Application, _ item: Int, _ ledger: inout WorkingLedger, _ legs: inout Legs,
    _ cashBack: inout Int64
  ) throws(MoneyError) {
    let amount = line.amount.minorUnits
    ledger.setOpenAmount(try ledger.openAmount(of: item).addingChecked(amount), of: item)
    ledger.list(item)
    legs.add(Allocator.account(of: ledger.items[item]), amount)
    switch line.kind {
    case .payment:
      cashBack += amount
      ledger.forgetCash(of: line.payment, on: item)
    case .discount: legs.add(.discounts, -amount)
    case .writeOff: legs.add(.writeOffs, -amount)
    case .bankCharge: legs.add(.bankCharges, -amount)
    case .withholdingTax: legs.add(.withholdingTax, -amount)
    case .credit, .deduction, .onAccount, .reversal: break
    }
  }

  /// The `-D<n>` item goes with the deduction that made it, and its dispute is resolved. An agreed
  /// deduction made none: its reason is credited.
  private static func undoDeduction(
    _ step: Step, among lines: [Application], _ ledger: inout WorkingLedger, _ legs: inout Legs,
    _ booked: inout BookedReceipt
  ) {
    let line = step.line
    let amount = line.amount.minorUnits
    guard let made = step.made else {
      legs.add(.deductions(reasonCode: line.reasonCode), -amount)
      if let allowance = allowance(usedBy: line, among: lines, in: ledger) {
        ledger.returnAllowance(allowance, amount)
      }
      return
    }
    ledger.setOpenAmount(0, of: made)
    legs.add(.disputed(line.customer), -amount)
    let root = DocumentKey(line.customer, ledger.rootNumber(of: line.documentKey))
    let dispute = ledger.disputes(on: root).first {
      ledger.disputes[$0].status != .resolved && isDispute($0, of: line, in: ledger)
    }
    guard let dispute else { return }  // the folder came without its disputes
    booked.disputes.append(ledger.disputes[dispute].id)
    if ledger.disputes[dispute].origin == .customerReported {
      // The customer's own complaint lives on; only this short payment of it is undone.
      ledger.setDispute(dispute, .open, payment: nil)
    } else {
      ledger.setDispute(dispute, .resolved, payment: ledger.disputes[dispute].payment)
    }
  }
}
