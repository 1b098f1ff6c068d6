/// JD Edwards' two levels of tolerance (B2, "Tolerances"): each invoice's open against its applied
/// amount, then the check against the sum applied; both may fire.
enum JDETolerance {
  struct Given: Equatable {
    /// What the item has open, in minor units, less a discount that it earns.
    var open: Int64
    /// What the remittance gives it.
    var given: Int64
    /// The most that may be written off on the item.
    var limit: Int64
  }

  struct Settled: Equatable {
    var payment: Int64
    /// Positive where less was paid, negative where more was.
    var writeOff: Int64
  }

  struct Outcome: Equatable {
    var items: [Settled]
    /// Cash that no item takes.
    var rest: Int64
    /// The check is too small for what was given, beyond the receipt's limit.
    var isShort = false
  }

  /// Left open: on which item a stand-alone write-off of the receipt lies. Chosen: the last.
  static func settle(check: Int64, _ given: [Given], receiptLimit: Int64) -> Outcome {
    var items = given.map { one -> Settled in
      let gap = one.open - one.given
      if gap != 0, gap.magnitude <= one.limit.magnitude {
        return Settled(payment: one.given, writeOff: gap)
      }
      return Settled(payment: min(one.given, one.open), writeOff: 0)
    }
    let applied = items.reduce(0) { $0 + $1.payment }
    let over = check - applied
    guard let last = items.indices.last, over != 0 else { return Outcome(items: items, rest: over) }
    if over.magnitude <= receiptLimit.magnitude, items[last].payment + over > 0 {
      items[last].payment += over
      items[last].writeOff -= over
      return Outcome(items: items, rest: 0)
    }
    return Outcome(items: items, rest: max(0, over), isShort: over < 0)
  }
}
