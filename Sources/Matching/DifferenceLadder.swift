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
    return unexplained(claim, shortfall: difference, owed: owed)
  }

  // MARK: The rungs

  /// Every rung but the discount, in the contract's order, for what a full discount leaves.
  private func explain(
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
    if let charge = try bankCharge(of: shortfall, isStated: claim.isStated) {
      return paying(claim, discounts: discounts, rest: .bankCharge, words: prefix + charge)
    }
    let taxes = try withholding(on: claim.debits)
    if !taxes.isEmpty, taxes.reduce(0, { $0 + $1.amount }) == shortfall {
      return paying(
        claim, discounts: discounts, taxes: taxes,
        words: "\(prefix)withholding tax of \(text(shortfall))")
    }
    if let stated = statedAdjustments(claim, shortfall: shortfall, after: discounts) {
      return stated
    }
    if let allowance = allowance(of: shortfall, for: claim.debits) {
      let treatment = Decision.DeductionTreatment.useAllowance(id: allowance.id)
      let on = claim.debits.first {
        ledger.items[$0].number == allowance.document && ledger.openAmount(of: $0) >= shortfall
      }
      var settled = paying(
        claim, discounts: discounts,
        rest: on.map { .deduction(on: $0, allowance.reason, treatment) }
          ?? .agreed(allowance.reason, treatment),
        words: "\(prefix)allowance \(allowance.id) of \(text(shortfall))")
      settled.usedAllowances = [allowance.index]
      return settled
    }
    let discounted = Dictionary(discounts.map { ($0.item, $0.amount) }, uniquingKeysWith: +)
    let coverable = claim.debits.filter {
      ledger.openAmount(of: $0) - (discounted[$0] ?? 0) >= shortfall
    }
    if let dispute = reportedDispute(coveringAtLeast: shortfall, on: coverable) {
      return paying(
        claim, discounts: discounts,
        rest: .deduction(on: dispute.item, dispute.reason, dispute.treatment),
        words: "\(prefix)dispute \(dispute.id) covers \(text(shortfall))")
    }
    guard discounts.isEmpty else { return nil }
    if let words = announcedPart(of: claim) ?? context.partialWords.map({ "the words '\($0)'" }) {
      var settled = paying(claim, words: "a part payment by \(words)")
      settled.isPartial = true
      return settled
    }
    return nil
  }

  /// Each debit's discount that is still to be had on the day of the payment.
  func discounts(of debits: [Int]) -> [(item: Int, amount: Int64)] {
    let grace = context.rules.discountGraceDays
    return debits.compactMap { item in
      let document = ledger.items[item]
      guard let last = document.discountDate, let discount = document.discount,
        discount.minorUnits > 0, discount.minorUnits <= document.open.minorUnits,
        context.discountDay <= last.advanced(byDays: grace)
      else { return nil }
      return (item, discount.minorUnits)
    }
  }

  /// The one open credit of the payer, or of the items' owner, that is exactly the shortfall.
  private func onlyCredit(of shortfall: Int64, for claim: Claim) -> Int? {
    var owners: [Int] = []
    for owner in [context.payer]
      + claim.debits.map({ ledger.customerIndex(ledger.items[$0].customer) })
    {
      if let owner, !owners.contains(owner) { owners.append(owner) }
    }
    let credits = owners.flatMap { ledger.openItems(of: $0, in: context.currency) }
      .filter { ledger.openAmount(of: $0) == -shortfall && !context.named.contains($0) }
    return credits.count == 1 ? credits.first : nil
  }

  /// The bank says that it kept exactly this much.
  private func bankCharge(of shortfall: Int64, isStated: Bool) throws(MoneyError) -> String? {
    let most = try context.rules.bankChargeMaximum.minorUnits(in: context.currency)
    guard shortfall <= most else { return nil }
    let transaction = context.transaction
    if let charges = transaction.charges, charges.currency == context.currency,
      charges.minorUnits == shortfall
    {
      return "bank charges of \(text(shortfall)) stated by the bank"
    }
    if let instructed = transaction.instructed, instructed.currency == context.currency,
      instructed.minorUnits - transaction.amount.minorUnits == shortfall
    {
      return "the payer instructed \(instructed), the bank kept \(text(shortfall))"
    }
    return nil
  }

  /// What the owners of the items must withhold of each.
  private func withholding(
    on debits: [Int]
  ) throws(MoneyError) -> [(item: Int, amount: Int64)] {
    var taxes: [(item: Int, amount: Int64)] = []
    for item in debits {
      guard let owner = ledger.customerIndex(ledger.items[item].customer),
        let rate = ledger.customers[owner].withholdingTax
      else { continue }
      let tax = try rate.of(ledger.openAmount(of: item))
      if tax > 0 { taxes.append((item, tax)) }
    }
    return taxes
  }

  /// An allowance whose remaining amount is exactly this, valid on the booking date.
  private func allowance(
    of shortfall: Int64, for debits: [Int]
  ) -> (index: Int, id: String, reason: String, document: DocumentNumber?)? {
    allowances(for: debits).first { remaining(of: $0) == shortfall }.map { index in
      let allowance = ledger.allowances[index]
      return (index, allowance.id, allowance.reasonCode, allowance.document)
    }
  }

  private func remaining(of allowance: Int) -> Int64 {
    ledger.allowances[allowance].amount.minorUnits - ledger.allowances[allowance].used.minorUnits
  }

  /// Allowances that could apply, those for one of the documents first, then the soonest to end.
  private func allowances(for debits: [Int]) -> [Int] {
    let numbers = Set(debits.map { ledger.items[$0].number })
    let owners =
      debits.map { ledger.customerIndex(ledger.items[$0].customer) } + [context.payer]
    var found: [Int] = []
    for owner in owners.compactMap({ $0 }) {
      for index in ledger.allowances(of: owner) where !found.contains(index) {
        let allowance = ledger.allowances[index]
        guard allowance.amount.currency == context.currency,
          !context.usedAllowances.contains(index), remaining(of: index) > 0,
          allowance.document.map(numbers.contains) ?? true,
          allowance.validFrom.map({ $0 <= context.bookingDay }) ?? true,
          allowance.validTo.map({ $0 >= context.bookingDay }) ?? true
        else { continue }
        found.append(index)
      }
    }
    func rank(_ index: Int) -> (Int, Int32, String) {
      let allowance = ledger.allowances[index]
      return (
        allowance.document == nil ? 1 : 0, allowance.validTo?.dayNumber ?? .max, allowance.id
      )
    }
    return found.sorted { rank($0) < rank($1) }
  }

  private struct KnownDispute {
    var item: Int
    var id: String
    var reason: String
    var treatment: Decision.DeductionTreatment
  }

  /// The one dispute that the customer reported on an item and that is at least this much.
  private func reportedDispute(
    coveringAtLeast shortfall: Int64, on debits: [Int]
  ) -> KnownDispute? {
    var found: [KnownDispute] = []
    for item in debits where ledger.openAmount(of: item) >= shortfall {
      for index in ledger.disputes(on: ledger.items[item].key) {
        let dispute = ledger.disputes[index]
        guard dispute.origin == .customerReported, dispute.status != .resolved,
          dispute.payment == nil, dispute.amount.currency == context.currency,
          dispute.amount.minorUnits >= shortfall
        else { continue }
        found.append(
          KnownDispute(
            item: item, id: dispute.id, reason: dispute.reasonCode,
            treatment: dispute.status == .open ? .bindDispute(id: dispute.id) : .agreed))
      }
    }
    return found.count == 1 ? found.first : nil
  }

  /// An instalment or a promise of exactly the amount received.
  private func announcedPart(of claim: Claim) -> String? {
    let numbers = Set(claim.debits.map { ledger.items[$0].number })
    let owners =
      claim.debits.map { ledger.customerIndex(ledger.items[$0].customer) } + [context.payer]
    for owner in owners.compactMap({ $0 }) {
      for index in ledger.expectations(of: owner) {
        let expectation = ledger.expectations[index]
        guard expectation.kind == .instalment || expectation.kind == .promise,
          expectation.status == .open || expectation.status == .partlyMet,
          expectation.amount.currency == context.currency,
          expectation.amount.minorUnits == claim.cash,
          expectation.document.map(numbers.contains) ?? true
        else { continue }
        return "\(expectation.kind.rawValue) \(expectation.id)"
      }
    }
    return nil
  }

  /// What the remittance says was kept back, if it is the whole shortfall: each adjustment judged
  /// by itself.
  private func statedAdjustments(
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

    var used: Set<Int> = []
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
    settled.usedAllowances = used
    return settled
  }

  /// One stated adjustment: by allowance, by a known dispute, by an accepted reason, or disputed.
  private func judge(
    _ adjustment: RemittanceDocument.Adjustment, on item: Int, used: inout Set<Int>
  ) -> (Decision.Clearing, String) {
    let amount = adjustment.amount.minorUnits
    let reason = adjustment.reason
    func line(_ code: String, _ treatment: Decision.DeductionTreatment) -> Decision.Clearing {
      Decision.Clearing(
        item: ledger.items[item].key, kind: .deduction, amount: adjustment.amount,
        reasonCode: code.isEmpty ? "UNEXPLAINED" : code, treatment: treatment)
    }
    let said = "\(text(amount)) kept back for \(reason.isEmpty ? "no stated reason" : reason)"
    for index in allowances(for: [item]) where !used.contains(index) {
      let allowance = ledger.allowances[index]
      let isNamed =
        (!reason.isEmpty && reason == allowance.reasonCode)
        || adjustment.text.contains(allowance.id)
      guard remaining(of: index) == amount || (isNamed && remaining(of: index) >= amount) else {
        continue
      }
      used.insert(index)
      return (
        line(allowance.reasonCode, .useAllowance(id: allowance.id)),
        "\(said), allowance \(allowance.id)"
      )
    }
    if let dispute = reportedDispute(coveringAtLeast: amount, on: [item]) {
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

  // MARK: What nothing explains

  private func unexplained(_ claim: Claim, shortfall: Int64, owed: Int64) -> Settlement {
    if context.rules.partialFrom.isReached(by: shortfall, of: owed) {
      var settled = paying(claim, words: "\(text(shortfall)) short and unexplained: a part payment")
      settled.isPartial = true
      settled.unexplained = shortfall
      return settled
    }
    var settled = paying(
      claim, rest: .agreed("UNEXPLAINED", .openDispute),
      words: "\(text(shortfall)) short and unexplained: a deduction")
    settled.unexplained = shortfall
    return settled
  }

  private func over(_ claim: Claim, by excess: Int64, owed: Int64) throws(MoneyError) -> Settlement
  {
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

  // MARK: Allotting

  /// Where what is still missing after cash, discounts and taxes goes.
  private enum Rest {
    case staysOpen
    case writeOff, bankCharge
    case agreed(String, Decision.DeductionTreatment)
    /// On this item, whichever is the last.
    case deduction(on: Int, String, Decision.DeductionTreatment)
  }

  /// Pays the debits oldest first, so that what is missing lies on the last ones: that is where a
  /// clerk looks, and where a later payment of the rest is expected.
  private func paying(
    _ claim: Claim, discounts: [(item: Int, amount: Int64)] = [],
    taxes: [(item: Int, amount: Int64)] = [], kept: [Int: Int64] = [:], rest: Rest = .staysOpen,
    words: String
  ) -> Settlement {
    var settled = Settlement()
    settled.words = words
    var available = claim.available
    let discount = Dictionary(discounts.map { ($0.item, $0.amount) }, uniquingKeysWith: +)
    let tax = Dictionary(taxes.map { ($0.item, $0.amount) }, uniquingKeysWith: +)
    // A dispute names its item: that one falls short by it, before any other does.
    var missing = claim.debits.reduce(Int64(0)) { $0 + ledger.openAmount(of: $1) }
    missing -= discount.values.reduce(0, +) + tax.values.reduce(0, +) + kept.values.reduce(0, +)
    missing -= claim.available
    for item in claim.debits {
      var open = ledger.openAmount(of: item)
      if let amount = discount[item] {
        settled.other.append(clearing(item, .discount, amount))
        open -= amount
      }
      if let amount = tax[item] {
        settled.other.append(clearing(item, .withholdingTax, amount))
        open -= amount
      }
      open -= kept[item] ?? 0
      if case .deduction(let disputed, let reason, let treatment) = rest, disputed == item,
        missing > 0, missing <= open
      {
        settled.other.append(clearing(item, .deduction, missing, reason, treatment))
        open -= missing
      }
      let paid = min(open, available)
      if paid > 0 { settled.paid.append((item, paid)) }
      available -= paid
      let short = open - paid
      if short > 0, let line = clearing(item, short, rest) { settled.other.append(line) }
    }
    return settled
  }

  private func clearing(_ item: Int, _ short: Int64, _ rest: Rest) -> Decision.Clearing? {
    switch rest {
    case .staysOpen, .deduction: nil
    case .writeOff: clearing(item, .writeOff, short)
    case .bankCharge: clearing(item, .bankCharge, short)
    case .agreed(let reason, let treatment):
      clearing(item, .deduction, short, reason, treatment)
    }
  }

  /// A discount smaller than the full one is taken from the oldest item on.
  private func taking(
    _ claim: Claim, discounts: [(item: Int, amount: Int64)], upTo shortfall: Int64
  ) -> Settlement {
    var left = shortfall
    var taken: [(item: Int, amount: Int64)] = []
    for (item, amount) in discounts {
      let part = min(left, amount)
      if part > 0 { taken.append((item, part)) }
      left -= part
    }
    return paying(claim, discounts: taken, words: "a discount of \(text(shortfall))")
  }

  private func with(_ claim: Claim, more: Int64) -> Claim {
    var changed = claim
    changed.available += more
    return changed
  }

  private func clearing(
    _ item: Int, _ kind: ApplicationKind, _ amount: Int64, _ reason: String = "",
    _ treatment: Decision.DeductionTreatment? = nil
  ) -> Decision.Clearing {
    Decision.Clearing(
      item: ledger.items[item].key, kind: kind,
      amount: Money(minorUnits: amount, context.currency), reasonCode: reason,
      treatment: treatment)
  }

  private func text(_ amount: Int64) -> String {
    Money(minorUnits: amount, context.currency).description
  }
}
