/// Recognition of CSV: only by a layout that is given, and that the file fits.
extension CSVLayoutChoice {
  func candidate(for sample: ArraySlice<UInt8>) -> ContentSample.Candidate? {
    guard let (layouts, fit) = best(for: sample) else { return nil }
    // Where several fit, the reader tells which they are.
    let names = layouts.map(\.id).joined(separator: ", ")
    return ContentSample.Candidate(
      kind: .csv, format: .csv, score: fit.rawValue,
      reason: fit == .certain
        ? "its header has the columns of the CSV layout \(names)"
        : "its first line reads well by the CSV layout \(names)")
  }
}
