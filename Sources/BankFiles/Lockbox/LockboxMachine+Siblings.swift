import Receivables

/// Totals whose count of checks has one digit more or less than the layout says, so that the amount
/// behind it is shifted by one column.
extension LockboxMachine {
  /// The total with the columns that make it agree: the layout's own, else their siblings', with a
  /// note, where both count and amount agree there and do not here.
  ///
  /// - Parameters:
  ///   - amounts: what the parts of the total sum up to; each of them is right.
  ///   - checks: how many checks there are.
  /// - Source: the lockbox reference, section 2: validate record 8 and, on failure, try its sibling.
  mutating func withAgreeingColumns(
    _ record: LockboxRecord, _ name: String, amounts: [Int64], checks: Int,
    into events: inout BankFileBatch
  ) -> LockboxRecord {
    func agrees(_ record: LockboxRecord, andCount: Bool) -> Bool {
      guard let stated = try? WholeNumber.read(record.bytes("amount"), signAllowed: false),
        amounts.contains(stated)
      else { return false }
      return !andCount || WholeNumber.count(record.bytes("count")) == checks
    }
    guard !agrees(record, andCount: false), let sibling = record.layout.withSiblingTotals else {
      return record
    }
    let shifted = LockboxRecord(bytes: record.bytes, layout: sibling, place: record.place)
    guard agrees(shifted, andCount: true), let width = sibling.fields["count"]?.columns.count else {
      return record
    }
    report(
      .note, .unusual, shifted.position(of: "count"),
      "the \(name) has its number of checks in \(width) columns, the layout \(layout.id) in "
        + "\(width == 4 ? 3 : 4)", "", into: &events)
    return shifted
  }
}

extension LockboxLayout.Record {
  /// The total with a count of four digits instead of three, or the other way round; nil for other
  /// widths, and where the amount does not follow the count.
  fileprivate var withSiblingTotals: LockboxLayout.Record? {
    guard let count = fields["count"]?.columns, let amount = fields["amount"]?.columns,
      count.count == 3 || count.count == 4, amount.lowerBound == count.upperBound + 1
    else { return nil }
    let shift = count.count == 3 ? 1 : -1
    var sibling = self
    sibling.fields["count"]?.columns = count.lowerBound...(count.upperBound + shift)
    sibling.fields["amount"]?.columns = (amount.lowerBound + shift)...(amount.upperBound + shift)
    return sibling
  }
}
