import Books
import Matching
import Money
import Receivables

/// Finds the receipt that a returned payment undoes (contract, step 2 and fine print 9).
struct ReturnedPayment {
  var original: ReceiptRecord?
  var lines: [Application] = []
  /// Items on account that the lines used, and whose own receipts came back before.
  var goneCredits: Set<DocumentKey> = []
  var decision: Decision

  /// Money of ours that came back: nothing of the receivables is touched.
  static func ofOurTransfer(_ transaction: BankTransaction, payer: CustomerID?) -> Decision {
    Decision(
      notices: [
        Decision.Notice(
          type: .returnedPayment, amount: transaction.amount,
          message: "a transfer of our own came back\(because(transaction)); nothing is booked")
      ], payer: payer, rule: "return of our own transfer",
      confidence: Confidence(hundredths: 100),
      evidence: [
        Evidence(
          rule: "bank code", bearing: .supports,
          found: "\(transaction.bankCode): a credit that returns a debit")
      ])
  }

  static func find(
    _ transaction: BankTransaction, payer: CustomerID?, in history: inout ReceiptHistory,
    _ ledger: WorkingLedger
  ) -> ReturnedPayment {
    let references = self.references(of: transaction)
    var evidence: [Evidence] = []
    var rule = "return by reference"
    var found = history.receipts(under: references)
    evidence.append(
      Evidence(
        rule: "reference of the return", bearing: found.isEmpty ? .absent : .supports,
        found: found.isEmpty
          ? "no receipt has one of \(references.joined(separator: ", "))"
          : "\(found.count): "
            + found.prefix(5).map { "\($0.payment) of \($0.amount)" }.joined(separator: ", ")))
    var problem = "no receipt of ours has its reference"
    let here = found.filter { $0.amount.currency == transaction.amount.currency }
    let exact = here.filter { $0.amount == transaction.amount }
    if !found.isEmpty, exact.isEmpty {
      let amounts = found.prefix(5).map { "\($0.amount)" }.joined(separator: ", ")
      problem = "the receipt it names was \(amounts), not \(transaction.amount)"
    }
    let named = !found.isEmpty
    found = exact.filter { $0.outcome != .returned && !history.isReversed($0.payment) }
    if found.isEmpty, !exact.isEmpty { problem = "the receipt was returned before" }
    if !named, let payer, let day = transaction.bookingDate {
      rule = "return by payer and amount"
      found = history.receipts(of: payer, amount: transaction.amount, upTo: day, days: 60)
        .filter { $0.outcome != .returned && !history.isReversed($0.payment) }
      evidence.append(
        Evidence(
          rule: "payer and amount of the return", bearing: found.count == 1 ? .supports : .absent,
          found: "\(found.count) receipts of \(payer) within 60 days"))
      if found.count > 1 { problem = "\(found.count) receipts of \(payer) have this amount" }
    } else if found.count > 1 {
      problem = "\(found.count) receipts have its reference and amount"
    }
    var decision = Decision(
      payer: payer, rule: rule, confidence: Confidence(hundredths: 100), evidence: evidence)
    let lines = found.count == 1 ? history.standingLines(of: found[0].payment) : []
    if found.count == 1, let payer, isAnothers(lines, than: payer, in: ledger) {
      problem = "receipt \(found[0].payment), which it names, is not \(payer)'s"
      found = []
    }
    if found.count == 1, !Reversal.canUndo(lines, of: found[0].amount, in: ledger) {
      problem = "what receipt \(found[0].payment) was applied to is not in the ledger as it was"
      found = []
    }
    guard found.count == 1, let original = found.first else {
      decision.rule = "return without its receipt"
      decision.notices = [
        Decision.Notice(
          type: .returnedPayment, amount: transaction.amount,
          message: "a payment came back\(because(transaction)), but \(problem)")
      ]
      return ReturnedPayment(original: nil, decision: decision)
    }
    decision.payer = payer ?? lines.first.map { $0.payer ?? $0.customer }
    let reopened = lines.map(\.documentKey)
    var seen: Set<DocumentKey> = []
    let documents = reopened.filter { seen.insert($0).inserted }
    decision.notices = [
      Decision.Notice(
        type: .returnedPayment, amount: transaction.amount,
        message: "receipt \(original.payment) of \(original.bookingDate) came back"
          + "\(because(transaction)); "
          + (lines.isEmpty ? "it had not been applied" : "its items are open again"),
        candidates: Array(documents.prefix(10)))
    ]
    let gone = lines.filter {
      $0.kind == .credit && history.isReversed($0.document.onAccountPayment)
    }
    return ReturnedPayment(
      original: original, lines: lines, goneCredits: Set(gone.map(\.documentKey)),
      decision: decision)
  }

  /// A receipt's lines name neither the customer, nor its parent or daughter.
  private static func isAnothers(
    _ lines: [Application], than customer: CustomerID, in ledger: WorkingLedger
  ) -> Bool {
    guard let own = ledger.customerIndex(customer), !lines.isEmpty else { return false }
    return !lines.contains { line in
      [line.payer, line.customer].compactMap { $0.flatMap(ledger.customerIndex) }
        .contains { ledger.areRelated($0, own) }
    }
  }

  /// Every way in which a return, and its receipt, can be named.
  static func references(of transaction: BankTransaction) -> [String] {
    var all: [String] = []
    for reference in [transaction.endToEndID ?? "", transaction.bankReference]
      + transaction.references + [withoutLeadingZeros(transaction.checkNumber ?? "")]
    where !reference.isEmpty && !all.contains(reference) {
      all.append(reference)
    }
    return all
  }

  static func withoutLeadingZeros(_ text: String) -> String {
    String(text.drop { $0 == "0" })
  }

  private static func because(_ transaction: BankTransaction) -> String {
    transaction.returnReason.map { " (\($0))" } ?? ""
  }
}
