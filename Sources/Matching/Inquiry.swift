import Money
import Receivables

/// The work on one receipt: what was read out of it, what each rule found, and what is left to try.
struct Inquiry {
  let transaction: BankTransaction
  let matcher: Matcher
  let ledger: WorkingLedger
  let scan: TextScan
  let mentions: Mentions
  let partialWords: String?
  var payer: PayerFinding
  var evidence: [Evidence] = []
  var rejected: [Decision.RejectedExplanation] = []
  /// A reference was given that names nothing open: policies are barred, and sets are only hints.
  var failedReference: String?
  /// Documents that something pointed to, best first.
  var candidates: [Int] = []
  /// The sets of step 3d that could not be decided between, if that is how it ended.
  var undecidedSets: (message: String, candidates: [Int])?

  var cash: Int64 { transaction.amount.minorUnits }
  var currency: Currency { transaction.amount.currency }
  var index: MatchIndex { matcher.index }
  var rules: Rules {
    matcher.rules.rules(for: payer.customer.map { ledger.customers[$0].id })
  }

  init(_ transaction: BankTransaction, matcher: Matcher, ledger: WorkingLedger) {
    self.transaction = transaction
    self.matcher = matcher
    self.ledger = ledger
    var lines = transaction.text
    if let endToEnd = transaction.endToEndID, !lines.contains(where: { $0.contains(endToEnd) }) {
      lines.append(endToEnd)
    }
    scan = TextScan(lines: lines)
    mentions = Mentions(in: scan, of: matcher.index.references, ledger)
    partialWords = ReferenceWords.partialPaymentWords(
      in: TextScan(
        lines: transaction.text + transaction.documents.flatMap { $0.adjustments.map(\.text) }))
    payer = matcher.index.payers.identify(transaction, in: ledger)
    evidence = payer.evidence
    if payer.customer == nil, !payer.isConflict { identifyByNumberInText() }
  }

  /// A customer number in the text identifies who has no account or name with us.
  private mutating func identifyByNumberInText() {
    for run in scan.runs.indices where scan.runs[run].hasDigits && !scan.runs[run].isDistractor {
      let bytes = scan.bytes(of: run)
      let isNamed = scan.wordsBefore(run).contains {
        ["KD", "KDNR", "KUNDE", "KUNDENNR", "KUNDENNUMMER", "CUST", "CUSTOMER", "CLIENT"].contains(
          $0)
      }
      guard bytes.count >= 5 || (isNamed && bytes.count >= 3) else { continue }
      guard isNamed || bytes.contains(where: NormalForm.isLetter) else { continue }
      let found = index.payers.customers(number: bytes)
      guard found.count == 1, let customer = found.first else { continue }
      if !payer.undecided.isEmpty, !payer.undecided.contains(customer) { continue }
      payer.customer = customer
      payer.certainty = 96
      evidence.append(
        Evidence(
          rule: "customer number", bearing: .supports,
          found: "'\(scan.text(of: run))' in the text is \(ledger.customers[customer].id)",
          weight: 96))
      return
    }
  }

  // MARK: Trying an explanation

  /// The whole receipt for these items, without stated amounts; nil where that makes no sense.
  func explain(
    _ items: [Int], rule: String, payer: Int?, confidence: Int,
    adjustments: [(item: Int, adjustment: RemittanceDocument.Adjustment)] = []
  ) throws(MoneyError) -> Explanation? {
    let debits = inOrder(items.filter { ledger.openAmount(of: $0) > 0 })
    let credits = items.filter { ledger.openAmount(of: $0) < 0 }.map {
      (item: $0, amount: -ledger.openAmount(of: $0))
    }
    let netted = credits.reduce(0) { $0 + $1.amount }
    let owed = debits.reduce(0) { $0 + ledger.openAmount(of: $1) }
    guard !debits.isEmpty, netted < owed else { return nil }
    let claim = Claim(
      debits: debits, available: cash + netted, cash: cash, adjustments: adjustments)
    let settled = try ladder(payer: payer, named: items).settle(claim)
    let lines = Assembly(ledger: ledger, currency: currency)
      .clearings([settled], credits: credits, onAccount: settled.excess)
    return Explanation(
      rule: rule, items: debits + credits.map(\.item), payer: payer, clearings: lines,
      words: settled.words, isExplained: settled.isExplained, isExact: settled.isExact,
      unexplained: settled.unexplained, excess: settled.excess, confidence: confidence)
  }

  func ladder(payer: Int?, named: [Int]) -> DifferenceLadder {
    let owner = named.first.map { ledger.items[$0].customer }
    let rules = matcher.rules.rules(for: payer.map { ledger.customers[$0].id } ?? owner)
    return DifferenceLadder(
      ledger: ledger,
      context: ClaimContext(
        transaction: transaction, payer: payer, rules: rules, named: Set(named),
        partialWords: partialWords))
  }

  func inOrder(_ items: [Int]) -> [Int] {
    items.sorted { WorkingLedger.isOrdered(ledger.items[$0], ledger.items[$1]) }
  }

  func owner(of item: Int) -> Int? { ledger.customerIndex(ledger.items[item].customer) }

  /// The item's owner is the payer, its parent or its daughter.
  func isOwn(_ item: Int) -> Bool {
    guard let payer = payer.customer, let owner = owner(of: item) else { return false }
    return ledger.areRelated(payer, owner)
  }

  /// The payer once documents have spoken: who account and name agree on, else the documents' owner
  /// where account and name disagree; a stranger stays one.
  func payer(decidedBy items: [Int]) -> Int? {
    if let customer = payer.customer { return customer }
    if payer.isConflict || !payer.undecided.isEmpty { return items.first.flatMap(owner(of:)) }
    return nil
  }

  /// The receipt pays a document a second time: its amount is the document's, or what was paid.
  func isSecondPayment(_ amount: Int64, of item: Int) -> Bool {
    guard ledger.openAmount(of: item) == 0 else { return false }
    return ledger.items[item].original.minorUnits == amount
      || ledger.cashPaid[item]?.contains(amount) ?? false
  }

  // MARK: Ending

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
      confidence: confidence, evidence: evidence, rejected: rejected)
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
  func concludeSecondPayment(of items: [Int], rule: String, payer customer: Int) -> Decision {
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
    let decision = Decision(evidence: evidence, rejected: rejected)
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
      rejected: rejected)
  }

  /// At most ten documents, best first, each once.
  private func keys(_ items: [Int]) -> [DocumentKey] {
    var seen: Set<Int> = []
    return items.filter { seen.insert($0).inserted }.prefix(10).map { ledger.items[$0].key }
  }

  func numbers(_ items: [Int]) -> String {
    let shown = items.prefix(5).map { ledger.items[$0].number.text }.joined(separator: ", ")
    return items.count > 5 ? "\(shown) and \(items.count - 5) more" : shown
  }

  mutating func note(_ rule: String, _ bearing: Evidence.Bearing, _ found: String, weight: Int = 0)
  {
    evidence.append(Evidence(rule: rule, bearing: bearing, found: found, weight: weight))
  }

  mutating func reject(_ rule: String, _ items: [Int], _ reason: String) {
    rejected.append(
      Decision.RejectedExplanation(rule: rule, items: keys(items), reason: reason))
  }
}
