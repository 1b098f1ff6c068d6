import Money
import Receivables

/// Who gets what of the money, and what stands for the rest.
extension DifferenceLadder {
  /// Where what is still missing after cash, discounts and taxes goes.
  enum Rest {
    case staysOpen
    case writeOff, bankCharge
    case agreed(String, Decision.DeductionTreatment)
    /// On this item, whichever is the last.
    case deduction(on: Int, String, Decision.DeductionTreatment)
  }

  /// Pays the debits oldest first, so that what is missing lies on the last ones: that is where a
  /// clerk looks, and where a later payment of the rest is expected.
  func paying(
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

  func clearing(_ item: Int, _ short: Int64, _ rest: Rest) -> Decision.Clearing? {
    switch rest {
    case .staysOpen, .deduction: nil
    case .writeOff: clearing(item, .writeOff, short)
    case .bankCharge: clearing(item, .bankCharge, short)
    case .agreed(let reason, let treatment):
      clearing(item, .deduction, short, reason, treatment)
    }
  }

  /// A discount smaller than the full one is taken from the oldest item on.
  func taking(
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

  func with(_ claim: Claim, more: Int64) -> Claim {
    var changed = claim
    changed.available += more
    return changed
  }

  func clearing(
    _ item: Int, _ kind: ApplicationKind, _ amount: Int64, _ reason: String = "",
    _ treatment: Decision.DeductionTreatment? = nil
  ) -> Decision.Clearing {
    Decision.Clearing(
      item: ledger.items[item].key, kind: kind,
      amount: Money(minorUnits: amount, context.currency), reasonCode: reason,
      treatment: treatment)
  }

  func text(_ amount: Int64) -> String {
    Money(minorUnits: amount, context.currency).description
  }
}
