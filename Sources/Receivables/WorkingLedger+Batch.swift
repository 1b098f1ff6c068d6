import Money

/// Where batches end: what one changed, row by row, and the ledger as the next one finds it.
extension WorkingLedger {
  /// Places of cleared rows begin here, and those of items that have no row yet.
  static let clearedPlaces = 1 << 40
  static let madePlaces = 1 << 41

  /// The items that moved since the batch began, in the order in which they first did, with what
  /// was open before; nil for those made in it.
  public var movedItems: [(item: Int, before: Int64?)] {
    batch.items.map { (item: $0.item, before: $0.item < itemsAtStart ? $0.before : nil) }
  }

  /// The same in the order of their rows.
  private var movedRows: [(item: Int, before: Int64?)] {
    movedItems.sorted { places[$0.item] < places[$1.item] }
  }

  /// The item has moved since the batch began.
  public func movedInBatch(_ item: Int) -> Bool { batch.contains(item) }

  /// How many disputes there were when the batch began.
  public var disputesAtStart: Int { batch.disputesAtStart }

  /// What happened since the batch began to the files that it holds: items, allowances, disputes
  /// and expectations.
  ///
  /// - Complexity: O(*n* log *n*) of what moved, however much there is.
  public var changes: LedgerChanges {
    var changes = LedgerChanges()
    for (index, before) in movedRows {
      let item = items[index]
      let wasOpen = places[index] < Self.clearedPlaces
      guard let before else {
        if item.open.isZero {
          changes.clearedItems.added.append(item)
        } else {
          changes.openItems.added.append(item)
        }
        continue
      }
      var old = item
      old.open.minorUnits = before
      switch (wasOpen, !item.open.isZero) {
      case (true, true): if item != old { changes.openItems.changed.append(item) }
      case (true, false):
        changes.openItems.removed.append(old)
        changes.clearedItems.added.append(item)
      case (false, true):
        changes.clearedItems.removed.append(old)
        changes.openItems.added.append(item)
      case (false, false): if item != old { changes.clearedItems.changed.append(item) }
      }
    }
    changes.allowances.changed = Self.changed(batch.allowances, allowances)
    changes.disputes.changed = Self.changed(batch.disputes, disputes)
    changes.disputes.added = Array(disputes[batch.disputesAtStart...])
    changes.expectations.changed = Self.changed(batch.expectations, expectations)
    return changes
  }

  private static func changed<Row: LedgerRow>(_ before: [Int: Row], _ now: [Row]) -> [Row] {
    before.keys.sorted().filter { before[$0] != now[$0] }.map { now[$0] }
  }

  /// Ends the batch: rows go where the changes put them, and the next batch finds the ledger as if
  /// it had been made anew of the changed rows.
  ///
  /// - Parameters:
  ///   - receipts: the rows of `receipts.csv` that the batch added.
  ///   - applications: those of `applications.csv`.
  /// - Complexity: O(*n* log *n*) of what moved, and the items of the customers that it concerns.
  public mutating func settle(receipts: [ReceiptRecord], applications: [Application]) {
    var total = Int128(totalAtStart)
    var owners: Set<Int> = []
    for (index, before) in movedRows {
      let item = items[index]
      let wasOpen = places[index] < Self.clearedPlaces
      if before == nil || wasOpen == item.open.isZero {
        if item.open.isZero {
          places[index] = nextPlaces.cleared
          nextPlaces.cleared += 1
        } else {
          places[index] = nextPlaces.open
          nextPlaces.open += 1
          list(index)
        }
      }
      if let before { total -= Int128(Self.size(item.original.minorUnits, before)) }
      total += Int128(Self.size(item.original.minorUnits, item.open.minorUnits))
      if before == nil, item.type == .onAccount { onAccountNumbers.insert(item.number.text) }
      if let owner = owner(of: index) { owners.insert(owner) }
    }
    // In no order that anything depends on.
    for owner in owners { settleItems(of: owner) }
    for (index, before) in batch.allowances {
      total += Int128(allowances[index].used.minorUnits.magnitude)
      total -= Int128(before.used.minorUnits.magnitude)
    }
    let amounts =
      disputes[batch.disputesAtStart...].map(\.amount) + receipts.map(\.amount)
      + applications.map(\.amount)
    for amount in amounts { total += Int128(amount.minorUnits.magnitude) }
    // Beyond `amountMax`, the next batch is refused as a new ledger would be.
    totalAtStart = Int64(clamping: total)
    runningTotal = totalAtStart
    itemsAtStart = items.count
    batch.settle(disputes: disputes.count)
    moves.removeAll(keepingCapacity: true)
    hasMoved.removeAll(keepingCapacity: true)
  }

  /// What an item counts against `amountMax`.
  static func size(_ original: Int64, _ open: Int64) -> Int64 {
    Int64(clamping: max(original.magnitude, open.magnitude))
  }

  /// A customer's list holds what is open of it.
  private mutating func settleItems(of customer: Int) {
    itemsOfCustomer[customer].removeAll { items[$0].open.isZero }
    amounts.indexIfLarge(customer, itemsOfCustomer[customer], items)
  }

  /// The rows of both files as they are now, in their order: O(items).
  public var rows: (open: [OpenItem], cleared: [OpenItem]) {
    var order = Array(items.indices)
    if !zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) {
      order.sort { places[$0] < places[$1] }
    }
    var open: [OpenItem] = []
    var cleared: [OpenItem] = []
    var newlyCleared: [OpenItem] = []
    for index in order {
      if !items[index].open.isZero {
        open.append(items[index])
      } else if places[index] >= Self.clearedPlaces, places[index] < Self.madePlaces {
        cleared.append(items[index])
      } else {
        newlyCleared.append(items[index])
      }
    }
    return (open, cleared + newlyCleared)
  }
}
