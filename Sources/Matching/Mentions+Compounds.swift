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
    return items.filter { Self.groupsOfFigures(ledger.items[$0].number.text) <= groups }
  }

  /// More figures follow right behind the run's: it is a part of a longer number.
  func isTightBeforeFigures(_ run: Int, _ scan: TextScan) -> Bool {
    run + 1 < scan.runs.count && scan.runs[run + 1].isDigits && scan.isTight(after: run)
  }

  /// Of documents found by keys that forget where zeros and marks stood, those whose groups of figures
  /// are those of the text, where both have as many: `69250/03/2026` is not `FV/06925/03/2026`.
  static func alike(
    _ items: [Int], _ bytes: ArraySlice<UInt8>, _ ledger: WorkingLedger
  ) -> [Int] {
    guard !items.isEmpty else { return items }
    let groups = bytes.split { !NormalForm.isDigit($0) }
    guard groups.count > 1 else { return items }
    return items.filter { item in
      let own = figures(in: ledger.items[item].number.text)
      guard own.count == groups.count, !own.joined().elementsEqual(groups.joined()) else {
        return true
      }
      return zip(own, groups).allSatisfy {
        NormalForm.withoutLeadingZeros($0[...]).elementsEqual(NormalForm.withoutLeadingZeros($1))
      }
    }
  }

  /// Of documents found by their serial, those that agree with the figures right beside it:
  /// `4799/2026` is not `4799/2025`, but `2026/8250` is `RG-26-8250`. A group before it that is a
  /// document of its own begins a list.
  func agreeing(
    _ items: [Int], _ run: Int, _ scan: TextScan, _ ledger: WorkingLedger
  ) -> [Int] {
    guard !items.isEmpty else { return items }
    let isBehind =
      run > 0 && scan.runs[run - 1].hasDigits && scan.isTight(after: run - 1)
      && !documents.contains { $0.runs.contains(run - 1) }
    let before = isBehind ? Self.lastFigures(scan.bytes(of: run - 1)) : nil
    var behind: ArraySlice<UInt8>?
    if isTightBeforeFigures(run, scan) {
      let next = scan.bytes(of: run + 1)
      if next.count <= 2 || isYear(next) { behind = next }
    }
    guard before != nil || behind != nil else { return items }
    let serial = NormalForm.withoutLeadingZeros(scan.bytes(of: run))
    return items.filter { item in
      let groups = Self.figures(in: ledger.items[item].number.text)
      return groups.indices.contains { place in
        guard NormalForm.withoutLeadingZeros(groups[place][...]).elementsEqual(serial) else {
          return false
        }
        if let before, place == 0 || !Self.agree(groups[place - 1][...], before) { return false }
        if let behind, place + 1 < groups.count, !Self.agree(groups[place + 1][...], behind) {
          return false
        }
        return true
      }
    }
  }

  /// Equal numbers, or a year of two figures and one of four.
  private static func agree(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    let (a, b) = (NormalForm.withoutLeadingZeros(one), NormalForm.withoutLeadingZeros(other))
    if a.elementsEqual(b) { return true }
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    return short.count == 2 && long.count == 4 && long.suffix(2).elementsEqual(short)
      && (19...20).contains(NormalForm.figure(long.prefix(2)))
  }

  private static func lastFigures(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.suffix(bytes.reversed().prefix(while: NormalForm.isDigit).count)
  }

  private static func figures(in text: String) -> [[UInt8]] {
    text.utf8.split { !NormalForm.isDigit($0) }.map(Array.init)
  }

  private static func groupsOfFigures(_ text: String) -> Int {
    text.utf8.split { !NormalForm.isDigit($0) }.count
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
    for length in stride(from: joinable(from: run, scan), through: 1, by: -1) {
      let runs = run..<(run + length)
      let figures = joined(runs, scan).dropFirst(word.count)
      guard !figures.contains(where: NormalForm.isLetter) else { continue }
      let keys = DocumentKeys(bytes: figures).whole
      let found = Self.alike(
        items(keys) { index.items(under: $0, .whole, in: ledger) }
          + items(keys) { index.items(under: $0, .withoutLetters, in: ledger) }, figures, ledger)
      guard !found.isEmpty else { continue }
      let prefix = String(decoding: word, as: UTF8.self)
      add(
        found, runs, joined(runs, scan), isStrong: isTelling(figures),
        isExplicit: Self.isOurs(prefix, index), under: prefix, index, ledger)
      return length
    }
    return nil
  }

  /// A number of ours of which a part looks like a date or an amount: `FV/9/03/2026`,
  /// `FV.07218.03/2026`. Only with its letters, or under a word that says that it is one.
  mutating func readThroughDates(
    at run: Int, _ telling: String, _ scan: TextScan, _ index: ReferenceIndex,
    _ ledger: WorkingLedger
  ) -> Int? {
    let plain = joinable(from: run, scan)
    let far = joinable(from: run, scan, throughDates: true)
    guard far > plain else { return nil }
    for length in stride(from: far, to: plain, by: -1) {
      let runs = run..<(run + length)
      let bytes = joined(runs, scan)
      let hasLetters = bytes.contains(where: NormalForm.isLetter)
      guard hasLetters || Self.isOurs(telling, index) else { return nil }
      let named = items(DocumentKeys(bytes: bytes).whole) {
        index.items(under: $0, .whole, in: ledger)
      }
      let found = Self.alike(named, bytes, ledger)
      guard !found.isEmpty else { continue }
      add(
        found, runs, bytes, isStrong: true, isExplicit: true, under: hasLetters ? "" : telling,
        index, ledger)
      return length
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
      let number = Array(whole.filter(NormalForm.isAlphanumeric))
      failed =
        attached
        ? (Self.text(whole), [number[...]])
        : ("\(telling) \(Self.text(whole))", [number[...], (Array(telling.utf8) + number)[...]])
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
      let number = joined(runs, scan)
      if index.isLikeOurs(number) {
        let figures = runs.flatMap { Array(scan.bytes(of: $0)) }
        // `K-101066` may be a customer's number.
        let isBehindLetters = run > 0 && !scan.runs[run - 1].hasDigits && scan.mayJoin(run - 1)
        let letters = isBehindLetters ? Array(scan.bytes(of: run - 1)) : []
        failedAlike = (Self.text(number), [figures[...], (letters + figures)[...]])
        return
      }
    }
  }
}
