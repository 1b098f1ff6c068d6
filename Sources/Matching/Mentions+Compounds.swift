import Receivables

/// Numbers of several groups, and what is glued to them.
extension Mentions {
  /// Of documents found under the figures of some runs, those whose groups lie as the runs do, where
  /// the runs are the tail of a longer number: `268250` of `RG-26-268250` is not `RG-26-8250`.
  func aligned(
    _ items: [Int], _ runs: Range<Int>, _ scan: TextScan, _ ledger: WorkingLedger
  ) -> [Int] {
    let items = Self.alike(items, joined(runs, scan), ledger)
    guard !items.isEmpty, runs.lowerBound > 0, scan.runs[runs.lowerBound - 1].hasDigits,
      scan.isTight(after: runs.lowerBound - 1)
    else { return items }
    let groups = runs.count { scan.runs[$0].hasDigits }
    return items.filter { Self.figures(in: ledger.items[$0].number.text).count <= groups }
  }

  /// Of the letters some stand apart from the figures, and say something else: `4711 E 4712`,
  /// `4710 y 4711`, `invoice no 4711`.
  func hasLooseLetters(_ runs: Range<Int>, _ scan: TextScan) -> Bool {
    runs.contains { run in
      guard !scan.runs[run].hasDigits, runs.count > 1 else { return false }
      if run == runs.lowerBound {
        return !isOnePiece(run, scan) && ReferenceWords.between.contains(scan.text(of: run))
      }
      // `04 K 0180` is one number, `4711 E 4712` two.
      return !isOnePiece(run - 1, scan)
        && (scan.runs[run].range.count > 2 || ReferenceWords.between.contains(scan.text(of: run)))
    }
  }

  /// Blanks part the runs, and nothing else does.
  func isBlank(_ runs: Range<Int>, _ scan: TextScan) -> Bool {
    runs.dropLast().contains { scan.separator(after: $0).allSatisfy { $0 == 0x20 } }
  }

  /// The text has more groups of figures than the documents: it was broken, or says two things.
  static func areMerged(
    _ items: [Int], _ bytes: ArraySlice<UInt8>, _ ledger: WorkingLedger
  ) -> Bool {
    let groups = bytes.split { !NormalForm.isDigit($0) }.count
    return groups > 1
      && items.allSatisfy { figures(in: ledger.items[$0].number.text).count < groups }
  }

