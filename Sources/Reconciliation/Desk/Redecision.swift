import Books
import Money
public import Receivables

/// The ledger as it was before some receipts were taken, ready to take them again.
public struct Redecision: Sendable {
  /// The ledger to run on: it does not know the receipts.
  public var ledger: Ledger
  /// What took them off, as reversals.
  public var outcome: DeskOutcome
  /// Those that are still on it, since something that is not among the receipts stands on them.
  public var left: [PaymentID] = []
}

/// Undoes receipts and returns, newest first, so that a run can decide them again together with what
/// came late. Lines stay in the history beside their reversals; all else is as if it had not been.
///
/// - Parameters:
///   - payments: in the order in which they were taken.
///   - input: its `exceptions` are those of all these receipts.
///   - leavesUsed: leaves receipts on the books on which something else stands, where a trial only
///     asks what the others would become.
/// - Throws: `DeskError.Code.usedSince` where something that is not among them stands on one.
public func redecide(
  _ payments: [PaymentID], _ input: DeskInput, leavesUsed: Bool = false
) throws(DeskError) -> Redecision {
  var left: Set<PaymentID> = []
  while true {
    let taken = payments.filter { !left.contains($0) }
    var desk = try Desk(input, concerning: Set(taken))
    let used = try desk.takeOff(taken, leavesUsed: leavesUsed)
    if used.isEmpty {
      var anew = desk.ready(without: taken, input)
      anew.left = payments.filter(left.contains)
      return anew
    }
    // What one that stays stands on stays too: from the beginning, without them.
    left.formUnion(used)
  }
}

extension Desk {
  /// - Returns: those that cannot be taken off; what else was done then is worth nothing.
  fileprivate mutating func takeOff(
    _ payments: [PaymentID], leavesUsed: Bool
  ) throws(DeskError) -> [PaymentID] {
    var used: [PaymentID] = []
    for payment in payments.reversed() {
      do throws(DeskError) {
        let record = try record(payment)
        // What is off the books already only leaves the history.
        if record.outcome != .returned || record.amount.isNegative { try takeOffBooks(payment) }
        records[payment] = .some(nil)
      } catch {
        guard leavesUsed, error.code == .usedSince else { throw error }
        used.append(payment)
      }
    }
    return used
  }

  fileprivate mutating func ready(without payments: [PaymentID], _ input: DeskInput) -> Redecision {
    forget(Set(payments))
    let outcome = outcome()
    var ledger = input.ledger
    ledger.apply(outcome.changes)
    return Redecision(ledger: ledger, outcome: outcome)
  }
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
      grouping: input.ledger.applications + self.lines, by: \.documentKey)
    let lines = payments.flatMap { history[$0] ?? [] }
    for line in undone + lines where line.kind == .deduction {
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
