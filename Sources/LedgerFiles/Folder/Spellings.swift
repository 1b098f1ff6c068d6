/// How the input spelled cells that we would spell otherwise (`5.00` percent for our `5`), so that
/// a value that nobody changed is written as it was read.
///
/// Amounts are not among them: they always get their currency's decimals.
struct Spellings: Hashable, Sendable {
  private struct Place: Hashable {
    var column: String
    var row: String
  }

  private struct Spelling: Hashable {
    var ours: String
    var theirs: String
  }

  private var spellings: [Place: Spelling] = [:]

  /// Remembers a spelling where it is not ours.
  mutating func note(_ theirs: String, for ours: String, column: String, row: String) {
    guard theirs != ours else { return }
    spellings[Place(column: column, row: row)] = Spelling(ours: ours, theirs: theirs)
  }

  /// The input's spelling where the value is still the same, ours otherwise.
  func text(_ ours: String, column: String, row: String) -> String {
    guard !spellings.isEmpty, let noted = spellings[Place(column: column, row: row)],
      noted.ours == ours
    else { return ours }
    return noted.theirs
  }
}
