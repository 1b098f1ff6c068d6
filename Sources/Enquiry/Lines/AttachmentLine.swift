import GRDB

/// A document that somebody attached to a dispute.
public struct AttachmentLine: Hashable, Sendable {
  /// Such as `A42`.
  public var id: String
  public var dispute: String
  /// As somebody called it: never a path.
  public var name: String
  /// As somebody stated it, for people: nothing is served as it.
  public var type: String
  public var bytes: Int
  /// SHA-256, under which the bytes are kept.
  public var digest: String
  public var actor: String
  /// When, UTC.
  public var at: String
  /// When it was removed, UTC; empty where it is there.
  public var removed: String

  static var listing: Listing<AttachmentLine> {
    Listing(select: "a.*", from: "attachments a") { row in
      AttachmentLine(
        id: row.text("attachment"), dispute: row.text("dispute"), name: row.text("name"),
        type: row.text("type"), bytes: row["bytes"] ?? 0, digest: row.text("digest"),
        actor: row.text("actor"), at: row.text("at"), removed: row.text("removed"))
    }
  }
}
