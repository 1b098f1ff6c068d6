public import Money

/// What one receipt did to one item: what was open of it before and after.
public struct MovedItem: Hashable, Sendable {
  public var item: DocumentKey
  /// Zero for an item that the receipt made.
  public var before: Money
  public var after: Money

  public init(item: DocumentKey, before: Money, after: Money) {
    self.item = item
    self.before = before
    self.after = after
  }
}

extension WorkingLedger {
  /// The items that moved since this was asked last, in the order in which they first did.
  public mutating func takeMoves() -> [MovedItem] {
    let moved = moves.map { move in
      MovedItem(
        item: items[move.item].key,
        before: Money(minorUnits: move.before, items[move.item].currency),
        after: items[move.item].open)
    }
    moves.removeAll(keepingCapacity: true)
    hasMoved.removeAll(keepingCapacity: true)
    return moved
  }
}
