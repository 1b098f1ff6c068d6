/// Entries that may be what a payer wrote.
///
/// A bank that cuts details at a width may begin a line anywhere in them, and so with `:61:`. Such an
/// entry is read like any other, since real ones follow full lines too; the totals then tell.
struct MT940Doubts {
  /// As from this width a line of details goes on in the next one.
  private static let widthMin = 55
  /// Of so many it is remembered what they move: memory stays bounded.
  private static let keptMax = 10_000

  private var kept: [(line: Int, units: Int64)] = []
  /// How wide the last line of the details before is; 0 where there are none.
  private var widthBefore = 0
  /// The entry before, if it is doubtful and has no details of its own.
  private var bare: (line: Int, units: Int64)?

  /// Takes in the next entry.
  ///
  /// - Parameters:
  ///   - units: what it moves, negative where money went out.
  ///   - lastWidth: how wide the last line of its details is; 0 where it has none.
  /// - Returns: the line of the entry before where that one stands in the middle of details, has none
  ///   of its own, and is undone by this one: no total can tell them from text.
  mutating func take(line: Int, units: Int64, lastWidth: Int) -> Int? {
    let isDoubtful = widthBefore >= Self.widthMin
    let undone = bare.flatMap { $0.units == -units ? $0.line : nil }
    bare = isDoubtful && lastWidth == 0 && units != 0 ? (line, units) : nil
    if isDoubtful, units != 0, kept.count < Self.keptMax { kept.append((line, units)) }
    widthBefore = lastWidth
    return undone
  }

  /// The line of a doubtful entry that moves so much.
  func line(ofEntryMoving units: Int128) -> Int? {
    kept.first { Int128($0.units) == units }?.line
  }
}
