/// What a person does with a dispute. The words stay with it as its explanation.
public enum DisputeStep: Hashable, Sendable, Codable {
  /// Somebody looks into it; it stays open.
  case underReview(note: String)
  case note(String)
  /// The customer is right about what is still to come: a later short payment of it needs no dispute.
  case explain(note: String)
  /// The customer is right: what is open of the deduction is credited to its reason.
  case approve(note: String)
  /// The customer is wrong: the deduction stays open and due.
  case deny(note: String)
  case resolve(note: String)
  case reopen(note: String)
  /// It goes on as another dispute of the same customer: this one is resolved, and no amount moves.
  case merge(into: String, note: String)

  /// Empty where nothing was written; of a merger, where it went first.
  public var note: String {
    switch self {
    case .underReview(let note), .note(let note), .explain(let note), .approve(let note),
      .deny(let note), .resolve(let note), .reopen(let note):
      note
    case .merge(let other, let note): "merged into \(other)" + (note.isEmpty ? "" : ": \(note)")
    }
  }

  /// What lists of decisions call it; never changes.
  public var name: String {
    switch self {
    case .underReview: "under_review"
    case .note: "note"
    case .explain: "explain"
    case .approve: "approve"
    case .deny: "deny"
    case .resolve: "resolve"
    case .reopen: "reopen"
    case .merge: "merge"
    }
  }
}
