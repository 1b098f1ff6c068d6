import Money
import Receivables

/// What may explain a shortfall, one question each.
extension DifferenceLadder {
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
  func onlyCredit(of shortfall: Int64, for claim: Claim) -> Int? {
    var owners: [Int] = []
    for owner in [context.payer]
      + claim.debits.map({ ledger.owner(of: $0) })
    {
      if let owner, !owners.contains(owner) { owners.append(owner) }
    }
    let credits = owners.flatMap {
      ledger.openItems(of: $0, in: context.currency, amount: -shortfall)
    }.filter { !context.named.contains($0) }
    return credits.count == 1 ? credits.first : nil
  }

  /// The bank says that it kept exactly this much.
  func bankCharge(of shortfall: Int64) throws(MoneyError) -> String? {
    if context.used.bankCharge { return nil }
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
  func withholding(
    on debits: [Int]
  ) throws(MoneyError) -> [(item: Int, amount: Int64)] {
    var taxes: [(item: Int, amount: Int64)] = []
    for item in debits {
      guard let owner = ledger.owner(of: item),
        let rate = ledger.customers[owner].withholdingTax
      else { continue }
      let tax = try rate.of(ledger.openAmount(of: item))
      if tax > 0 { taxes.append((item, tax)) }
    }
    return taxes
  }

  /// An allowance whose remaining amount is exactly this, valid on the booking date.
  func allowance(
    of shortfall: Int64, for debits: [Int], _ discounted: [Int: Int64]
  ) -> (index: Int, id: String, reason: String, document: DocumentNumber?)? {
    allowances(for: debits).first { index in
      // One for a document has to fit on it.
      let document = ledger.allowances[index].document
      let fits =
        document == nil
        || debits.contains {
          ledger.items[$0].number == document
            && ledger.openAmount(of: $0) - (discounted[$0] ?? 0) >= shortfall
        }
      return remaining(of: index) == shortfall && fits
    }.map { index in
      let allowance = ledger.allowances[index]
      return (index, allowance.id, allowance.reasonCode, allowance.document)
    }
  }

  func remaining(of allowance: Int) -> Int64 {
    ledger.allowances[allowance].amount.minorUnits - ledger.allowances[allowance].used.minorUnits
  }

  /// Allowances that could apply, those for one of the documents first, then the soonest to end.
  func allowances(for debits: [Int]) -> [Int] {
    let numbers = Set(debits.map { ledger.items[$0].number })
    let owners =
      debits.map { ledger.owner(of: $0) } + [context.payer]
    var found: [Int] = []
    var asked: Set<Int> = []
    for owner in owners.compactMap({ $0 }) where asked.insert(owner).inserted {
      for index in ledger.allowances(of: owner) {
        let allowance = ledger.allowances[index]
        guard allowance.amount.currency == context.currency,
          !context.used.allowances.contains(index), remaining(of: index) > 0,
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

  struct KnownDispute {
    var item: Int
    var id: String
    var reason: String
    var treatment: Decision.DeductionTreatment
  }

  /// The one dispute that the customer reported on an item and that is at least this much.
  func reportedDispute(
    coveringAtLeast shortfall: Int64, on debits: [Int], besides used: Set<String> = []
  ) -> KnownDispute? {
    var found: [KnownDispute] = []
    for item in debits where ledger.openAmount(of: item) >= shortfall {
      for index in ledger.disputes(on: ledger.items[item].key) {
        let dispute = ledger.disputes[index]
        guard dispute.origin == .customerReported, dispute.status != .resolved,
          dispute.payment == nil, !context.used.disputes.contains(dispute.id),
          !used.contains(dispute.id), dispute.amount.currency == context.currency,
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
  func announcedPart(of claim: Claim) -> (index: Int, words: String)? {
    let numbers = Set(claim.debits.map { ledger.items[$0].number })
    let owners =
      claim.debits.map { ledger.owner(of: $0) } + [context.payer]
    for owner in owners.compactMap({ $0 }) {
      for index in ledger.expectations(of: owner) {
        let expectation = ledger.expectations[index]
        guard expectation.kind == .instalment || expectation.kind == .promise,
          expectation.status == .open || expectation.status == .partlyMet,
          expectation.amount.currency == context.currency,
          !context.used.promises.contains(index),
          expectation.amount.minorUnits
            == (expectation.document == nil
              ? context.transaction.amount.minorUnits : claim.cash),
          expectation.document.map(numbers.contains) ?? true
        else { continue }
        return (index, "\(expectation.kind.rawValue) \(expectation.id)")
      }
    }
    return nil
  }
}
