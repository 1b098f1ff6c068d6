import Receivables

extension MappedLedgerFile {
  /// Errors of the ledger folder, where they stand in the ERP's file; those of other files as they
  /// are. What is wrong with an amount that stands for two of ours is said once.
  public func placed(_ errors: LedgerFolderErrors) -> LedgerFolderErrors {
    let names = files.map(\.name)
    let lines = errors.errors.filter { names.contains($0.position.file) }
      .compactMap(\.position.line)
    guard !lines.isEmpty else { return errors }
    let cells = cells(ofLines: Set(lines))
    var placed = LedgerFolderErrors(errors: [], total: errors.total)
    for error in errors.errors {
      guard names.contains(error.position.file) else {
        placed.errors.append(error)
        continue
      }
      // The column is known by its name, which every message about a cell begins with.
      let ours = String(error.problem.prefix { $0 != " " })
      if ours == "original_amount", mapping.columns[ours] == nil, mapping.constants[ours] == nil {
        placed.total -= 1
        continue
      }
      let column = mapping.columns[ours].flatMap { name in
        error.position.line.flatMap { cells[$0]?[name] }
      }
      var moved = error
      moved.position = FilePosition(file: file, line: error.position.line, column: column ?? 1)
      placed.errors.append(moved)
    }
    return placed
  }

  /// Where the cells of some lines of the ERP's file begin, by the header's names.
  private func cells(ofLines wanted: Set<Int>) -> [Int: [String: Int]] {
    var found: [Int: [String: Int]] = [:]
    do throws(CSVError) {
      var csv = try CSVReader(source, delimiter: mapping.delimiter)
      for _ in 0..<mapping.linesBeforeHeader { csv.skipLine() }
      guard try csv.next() else { return found }
      let names = csv.cells.map { trimmed(csv.text($0)) }
      while try csv.next() {
        guard wanted.contains(csv.recordLine) else { continue }
        found[csv.recordLine] = Dictionary(
          zip(names, csv.cells.map(\.column)), uniquingKeysWith: { first, _ in first })
      }
    } catch {
      // The file was read before: whatever this is, the lines are still right.
      return found
    }
    return found
  }
}
