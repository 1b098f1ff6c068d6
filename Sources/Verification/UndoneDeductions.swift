import Money
import Receivables

/// Deductions that returns undo: one that had opened a dispute had made an item, which goes with it.
struct UndoneDeductions {
  private let disputesOf: [PaymentID: [Dispute]]

  init(_ ledger: Ledger) {
    var disputesOf: [PaymentID: [Dispute]] = [:]
    for dispute in ledger.disputes where dispute.origin == .shortPayment {
      if let payment = dispute.payment { disputesOf[payment, default: []].append(dispute) }
    }
    self.disputesOf = disputesOf
  }

  /// The reversed deductions of a decision whose items did not go as a whole: what was paid on them
  /// since is counted twice, or lost.
  func withoutItem(in decision: RecordedDecision) -> [String] {
    var left = decision.items.filter { $0.openAfter.allSatisfy { "0.".contains($0) } }
    var disputes = disputesOf
    var faults: [String] = []
    for line in decision.applications
    where line.kind == "reversal" && line.reasonCode?.isEmpty == false {
      guard let payment = line.reverses.map({ PaymentID($0) }),
        let amount = minorUnits(line.amount, line.currency),
        let dispute = disputes[payment]?.firstIndex(where: {
          $0.customer.text == line.customerId && $0.reasonCode == line.reasonCode
            && $0.amount.minorUnits == -amount
            && isOf(line.documentNumber, root: $0.document.text)
        })
      else { continue }
      let root = disputes[payment]?.remove(at: dispute).document.text ?? ""
      let item = left.firstIndex {
        $0.customerId == line.customerId && $0.documentNumber.hasPrefix(root + "-D")
          && minorUnits($0.openBefore, $0.currency) == -amount
      }
      if let item {
        left.remove(at: item)
      } else {
        faults.append("\(line.documentNumber) of \(line.customerId), \(line.amount)")
      }
    }
    return faults
  }

  private func isOf(_ number: String, root: String) -> Bool {
    number == root || number.hasPrefix(root + "-D")
  }
}
