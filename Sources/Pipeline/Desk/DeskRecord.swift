import Foundation
public import Receivables
public import Reconciliation

/// Under what a decision is booked.
struct DeskTerms {
  /// Who decides, or proposed it.
  var actor: String
  var note = ""
  /// The second person.
  var approver: String?
  /// The decision that this one undoes.
  var undoes: String?
  /// The file that it undoes, as the state calls it.
  var file: String?
  /// The proposal that it settles.
  var proposal: String?
  /// It waits for a second person, whatever the limit.
  var needsSecondEyes = false
}

/// What the log keeps of a person's decision: enough to say why, and to undo it.
public struct DeskRecord: Codable {
  /// `N42`, after the number of its event.
  public var decision: String
  /// Who decided, or proposed it.
  public var actor: String
  public var note: String
  /// The second person, where one was needed.
  public var approvedBy: String?
  /// The decision that this one undoes.
  public var undoes: String?
  /// The file that was undone, as the state calls it.
  public var file: String?
  var actions: [DeskAction]
  /// What each of its steps did, row by row.
  public internal(set) var traces: [DeskTrace]
  /// What it did to the cases of disputes; nil in what was written before there were any.
  var cases: [CaseStep]?

  /// One JSON object on one line.
  var facts: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts, numbers and lists of them: they can always be encoded.
    return (try? encoder.encode(self)).map(Array.init) ?? Array("{}".utf8)
  }

  init(
    decision: String, actor: String, note: String, approvedBy: String? = nil,
    undoes: String? = nil, file: String? = nil, actions: [DeskAction] = [],
    traces: [DeskTrace] = []
  ) {
    self.decision = decision
    self.actor = actor
    self.note = note
    self.approvedBy = approvedBy
    self.undoes = undoes
    self.file = file
    self.actions = actions
    self.traces = traces
  }

  /// The decision of an event's facts; nil where they are none.
  public init?(facts: [UInt8]) {
    guard let record = try? JSONDecoder().decode(DeskRecord.self, from: Data(facts)) else {
      return nil
    }
    self = record
  }

  /// What was done, as the log names it: `apply`, `put_on_account`; one name for each step.
  public var actionNames: [String] {
    actions.map { action in
      if case .dispute(_, let step) = action { return "dispute: \(step.name)" }
      return action.name
    }
  }

  /// What it did with a dispute.
  public struct OnDispute: Hashable, Sendable {
    public var dispute: String
    /// The step that was taken: `approve`; empty where something else changed the dispute.
    public var step: String
    /// What was written to it.
    public var note: String
    /// nil where the dispute came, or went.
    public var before: Dispute.Status?
    public var after: Dispute.Status?
  }

  /// The disputes that it was about or changed, each once, in the order of its steps.
  public var disputes: [OnDispute] {
    var found: [OnDispute] = []
    func take(_ id: String, _ edit: (inout OnDispute) -> Void) {
      if !found.contains(where: { $0.dispute == id }) {
        found.append(OnDispute(dispute: id, step: "", note: ""))
      }
      for place in found.indices where found[place].dispute == id { edit(&found[place]) }
    }
    for case .dispute(let id, let step) in actions {
      take(id) {
        $0.step = step.name
        $0.note = step.note
      }
    }
    for change in traces.flatMap(\.disputes) {
      guard let row = change.after ?? change.before else { continue }
      take(row.id) {
        if $0.before == nil { $0.before = change.before?.status }
        $0.after = change.after?.status
      }
    }
    return found
  }

  /// What was done, for people; one text for each step.
  public var actionWords: [String] { actions.map(\.words) }

  /// The receipts that it was about, each once, in the order of its steps.
  public var payments: [PaymentID] {
    var seen: Set<PaymentID> = []
    return (actions.flatMap(\.payments) + traces.flatMap(\.payments))
      .filter { seen.insert($0).inserted }
  }

  /// One line for people.
  var words: String {
    let what = undoes.map { "undid \($0)" } ?? actions.map(\.name).joined(separator: ", ")
    return "\(decision): \(actor) \(what)"
      + (approvedBy.map { ", approved by \($0)" } ?? "") + (note.isEmpty ? "" : ": \(note)")
  }
}
