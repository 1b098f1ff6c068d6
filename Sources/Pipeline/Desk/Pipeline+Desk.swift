import Books
import Durable
import LedgerFiles
public import Money
public import Receivables
public import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Books what a person decided, as one; where it is above the limit for two pairs of eyes, it is
  /// kept as a proposal instead.
  ///
  /// - Parameters:
  ///   - actor: who decides; with `approver`, who proposed it.
  ///   - undoes: the decision that this undoes, where it does.
  ///   - needsSecondEyes: the person wants a second pair of eyes, whatever the limit.
  /// - Throws: `DeskError`, `DeskRefusal`, `StoreError`; nothing is then booked.
  public func decide(
    _ actions: [DeskAction], by actor: String, note: String = "", approver: String? = nil,
    undoes: String? = nil, file: String? = nil, closing proposal: String? = nil,
    needsSecondEyes: Bool = false
  ) throws -> DeskReport {
    try recover(leavingLedgers: true)
    try requireLedger()
    let terms = DeskTerms(
      actor: actor, note: note, approver: approver, undoes: undoes, file: file,
      proposal: proposal, needsSecondEyes: needsSecondEyes)
    let people = [actor] + (approver.map { [$0] } ?? [])
    let report = try bookDecision(actions, terms, policy: try policy(of: people))
    try finishOutbox(leavingLedgers: true)
    return report
  }

  /// What all of it puts at stake together, by currency; one of no amount where no money moves.
  private func amountsAtStake(_ actions: [DeskAction], _ input: DeskInput) throws -> [Money?] {
    var sums: [Currency: Int64] = [:]
    for amount in actions.compactMap({ amountAtStake(of: $0, in: input) }) {
      let sum = (sums[amount.currency] ?? 0).addingReportingOverflow(amount.minorUnits)
      sums[amount.currency] = sum.overflow ? .max : sum.partialValue
    }
    return sums.isEmpty
      ? [nil] : sums.sorted { $0.key < $1.key }.map { Money(minorUnits: $0.value, $0.key) }
  }

  /// Books a decision on the ledger as it is.
  func bookDecision(
    _ actions: [DeskAction], _ terms: DeskTerms, policy: DeskPolicy
  ) throws -> DeskReport {
    let (actor, approver) = (terms.actor, terms.approver)
    if let file = terms.file, let undone = terms.undoes {
      try requireNoSuccessor(ofFile: file, since: undone)
    }
    let folder = try concerned(by: actions)
    let number = try store.lastSequence() + 1
    var record = DeskRecord(
      decision: "N\(number)", actor: actor, note: terms.note, approvedBy: approver,
      undoes: terms.undoes, file: terms.file, actions: actions)
    var input = try reading.input(
      actions, decision: record.decision, folder, actor: actor, day: clock().day, policy: policy)
    var proposed: [Money?] = []
    for amount in try amountsAtStake(actions, input) {
      guard let first = actions.first else { break }
      switch policy.verdict(of: first, by: actor, amount: amount, approvedBy: approver) {
      case .allowed where terms.needsSecondEyes && approver == nil: proposed.append(amount)
      case .allowed: break
      case .refused(let reason):
        throw DeskRefusal(
          .notPermitted, problem: reason, expected: "somebody who may decide it")
      case .needsSecondEyes: proposed.append(amount)
      }
    }
    var outcomes: [DeskOutcome] = []
    for (place, action) in actions.enumerated() {
      input.decision = place == 0 ? record.decision : "\(record.decision).\(place)"
      let outcome = try Reconciliation.decide(action, input)
      input.ledger.apply(outcome.changes)
      input.exceptions.removeAll { outcome.closed.contains($0.id) }
      input.exceptions += outcome.raised
      outcomes.append(outcome)
    }
    // Tried out first: nobody is asked about what could not be booked.
    if let amount = proposed.first { return .proposed(try propose(record, amount)) }
    record.traces = outcomes.map(\.trace)
    record.cases = try caseSteps(
      of: actions, undoing: try terms.undoes.flatMap { try deskRecord($0).cases } ?? [])
    try commit(record, outcomes, from: folder, to: input.ledger, closing: terms.proposal)
    return .booked(decision: record.decision, outcomes: outcomes)
  }

  /// Undoes a decision of a person: everything that it did, and nothing else.
  public func undo(decision: String, by actor: String, note: String) throws -> DeskReport {
    let record = try deskRecord(decision)
    if try !store.events(about: decision, .undone).isEmpty {
      throw DeskRefusal(
        .otherState, problem: "\(decision) is undone already", expected: "a decision that stands")
    }
    return try decide(
      record.traces.reversed().map { .undo($0) }, by: actor, note: note, undoes: decision,
      file: record.file)
  }

  /// Takes a bank file off the books: its receipts, newest first, as though they had not come.
  ///
  /// - Parameter file: as the state calls it (`F3`), or the only file of this name.
  public func undo(file: String, by actor: String, note: String) throws -> DeskReport {
    let row = try fileRow(file)
    let cells = row.cells
    guard cells[8] == "taken" else {
      throw DeskRefusal(
        .otherState, problem: "\(cells[1]) is \(cells[8])",
        expected: "a file that was taken and stands")
    }
    let payments = try paymentsOf(file: cells[0], called: cells[1], batch: cells[9])
    if payments.isEmpty {
      throw DeskRefusal(
        .notPossible, problem: "nothing new was in \(cells[1]): there is nothing to undo",
        expected: "the file that its receipts came with first")
    }
    return try decide(
      payments.reversed().map { .takeOffBooks($0, reason: note) }, by: actor, note: note,
      file: cells[0])
  }

  /// What a person could accept of a receipt, the best first.
  public func suggestions(for payment: PaymentID) throws -> [DeskSuggestion] {
    try requireLedger()
    return try reading.suggestions(for: payment, day: clock().day, rules: rules)
  }

  /// What decisions are made on, read from the store.
  public var reading: DeskReading { DeskReading(store: store) }

  /// The ledger was loaded once; what its source says since is taken by runs.
  func requireLedger() throws {
    if try store.fact(Self.sourceFact) == nil { try synchroniseLedger() }
  }

  /// What of the ledger some actions are about; all of it where more than a part is: for a file with
  /// thousands of receipts.
  private func concerned(by actions: [DeskAction]) throws -> LedgerFolder {
    let needsAll =
      !decidesOnExcerpts
      || actions.flatMap(\.payments).count > Self.paymentsOfExcerptMax
    if needsAll {
      try synchroniseLedger()
      return try ledgerFolder()
    }
    var excerpt = try LedgerExcerpt(about: actions, in: store)
    return try excerpt.folder()
  }

  private static let paymentsOfExcerptMax = 1000

  /// What is open of a document; nil where there is none, or it is cleared.
  public func openAmount(of key: DocumentKey) throws -> Money? {
    try requireLedger()
    guard let table = StateTable.named("open_items"),
      let cells = try store.row(of: table, key: [key.customer.text, key.number.text])?.cells,
      cells.count > 7, let currency = Currency(cells[5])
    else { return nil }
    return try Money(parsing: cells[7], in: currency)
  }

  /// The currency of a document; nil where there is none.
  public func currency(of key: DocumentKey) throws -> Currency? {
    try requireLedger()
    for name in ["open_items", "cleared_items"] {
      guard let table = StateTable.named(name) else { continue }
      let row = try store.row(of: table, key: [key.customer.text, key.number.text])
      if let cells = row?.cells, cells.count > 5 { return Currency(cells[5]) }
    }
    return nil
  }

  /// What the payer of a receipt is known by, to be learned for a customer.
  public func payerAccount(
    of payment: PaymentID
  ) throws -> (name: String, account: String)? {
    guard let line = try reading.decidedLine(payment) else { return nil }
    return (line.receipt.payerName ?? "", line.receipt.payerAccount ?? "")
  }

  // MARK: Second eyes

  private func propose(_ record: DeskRecord, _ amount: Money?) throws -> String {
    try refuseSecondProposal(record)
    let id = "Q" + record.decision.dropFirst()
    let what = record.actions.map(\.name).joined(separator: ", ")
    let terms = CommitTerms(
      actor: record.actor, recordedAt: clock().description,
      outbox: notices(
        .decision,
        "\(id): \(record.actor) proposed \(what)" + (amount.map { " of \($0)" } ?? ""),
        .object([
          ("proposal", .string(id)), ("actor", .string(record.actor)),
          ("note", .string(record.note)),
          (
            "payments", .list(record.actions.flatMap(\.payments).map { .string($0.text) })
          ),
        ])))
    try store.commit(terms) { log in
      try log.event(
        NewEvent(
          .proposalMade, subject: id, facts: record.facts,
          rows: [
            StateTable.proposals.adding([
              id, record.actor, amount?.decimal ?? "", amount?.currency.code ?? "",
              String(decoding: record.facts, as: UTF8.self), record.note,
            ])
          ]))
    }
    return id
  }

  /// Two proposals about one receipt would both be approved by somebody who sees them one by one.
  private func refuseSecondProposal(_ record: DeskRecord) throws {
    let asked = Set(record.actions.flatMap(\.payments))
    for row in try store.rows(of: .proposals) {
      let cells = row.cells
      guard cells.count > 4, let other = DeskRecord(facts: Array(cells[4].utf8)) else { continue }
      let isSame =
        other.actions == record.actions
        || !asked.isDisjoint(with: other.actions.flatMap(\.payments))
      if isSame {
        throw DeskRefusal(
          .otherState, problem: "\(cells[0]) about this waits for a second person already",
          expected: "it to be approved or rejected first")
      }
    }
  }

  /// Books what another person proposed.
  public func approve(_ proposal: String, by actor: String) throws -> DeskReport {
    let record = try proposed(proposal)
    return try decide(
      record.actions, by: record.actor, note: record.note, approver: actor,
      undoes: record.undoes, file: record.file, closing: proposal)
  }

  /// Throws a proposal away.
  public func reject(_ proposal: String, by actor: String, note: String) throws {
    _ = try proposed(proposal)
    _ = try policy(of: [actor])
    let terms = CommitTerms(
      actor: actor, recordedAt: clock().description,
      outbox: notices(
        .decision, "\(proposal): \(actor) rejected it" + (note.isEmpty ? "" : ": \(note)"),
        .object([
          ("rejected", .string(proposal)), ("actor", .string(actor)), ("note", .string(note)),
        ])))
    try store.commit(terms) { log in
      try log.event(
        NewEvent(
          .proposalClosed, subject: proposal,
          facts: JSONValue.object([("rejected", .boolean(true)), ("note", .string(note))]).compact,
          rows: [StateTable.proposals.removing([proposal])]))
    }
  }

  private func proposed(_ id: String) throws -> DeskRecord {
    guard let cells = try store.row(of: .proposals, key: [id])?.cells, cells.count > 4,
      let record = DeskRecord(facts: Array(cells[4].utf8))
    else {
      let isDecided = try !store.events(about: id, .proposalMade).isEmpty
      throw DeskRefusal(
        isDecided ? .otherState : .notThere,
        problem: "no decision \(id) waits for a second person",
        expected: "one that `quittance status` shows")
    }
    return record
  }

  // MARK: What a decision is made on

  func policy(of people: [String]) throws -> DeskPolicy {
    let rules = settings.people
    var policy = DeskPolicy(
      secondEyesAbove: rules.secondEyesAbove, writeOffMax: rules.writeOffMax)
    for person in people {
      switch rules.limit(of: person) {
      case .upTo(let amount): policy.limits[person] = amount
      case .unlimited: break
      case nil:
        throw DeskRefusal(
          .notPermitted, problem: "\(person) is not among the people of \(settings.name)",
          expected: "somebody whom the pipeline's file gives a limit")
      }
    }
    return policy
  }

  private func deskRecord(_ decision: String) throws -> DeskRecord {
    guard let record = try reading.record(of: decision) else {
      throw DeskRefusal(
        .notThere, problem: "there is no decision \(decision)",
        expected: "one such as N42, as it was told")
    }
    return record
  }
}
