import Receivables

/// Numbers that claim to be ours and are not.
extension Mentions {
  /// So many are kept.
  private static let failuresMax = 20
  /// No number of ours has more groups.
  private static let groupsMax = 4

  /// A number that claims to be one of ours and is not.
  mutating func noteFailure(
    at run: Int, _ telling: String, isOther: Bool, isOrder: Bool, _ scan: TextScan,
    _ index: ReferenceIndex
  ) {
    guard !isOther, !isOrder, scan.runs[run].hasDigits else { return }
    if !scan.runs[run].isEndToEndID { noteLikeOurs(at: run, scan, index) }
    // The year was read as a document of its own, and what follows it is none: both are one number.
    let year = run - 1
    if run > 0, let last = documents.last, last.runs == year..<run, !last.isStrong,
      isYear(scan.bytes(of: year)), isTightBeforeFigures(year, scan)
    {
      let telling = Self.telling(scan.wordsBefore(year))
      let isElse =
        ReferenceWords.isOther(telling) || ReferenceWords.purchaseOrder.contains(telling)
      if !isElse, note(at: year, telling, scan, index) { documents.removeLast() }
    } else {
      _ = note(at: run, telling, scan, index)
    }
  }

  /// - Returns: whether something calls the number at the run an invoice.
  private mutating func note(
    at run: Int, _ telling: String, _ scan: TextScan, _ index: ReferenceIndex
  ) -> Bool {
    guard failed.count < Self.failuresMax else { return false }
    // The groups behind it are the same number: `26-268250` of `RG-26-268250`.
    var last = run
    while last + 1 < scan.runs.count, last < run + Self.groupsMax, scan.runs[last + 1].isDigits,
      scan.isTight(after: last)
    {
      last += 1
    }
    let whole = joined(run..<(last + 1), scan)
    guard whole.count(where: NormalForm.isDigit) >= 3 else { return false }
    let keys = DocumentKeys(bytes: scan.bytes(of: run))
    let attached = !keys.prefix.isEmpty
    // A word that ends a line says nothing of the number that begins the next one.
    let isBeside = run == 0 || !scan.separator(after: run - 1).contains(0x0A)
    guard
      attached ? Self.isOurs(keys.prefixText, index) : isBeside && Self.isOurs(telling, index)
    else { return false }
    let number = Array(whole.filter(NormalForm.isAlphanumeric))
    failed.append(
      attached
        ? FailedNumber(text: Self.text(whole), asCustomer: number[...])
        : FailedNumber(
          text: "\(telling) \(Self.text(whole))", asCustomer: (Array(telling.utf8) + number)[...]))
    return true
  }

  /// A number of figures alone, perhaps in several groups, that looks as ours do.
  private mutating func noteLikeOurs(at run: Int, _ scan: TextScan, _ index: ReferenceIndex) {
    guard failedAlike.count < Self.failuresMax else { return }
    for length in stride(from: joinable(from: run, scan), through: 1, by: -1) {
      let runs = run..<(run + length)
      guard runs.allSatisfy({ scan.runs[$0].isDigits }) else { continue }
      let number = joined(runs, scan)
      if index.isLikeOurs(number) {
        // `K-101066` may be a customer's number.
        let isBehindLetters =
          run > 0 && !scan.runs[run - 1].hasDigits && scan.isTight(after: run - 1)
        let letters = isBehindLetters ? Array(scan.bytes(of: run - 1)) : []
        let figures = runs.flatMap { Array(scan.bytes(of: $0)) }
        failedAlike.append(
          FailedNumber(text: Self.text(number), asCustomer: (letters + figures)[...]))
        return
      }
    }
  }
}
