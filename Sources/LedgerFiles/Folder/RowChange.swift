/// What happened to one row of a table, as texts: what an event log keeps and a store writes.
///
/// Rows are CSV records without their line end, so that all of them below the header are the file.
public struct RowChange: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case added = "+"
    case changed = "~"
    case removed = "-"
  }

  public var table: String
  public var kind: Kind
  /// The cells that the row is known by, as a record; empty in a table that is only added to.
  public var key: String
  /// The whole row; empty where it is removed.
  public var record: String

  public init(_ table: String, _ kind: Kind, key: String, record: String) {
    self.table = table
    self.kind = kind
    self.key = key
    self.record = record
  }
}
