/// A promise of the readers that a file made them break.
public struct BrokenPromise: Error, CustomStringConvertible {
  public var description: String

  public init(_ description: String) {
    self.description = description
  }

  /// What is found and not mended yet, by the words that its descriptions have in common. Fuzzing
  /// goes on past it; whoever mends it takes it out.
  public static let known: [String] = []

  public var isKnown: Bool { Self.known.contains { description.contains($0) } }
}
