public import Money
public import Receivables

/// Undoes what a receipt booked, because its money went back (contract, fine print 16).
public enum Reversal {
  /// The lines can be undone: their items are there, of the receipt's currency, and have room for
  /// what they give back.
  ///
  /// History comes from files, which may have lost items or hold lines that never fitted.
  public static func canUndo(
    _ lines: [Application], of amount: Money, in ledger: WorkingLedger
  ) -> Bool {
    let currency = amount.currency
    let cash = lines.filter { $0.kind == .payment || $0.kind == .onAccount }
    guard cash.reduce(Int128(0), { $0 + Int128($1.amount.minorUnits) }) <= Int128(amount.minorUnits)
    else { return false }
    var back = Sums<Int>()
    var made: Set<Int> = []
    for line in lines {
      guard let item = ledger.itemIndex(line.documentKey), line.amount.currency == currency,
        ledger.items[item].currency == currency
      else { return false }
      let undone = line.amount.minorUnits
      switch line.kind {
      case .onAccount:
        let document = ledger.items[item]
        guard document.type == .onAccount, document.original.minorUnits == -undone else {
          return false
        }
      case .deduction:
        guard undone > 0 else { return false }
        let root = DocumentKey(line.customer, ledger.rootNumber(of: line.documentKey))
        made.formUnion(ledger.deductionItems(of: root))
        back.add(item, undone)
      default: back.add(item, undone)
      }
    }
    // A receipt that paid the very items which its deductions made is none of ours.
    return back.all.allSatisfy { item, sum in
      ledger.canTake(-sum, from: item)
        && !(made.contains(item) && !isOnlyDeducted(item, lines, ledger))
    }
  }

  /// Nothing but deductions stands on the item.
  private static func isOnlyDeducted(
    _ item: Int, _ lines: [Application], _ ledger: WorkingLedger
  ) -> Bool {
    lines.allSatisfy { ledger.itemIndex($0.documentKey) != item || $0.kind == .deduction }
  }

  /// Books a return.
  ///
  /// - Parameters:
  ///   - original: the receipt that came back; nil where none was found: only the cash then moves.
  ///   - lines: the applications of the original that still stand.
  ///   - decision: what people are told, and under which rule.
  /// - Throws: `UnsoundDecision` where a line's item is not there; `MoneyError.overflow`.
  public static func book(
    _ receipt: ReceiptToBook, original: ReceiptRecord?, lines: [Application],
    decision: Decision, in ledger: inout WorkingLedger
  ) throws -> BookedReceipt {
    let currency = receipt.amount.currency
    var booked = BookedReceipt(unapplied: .zero(currency))
    var decision = decision
    var legs = Legs(currency)
    legs.add(.bank(account: receipt.account), -receipt.amount.minorUnits)
    var cashBack: Int64 = 0
    var undoneDeductions: Set<Int> = []
    var standing: [String] = []

    for line in lines {
      guard let item = ledger.itemIndex(line.documentKey) else {
        throw UnsoundDecision("no item \(line.documentKey) of \(line)")
      }
      let amount = line.amount.minorUnits
      let document = ledger.items[item]
      if line.kind == .onAccount {
        // What was already used of the credit stands.
        guard document.open == document.original else {
          standing.append("\(document.number) of \(document.customer)")
          continue
        }
        ledger.setOpenAmount(0, of: item)
        legs.add(.receivables(document.customer), amount)
        cashBack += amount
      } else {
        if document.open.isZero, let dispute = ledger.dispute(ofDeduction: item, .resolved) {
          ledger.setDispute(dispute, .open, payment: ledger.disputes[dispute].payment)
          booked.disputes.append(ledger.disputes[dispute].id)
        }
        try reopen(line, item, &ledger, &legs, &cashBack)
      }
      if line.kind == .deduction {
        undoDeduction(
          line, receipt, original, &ledger, &legs, &booked, &undoneDeductions, &standing)
      }
      booked.applications.append(
        Application(
          payment: receipt.payment, bankReference: receipt.bankReference,
          sourceFile: receipt.sourceFile, bookingDate: receipt.bookingDate,
          customer: line.customer, payer: line.payer, document: line.document, kind: .reversal,
          amount: try line.amount.negated(), reasonCode: line.reasonCode, rule: decision.rule,
          confidence: decision.confidence, reverses: original?.payment ?? line.payment))
    }
    // What had not been applied, or stands, is owed to nobody's item: it was, or becomes, unapplied.
    legs.add(.unappliedCash, receipt.amount.minorUnits - cashBack)
    if !standing.isEmpty, !decision.notices.isEmpty {
      decision.notices[0].message +=
        "; already used since, and left as it is: " + standing.joined(separator: ", ")
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
      ledger.forgetCash(amount, on: item)
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
    _ line: Application, _ receipt: ReceiptToBook, _ original: ReceiptRecord?,
    _ ledger: inout WorkingLedger, _ legs: inout Legs, _ booked: inout BookedReceipt,
    _ undone: inout Set<Int>, _ standing: inout [String]
  ) {
    let amount = line.amount.minorUnits
    let root = ledger.rootNumber(of: line.documentKey)
    let dispute = ledger.disputes(on: DocumentKey(line.customer, root)).first {
      let dispute = ledger.disputes[$0]
      return dispute.payment == original?.payment && dispute.status != .resolved
        && (dispute.origin == .customerReported
          || (dispute.amount.minorUnits == amount && dispute.reasonCode == line.reasonCode))
    }
    let deduction = ledger.deductionItems(of: DocumentKey(line.customer, root)).first {
      !undone.contains($0) && ledger.items[$0].original == line.amount
        && (dispute != nil || ledger.items[$0].documentDate == original?.bookingDate)
    }
    guard let deduction else {
      legs.add(.deductions(reasonCode: line.reasonCode), -amount)
      if let allowance = allowance(usedBy: line, in: ledger) {
        ledger.returnAllowance(allowance, amount)
      }
      return
    }
    undone.insert(deduction)
    let open = ledger.openAmount(of: deduction)
    if open != amount { standing.append(ledger.items[deduction].number.text) }
    ledger.setOpenAmount(0, of: deduction)
    legs.add(.disputed(line.customer), -open)
    legs.add(.deductions(reasonCode: line.reasonCode), -(amount - open))
    guard let dispute else { return }  // the folder came without its disputes
    booked.disputes.append(ledger.disputes[dispute].id)
    if ledger.disputes[dispute].origin == .customerReported {
      // The customer's own complaint lives on; only this short payment of it is undone.
      ledger.setDispute(dispute, .open, payment: nil)
    } else {
      ledger.setDispute(dispute, .resolved, payment: ledger.disputes[dispute].payment)
    }
  }

  /// The allowance that an agreed deduction most likely used: of its customer and reason, with that
  /// much used of it; one for the document before one for any.
  private static func allowance(usedBy line: Application, in ledger: WorkingLedger) -> Int? {
    guard let customer = ledger.customerIndex(line.customer) else { return nil }
    let payer = line.payer.flatMap(ledger.customerIndex)
    let owners = [customer] + (payer.map { $0 == customer ? [] : [$0] } ?? [])
    let fitting = owners.flatMap { ledger.allowances(of: $0) }.filter { index in
      let allowance = ledger.allowances[index]
      return allowance.reasonCode == line.reasonCode
        && allowance.used.currency == line.amount.currency
        && allowance.used.minorUnits >= line.amount.minorUnits
        && (allowance.document.map { $0 == line.document } ?? true)
    }
    return fitting.first { ledger.allowances[$0].document != nil } ?? fitting.first
  }
}
