import Money
import Receivables

/// Disputes, step by step. The dispute's explanation is the last that was written; all that was
/// written before is in the log.
extension Desk {
  mutating func handle(_ id: String, _ step: DisputeStep) throws(DeskError) {
    guard let index = ledger.disputeIndex(id) else { throw unknownDispute(id) }
    let dispute = ledger.disputes[index]
    switch step {
    case .note: break
    case .reopen:
      guard dispute.status == .resolved else {
        throw DeskError(
          .disputeNotResolved, "dispute \(id) is \(dispute.status.rawValue)",
          expected: "a resolved one")
      }
      if let item = deductionItem(of: index), ledger.openAmount(of: item) == 0 {
        throw DeskError(
          .documentNotOpen,
          "\(ledger.items[item].number), which dispute \(id) is about, is cleared",
          expected: "an open deduction; undo what cleared it")
      }
      ledger.setDispute(index, .open, payment: dispute.payment)
      tellOfShortPayment(dispute.payment)
    case .underReview, .explain, .approve, .deny, .resolve, .merge:
      guard dispute.status != .resolved else {
        throw DeskError(
          .disputeResolved, "dispute \(id) is resolved", expected: "an open one; reopen it")
      }
      if case .underReview = step { break }
      if case .merge(let other, _) = step { try requireMergeable(index, into: other) }
      if case .explain = step {
        ledger.setDispute(index, .explained, payment: dispute.payment)
        break
      }
      if case .approve = step {
        try credit(index)
      } else if let item = deductionItem(of: index) {
        witnesses.insert(ledger.items[item].key)
      }
      ledger.setDispute(index, .resolved, payment: dispute.payment)
      settleShortPayment(dispute.payment)
    }
    if !step.note.isEmpty { ledger.explainDispute(index, step.note) }
  }

  /// One may become the other: the same customer's, and still to be decided.
  private func requireMergeable(_ index: Int, into other: String) throws(DeskError) {
    guard let target = ledger.disputeIndex(other) else { throw unknownDispute(other) }
    let (one, goal) = (ledger.disputes[index], ledger.disputes[target])
    guard target != index else {
      throw DeskError(
        .notOneDispute, "dispute \(one.id) cannot be merged into itself", expected: "another one")
    }
    guard goal.customer == one.customer else {
      throw DeskError(
        .notOneDispute, "dispute \(other) is \(goal.customer)'s, \(one.id) is \(one.customer)'s",
        expected: "a dispute of the same customer")
    }
    guard goal.status != .resolved else {
      throw DeskError(
        .disputeResolved, "dispute \(other) is resolved", expected: "an open one; reopen it")
    }
  }

  /// Credits what is open of the deduction to its reason; where the customer complained before
  /// paying, what is disputed of the invoice.
  private mutating func credit(_ index: Int) throws(DeskError) {
    let dispute = ledger.disputes[index]
    let line: Decision.Clearing
    let reason = dispute.reasonCode.isEmpty ? "UNEXPLAINED" : dispute.reasonCode
    if let item = deductionItem(of: index), ledger.openAmount(of: item) != 0 {
      line = Decision.Clearing(
        item: ledger.items[item].key, kind: .deduction, amount: ledger.items[item].open,
        reasonCode: reason, treatment: .agreed)
    } else if dispute.origin == .customerReported, dispute.payment == nil {
      let key = DocumentKey(dispute.customer, dispute.document)
      guard let item = ledger.itemIndex(key), ledger.items[item].currency == dispute.amount.currency
      else {
        throw DeskError(
          .documentUnknown, "document \(dispute.document) of dispute \(dispute.id) is not there",
          expected: "an open item in \(dispute.amount.currency)")
      }
      guard dispute.amount.isPositive, ledger.canTake(dispute.amount.minorUnits, from: item) else {
        throw DeskError(
          .moreThanOpen,
          "dispute \(dispute.id) is over \(dispute.amount), of \(dispute.document) "
            + "\(ledger.items[item].open) is open", expected: "at most that")
      }
      line = Decision.Clearing(
        item: key, kind: .deduction, amount: dispute.amount, reasonCode: reason,
        treatment: .agreed)
    } else {
      throw DeskError(
        .documentNotOpen, "nothing that dispute \(dispute.id) is about is open",
        expected: "an open deduction; resolve the dispute instead")
    }
    // Booking resolves the first dispute that a cleared deduction may stand for; this one is meant.
    let statuses = ledger.disputes.map(\.status)
    try bookWithoutReceipt(
      [line], in: dispute.amount.currency, rule: "dispute", "Dispute \(dispute.id) approved")
    for other in statuses.indices where ledger.disputes[other].status != statuses[other] {
      ledger.setDispute(other, statuses[other], payment: ledger.disputes[other].payment)
    }
  }

  /// The `-D<n>` item that a dispute is about: made with it, in the same order on the same day.
  func deductionItem(of index: Int) -> Int? {
    let dispute = ledger.disputes[index]
    let root = DocumentKey(dispute.customer, dispute.document)
    let items = ledger.deductionItems(of: root).filter {
      ledger.items[$0].currency == dispute.amount.currency
    }
    if dispute.origin == .customerReported {
      guard dispute.payment != nil else { return nil }
      let fitting = items.filter {
        ledger.items[$0].original.minorUnits <= dispute.amount.minorUnits
          && ledger.dispute(ofDeduction: $0, dispute.status) == index
      }
      return fitting.first { ledger.openAmount(of: $0) != 0 } ?? fitting.first
    }
    let fitting = items.filter { ledger.items[$0].original == dispute.amount }
    let ofThatDay = fitting.filter { ledger.items[$0].documentDate == dispute.openedOn }
    let peers = ledger.disputes(on: root).filter {
      let peer = ledger.disputes[$0]
      return peer.origin == .shortPayment && peer.amount == dispute.amount
        && peer.openedOn == dispute.openedOn
    }
    if ofThatDay.count == peers.count, let rank = peers.firstIndex(of: index) {
      return ofThatDay[rank]
    }
    let nearest = ofThatDay.isEmpty ? fitting : ofThatDay
    return nearest.first { ledger.openAmount(of: $0) != 0 } ?? nearest.first
  }
}
