/// A file that is ours alone: it lies in the work folder under a name that nobody else uses.
public struct Claim: Hashable, Sendable {
  public var place: FilePath
  /// What it was once it was ours.
  public var facts: FileFacts

  public init(place: FilePath, facts: FileFacts) {
    self.place = place
    self.facts = facts
  }
}
