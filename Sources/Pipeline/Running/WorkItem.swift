import Durable
import Store

/// A file that is ours: claimed in the store and lying in the work folder.
struct WorkItem {
  var claim: FileClaim
  var place: Durable.Claim
  /// Which inbox it came into; nil where the pipeline has that inbox no more.
  var inbox: Int?
  /// Its name in the inbox.
  var name: FileName
  /// A marker that lay beside it and goes with it.
  var marker: FileName?
  /// Whether the marker holds the digest that the file must have.
  var hasDigestMarker = false

  /// What the state calls it.
  var fileID: String { "F\(claim.id)" }
}

/// A file that was read to its end, or given up.
struct ReadItem {
  var item: WorkItem
  var result: FileResult
  /// Why it goes to quarantine; nil where it is taken.
  var refusal: Refusal?
}

/// Why a file cannot be used.
public struct Refusal: Hashable, Sendable {
  /// A stable word for programs.
  public var code: String
  /// What is wrong and what to do.
  public var reason: String
  /// Every line that was told of the file.
  public var details: [String] = []
}
