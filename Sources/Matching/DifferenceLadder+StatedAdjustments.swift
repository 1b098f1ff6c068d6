import Money
import Receivables

extension DifferenceLadder {
  /// What the remittance says was kept back, if it is the whole shortfall: each adjustment judged
  /// by itself.
  func statedAdjustments(
    _ claim: Claim, shortfall: Int64, after discounts: [(item: Int, amount: Int64)]
  ) -> Settlement? {
    let kept = claim.adjustments.filter { $0.adjustment.amount.currency == context.currency }
    guard !kept.isEmpty, kept.allSatisfy({ $0.adjustment.amount.minorUnits > 0 }),
      kept.reduce(0, { $0 + $1.adjustment.amount.minorUnits }) == shortfall
    else { return nil }
    var perItem: [Int: Int64] = [:]
    for (item, adjustment) in kept { perItem[item, default: 0] += adjustment.amount.minorUnits }
    let given = Dictionary(discounts.map { ($0.item, $0.amount) }, uniquingKeysWith: +)
    for (item, amount) in perItem
    where amount + (given[item] ?? 0) > ledger.openAmount(of: item) { return nil }

    var used = Used()
    var lines: [Decision.Clearing] = []
    var unexplained: Int64 = 0
    var words: [String] = []
    for (item, adjustment) in kept {
      let (line, judged) = judge(adjustment, on: item, used: &used)
      lines.append(line)
      words.append(judged)
      if line.treatment == .openDispute { unexplained += adjustment.amount.minorUnits }
    }
    var settled = paying(
      claim, discounts: discounts, taxes: [], kept: perItem,
      words: (discounts.isEmpty ? "" : "the full discount, and ") + words.joined(separator: "; "))
    settled.other += lines
    settled.unexplained = unexplained
    settled.used = used
    return settled
  }

  /// One stated adjustment: by allowance, by a known dispute, by an accepted reason, or disputed.
  func judge(
    _ adjustment: RemittanceDocument.Adjustment, on item: Int, used: inout Used
  ) -> (Decision.Clearing, String) {
    let amount = adjustment.amount.minorUnits
    let reason = adjustment.reason
    func line(_ code: String, _ treatment: Decision.DeductionTreatment) -> Decision.Clearing {
      Decision.Clearing(
        item: ledger.items[item].key, kind: .deduction, amount: adjustment.amount,
        reasonCode: code.isEmpty ? "UNEXPLAINED" : code, treatment: treatment)
    }
    let why = reason.isEmpty ? "without a reason" : "with reason \(reason)"
    let said = "\(text(amount)) kept back \(why)"
    for index in allowances(for: [item]) where !used.allowances.contains(index) {
      let allowance = ledger.allowances[index]
      let isNamed =
        (!reason.isEmpty && reason == allowance.reasonCode)
        || adjustment.text.contains(allowance.id)
      guard remaining(of: index) == amount || (isNamed && remaining(of: index) >= amount) else {
        continue
      }
      used.allowances.insert(index)
      return (
        line(allowance.reasonCode, .useAllowance(id: allowance.id)),
        "\(said), allowance \(allowance.id)"
      )
    }
    if let dispute = reportedDispute(
      coveringAtLeast: amount, on: [item], besides: used.disputes)
    {
      used.disputes.insert(dispute.id)
      return (
        line(dispute.reason.isEmpty ? reason : dispute.reason, dispute.treatment),
        "\(said), dispute \(dispute.id)"
      )
    }
    if !reason.isEmpty, context.rules.acceptedReasons.contains(reason) {
      return (line(reason, .agreed), "\(said), an accepted reason")
    }
    return (line(reason, .openDispute), "\(said), not agreed")
  }
}
