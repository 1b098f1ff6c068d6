import Books
import Money
import Receivables
import Reconciliation
import TestSupport

/// A company after a run, with people at the desk: keeps what a store would.
struct DeskWorld {
  var ledger: Ledger
  var exceptions: [ReceiptException]
  var closed: [ReceiptException] = []
  var receipts: [PaymentID: ReceiptToBook] = [:]
  var journal: [JournalEntry]
  var policy: DeskPolicy?
  private var decisions = 0
  private var undone: Set<String> = []

  init(_ world: World, _ transactions: BankTransaction...) throws {
    self.init(try world.reconciling(transactions))
  }

  init(_ outcome: RunOutcome) {
    ledger = outcome.ledger
    exceptions = outcome.exceptions
    journal = outcome.journal
    take(outcome)
  }

  private mutating func take(_ outcome: RunOutcome) {
    for decided in outcome.decided {
      let transaction = decided.transaction
      receipts[decided.payment] = ReceiptToBook(
        payment: decided.payment, bankReference: transaction.bankReference,
        sourceFile: decided.sourceFile, account: transaction.account,
        bookingDate: transaction.bookingDate ?? CalendarDate(dayNumber: 0),
        amount: transaction.amount, description: transaction.payer.name)
    }
  }

  var input: DeskInput {
    DeskInput(
      decision: "N\(decisions + 1)", ledger: ledger, exceptions: exceptions,
      closedExceptions: closed, receipts: receipts,
      undone: undone, day: CalendarDate(dayNumber: Int32(20_570 + decisions / 3)), actor: "anna",
      policy: policy)
  }

  @discardableResult
  mutating func decide(_ action: DeskAction) throws(DeskError) -> DeskOutcome {
    let outcome = try Reconciliation.decide(action, input)
    book(outcome)
    if case .undo(let trace) = action { undone.insert(trace.decision) }
    return outcome
  }

  mutating func book(_ outcome: DeskOutcome) {
    decisions += 1
    ledger.apply(outcome.changes)
    let gone = Set(outcome.closed)
    closed += exceptions.filter { gone.contains($0.id) }
    exceptions.removeAll { gone.contains($0.id) }
    exceptions += outcome.raised
    journal += outcome.journal
  }

  /// A later run over the same books.
  mutating func reconcile(_ input: RunInput) throws -> RunOutcome {
    let outcome = try Reconciliation.reconcile(input)
    ledger = outcome.ledger
    exceptions += outcome.exceptions
    journal += outcome.journal
    take(outcome)
    return outcome
  }

  // MARK: What a test looks at

  /// `4711 400.00`, open items in the order of the ledger.
  var open: [String] { ledger.openItems.map { "\($0.number) \($0.open.decimal)" } }

  /// `no_match 400.00`, open exceptions.
  var told: [String] { exceptions.map { "\($0.type.rawValue) \($0.amount.decimal)" } }

  var outcomes: [String] { ledger.receipts.map(\.outcome.rawValue) }

  /// The receipts in their order.
  var payments: [PaymentID] { ledger.receipts.map(\.payment) }

  /// `unappliedCash -400.00`, what the accounts of the journal come to, without those at zero.
  var accounts: [String] {
    var sums: [String: Int64] = [:]
    var order: [String] = []
    for posting in journal.flatMap(\.postings) {
      let name = "\(posting.account) \(posting.amount.currency)"
      if sums[name] == nil { order.append(name) }
      sums[name, default: 0] += posting.amount.minorUnits
    }
    return order.filter { sums[$0] != 0 }.sorted().map { "\($0) \(sums[$0] ?? 0)" }
  }

  /// All that a decision and its undoing leave as it was.
  var balances: Balances { Balances(self) }
}

/// What has to be the same after undoing: items and disputes that were made and undone stay in the
/// history, as cleared and resolved.
struct Balances: Hashable, CustomStringConvertible {
  var rows: Set<String>

  init(_ world: DeskWorld) {
    let ledger = world.ledger
    rows = Set(ledger.openItems.map { "\($0.customer) \($0.number) open \($0.open)" })
    rows.formUnion(ledger.receipts.map { "\($0.payment) \($0.amount) \($0.outcome)" })
    rows.formUnion(world.exceptions.map { "\($0)" })
    rows.formUnion(
      ledger.disputes.filter { !($0.status == .resolved && $0.id.hasPrefix("D-")) }
        .map { "\($0.id) \($0.status) \($0.payment?.text ?? "-") \($0.explanation)" })
    rows.formUnion(ledger.allowances.map { "\($0.id) used \($0.used)" })
    rows.formUnion(ledger.expectations.map { "\($0.id) \($0.status)" })
    rows.formUnion(ledger.accounts.map { "\($0)" })
    rows.formUnion(ledger.aliases.map { "\($0)" })
    rows.formUnion(world.accounts)
  }

  var description: String { rows.sorted().joined(separator: "\n") }

  /// What only one of the two has.
  func differences(to other: Balances) -> [String] {
    rows.subtracting(other.rows).sorted().map { "- \($0)" }
      + other.rows.subtracting(rows).sorted().map { "+ \($0)" }
  }
}

extension Decision.Clearing {
  /// `4711 payment 980.00`, of customer C1; without a document (`-`) on account.
  static func line(
    _ text: String, reason: String = "", _ treatment: Decision.DeductionTreatment? = nil,
    of customer: String = "C1"
  ) throws -> Decision.Clearing {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count >= 3, let kind = ApplicationKind(rawValue: parts[1]) else {
      throw NotationMistake(text: text)
    }
    return Decision.Clearing(
      item: parts[0] == "-" ? nil : DocumentKey(CustomerID(customer), DocumentNumber(parts[0])),
      kind: kind, amount: try .reading(parts[2...].joined(separator: " ")), reasonCode: reason,
      treatment: treatment)
  }
}

struct NotationMistake: Error {
  var text: String
}
