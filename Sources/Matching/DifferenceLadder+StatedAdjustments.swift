import Money
import Receivables

extension DifferenceLadder {
  /// What the remittance says was kept back, if it is the whole shortfall: each adjustment judged
  /// by itself.
  func statedAdjustments(
    _ claim: Claim, shortfall: Int64, after discounts: [(item: Int, amount: Int64)]
  ) -> Settlement? {
    guard let kept = kept(by: claim, beside: discounts), kept.sum == shortfall else { return nil }
    let judged = judge(kept.adjustments)
    var settled = paying(
      claim, discounts: discounts, taxes: [], kept: kept.perItem,
      words: (discounts.isEmpty ? "" : "the full discount, and ") + judged.words)
    settled.other += judged.lines
    settled.unexplained = judged.unexplained
    settled.used = judged.used
    return settled
  }

  /// Fine print 20: stated adjustments stay what they are where more is missing than they say; the
  /// rest is unexplained, and `partial_from` judges it alone.
  func statedAndRest(_ claim: Claim, shortfall: Int64, owed: Int64) -> Settlement? {
    guard let kept = kept(by: claim, beside: []), kept.sum < shortfall else { return nil }
    let rest = shortfall - kept.sum
    let isPartial = context.rules.partialFrom.isReached(by: rest, of: owed)
    let judged = judge(kept.adjustments)
    var settled = paying(
      claim, kept: kept.perItem,
      rest: isPartial ? .staysOpen : .agreed("UNEXPLAINED", .openDispute),
      words: judged.words
        + (isPartial
          ? "; \(text(rest)) more is short: a part payment, the rest stays due"
          : "; \(text(rest)) more is short and unexplained: a deduction, a dispute opens"))
    // What is stated comes first: its item is the first of the document's deductions.
    settled.other = judged.lines + settled.other
    settled.unexplained = judged.unexplained + rest
    settled.isPartial = isPartial
    settled.used = judged.used
    return settled
  }

  private struct Kept {
    var adjustments: [(item: Int, adjustment: RemittanceDocument.Adjustment)]
    var perItem: [Int: Int64] = [:]
    var sum: Int64 = 0
  }

  /// The adjustments of a claim, where each has an amount and all fit on their items.
  private func kept(
    by claim: Claim, beside discounts: [(item: Int, amount: Int64)]
  ) -> Kept? {
    var kept = Kept(
      adjustments: claim.adjustments.filter {
        $0.adjustment.amount.currency == context.currency
      })
    guard !kept.adjustments.isEmpty,
      kept.adjustments.allSatisfy({ $0.adjustment.amount.minorUnits > 0 })
    else { return nil }
    for (item, adjustment) in kept.adjustments {
      kept.perItem[item, default: 0] += adjustment.amount.minorUnits
      kept.sum += adjustment.amount.minorUnits
    }
    let given = Dictionary(discounts.map { ($0.item, $0.amount) }, uniquingKeysWith: +)
    for (item, amount) in kept.perItem
    where amount + (given[item] ?? 0) > ledger.openAmount(of: item) { return nil }
    return kept
  }

  private struct Judged {
    var lines: [Decision.Clearing] = []
    var used = Used()
    var unexplained: Int64 = 0
    var words = ""
  }

  private func judge(
    _ kept: [(item: Int, adjustment: RemittanceDocument.Adjustment)]
  ) -> Judged {
    var judged = Judged()
    var words: [String] = []
    for (item, adjustment) in kept {
      let (line, said) = judge(adjustment, on: item, used: &judged.used)
      judged.lines.append(line)
      words.append(said)
      if line.treatment == .openDispute { judged.unexplained += adjustment.amount.minorUnits }
    }
    judged.words = words.joined(separator: "; ")
    return judged
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
