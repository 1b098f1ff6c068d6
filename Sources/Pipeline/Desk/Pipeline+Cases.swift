import LedgerFiles
public import Money
import Receivables
import Reconciliation
import Store

/// What people arrange about disputes, beside deciding them: every change is an event with its
/// person, and none of them moves an amount.
extension Pipeline {
  /// The case of a dispute; a plain one where nothing was arranged yet.
  ///
  /// - Throws: `CaseError` (`disputeUnknown`), `StoreError`.
  public func disputeCase(_ dispute: String) throws -> DisputeCase {
    guard let table = StateTable.named("disputes"),
      try store.row(of: table, key: [dispute]) != nil
    else {
      throw CaseError(
        .disputeUnknown, "there is no dispute \(dispute)", expected: "one of disputes.csv")
    }
    return try heldCase(dispute) ?? DisputeCase(dispute)
  }

  /// Makes a dispute somebody's; empty makes it nobody's again. Nothing is written where it is so
  /// already.
  ///
  /// - Throws: `DeskRefusal` where one of the two is not among the people of the pipeline;
  ///   `CaseError`, `StoreError`.
  public func assign(
    _ dispute: String, to owner: String, by actor: String, note: String = ""
  ) throws {
    if !owner.isEmpty { _ = try policy(of: [owner]) }
    try arrange(dispute, by: actor, note) { held, told in
      told.ownerBefore = held.owner
      told.owner = owner
      held.owner = owner
    }
  }

  /// Says until when a dispute is to be decided; nil for no day.
  ///
  /// - Throws: `DeskRefusal`, `CaseError`, `StoreError`.
  public func setDue(
    _ dispute: String, on day: CalendarDate?, by actor: String, note: String = ""
  ) throws {
    try arrange(dispute, by: actor, note) { held, told in
      told.dueBefore = held.dueOn?.description ?? ""
      told.dueOn = day?.description ?? ""
      held.dueOn = day
    }
  }

  /// Somebody looks into a dispute: it stays open, and its case says so.
  ///
  /// - Throws: `DeskError`, `DeskRefusal`, `StoreError`.
  public func review(
    _ dispute: String, by actor: String, note: String = ""
  ) throws -> DeskReport {
    try decide([.dispute(dispute, .underReview(note: note))], by: actor, note: note)
  }

  /// Lets a dispute go on as another one of the same customer: it is resolved, its case points to
  /// the other, and no amount moves. Reopening it, or undoing the decision, parts them again.
  ///
  /// - Throws: `DeskError`, `DeskRefusal`, `StoreError`.
  public func merge(
    _ dispute: String, into other: String, by actor: String, note: String = ""
  ) throws -> DeskReport {
    try decide([.dispute(dispute, .merge(into: other, note: note))], by: actor, note: note)
  }

  private func arrange(
    _ dispute: String, by actor: String, _ note: String,
    _ change: (inout DisputeCase, inout CaseNote) -> Void
  ) throws {
    try openDesk(to: actor)
    let before = try disputeCase(dispute)
    var (after, told) = (before, CaseNote())
    change(&after, &told)
    told.note = note
    let held = try store.row(of: .cases, key: [dispute])
    guard let row = after.row(over: held) else { return }
    try store.commit(CommitTerms(actor: actor, recordedAt: clock().description)) { log in
      try log.event(NewEvent(.caseChanged, subject: dispute, facts: told.facts, rows: [row]))
    }
    log.say("dispute", "\(dispute): \(actor) \(told.words)")
  }

  /// Somebody of the pipeline's people is at its desk.
  func openDesk(to actor: String) throws {
    try recover(leavingLedgers: true)
    try requireLedger()
    _ = try policy(of: [actor])
  }

  // MARK: What decisions do to cases

  func heldCase(_ dispute: String) throws -> DisputeCase? {
    try store.row(of: .cases, key: [dispute]).flatMap { DisputeCase($0) }
  }

  /// What a decision makes of the cases that it is about, each once.
  ///
  /// - Parameter undone: what the decision that this one undoes did to them.
  func caseSteps(of actions: [DeskAction], undoing undone: [CaseStep]) throws -> [CaseStep] {
    var order: [String] = []
    var steps: [String: CaseStep] = [:]
    func change(_ id: String, _ edit: (inout DisputeCase) throws -> Void) throws {
      let held = try heldCase(id) ?? DisputeCase(id)
      if steps[id] == nil { order.append(id) }
      var step = steps[id] ?? CaseStep(before: held, after: held)
      try edit(&step.after)
      steps[id] = step
    }
    for action in actions {
      guard case .dispute(let id, let taken) = action else { continue }
      try change(id) { now in
        switch taken {
        case .note, .explain: break
        case .underReview: now.stage = .underReview
        case .approve, .deny, .resolve: now.stage = .open
        case .reopen:
          now.stage = .open
          now.mergedInto = ""
        case .merge(let other, _):
          now.stage = .open
          now.mergedInto = other
        }
      }
    }
    for step in undone.reversed() {
      try change(step.after.dispute) { now in
        now = step.undone(in: now)
        try refuseCircle(from: now)
      }
    }
    return order.compactMap { steps[$0] }.filter { $0.before != $0.after }
  }

  /// Two disputes that point to each other would both be nowhere.
  private func refuseCircle(from first: DisputeCase) throws {
    var seen: Set<String> = [first.dispute]
    var next = first.mergedInto
    while !next.isEmpty {
      guard seen.insert(next).inserted else {
        throw DeskError(
          .usedSince,
          "dispute \(first.dispute) would go on as \(first.mergedInto), which goes on as it since",
          expected: "that to be undone first")
      }
      next = try heldCase(next)?.mergedInto ?? ""
    }
  }

  /// The rows of cases that a decision changes.
  func caseRows(_ steps: [CaseStep]) throws -> [RowChange] {
    try steps.compactMap { step in
      step.after.row(over: try store.row(of: .cases, key: [step.after.dispute]))
    }
  }
}
