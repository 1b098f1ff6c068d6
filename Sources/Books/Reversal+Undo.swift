public import Money
public import Receivables

/// Undoing what was decided of a receipt, whose money is still here.
extension Reversal {
  /// The items that these lines made and others have used since, which must be undone first; nil
  /// where the ledger is not as the lines left it.
  public static func usedSince(
    _ lines: [Application], in ledger: WorkingLedger
  ) -> [DocumentKey]? {
    steps(lines, in: ledger)?.filter(\.stands).map { ledger.items[$0.made ?? $0.item].key }
  }

  /// Undoes lines of a receipt; the cash is unapplied again, or leaves the bank account with them.
  ///
  /// - Parameters:
  ///   - lines: those that stand, none of which others have used.
  ///   - cashLeaves: the receipt itself was wrong: what had never been applied goes as well.
  /// - Throws: as `book` for a return, which it is but for the money.
  public static func undo(
    _ lines: [Application], of receipt: ReceiptToBook, goneCredits: Set<DocumentKey>,
    on day: CalendarDate, cashLeaves: Bool, in ledger: inout WorkingLedger
  ) throws -> BookedReceipt {
    var later = receipt
    later.bookingDate = day
    let decision = Decision(
      rule: Application.undoRule, confidence: Confidence(hundredths: 100))
    var booked = try book(
      later, original: nil, lines: lines, goneCredits: goneCredits, decision: decision,
      in: &ledger)
    booked.record = nil
    booked.entry?.description = "Undone: \(receipt.description)"
    if !cashLeaves {
      let postings = booked.entry?.postings ?? []
      booked.entry?.postings = Allocator.withoutBank(
        postings, cash: -receipt.amount.minorUnits, receipt.amount.currency)
    }
    // The lines come in their order, those of credits that are gone between them.
    var undone = lines.makeIterator()
    for index in booked.applications.indices
    where booked.applications[index].reverses == receipt.payment {
      guard let line = undone.next() else { break }
      booked.applications[index].rule += line.kind.rawValue
    }
    return booked
  }

  /// Takes a return off the books: what it had undone stands again, its money is back.
  ///
  /// - Parameter lines: what the return undid, as first booked.
  /// - Throws: `UnsoundDecision` where the ledger has no room for it.
  public static func takeBack(
    _ lines: [Application], undoneBy comeback: ReceiptToBook, on day: CalendarDate,
    in ledger: inout WorkingLedger
  ) throws -> BookedReceipt {
    let currency = comeback.amount.currency
    var booked = BookedReceipt(unapplied: .zero(currency))
    var legs = Legs(currency)
    legs.add(.bank(account: comeback.account), comeback.amount.minorUnits)
    var cash: Int64 = 0
    // Each item moves once, as when it was first booked: an excess within tolerance is a payment
    // beyond the item and a negative write-off.
    var moved = Sums<Int>()
    for line in lines {
      guard let item = ledger.itemIndex(line.documentKey), line.amount.currency == currency else {
        throw UnsoundDecision("not in the ledger: \(line)")
      }
      moved.add(item, line.amount.minorUnits)
    }
    for (item, amount) in moved.all {
      try UnsoundDecision.unless(
        ledger.canTake(amount, from: item), "no room in \(ledger.items[item]) for \(amount)")
    }
    for (item, amount) in moved.all {
      ledger.take(amount, from: item)
      ledger.list(item)
      legs.add(Allocator.account(of: ledger.items[item]), -amount)
      if ledger.openAmount(of: item) == 0, let dispute = ledger.dispute(ofDeduction: item, .open) {
        ledger.setDispute(dispute, .resolved, payment: ledger.disputes[dispute].payment)
        booked.disputes.append(ledger.disputes[dispute].id)
      }
    }
    for line in lines {
      let amount = line.amount.minorUnits
      switch line.kind {
      case .payment, .onAccount: cash += amount
      case .discount: legs.add(.discounts, amount)
      case .writeOff: legs.add(.writeOffs, amount)
      case .bankCharge: legs.add(.bankCharges, amount)
      case .withholdingTax: legs.add(.withholdingTax, amount)
      case .deduction: deductAgain(line, among: lines, &ledger, &legs, &booked)
      case .credit, .reversal: break
      }
      var again = line
      again.bookingDate = day
      booked.applications.append(again)
    }
    legs.add(.unappliedCash, cash - comeback.amount.minorUnits)
    booked.entry = JournalEntry(
      date: day, payment: comeback.payment,
      description: "Return taken back: \(comeback.description)", postings: legs.postings)
    return booked
  }

  /// The `-D<n>` item that went with the deduction is there again, and its dispute; an agreed one
  /// books to its reason.
  private static func deductAgain(
    _ line: Application, among lines: [Application], _ ledger: inout WorkingLedger,
    _ legs: inout Legs, _ booked: inout BookedReceipt
  ) {
    let amount = line.amount.minorUnits
    let root = DocumentKey(line.customer, ledger.rootNumber(of: line.documentKey))
    let unmade = ledger.deductionItems(of: root).filter {
      ledger.openAmount(of: $0) == 0 && ledger.items[$0].original == line.amount
        && ledger.items[$0].key != line.documentKey
    }
    let made = unmade.first { ledger.items[$0].documentDate == line.bookingDate } ?? unmade.first
    guard let made else {
      legs.add(.deductions(reasonCode: line.reasonCode), amount)
      if let allowance = allowance(toUseAgainFor: line, among: lines, in: ledger) {
        ledger.useAllowance(allowance, amount)
      }
      return
    }
    ledger.setOpenAmount(amount, of: made)
    ledger.list(made)
    legs.add(.disputed(line.customer), amount)
    let opened = ledger.disputes(on: root).first { index in
      let dispute = ledger.disputes[index]
      return dispute.origin == .shortPayment && dispute.status == .resolved
        && dispute.payment == line.payment && dispute.amount == line.amount
    }
    if let opened {
      ledger.setDispute(opened, .open, payment: line.payment)
      booked.disputes.append(ledger.disputes[opened].id)
      return
    }
    // One that the customer had reported was let go of.
    let reported = ledger.disputes(on: root).first { index in
      let dispute = ledger.disputes[index]
      return dispute.origin == .customerReported && dispute.status == .open
        && dispute.payment == nil && dispute.amount.currency == line.amount.currency
        && dispute.amount.minorUnits >= amount
    }
    guard let reported else { return }
    ledger.bindDispute(reported, to: line.payment)
    booked.disputes.append(ledger.disputes[reported].id)
  }
}