  /// A number that is written in fewer runs.
  mutating func readShorter(
    than length: Int, at run: Int, _ telling: String, _ scan: TextScan, _ index: ReferenceIndex,
    _ ledger: WorkingLedger
  ) -> Int? {
    for length in stride(from: length - 1, through: 1, by: -1) {
      let runs = run..<(run + length)
      let bytes = joined(runs, scan)
      guard bytes.count(where: NormalForm.isDigit) >= 3, !hasLooseLetters(runs, scan) else {
        continue
      }
      let hasLetters = bytes.contains(where: NormalForm.isLetter)
      let keys = DocumentKeys(bytes: bytes).whole
      var named = items(keys) { index.items(under: $0, .whole, in: ledger) }
      if named.isEmpty, !hasLetters {
        named = items(keys) { index.items(under: $0, .withoutLetters, in: ledger) }
      }
      let found = aligned(named, runs, scan, ledger)
      guard !found.isEmpty, !Self.areMerged(found, bytes, ledger) else { continue }
      add(
        found, runs, bytes, isStrong: hasLetters || isTelling(bytes),
        isExplicit: hasLetters || Self.isOurs(telling, index), under: hasLetters ? "" : telling,
        index, ledger)
      return length
    }
    return nil
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
        let named = items(DocumentKeys(bytes: bytes).whole) {
          index.items(under: $0, .whole, in: ledger)
        }
        let found = Self.alike(named, bytes, ledger)
        guard !found.isEmpty else { continue }
        add(
          found, runs, bytes, isStrong: isTelling(bytes.dropFirst(prefix.count)),
          isExplicit: true, under: "", index, ledger)
        return count
      }
    }
    return nil
  }

  /// Behind a word for invoices that is glued on: `RE4711` for `4711` or `INV-4711`,
  /// `RECHNUNG4711/2026` for `4711/2026`.
  mutating func readBehind(
    _ word: [UInt8], at run: Int, _ scan: TextScan, _ index: ReferenceIndex,
    _ ledger: WorkingLedger
  ) -> Int? {
    let prefix = String(decoding: word, as: UTF8.self)
    let isOurs = Self.isOurs(prefix, index)
    for length in stride(from: joinable(from: run, scan), through: 1, by: -1) {
      let runs = run..<(run + length)
      guard (run..<(run + length - 1)).allSatisfy({ isOnePiece($0, scan) }) else { continue }
      let figures = joined(runs, scan).dropFirst(word.count)
      guard figures.count(where: NormalForm.isDigit) >= 3,
        !figures.contains(where: NormalForm.isLetter)
      else { continue }
      let keys = DocumentKeys(bytes: figures).whole
      let named = Self.alike(
        items(keys) { index.items(under: $0, .whole, in: ledger) }
          + items(keys) { index.items(under: $0, .withoutLetters, in: ledger) }, figures, ledger)
      let found = Self.ofType(prefix, named, ledger)
      guard !found.isEmpty else { continue }
      add(
        found, runs, joined(runs, scan), isStrong: isTelling(figures), isExplicit: isOurs,
        under: prefix, index, ledger)
      return length
    }
    return nil
  }

  /// A mark alone, or the end of a line, parts the run from the next one.
  private func isOnePiece(_ run: Int, _ scan: TextScan) -> Bool {
    scan.isTight(after: run) || scan.separator(after: run).elementsEqual([0x0A])
  }

  /// A number of ours of which a part looks like a date or an amount, as the ledger writes it:
  /// `FV/9/03/2026`, or broken over two lines.
  mutating func readVerbatim(
    at run: Int, _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> Int? {
    for length in throughDates(from: run, scan) {
      let runs = run..<(run + length)
      let bytes = joined(runs, scan)
      guard bytes.contains(where: NormalForm.isLetter) else { return nil }
      let written = bytes.filter { $0 != 0x0A }
      let found = items(DocumentKeys(bytes: bytes).whole) {
        index.items(under: $0, .whole, in: ledger)
      }.filter { NormalForm.asciiUpper(ledger.items[$0].number.text) == written }
      guard !found.isEmpty else { continue }
      add(found, runs, bytes, isStrong: true, isExplicit: true, under: "", index, ledger)
      return length
    }
    return nil
  }

  /// `FV.07218.03/2026`, of which a part looks like an amount, though a year follows it: only where
  /// it makes the amount.
  mutating func readThroughAmount(
    at run: Int, _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> Int? {
    for length in throughDates(from: run, scan) {
      let runs = run..<(run + length)
      guard length > 1, isYear(scan.bytes(of: run + length - 1)),
        runs.dropLast().allSatisfy({
          isOnePiece($0, scan)
            || ($0 == run && index.prefixes.contains(Array(scan.bytes(of: run)))
              && scan.separator(after: run).elementsEqual([0x20]))
        })
      else { continue }
      let bytes = joined(runs, scan)
      guard bytes.contains(where: NormalForm.isLetter) else { return nil }
      let found = Self.alike(
        items(DocumentKeys(bytes: bytes).whole) { index.items(under: $0, .whole, in: ledger) },
        bytes, ledger)
      guard !found.isEmpty else { continue }
      doubtful.append(
        Mention(items: found, runs: runs, text: Self.text(bytes), isStrong: false))
      return length
    }
    return nil
  }

  /// A number of ours that looks like a date or an amount from its first figure on, as the ledger
  /// writes it: `4711.26`, `5/02/2026`. Under a word for invoices or in a list of numbers it is one;
  /// elsewhere only where it makes the amount. One that is called ours and is none has failed.
  mutating func readLookalike(
    at run: Int, _ telling: String, _ scan: TextScan, _ index: ReferenceIndex,
    _ ledger: WorkingLedger
  ) -> Int? {
    guard let runs = scan.runs[run].dateOrAmount, runs.lowerBound == run,
      !ReferenceWords.isOther(telling)
    else { return nil }
    let bytes = joined(runs, scan)
    let found = items(DocumentKeys(bytes: bytes).whole) {
      index.items(under: $0, .whole, in: ledger)
    }.filter { NormalForm.asciiUpper(ledger.items[$0].number.text).elementsEqual(bytes) }
    let isCalled = Self.isOurs(telling, index)
    guard !found.isEmpty else {
      if isCalled, bytes.count(where: NormalForm.isDigit) >= 6, index.isLikeOurs(bytes) {
        noteFailure(at: run, telling, isOther: false, isOrder: false, scan, index)
      }
      return nil
    }
    // A word may stand between: `4711.26 und 4713.26`.
    let isListed = documents.last.map { (run - 1...run).contains($0.runs.upperBound) } ?? false
    let mention = Mention(
      items: found, runs: runs, text: Self.text(bytes), isStrong: isCalled || isListed,
      isExplicit: isCalled)
    if mention.isStrong { documents.append(mention) } else { doubtful.append(mention) }
    return runs.count
  }

  /// How many runs a number may take that goes on over a date or an amount, the longest first. None
  /// ends within one.
  private func throughDates(from run: Int, _ scan: TextScan) -> [Int] {
    let plain = joinable(from: run, scan)
    let far = joinable(from: run, scan, throughDates: true)
    return (plain..<max(plain, far)).reversed().map { $0 + 1 }.filter { length in
      let last = run + length - 1
      return (scan.runs[last].dateOrAmount?.upperBound ?? last + 1) == last + 1
    }
  }
}
