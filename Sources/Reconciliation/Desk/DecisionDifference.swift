import Money
public import Receivables

/// One receipt that was decided otherwise, with its lines then and now.
public struct DecisionDifference: Hashable, Sendable {
  public var payment: PaymentID
  /// `C1 4711 payment 980.00 EUR`, in the order of booking; empty where nothing was booked.
  public var old: [String]
  public var new: [String]

  public init(payment: PaymentID, old: [String], new: [String]) {
    self.payment = payment
    self.old = old
    self.new = new
  }
}

/// The receipts that two decisions book otherwise, whatever the order of their lines; those of the
/// old ones first, each in its order.
public func differences(
  between old: [Application], and new: [Application]
) -> [DecisionDifference] {
  let before = Dictionary(grouping: old, by: \.payment)
  let after = Dictionary(grouping: new, by: \.payment)
  return unique((old + new).map(\.payment)).compactMap { payment in
    let (then, now) = (text(before[payment], payment), text(after[payment], payment))
    if then.sorted() == now.sorted() { return nil }
    return DecisionDifference(payment: payment, old: then, new: now)
  }
}

/// What stands of a receipt, or what a return undid.
private func text(_ lines: [Application]?, _ payment: PaymentID) -> [String] {
  guard let lines else { return [] }
  let undoing = lines.filter { $0.kind == .reversal && $0.reverses != payment }
  return (lines.standing(of: payment) + undoing).map { line in
    "\(line.customer) \(line.document) \(line.kind.rawValue) \(line.amount)"
      + (line.reasonCode.isEmpty ? "" : " \(line.reasonCode)")
  }
}
