/// How far a file in an inbox has come.
public struct Arrival: Hashable, Sendable {
  public var name: FileName
  /// What the file was at the look that this speaks of.
  public var facts: FileFacts
  /// Which pattern of the inbox wants it, counted from 0.
  public var pattern: Int
  public var state: State

  public init(name: FileName, facts: FileFacts, pattern: Int, state: State) {
    self.name = name
    self.facts = facts
    self.pattern = pattern
    self.state = state
  }

  public enum State: Hashable, Sendable {
    case complete(Sign)
    case waiting
    case incomplete(Late)
  }

  /// What says that a file is complete.
  public enum Sign: Hashable, Sendable {
    case marker(FileName)
    /// A marker that holds the digest (`DigestMarker`), which the file has yet to match.
    case digest(FileName)
    case closed
    case stable
  }

  /// Why a file is not complete although it had the time to become so.
  public enum Late: String, Hashable, Sendable, CaseIterable {
    /// It still changes.
    case growing
    /// It was read, and its end was missing (`endedEarly`).
    case endedEarly
    /// There is no marker, and only a marker would do.
    case markerMissing
    /// It has a second name, by which somebody else may change it.
    case severalLinks
    case empty

    /// Whether it is to be moved away with its reason; the rest is reported and may yet come right.
    public var isToBeQuarantined: Bool { self == .endedEarly || self == .empty }

    /// What is wrong and what to do, as two clauses of a sentence.
    public var explanation: String {
      switch self {
      case .growing: "still being written; wait, or see what the sender is doing"
      case .endedEarly: "cut short; ask the sender for the whole file"
      case .markerMissing: "without its marker; put the marker beside it when it is complete"
      case .severalLinks: "has a second name (hard link); remove that, or put a copy here"
      case .empty: "empty; ask the sender for the file"
      }
    }
  }
}
