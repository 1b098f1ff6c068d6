import Money
import Receivables

/// The work on one receipt: what was read out of it, what each rule found, and what is left to try.
///
/// A class, since it holds the ledger and the index: closures that look at it would copy them all.
final class Inquiry {
  let transaction: BankTransaction
  let matcher: Matcher
  let ledger: WorkingLedger
  let scan: TextScan
  let mentions: Mentions
  let partialWords: String?
  var payer: PayerFinding
  var evidence: [Evidence] = []
  var rejected: [Decision.RejectedExplanation] = []
  var certificates: [SetCertificate] = []
  /// A reference was given that names nothing open: policies are barred, and sets are only hints.
  var failedReference: String?
  /// What step 3d leaves to a person if no policy decides.
  var afterPolicy: Decision?
  /// A reference was given, though none that names a document: policies are barred.
  var hasGivenReference = false
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

  init(
    _ transaction: BankTransaction, _ gathered: GatheredEvidence, matcher: Matcher,
    ledger: WorkingLedger
  ) {
    self.transaction = transaction
    self.matcher = matcher
    self.ledger = ledger
    scan = gathered.scan
    partialWords = gathered.partialWords
    payer = gathered.payer
    evidence = gathered.evidence
    mentions = gathered.mentions
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

  func owner(of item: Int) -> Int? { ledger.owner(of: item) }

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
      || ledger.hasCashPayment(of: amount, on: item)
  }

  // MARK: Words

  func numbers(_ items: [Int]) -> String {
    let shown = items.prefix(5).map { ledger.items[$0].number.text }.joined(separator: ", ")
    return items.count > 5 ? "\(shown) and \(items.count - 5) more" : shown
  }

  func note(_ rule: String, _ bearing: Evidence.Bearing, _ found: String, weight: Int = 0) {
    evidence.append(Evidence(rule: rule, bearing: bearing, found: found, weight: weight))
  }

  func reject(_ rule: String, _ items: [Int], _ reason: String) {
    rejected.append(
      Decision.RejectedExplanation(rule: rule, items: keys(items), reason: reason))
  }
}
