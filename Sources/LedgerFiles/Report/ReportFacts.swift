import Books
import Money
import Receivables
import Reconciliation

/// The run's outcome with what the page looks up in it, each built once: a page of 20,000
/// exceptions must not search the ledger 20,000 times.
struct ReportFacts {
  let outcome: RunOutcome
  /// One per exception, in the run's order.
  let cases: [ExceptionCase]
  /// Disputes that this run opened, by their place in `outcome.disputes`; it changed the others.
  let isOpenedNow: [Bool]
  private let customers: [CustomerID: Int]
  private let candidates: [DocumentKey: OpenItem]
  private let shortPayments: [PaymentID: String]

  init(_ outcome: RunOutcome) {
    self.outcome = outcome
    customers = Dictionary(
      outcome.ledger.customers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
    cases = Self.cases(outcome)

    // The ledger may hold millions of items, of which the page names a few.
    let named = Set(cases.flatMap(\.candidates))
    var candidates: [DocumentKey: OpenItem] = [:]
    for item in outcome.ledger.openItems where named.contains(item.key) {
      candidates[item.key] = item
    }
    for item in outcome.ledger.clearedItems
    where named.contains(item.key) && candidates[item.key] == nil {
      candidates[item.key] = item
    }
    self.candidates = candidates

    isOpenedNow = outcome.isDisputeOpenedNow
    shortPayments = Dictionary(
      outcome.exceptions.lazy.filter { $0.type == .shortPayment }.map { ($0.payment, $0.id) },
      uniquingKeysWith: { a, _ in a })
  }

  var asOf: CalendarDate { outcome.summary.asOf }

  func name(of customer: CustomerID) -> String {
    customers[customer].map { outcome.ledger.customers[$0].name } ?? ""
  }

  /// The document, open or cleared, if one of the exceptions has it for a candidate.
  func candidate(_ key: DocumentKey) -> OpenItem? { candidates[key] }

  /// The exception that tells of a payment's shortfall.
  func shortPayment(of payment: PaymentID?) -> String? { payment.flatMap { shortPayments[$0] } }

  private static func cases(_ outcome: RunOutcome) -> [ExceptionCase] {
    let payments = Set(outcome.exceptions.map(\.payment))
    var decided: [PaymentID: Int] = [:]
    for (index, receipt) in outcome.decided.enumerated()
    where payments.contains(receipt.payment) && decided[receipt.payment] == nil {
      decided[receipt.payment] = index
    }
    var lines: [PaymentID: [Int]] = [:]
    for (index, line) in outcome.applications.enumerated() where payments.contains(line.payment) {
      lines[line.payment, default: []].append(index)
    }
    var unapplied: [PaymentID: CurrencySums] = [:]
    for entry in outcome.journal where payments.contains(entry.payment) {
      for posting in entry.postings where posting.account == .unappliedCash {
        // Unapplied cash is a liability: what lies in it is a credit, negative in the journal.
        unapplied[entry.payment, default: CurrencySums()]
          .add(-Int128(posting.amount.minorUnits), posting.amount.currency)
      }
    }
    var told: [PaymentID: [String]] = [:]
    for exception in outcome.exceptions {
      told[exception.payment, default: []].append(exception.id)
    }
    return outcome.exceptions.map { exception in
      let receipt = decided[exception.payment].map { outcome.decided[$0] }
      return ExceptionCase(
        exception: exception, receipt: receipt,
        candidates: keys(of: exception, decision: receipt?.decision),
        lines: (lines[exception.payment] ?? []).map { outcome.applications[$0] },
        unapplied: unapplied[exception.payment] ?? CurrencySums(),
        others: (told[exception.payment] ?? []).filter { $0 != exception.id })
    }
  }

  /// Whose documents the candidates are: the decision knows, the exception has the numbers alone.
  private static func keys(
    of exception: ReceiptException, decision: Decision?
  ) -> [DocumentKey] {
    let notice = decision?.notices.first {
      $0.type == exception.type && $0.candidates.map(\.number) == exception.candidates
    }
    if let notice { return notice.candidates }
    guard let customer = exception.customer else { return [] }
    return exception.candidates.map { DocumentKey(customer, $0) }
  }
}

/// An exception with all that a person needs to decide about it.
struct ExceptionCase {
  var exception: ReceiptException
  /// nil where the run says nothing of the payment.
  var receipt: DecidedReceipt?
  /// Best first; empty where nobody says whose documents they are.
  var candidates: [DocumentKey]
  /// What was booked for the payment.
  var lines: [Application]
  /// What the payment put into unapplied cash.
  var unapplied: CurrencySums
  /// Other exceptions of the same payment.
  var others: [String]
}
