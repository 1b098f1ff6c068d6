import Books
import LedgerFiles
public import Money
public import Receivables
public import Reconciliation
public import Store

/// What a person's decision is made on, read from the store: nothing is written, so that whoever has
/// it open for reading can ask.
public struct DeskReading: Sendable {
  let store: SQLiteStore

  /// - Parameter store: open for reading, or for writing outside a commit.
  public init(store: SQLiteStore) { self.store = store }

  /// What a person could accept of a receipt, the best first.
  ///
  /// - Parameter day: today.
  public func suggestions(
    for payment: PaymentID, day: CalendarDate, rules: RuleBook
  ) throws -> [DeskSuggestion] {
    let waiting = try waiting(payment)
    var excerpt = try LedgerExcerpt(about: [.notOurs(payment, note: "")], in: store)
    excerpt.hasOpenAlone = true
    for customer in waiting.compactMap(\.customer) { excerpt.include(customer) }
    let numbers = Set(waiting.flatMap(\.candidates).map(\.text))
    try excerpt.include(ownersOf: numbers.sorted())
    let input = try input(
      [.notOurs(payment, note: "")], decision: "N0", try excerpt.folder(), actor: "", day: day,
      policy: DeskPolicy())
    return Reconciliation.suggestions(for: payment, decision: nil, input, rules: rules)
  }

  /// The number of the last event in which a person decided about a receipt; 0 where none did. A page
  /// that was made before another decision must not book on what it no longer shows.
  public func lastDecision(about payment: PaymentID) throws -> Int64 {
    try store.events(about: payment.text, .personDecided).first?.sequence ?? 0
  }

  /// An exception of this name waited once, or does.
  public func everWaited(_ exception: String) throws -> Bool {
    guard exception.hasPrefix("E-"), let end = exception.lastIndex(of: "-") else { return false }
    let payment = PaymentID("P" + exception[..<end].dropFirst(2))
    return try everRaised(payment).contains { $0.id == exception }
  }

  /// - Parameter decision: under what it will be known.
  func input(
    _ actions: [DeskAction], decision: String, _ folder: LedgerFolder, actor: String,
    day: CalendarDate, policy: DeskPolicy
  ) throws -> DeskInput {
    var payments: Set<PaymentID> = Set(actions.flatMap(\.payments))
    var open: [ReceiptException] = []
    for action in actions {
      if case .settle(let id, _) = action,
        let row = try store.row(of: .exceptions, key: [id]), let known = ReceiptException(row)
      {
        payments.insert(known.payment)
      }
      // What is decided about a dispute closes, or opens, the exception of its receipt.
      if case .dispute(let id, _) = action, let table = StateTable.named("disputes"),
        let cells = try store.row(of: table, key: [id])?.cells, cells.count > 9, !cells[9].isEmpty
      {
        payments.insert(PaymentID(cells[9]))
      }
    }
    var closed: [ReceiptException] = []
    var receipts: [PaymentID: ReceiptToBook] = [:]
    for payment in payments.sorted() {
      let waiting = try waiting(payment)
      open += waiting
      closed += try everRaised(payment).filter { raised in
        !waiting.contains { $0.id == raised.id }
      }
      receipts[payment] = try bookedReceipt(payment, folder.ledger)
    }
    return DeskInput(
      decision: decision, ledger: folder.ledger, exceptions: open,
      closedExceptions: closed, receipts: receipts, undone: try undoneDecisions(actions), day: day,
      actor: actor, policy: policy)
  }

  private func bookedReceipt(_ payment: PaymentID, _ ledger: Ledger) throws -> ReceiptToBook? {
    if let booked = try decidedLine(payment)?.booked { return booked }
    // Taken before the pipeline was: its account is not known any more.
    return ledger.receipts.first { $0.payment == payment }.map { record in
      ReceiptToBook(
        payment: payment, bankReference: record.bankReference, sourceFile: record.sourceFile,
        account: "", bookingDate: record.bookingDate, amount: record.amount,
        description: record.bankReference.isEmpty ? "Receipt" : record.bankReference)
    }
  }

  /// What the run that took a receipt decided about it, and why; nil where none of ours did.
  public func decidedLine(_ payment: PaymentID) throws -> RecordedDecision? {
    try store.events(about: payment.text, .receiptDecided).first
      .flatMap { RecordedDecision(EventBody.facts($0.body)) }
  }

  /// Every exception that a receipt ever had, the last state of each.
  private func everRaised(_ payment: PaymentID) throws -> [ReceiptException] {
    var raised: [String: ReceiptException] = [:]
    for exception in try decidedLine(payment)?.raised ?? [] { raised[exception.id] = exception }
    for event in try store.events(about: payment.text, .personDecided).reversed() {
      guard let record = DeskRecord(facts: EventBody.facts(event.body)) else { continue }
      for change in record.traces.flatMap(\.exceptions) {
        if let known = change.after ?? change.before, known.payment == payment {
          raised[known.id] = known
        }
      }
    }
    return raised.values.sorted { $0.id < $1.id }
  }

  private func undoneDecisions(_ actions: [DeskAction]) throws -> Set<String> {
    var undone: Set<String> = []
    for case .undo(let trace) in actions
    where try !store.events(about: trace.decision, .undone).isEmpty {
      undone.insert(trace.decision)
    }
    return undone
  }

  /// The open exceptions of a receipt.
  private func waiting(_ payment: PaymentID) throws -> [ReceiptException] {
    try store.rows(of: .exceptions, where: "payment_id", is: payment.text)
      .compactMap { ReceiptException($0) }
  }
}
