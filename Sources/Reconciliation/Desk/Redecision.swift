import Books
import Money
public import Receivables

/// The ledger as it was before some receipts were taken, ready to take them again.
public struct Redecision: Sendable {
  /// The ledger to run on: it does not know the receipts.
  public var ledger: Ledger
  /// What took them off, as reversals.
  public var outcome: DeskOutcome
}

/// Undoes receipts and returns, newest first, so that a run can decide them again together with what
/// came late. Lines stay in the history beside their reversals; all else is as if it had not been.
///
/// - Parameters:
///   - payments: in the order in which they were taken.
///   - input: its `exceptions` are those of all these receipts.
/// - Throws: `DeskError.Code.usedSince` where something that is not among them stands on one.
public func redecide(
  _ payments: [PaymentID], _ input: DeskInput
) throws(DeskError) -> Redecision {
  var desk = try Desk(input, concerning: Set(payments))
  for payment in payments.reversed() {
    try desk.takeOffBooks(payment)
    desk.records[payment] = .some(nil)
  }
  desk.forget(Set(payments))
  let outcome = desk.outcome()
  var ledger = input.ledger
  ledger.apply(outcome.changes)
  return Redecision(ledger: ledger, outcome: outcome)
}

extension Desk {
  /// Items and disputes that the receipts had made leave the ledger, so that the run numbers them
  /// again from the beginning, and meets no credit of a receipt that it does not know.
  fileprivate mutating func forget(_ payments: Set<PaymentID>) {
    for line in payments.flatMap({ history[$0] ?? [] }) where line.kind == .onAccount {
      if let item = ledger.itemIndex(line.documentKey), ledger.openAmount(of: item) == 0 {
        forgottenItems.insert(line.documentKey)
      }
    }
    let onItems = Dictionary(
      grouping: input.ledger.applications + lines, by: \.documentKey)
    for line in undone where line.kind == .deduction {
      let root = DocumentKey(line.customer, ledger.rootNumber(of: line.documentKey))
      // From the last number on: a gap would hide what stands behind it.
      for item in ledger.deductionItems(of: root).reversed() {
        let key = ledger.items[item].key
        let others = onItems[key] ?? []
        // One that only these receipts ever touched, and that is nothing without them, is theirs.
        guard ledger.openAmount(of: item) == 0,
          !others.isEmpty || item < input.ledger.openItems.count,
          others.allSatisfy({ payments.contains($0.payment) })
        else { break }
        forgottenItems.insert(key)
      }
    }
    for dispute in ledger.disputes where dispute.origin == .shortPayment {
      guard let payment = dispute.payment, payments.contains(payment),
        dispute.id.hasPrefix("D-\(payment.text.dropFirst())-")
      else { continue }
      forgottenDisputes.insert(dispute.id)
    }
  }
}
