import Money
import Receivables

/// How does the amount fit? The ladder of the contract (step 5): the first rung that explains a
/// shortfall wholly wins; then a full discount with one other rung; then nothing explains it.
///
/// Sums cannot overflow: the run's amounts together stay below `WorkingLedger.amountMax`.
struct DifferenceLadder {
  let ledger: WorkingLedger
  var context: ClaimContext

  /// Settles a claim; always gives an answer, explained or not.
  func settle(_ claim: Claim) throws(MoneyError) -> Settlement {
    let need = claim.debits.reduce(0) { $0 + ledger.openAmount(of: $1) }
    let difference = need - claim.available
    // Percentages are of what is owed with the named credits netted.
    let owed = need - (claim.available - claim.cash)
    if difference == 0 {
      var settled = paying(claim, words: "the amount is exact")
      settled.isExact = true
      return settled
    }
    if difference < 0 { return try over(claim, by: -difference, owed: owed) }
    // What the payer states is what it is, whatever else would make the same sum.
    if let stated = statedAdjustments(claim, shortfall: difference, after: []) { return stated }

    var granted: [(item: Int, amount: Int64)] = []
    if context.partialWords == nil {
      granted = discounts(of: claim.debits)
      let full = granted.reduce(0) { $0 + $1.amount }
      if full > 0, difference <= full {
        return taking(claim, discounts: granted, upTo: difference)
      }
    }
    if let settled = try explain(claim, shortfall: difference, owed: owed, after: []) {
      return settled
    }
    let full = granted.reduce(0) { $0 + $1.amount }
    if full > 0, full < difference {
      let rest = difference - full
      if let settled = try explain(claim, shortfall: rest, owed: owed, after: granted) {
        return settled
      }
    }
    return statedAndRest(claim, shortfall: difference, owed: owed)
      ?? unexplained(claim, shortfall: difference, owed: owed)
  }

  // MARK: The rungs

  /// Every rung but the discount, in the contract's order, for what a full discount leaves.
  func explain(
    _ claim: Claim, shortfall: Int64, owed: Int64, after discounts: [(item: Int, amount: Int64)]
  ) throws(MoneyError) -> Settlement? {
    let prefix = discounts.isEmpty ? "" : "the full discount, and "
    if shortfall <= (try context.rules.tolerance(forOpenSum: owed, in: context.currency)) {
      return paying(
        claim, discounts: discounts, rest: .writeOff,
        words: "\(prefix)\(text(shortfall)) within tolerance")
    }
    if let credit = onlyCredit(of: shortfall, for: claim) {
      var settled = paying(
        with(claim, more: shortfall), discounts: discounts,
        words: "\(prefix)the open credit \(ledger.items[credit].number) is the shortfall")
      settled.extraCredit = (credit, shortfall)
      return settled
    }
    if let charge = try bankCharge(of: shortfall) {
      var settled = paying(claim, discounts: discounts, rest: .bankCharge, words: prefix + charge)
      settled.used.bankCharge = true
      return settled
    }
    let discounted = Dictionary(discounts.map { ($0.item, $0.amount) }, uniquingKeysWith: +)
    let taxes = try withholding(on: claim.debits)
    let areWithin = taxes.allSatisfy { item, tax in
      tax + (discounted[item] ?? 0) <= ledger.openAmount(of: item)
    }
    if !taxes.isEmpty, areWithin, taxes.reduce(0, { $0 + $1.amount }) == shortfall {
      return paying(
        claim, discounts: discounts, taxes: taxes,
        words: "\(prefix)withholding tax of \(text(shortfall))")
    }
    if let stated = statedAdjustments(claim, shortfall: shortfall, after: discounts) {
      return stated
    }
    if let allowance = allowance(of: shortfall, for: claim.debits, discounted) {
      let treatment = Decision.DeductionTreatment.useAllowance(id: allowance.id)
      let on = claim.debits.first {
        ledger.items[$0].number == allowance.document
          && ledger.openAmount(of: $0) - (discounted[$0] ?? 0) >= shortfall
      }
      var settled = paying(
        claim, discounts: discounts,
        rest: on.map { .deduction(on: $0, allowance.reason, treatment) }
          ?? .agreed(allowance.reason, treatment),
        words: "\(prefix)allowance \(allowance.id) of \(text(shortfall))")
      settled.used.allowances = [allowance.index]
      return settled
    }
    let coverable = claim.debits.filter {
      ledger.openAmount(of: $0) - (discounted[$0] ?? 0) >= shortfall
    }
    if let dispute = reportedDispute(coveringAtLeast: shortfall, on: coverable) {
      var settled = paying(
        claim, discounts: discounts,
        rest: .deduction(on: dispute.item, dispute.reason, dispute.treatment),
        words: "\(prefix)dispute \(dispute.id) covers \(text(shortfall))")
      settled.used.disputes = [dispute.id]
      return settled
    }
    guard discounts.isEmpty else { return nil }
    let announced = announcedPart(of: claim)
    if let words = announced?.words ?? context.partialWords.map({ "the words '\($0)'" }) {
      var settled = paying(claim, words: "a part payment by \(words)")
      settled.isPartial = true
      settled.used.promises = Set([announced?.index].compactMap { $0 })
      return settled
    }
    return nil
  }

  // MARK: What nothing explains

  func unexplained(_ claim: Claim, shortfall: Int64, owed: Int64) -> Settlement {
    if context.rules.partialFrom.isReached(by: shortfall, of: owed) {
      var settled = paying(
        claim, words: "\(text(shortfall)) short and unexplained: a part payment, the rest stays due"
      )
      settled.isPartial = true
      settled.unexplained = shortfall
      return settled
    }
    var settled = paying(
      claim, rest: .agreed("UNEXPLAINED", .openDispute),
      words: "\(text(shortfall)) short and unexplained: a deduction, a dispute opens")
    settled.unexplained = shortfall
    return settled
  }

  func over(_ claim: Claim, by excess: Int64, owed: Int64) throws(MoneyError) -> Settlement {
    guard let last = claim.debits.last,
      excess <= (try context.rules.tolerance(forOpenSum: owed, in: context.currency))
    else {
      var settled = paying(with(claim, more: -excess), words: "\(text(excess)) more than is owed")
      settled.excess = excess
      return settled
    }
    // The whole receipt is payment; what is too much lies on the last item.
    var settled = paying(
      with(claim, more: -excess), words: "\(text(excess)) too much, within tolerance")
    if let index = settled.paid.lastIndex(where: { $0.item == last }) {
      settled.paid[index].amount += excess
      settled.other.append(clearing(last, .writeOff, -excess))
    }
    return settled
  }
}
