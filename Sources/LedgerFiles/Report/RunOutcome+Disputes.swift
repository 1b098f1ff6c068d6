import Receivables
public import Reconciliation

extension RunOutcome {
  /// By its place in `disputes`: the run opened the dispute; it changed the others.
  public var isDisputeOpenedNow: [Bool] {
    let decided = Set(decided.lazy.map(\.payment))
    return disputes.map { dispute in
      dispute.origin == .shortPayment && dispute.payment.map(decided.contains) == true
    }
  }
}
