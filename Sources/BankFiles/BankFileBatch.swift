/// What a reader has told since the batch was emptied last, in the file's order.
///
/// A caller hands the same batch to a reader again and again, and empties it in between: its memory
/// is used again.
public struct BankFileBatch {
  public private(set) var events: [BankFileEvent] = []

  public init() {}

  public var isEmpty: Bool { events.isEmpty }

  public mutating func append(_ event: BankFileEvent) { events.append(event) }

  /// Hands out everything in order. A caller that stops by throwing has the rest still to come.
  public func handOut(_ body: (BankFileEvent) throws -> Void) rethrows {
    for event in events { try body(event) }
  }

  /// Forgets what was told; the memory stays.
  public mutating func removeAll() { events.removeAll(keepingCapacity: true) }
}
