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
      let telling = Self.telling(before: year, scan)
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
    let keys = DocumentKeys(bytes: scan.bytes(of: run))
    let attached = !keys.prefix.isEmpty
    let letters = attached ? keys.prefix : Array(lettersBefore(run, scan))
    let isCalled =
      index.prefixes.contains(letters)
      || Self.isOurs(attached ? keys.prefixText : telling, index)
      || (attached && ReferenceWords.creditMemo.contains(keys.prefixText))
    // `Rechnung A-48211`, `Rechnung A 12`: letters of a series that we do not know.
    let isBehindLetters =
      !attached && !isCalled
      && (!letters.isEmpty || isBehindLetter(run, scan))
    let first = isBehindLetters ? run - 1 : run
    let word = isBehindLetters ? Self.telling(before: first, scan) : telling
    let whole = joined(first..<(last + 1), scan)
    guard
      whole.count(where: NormalForm.isDigit) >= 3 || (index.hasShortSerials && isAlone(last, scan)),
      (attached && isCalled)
        || ((isCalled || Self.isClaim(word, index)) && isBeside(first, last, scan))
    else { return false }
    let number = Array(joined(run..<(last + 1), scan).filter(NormalForm.isAlphanumeric))
    let series = Array((isBehindLetters ? scan.text(of: first) : telling).utf8)
    failed.append(
      FailedNumber(
        text: attached && isCalled ? Self.text(whole) : "\(word) \(Self.text(whole))",
        asCustomer: attached ? number[...] : (series + number)[...],
        serial: attached || number.count > 2 ? nil : NormalForm.figure(number)))
    return true
  }

  /// A single letter before the figures: `A 12`.
  private func isBehindLetter(_ run: Int, _ scan: TextScan) -> Bool {
    run > 0 && !scan.runs[run - 1].hasDigits && scan.runs[run - 1].range.count == 1
      && scan.separator(after: run - 1).elementsEqual([0x20])
      && !ReferenceWords.between.contains(scan.text(of: run - 1))
  }

  /// Nothing stands behind it that may be what it counts: `Rechnung 12 Monate`, `Rechnung 03 2026`,
  /// `Rechnung 1. Quartal`.
  private func isAlone(_ run: Int, _ scan: TextScan) -> Bool {
    run + 1 == scan.runs.count || scan.separator(after: run).contains(where: Self.ends.contains)
      || (!scan.runs[run + 1].hasDigits && ReferenceWords.isOther(scan.text(of: run + 1)))
  }

  private static let ends: Set<UInt8> = [
    0x0A, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "("),
    UInt8(ascii: "+"), UInt8(ascii: "&"),
  ]

  /// The number stands on the line of the word before it. A word that ends a line says nothing of
  /// what begins the next one, unless one of the lines has nothing else: `Rechnung\n48211`.
  private func isBeside(_ first: Int, _ last: Int, _ scan: TextScan) -> Bool {
    guard first > 0, scan.separator(after: first - 1).contains(0x0A) else { return true }
    if last + 1 == scan.runs.count || scan.separator(after: last).contains(0x0A) { return true }
    var index = first - 1
    while index >= 0, index == first - 1 || !scan.separator(after: index).contains(0x0A) {
      let word = scan.text(of: index)
      guard
        Self.explicit.contains(word) || Self.fillers.contains(word)
          || ReferenceWords.isInvoiceCompound(word)
      else { return false }
      index -= 1
    }
    return true
  }

  /// A number that looks as ours do: figures alone, perhaps in several groups, or behind letters
  /// that are glued to them. One of five figures may be a postal code, and stands alone.
  private mutating func noteLikeOurs(at run: Int, _ scan: TextScan, _ index: ReferenceIndex) {
    guard failedAlike.count < Self.failuresMax else { return }
    for length in stride(from: joinable(from: run, scan), through: 1, by: -1) {
      let runs = run..<(run + length)
      guard isLikeOurs(runs, scan, index) else { continue }
      // `K-101066` may be a customer's number.
      let isBehindLetters =
        run > 0 && !scan.runs[run - 1].hasDigits && scan.isTight(after: run - 1)
      let letters = isBehindLetters ? Array(scan.bytes(of: run - 1)) : []
      failedAlike.append(
        FailedNumber(
          text: Self.text(joined(runs, scan)),
          asCustomer: (letters + runs.flatMap { Array(scan.bytes(of: $0)) })[...]))
      return
    }
  }

  private func isLikeOurs(_ runs: Range<Int>, _ scan: TextScan, _ index: ReferenceIndex) -> Bool {
    guard let number = figures(in: runs, scan) else {
      return !hasLooseLetters(runs, scan) && index.isLikeOurs(mixed: joined(runs, scan))
    }
    let isShort = number.count(where: NormalForm.isDigit) < 6
    return index.isLikeOurs(number)
      && (!isShort || (runs.count == 1 && isByItself(runs.lowerBound, scan)))
  }

  /// What the runs have behind the few letters that the first may begin with; nil where other letters
  /// stand among the figures.
  private func figures(in runs: Range<Int>, _ scan: TextScan) -> ArraySlice<UInt8>? {
    let number = joined(runs, scan)
    let letters = number.prefix(while: NormalForm.isLetter)
    let figures = number.dropFirst(letters.count)
    let word = String(decoding: letters, as: UTF8.self)
    guard letters.count <= 3, figures.first.map(NormalForm.isDigit) ?? false,
      !figures.contains(where: NormalForm.isLetter),
      letters.isEmpty
        || !(ReferenceWords.isOther(word) || ReferenceWords.purchaseOrder.contains(word))
    else { return nil }
    return figures
  }

  /// No word stands beside the number on its line, but for one that says invoice, or letters that are
  /// bound to it.
  private func isByItself(_ run: Int, _ scan: TextScan) -> Bool {
    func isWord(_ other: Int, after separator: ArraySlice<UInt8>) -> Bool {
      !separator.contains(0x0A) && !scan.runs[other].hasDigits
        && !ReferenceWords.isInvoiceWord(scan.text(of: other))
    }
    if run > 0, lettersBefore(run, scan).isEmpty,
      isWord(run - 1, after: scan.separator(after: run - 1))
    {
      return false
    }
    return run + 1 == scan.runs.count || !isWord(run + 1, after: scan.separator(after: run))
  }
}
