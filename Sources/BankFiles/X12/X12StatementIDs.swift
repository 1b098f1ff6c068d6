/// Gives statements ids of their own where the file gives two the same.
struct X12StatementIDs {
  private static let keptMax = 100_000
  private static let lengthMax = 128

  private var used: [String: Int] = [:]
  private var ordinal = 0

  /// The id itself the first time, `id/2` the second.
  mutating func next(_ id: String) -> String {
    ordinal += 1
    // A file of so many statements, or of such names, has them named by their place.
    let isKept = id.utf8.count <= Self.lengthMax && (used.count < Self.keptMax || used[id] != nil)
    guard isKept else { return "\(id)/\(ordinal)" }
    let count = (used[id] ?? 0) + 1
    used[id] = count
    return count == 1 ? id : "\(id)/\(count)"
  }
}
