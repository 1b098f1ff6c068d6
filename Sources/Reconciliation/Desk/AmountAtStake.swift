public import Money
import Receivables

/// What a decision moves, for limits: nil where no money does, as when a note is written.
///
/// Of lines, cash and what is given away (discounts, write-offs, deductions …) count together,
/// netted credits by their positive side.
public func amountAtStake(of action: DeskAction, in input: DeskInput) -> Money? {
  switch action {
  case .apply(_, _, let lines), .net(let lines):
    return sum(lines.map(\.amount).filter { $0.isPositive })
      ?? lines.first.map { Money(minorUnits: .max, $0.amount.currency) }
  case .reassign(let payment, _, let lines):
    let moved = [record(payment, input), amountAtStake(of: .net(lines: lines), in: input)]
    return moved.compactMap { $0 }.max { $0.minorUnits.magnitude < $1.minorUnits.magnitude }
  case .writeOff(_, let amount, _): return magnitude(amount)
  case .putOnAccount(let payment, _), .notOurs(let payment, _), .undoReceipt(let payment, _),
    .takeOffBooks(let payment, _):
    return record(payment, input)
  case .dispute(let id, .approve):
    return input.ledger.disputes.first { $0.id == id }.map { magnitude($0.amount) }
  case .undo(let trace):
    let moved = trace.items.compactMap { change -> Money? in
      guard let row = change.after ?? change.before else { return nil }
      let before = change.before?.open ?? .zero(row.currency)
      let after = change.after?.open ?? .zero(row.currency)
      return (try? after.subtracting(before)).map(magnitude)
    }
    return moved.max { $0.minorUnits < $1.minorUnits }
  case .settle, .dispute, .learnAccount, .learnAlias: return nil
  }
}

private func record(_ payment: PaymentID, _ input: DeskInput) -> Money? {
  input.ledger.receipts.first { $0.payment == payment }.map { magnitude($0.amount) }
}

private func magnitude(_ amount: Money) -> Money {
  Money(minorUnits: Int64(clamping: amount.minorUnits.magnitude), amount.currency)
}

/// nil for nothing at all, or for more than can be counted.
private func sum(_ amounts: [Money]) -> Money? {
  guard let currency = amounts.first?.currency,
    let minorUnits = try? amounts.map(\.minorUnits).sumChecked()
  else { return nil }
  return Money(minorUnits: minorUnits, currency)
}
