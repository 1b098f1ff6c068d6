import Money
import Receivables

extension LedgerComparison {
  mutating func compareItems() {
    let open = byKey(theirs.openItems)
    let clearedThere = Set(theirs.clearedItems.map(\.key))
    let booked = OurBookings(held.applications, on: disagreeing(open))

    var gone: [(item: OpenItem, booked: [OurBookings.Step])] = []
    for item in held.openItems {
      let own = booked.on(item)
      if let other = open[item.key] {
        compare(item, other, own)
      } else if isSnapshot || clearedThere.contains(item.key) {
        if booked.hasMade(item) {
          note(.oursAlone, item, ours: item.open, theirs: nil, own)
        } else {
          gone.append((item, own))
        }
      }
    }
    let goneAlone = gone.count { $0.booked.isEmpty }
    let isWhole = !isSnapshot || isWhole(without: goneAlone)
    if isSnapshot, isWhole, goneAlone >= Self.goneMin, goneAlone > held.openItems.count / 10 {
      manyCleared = goneAlone
    }
    for (item, own) in gone { missing(item, own, isWhole: isWhole) }
    for item in held.clearedItems {
      guard let other = open[item.key] else { continue }
      compareCleared(item, other, booked.on(item))
    }
    var known = Set(held.openItems.map(\.key))
    known.formUnion(held.clearedItems.map(\.key))
    for item in theirs.openItems where !known.contains(item.key) {
      changes.openItems.added.append(item)
      note(.newItem, item, ours: nil, theirs: item.open, isTaken: true)
    }
  }

  private mutating func compare(_ item: OpenItem, _ other: OpenItem, _ booked: [OurBookings.Step]) {
    guard item.currency == other.currency else {
      note(.currencyDiffers, item, ours: item.open, theirs: other.open, booked)
      return
    }
    // Whatever the amounts, the rest of the document is the ERP's.
    var taken = other
    taken.open = item.open
    taken.original = item.original
    if item.open == other.open {
      taken.original = original(of: item, other)
    } else if let unposted = unposted(booked, held: item.open, theirs: other.open) {
      // Its open amount may be beyond an original that the ERP corrected; ours then stays.
      note(.notYetPosted, item, ours: item.open, theirs: other.open, unposted)
    } else {
      let isTaken = isTheirs(booked)
      if isTaken {
        taken.open = other.open
        taken.original = original(of: item, other)
      }
      note(.amountDiffers, item, ours: item.open, theirs: other.open, isTaken: isTaken, booked)
    }
    guard !isSame(item, taken, \.carried) else { return }
    changes.openItems.changed.append(taken)
    if taken.open == item.open {
      note(.changedItem, item, ours: item.open, theirs: other.open, isTaken: true)
    }
  }

  /// The ERP's original amount, unless it tells only what is open: ours then says more.
  private func original(of item: OpenItem, _ other: OpenItem) -> Money {
    let isOpenAlone =
      other.original == other.open && item.original.hasSameSign(as: other.open)
      && item.original.minorUnits.magnitude > other.open.minorUnits.magnitude
    return isOpenAlone ? item.original : other.original
  }

  /// What we booked nothing on is the ERP's; of the rest, what it has the authority for.
  private func isTheirs(_ booked: [OurBookings.Step]) -> Bool {
    booked.isEmpty || isSnapshot && authority == .erp
  }

  /// That most items should be cleared at once, by nothing of ours, or all of them, is hardly so: it
  /// is half a snapshot.
  private func isWhole(without count: Int) -> Bool {
    if authority == .erp || count == 0 { return true }
    if theirs.openItems.isEmpty { return false }
    return count < Self.goneMin || count <= held.openItems.count / 2
  }

  private static let goneMin = 10

  private mutating func missing(_ item: OpenItem, _ booked: [OurBookings.Step], isWhole: Bool) {
    if let unposted = unposted(booked, held: item.open, theirs: .zero(item.currency)) {
      note(.notYetPosted, item, ours: item.open, theirs: .zero(item.currency), unposted)
      return
    }
    let isTaken = isTheirs(booked) && isWhole
    note(
      .clearedInERP, item, ours: item.open, theirs: .zero(item.currency), isTaken: isTaken, booked)
    guard isTaken else { return }
    var cleared = item
    cleared.open = .zero(item.currency)
    changes.openItems.removed.append(item)
    changes.clearedItems.added.append(cleared)
  }

  private mutating func compareCleared(
    _ item: OpenItem, _ other: OpenItem, _ booked: [OurBookings.Step]
  ) {
    if item.currency == other.currency,
      let unposted = unposted(booked, held: item.open, theirs: other.open)
    {
      note(.notYetPosted, item, ours: item.open, theirs: other.open, unposted)
      return
    }
    // What a receipt cleared stays cleared, whatever the ERP says: the money is here.
    let isTaken = booked.isEmpty
    note(.reopenedInERP, item, ours: item.open, theirs: other.open, isTaken: isTaken, booked)
    guard isTaken else { return }
    changes.clearedItems.removed.append(item)
    changes.openItems.added.append(other)
  }

  /// The last of our payments that, not yet posted, make the ERP's amount out of ours; nil where
  /// none do. The ERP posts them in order, so that only ends of the list can be missing.
  private func unposted(_ booked: [OurBookings.Step], held: Money, theirs: Money) -> [OurBookings
    .Step]?
  {
    var sum = Int128(held.minorUnits)
    for place in booked.indices.reversed() {
      sum += booked[place].amount
      if sum == Int128(theirs.minorUnits) { return Array(booked[place...]) }
    }
    return nil
  }

  /// Items that only our bookings may explain.
  private func disagreeing(_ open: [DocumentKey: OpenItem]) -> [OpenItem] {
    held.openItems.filter { open[$0.key]?.open != $0.open }
      + held.clearedItems.filter { open[$0.key] != nil }
  }

  private func byKey(_ items: [OpenItem]) -> [DocumentKey: OpenItem] {
    Dictionary(items.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func note(
    _ kind: LedgerDifference.Kind, _ item: OpenItem, ours: Money?, theirs: Money?,
    isTaken: Bool = false, _ booked: [OurBookings.Step] = []
  ) {
    differences.append(
      LedgerDifference(
        kind: kind, customer: item.customer, document: item.number, ours: ours, theirs: theirs,
        isTaken: isTaken, payments: booked.map(\.payment)))
  }
}
