import Receivables

/// Numbers of several groups, and what is glued to them.
extension Mentions {
  /// Of documents found under the figures of some runs, those whose groups lie as the runs do, where
  /// the runs are the tail of a longer number: `268250` of `RG-26-268250` is not `RG-26-8250`.
  static func aligned(
    _ items: [Int], _ runs: Range<Int>, _ scan: TextScan, _ ledger: WorkingLedger
  ) -> [Int] {
    guard !items.isEmpty, runs.lowerBound > 0, scan.runs[runs.lowerBound - 1].hasDigits,
      scan.isTight(after: runs.lowerBound - 1)
    else { return items }
    let groups = runs.count { scan.runs[$0].hasDigits }
    return items.filter { groupsOfFigures(ledger.items[$0].number.text) <= groups }
  }

  /// More figures follow right behind the run's: it is a part of a longer number.
  func isTightBeforeFigures(_ run: Int, _ scan: TextScan) -> Bool {
    run + 1 < scan.runs.count && scan.runs[run + 1].isDigits && scan.isTight(after: run)
  }

  /// Of documents found by the last group of their figures, those that agree with what stands right
  /// before it: `999/2026` is not `R123/2026`, but `2026/8250` is `RG-26-8250`. A group before it
  /// that is a document of its own begins a list.
  func agreeing(
    _ items: [Int], _ run: Int, _ scan: TextScan, _ ledger: WorkingLedger
  ) -> [Int] {
    guard !items.isEmpty, run > 0, scan.runs[run - 1].hasDigits, scan.isTight(after: run - 1),
      !documents.contains(where: { $0.runs.contains(run - 1) })
    else { return items }
    let before = Array(scan.bytes(of: run - 1).reversed().prefix(while: NormalForm.isDigit))
    return items.filter { item in
      let groups = ledger.items[item].number.text.utf8.split { !NormalForm.isDigit($0) }
      guard let other = groups.dropLast().last else { return false }
      // A year of two figures, or one of four, or a number without its leading zeros.
      let count = min(before.count, other.count)
      let isAlike = zip(before, other.reversed()).allSatisfy { $0 == $1 }
      guard isAlike, before.count != other.count else { return isAlike }
      let rest = (before.count > count ? before.reversed() : Array(other)).dropLast(count)
      return rest.allSatisfy { $0 == 0x30 }
        || (count == 2 && (rest == [0x31, 0x39] || rest == [0x32, 0x30]))
    }
  }

  private static func groupsOfFigures(_ text: String) -> Int {
    var groups = 0
    var wasDigit = false
    for byte in text.utf8 {
      let isDigit = NormalForm.isDigit(byte)
      if isDigit, !wasDigit { groups += 1 }
      wasDigit = isDigit
    }
    return groups
  }

  /// A word for invoice and the prefix of one of our series in one: `RECHNUNGA4711` for `A4711`,
  /// `PAYMENTRG-26-4711` for `RG-26-4711`.
  mutating func readGlued(
    at run: Int, _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> Int? {
    let letters = Array(scan.bytes(of: run).prefix(while: NormalForm.isLetter))
    guard letters.count > 2 else { return nil }
    for length in stride(from: letters.count - 1, through: 2, by: -1) {
      let word = String(decoding: letters.prefix(length), as: UTF8.self)
      let prefix = Array(letters.dropFirst(length))
      guard ReferenceWords.isInvoiceWord(word), index.prefixes.contains(prefix) else { continue }
      for count in stride(from: joinable(from: run, scan), through: 1, by: -1) {
        let runs = run..<(run + count)
        let bytes = joined(runs, scan).dropFirst(length)
        let found = items(DocumentKeys(bytes: bytes).whole) {
          index.items(under: $0, .whole, in: ledger)
        }
        guard !found.isEmpty else { continue }
        add(
          found, runs, bytes, isStrong: isTelling(bytes.dropFirst(prefix.count)),
          isExplicit: true, under: "", index, ledger)
        return count
      }
    }
    return nil
  }

  /// A number that claims to be one of ours and is not.
  mutating func noteFailure(
    at run: Int, _ telling: String, isOther: Bool, isOrder: Bool, _ scan: TextScan,
    _ index: ReferenceIndex
  ) {
    guard !isOther, !isOrder, scan.runs[run].hasDigits else { return }
    if failedAlike == nil, !scan.runs[run].isEndToEndID { noteLikeOurs(at: run, scan, index) }
    guard failed == nil else { return }
    if run > 0, isYear(scan.bytes(of: run - 1)), isTightBeforeFigures(run - 1, scan) {
      return noteFailure(behindYear: run - 1, scan, index)
    }
    let bytes = scan.bytes(of: run)
    // The groups behind it are the same number: `26-268250` of `RG-26-268250`.
    var last = run
    while last + 1 < scan.runs.count, scan.runs[last + 1].isDigits, scan.isTight(after: last) {
      last += 1
    }
    let whole = joined(run..<(last + 1), scan)
    guard whole.count(where: NormalForm.isDigit) >= 3 else { return }
    let keys = DocumentKeys(bytes: bytes)
    let attached = !keys.prefix.isEmpty
    // A word that ends a line says nothing of the number that begins the next one.
    let isBeside = run == 0 || !scan.separator(after: run - 1).contains(0x0A)
    if attached ? Self.isOurs(keys.prefixText, index) : isBeside && Self.isOurs(telling, index) {
      failed = attached ? Self.text(whole) : "\(telling) \(Self.text(whole))"
    }
  }

  /// The year was read as a document of its own, and what follows it is none: both are one number.
  private mutating func noteFailure(
    behindYear run: Int, _ scan: TextScan, _ index: ReferenceIndex
  ) {
    let telling = Self.telling(scan.wordsBefore(run))
    noteFailure(
      at: run, telling, isOther: ReferenceWords.isOther(telling),
      isOrder: ReferenceWords.purchaseOrder.contains(telling), scan, index)
    if failed != nil { documents.removeAll { $0.runs == run..<(run + 1) } }
  }

  /// A number of figures alone, perhaps in several groups, that looks as ours do.
  private mutating func noteLikeOurs(at run: Int, _ scan: TextScan, _ index: ReferenceIndex) {
    for length in stride(from: joinable(from: run, scan), through: 1, by: -1) {
      let runs = run..<(run + length)
      guard runs.allSatisfy({ scan.runs[$0].isDigits }) else { continue }
      let figures = runs.flatMap { Array(scan.bytes(of: $0)) }[...]
      if index.isLikeOurs(figures) {
        failedAlike = (Self.text(joined(runs, scan)), figures)
        return
      }
    }
  }
}
