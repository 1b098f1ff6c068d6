import GRDB
public import Money

/// A bank file that was taken, refused or undone.
public struct FileLine: Hashable, Sendable {
  /// As the state calls it: `F3`.
  public var id: String
  public var name: String
  public var inbox: String
  /// SHA-256 in hexadecimal; empty where it was never read.
  public var digest: String
  public var bytes: Int64
  /// Empty where it was not recognised.
  public var format: String
  public var statements: Int
  public var transactions: Int
  /// `taken`, `quarantined`, `undone`, or `resolved`: quarantined, and the same bytes were taken later.
  public var state: String
  /// Empty where it brought nothing new.
  public var batch: String
  /// Where it lies now, from the pipeline's folder.
  public var storedAs: String
  /// Why it was refused.
  public var reason: String
  /// When its batch was booked or it was refused, UTC; empty where nothing tells.
  public var at: String

  static var listing: Listing<FileLine> {
    Listing(
      select: "f.*, coalesce(b.at, q.at) AS at",
      from: "files f LEFT JOIN times b ON b.kind = 'batch.booked' AND b.subject = f.batch "
        + "LEFT JOIN times q ON q.kind = 'file.quarantined' AND q.subject = f.file"
    ) { row in
      FileLine(
        id: row.text("file"), name: row.text("name"), inbox: row.text("inbox"),
        digest: row.text("digest"), bytes: row["bytes"] ?? 0, format: row.text("format"),
        statements: row["statements"] ?? 0, transactions: row["transactions"] ?? 0,
        state: row.text("state"), batch: row.text("batch"), storedAs: row.text("stored_as"),
        reason: row.text("reason"), at: row.text("at"))
    }
  }
}

/// Files that were decided and booked as one.
public struct BatchLine: Hashable, Sendable {
  public var name: String
  public var asOf: CalendarDate
  public var receipts: Int
  public var returns: Int
  public var repeats: Int
  public var straightThrough: Int
  public var exceptions: Int
  /// When it was booked, UTC.
  public var at: String

  static var listing: Listing<BatchLine> {
    Listing(
      select: "b.*, t.at AS at",
      from: "batches b LEFT JOIN times t ON t.kind = 'batch.booked' AND t.subject = b.batch"
    ) { row in
      BatchLine(
        name: row.text("batch"), asOf: try row.date("as_of"), receipts: row["receipts"] ?? 0,
        returns: row["returns"] ?? 0, repeats: row["repeats"] ?? 0,
        straightThrough: row["straight_through"] ?? 0, exceptions: row["exceptions"] ?? 0,
        at: row.text("at"))
    }
  }
}
