import Crypto
import Durable
import Enquiry
import Foundation
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation
import Store

/// All that a person needs to decide about one exception, read as of one moment.
struct CaseFacts: Sendable {
  var exception: ExceptionLine
  var receipt: ReceiptLine?
  /// Of the same receipt.
  var others: [ExceptionLine]
  /// As the run took it: what the bank sent, what was found, what lost.
  var decided: RecordedDecision?
  var suggestions: [DeskSuggestion]
  var candidates: [ItemLine]
  var applications: [ApplicationLine]
  var disputes: [DisputeLine]
  /// What waits for a second person.
  var proposals: [ProposalLine]
  /// The last decision about the receipt that this shows.
  var seen: Int64
  /// What people decided about the receipt before.
  var history: [DecisionLine]

  /// - Throws: `Refusal` (404) where the exception does not wait any more.
  init(_ id: String, _ office: Office, at now: Moment) throws {
    let index = try office.followed()
    guard let exception = try index.exception(id) else {
      throw Refusal(
        .notFound, "\(id) does not wait any more: somebody decided it, or it never was.")
    }
    self.exception = exception
    let payment = exception.payment
    receipt = try index.receipt(payment)
    others = try index.exceptions(of: payment).filter { $0.id != id }
    (decided, suggestions, seen) = try office.readers.with { store in
      let reading = DeskReading(store: store)
      return (
        try reading.decidedLine(payment),
        try reading.suggestions(for: payment, day: now.day, rules: office.rules),
        try reading.lastDecision(about: payment)
      )
    }
    applications = try index.applications(of: payment)
    disputes = try index.disputes(of: payment)
    history = try index.decisions(of: payment)
    proposals = try index.proposals().filter { $0.payments.contains(payment) }
    candidates = []
    for number in exception.candidates.prefix(Self.candidatesMax) {
      if let customer = exception.customer,
        let item = try index.item(DocumentKey(customer, number))
      {
        candidates.append(item)
      } else {
        candidates += try index.items(numbered: number, limit: 3)
      }
    }
  }

  private static let candidatesMax = 20

  /// What is left of the receipt for somebody to decide about.
  var left: Money { receipt?.unapplied ?? .zero(exception.amount.currency) }
}

extension DeskSuggestion {
  /// What it would do, in few characters: a page that shows it and the books that take it mean the
  /// same.
  var fingerprint: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var hash = SHA256()
    // Texts, numbers and lists of them can always be encoded.
    hash.update(data: (try? encoder.encode(action)) ?? Data())
    return hexadecimal(hash.finalize().prefix(12))
  }
}
