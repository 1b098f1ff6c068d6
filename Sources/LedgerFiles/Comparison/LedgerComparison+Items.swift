import Money
import Receivables

extension LedgerComparison {
  /// What our bookings did to an item, payment by payment.
  private struct Booked {
    var payment: PaymentID
    var amount: Int128
  }

  mutating func compareItems() {
    let open = byKey(theirs.openItems)
    let clearedThere = Set(theirs.clearedItems.map(\.key))
    let booked = bookings(open)

    for item in held.openItems {
      let own = booked[item.key] ?? []
      if let other = open[item.key] {
        compare(item, other, own)
      } else if isSnapshot || clearedThere.contains(item.key) {
        missing(item, own, isMadeHere: isMadeHere(item, booked))
      }
    }
    for item in held.clearedItems {
      guard let other = open[item.key] else { continue }
      compareCleared(item, other, booked[item.key] ?? [])
    }
    var known = Set(held.openItems.map(\.key))
    known.formUnion(held.clearedItems.map(\.key))
    for item in theirs.openItems where !known.contains(item.key) {
      changes.openItems.added.append(item)
      note(.newItem, item, ours: nil, theirs: item.open, isTaken: true)
    }
  }

  private mutating func compare(_ item: OpenItem, _ other: OpenItem, _ booked: [Booked]) {
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
      let isTaken = isSnapshot && authority == .erp
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

  private mutating func missing(_ item: OpenItem, _ booked: [Booked], isMadeHere: Bool) {
    if isMadeHere {
      note(.oursAlone, item, ours: item.open, theirs: nil, booked)
      return
    }
    if let unposted = unposted(booked, held: item.open, theirs: .zero(item.currency)) {
      note(.notYetPosted, item, ours: item.open, theirs: .zero(item.currency), unposted)
      return
    }
    let isTaken = isSnapshot && authority == .erp
    note(
      .clearedInERP, item, ours: item.open, theirs: .zero(item.currency), isTaken: isTaken, booked)
    guard isTaken else { return }
    var cleared = item
    cleared.open = .zero(item.currency)
    changes.openItems.removed.append(item)
    changes.clearedItems.added.append(cleared)
  }

  private mutating func compareCleared(
    _ item: OpenItem, _ other: OpenItem, _ booked: [Booked]
  ) {
    if item.currency == other.currency,
      let unposted = unposted(booked, held: item.open, theirs: other.open)
    {
      note(.notYetPosted, item, ours: item.open, theirs: other.open, unposted)
      return
    }
    // What a receipt cleared stays cleared, whatever the ERP says: the money is here.
    let isTaken = isSnapshot && authority == .erp && booked.isEmpty
    note(.reopenedInERP, item, ours: item.open, theirs: other.open, isTaken: isTaken, booked)
    guard isTaken else { return }
    changes.clearedItems.removed.append(item)
    changes.openItems.added.append(other)
  }

  /// The last of our payments that, not yet posted, make the ERP's amount out of ours; nil where
  /// none do. The ERP posts them in order, so that only ends of the list can be missing.
  private func unposted(_ booked: [Booked], held: Money, theirs: Money) -> [Booked]? {
    var sum = Int128(held.minorUnits)
    for place in booked.indices.reversed() {
      sum += booked[place].amount
      if sum == Int128(theirs.minorUnits) { return Array(booked[place...]) }
    }
    return nil
  }

  /// Money on account is numbered by its payment, a deduction by the document it was taken from:
  /// both have a booking of ours behind them.
  private func isMadeHere(_ item: OpenItem, _ booked: [DocumentKey: [Booked]]) -> Bool {
    switch item.type {
    case .onAccount:
      booked[item.key]?.contains { $0.payment.text == item.number.text } == true
    case .deduction:
      root(of: item).map { booked[DocumentKey(item.customer, $0)] != nil } == true
    case .invoice, .debitMemo, .creditMemo: false
    }
  }

  /// `4711` of `4711-D2`; nil where the number has no such end.
  private func root(of item: OpenItem) -> DocumentNumber? {
    let text = item.number.text
    guard let dash = text.lastIndex(of: "-") else { return nil }
    let end = text[text.index(after: dash)...].utf8
    guard end.first == UInt8(ascii: "D"), end.count > 1,
      end.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return DocumentNumber(String(text[..<dash]))
  }

  /// Our bookings on the items where the two ledgers do not agree by themselves, one look at each.
  private func bookings(_ open: [DocumentKey: OpenItem]) -> [DocumentKey: [Booked]] {
    guard !held.applications.isEmpty else { return [:] }
    var wanted: Set<DocumentKey> = []
    for item in held.openItems where open[item.key]?.open != item.open {
      wanted.insert(item.key)
      if item.type == .deduction, let root = root(of: item) {
        wanted.insert(DocumentKey(item.customer, root))
      }
    }
    for item in held.clearedItems where open[item.key] != nil { wanted.insert(item.key) }
    guard !wanted.isEmpty else { return [:] }
    var booked: [DocumentKey: [Booked]] = [:]
    for application in held.applications {
      let key = DocumentKey(application.customer, application.document)
      guard wanted.contains(key) else { continue }
      // One payment's lines on an item (cash, discount …) are posted together.
      let amount = Int128(application.amount.minorUnits)
      if let last = booked[key]?.indices.last, booked[key]?[last].payment == application.payment {
        booked[key]?[last].amount += amount
      } else {
        booked[key, default: []].append(Booked(payment: application.payment, amount: amount))
      }
    }
    return booked
  }

  private func byKey(_ items: [OpenItem]) -> [DocumentKey: OpenItem] {
    Dictionary(items.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func note(
    _ kind: LedgerDifference.Kind, _ item: OpenItem, ours: Money?, theirs: Money?,
    isTaken: Bool = false, _ booked: [Booked] = []
  ) {
    differences.append(
      LedgerDifference(
        kind: kind, customer: item.customer, document: item.number, ours: ours, theirs: theirs,
        isTaken: isTaken, payments: booked.map(\.payment)))
  }
}
