import GRDB

/// Something that a person did with a dispute.
public struct DisputeEventLine: Hashable, Sendable {
  /// When, UTC, as `2026-03-10T18:00:00Z`.
  public var at: String
  public var actor: String
  /// What was done, for people: `approve: open → resolved`, `owner: bob (before: alice)`.
  public var words: String
  public var note: String
  /// The decision that it was, such as `N42`; empty where it was none.
  public var decision: String
  /// The decision that undid it; empty where it stands.
  public var undoneBy: String

  static var listing: Listing<DisputeEventLine> {
    Listing(
      select: "e.*, n.undone_by",
      from: "dispute_events e LEFT JOIN decisions n ON n.decision = e.decision"
    ) { row in
      DisputeEventLine(
        at: row.text("at"), actor: row.text("actor"), words: row.text("words"),
        note: row.text("note"), decision: row.text("decision"), undoneBy: row.text("undone_by"))
    }
  }
}
