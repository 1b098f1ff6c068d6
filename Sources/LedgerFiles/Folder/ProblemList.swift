import Receivables

/// What is wrong with one file, in the order of positions, the first ones kept.
struct ProblemList {
  private(set) var errors: [LedgerFileError] = []
  private(set) var total = 0

  /// Rows come in order; only the cells of one row may be looked at out of it.
  mutating func add(_ error: LedgerFileError) {
    total += 1
    // A row has few cells: room for some more than are kept lets its earlier ones come in last.
    if errors.count < LedgerFolderErrors.keptMax + 64 { errors.append(error) }
  }

  /// The errors by line and column; of the same place, as they were found.
  var sorted: [LedgerFileError] {
    errors.enumerated().sorted { one, other in
      let a = (one.element.position.line ?? 0, one.element.position.column ?? 0, one.offset)
      let b = (other.element.position.line ?? 0, other.element.position.column ?? 0, other.offset)
      return a < b
    }.map(\.element)
  }
}
