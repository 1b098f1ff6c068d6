public import Reconciliation

extension ReadingAhead {
  /// Reads on so many cores.
  public static func sideBySide(jobs: Int) -> ReadingAhead {
    if jobs == 1 { return ReadingAhead() }
    return ReadingAhead { count, work in
      FilesInParallel.map(Array(0..<count), jobs: jobs) { work($0) }
    }
  }
}
