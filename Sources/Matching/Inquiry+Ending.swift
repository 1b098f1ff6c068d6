import Money
import Receivables

/// How an inquiry ends: an explanation is booked, left to a person, or nothing fits.
extension Inquiry {
  /// Books an explanation, or leaves it to a person if it is not certain enough (step 6).
  func conclude(_ explanation: Explanation, doubt: String? = nil, others: [Int] = []) -> Decision {
    let owners = explanation.items.first.flatMap(owner(of:))
    let rules = matcher.rules.rules(
      for: (explanation.payer ?? owners).map { ledger.customers[$0].id })
    var confidence = Confidence(hundredths: explanation.confidence)
    if doubt != nil {
      // A doubt is never averaged away: it keeps the match below what is booked, whatever the rules.
      confidence = min(confidence, Confidence(hundredths: 80))
      confidence = min(confidence, Confidence(hundredths: rules.autoApply.hundredths - 1))
    }
    var decision = Decision(
      payer: explanation.payer.map { ledger.customers[$0].id }, rule: explanation.rule,
      confidence: confidence, evidence: evidence, rejected: rejected, certificates: certificates)
    decision.evidence.append(
      Evidence(
        rule: "difference", bearing: explanation.isExplained ? .supports : .opposes,
        found: explanation.words))
    guard doubt == nil, confidence >= rules.autoApply else {
      let items = explanation.items + others
      if decision.payer == nil { decision.payer = owners.map { ledger.customers[$0].id } }
      if confidence < rules.suggest {
        return unapplied(decision, customer: payer.customer, candidates: items)
      }
      let why = doubt ?? "the match is worth \(confidence), below \(rules.autoApply)"
      decision.notices = [
        Decision.Notice(
          type: .lowConfidence, amount: transaction.amount,
          message: "\(numbers(explanation.items)) by \(explanation.rule): \(why)",
          candidates: keys(items))
      ]
      return decision
    }
    decision.clearings = explanation.clearings
    decision.notices = notices(of: explanation)
    return decision
  }

  private func notices(of explanation: Explanation) -> [Decision.Notice] {
    var notices: [Decision.Notice] = []
    let names = numbers(explanation.items)
    if explanation.unexplained > 0 {
      notices.append(
        Decision.Notice(
          type: .shortPayment, amount: Money(minorUnits: explanation.unexplained, currency),
          message: explanation.hasNamedWords ? explanation.words : "\(names): \(explanation.words)",
          candidates: keys(explanation.items)))
    }
    let over = explanation.excess - explanation.secondPayment
    if over > 0 {
      notices.append(
        Decision.Notice(
          type: .overpayment, amount: Money(minorUnits: over, currency),
          message: "\(Money(minorUnits: over, currency)) more than \(names) asked for, "
            + "put on account", candidates: keys(explanation.items)))
    }
    if explanation.secondPayment > 0 {
      let amount = Money(minorUnits: explanation.secondPayment, currency)
      notices.append(
        Decision.Notice(
          type: .duplicatePayment, amount: amount,
          message: "\(amount) for a document that was paid before, put on account",
          candidates: keys(explanation.items)))
    }
    return notices
  }

  /// The whole receipt on the payer's account, since the document was paid before.
  func concludeSecondPayment(of items: [Int], rule: String, payer customer: Int?) -> Decision {
    var explanation = Explanation(
      rule: rule, items: items, payer: customer,
      clearings: [Decision.Clearing(item: nil, kind: .onAccount, amount: transaction.amount)],
      words: "\(numbers(items)) was paid before", isExplained: false, confidence: 98)
    explanation.excess = cash
    explanation.secondPayment = cash
    return conclude(explanation)
  }

  /// Step 7: nothing is booked.
  func nothingFits() -> Decision {
    let decision = Decision(evidence: evidence, rejected: rejected, certificates: certificates)
    return unapplied(decision, customer: payer.customer, candidates: candidates)
  }

  private func unapplied(
    _ decision: Decision, customer: Int?, candidates: [Int]
  ) -> Decision {
    var decision = decision
    decision.clearings = []
    decision.payer = customer.map { ledger.customers[$0].id }
    let type: ExceptionType
    let message: String
    var shown = candidates
    if let undecidedSets, customer != nil {
      type = .ambiguousMatch
      message = undecidedSets.message
      shown = undecidedSets.candidates
    } else if let customer {
      let others = ledger.hasOpenItems(customer)
      let here = !ledger.openItems(of: customer, in: currency).isEmpty
      type = others && !here ? .currencyMismatch : .noMatch
      let name = ledger.customers[customer].id.text
      message =
        if others && !here {
          "\(name) owes nothing in \(currency), but something in another currency"
        } else if let failedReference {
          "'\(failedReference)' names nothing open, and no set of \(name)'s items makes the amount"
        } else if here { "no set of \(name)'s open items makes the amount" } else {
          "\(name) has no open items"
        }
    } else {
      type = .unidentifiedPayer
      message =
        payer.isConflict
        ? "the bank account and the name point to different customers"
        : payer.undecided.isEmpty
          ? "neither account nor name is a customer's"
          : "the name or account fits several customers: "
            + payer.undecided.prefix(5).map { ledger.customers[$0].id.text }.joined(separator: ", ")
    }
    decision.notices = [
      Decision.Notice(
        type: type, amount: transaction.amount, message: message, candidates: keys(shown))
    ]
    return decision
  }

  /// One exception of this type for the whole receipt.
  func exception(
    _ type: ExceptionType, _ message: String, rule: String, candidates: [Int], payer: Int?
  ) -> Decision {
    Decision(
      notices: [
        Decision.Notice(
          type: type, amount: transaction.amount, message: message, candidates: keys(candidates))
      ],
      payer: payer.map { ledger.customers[$0].id }, rule: rule, evidence: evidence,
      rejected: rejected, certificates: certificates)
  }

  /// At most ten documents, best first, each once.
  func keys(_ items: [Int]) -> [DocumentKey] {
    var seen: Set<Int> = []
    return items.filter { seen.insert($0).inserted }.prefix(10).map { ledger.items[$0].key }
  }
}
