/// Entries that may be what a payer wrote.
///
/// A bank that cuts details at a width may begin a line anywhere in them, and so with `:61:`. Such an
/// entry is read like any other, since real ones follow full lines too; the totals then tell.
struct MT940Doubts {
  /// A line of details of such a width, its tag included, goes on in the next one: lines have 65
  /// letters at most, and whoever writes longer ones does not cut them there.
  private static let fullLine = 55...69
  /// Of so many it is remembered what they move: memory stays bounded.
  private static let keptMax = 10_000

  private var kept: [(line: Int, units: Int64)] = []
  /// Those of them that have no details of their own.
  private var bare: [(line: Int, units: Int64)] = []
  /// How wide the last line of the details before is; 0 where there are none.
  private var widthBefore = 0

  /// Takes in the next entry.
  ///
  /// - Parameters:
  ///   - units: what it moves, negative where money went out.
  ///   - lastWidth: how wide the last line of its details is; 0 where it has none.
  mutating func take(line: Int, units: Int64, lastWidth: Int) {
    let isDoubtful = Self.fullLine.contains(widthBefore)
    if isDoubtful, units != 0, kept.count < Self.keptMax {
      kept.append((line, units))
      if lastWidth == 0 { bare.append((line, units)) }
    }
    // Behind one without details the text may still go on.
    if !isDoubtful || lastWidth > 0 { widthBefore = lastWidth }
  }

  /// The line of a doubtful entry that moves so much.
  func line(ofEntryMoving units: Int128) -> Int? {
    kept.first { Int128($0.units) == units }?.line
  }

  /// The line of one without details that another doubtful one undoes: no total can tell them from
  /// text.
  var lineUndone: Int? {
    let all = Set(kept.map { Int128($0.units) })
    return bare.first { all.contains(-Int128($0.units)) }?.line
  }

  /// The line of the first without details.
  var bareLine: Int? { bare.first?.line }
}
