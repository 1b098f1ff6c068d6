import Receivables

/// A number in free text that is a document's, or may be.
struct Mention {
  /// Documents that have this number, of whatever customer, open or cleared.
  var items: [Int]
  var runs: Range<Int>
  var text: String
  /// The number alone is telling: long enough, and no year.
  var isStrong: Bool
  /// It is written as one of ours: with its letters, under a word that says invoice, or as a whole
  /// number that is no short one. Only so a known payer names somebody else's document.
  var isExplicit = false
  /// Figures behind a number that may be its tail, or a quantity.
  var isTail = false
  /// Figures under a word that we do not know: of a contract, a tenant, a project.
  var isUnderOtherWord = false
}

/// A number in free text that names nothing.
struct FailedNumber {
  var text: String
  /// As a customer's number would be written: `K400027`, where `K-400027` stands there.
  var asCustomer: ArraySlice<UInt8>
  /// Its figures, where they are so few that they may be the serial of a longer number: `22` of
  /// `100234-22`.
  var serial: Int?
}

/// What free text names.
struct Mentions {
  var documents: [Mention] = []
  /// Numbers that a range ends with (`4711-4715`), or that continue one (`4711/12`): documents
  /// that belong to the list if the amount says so.
  var implied: [Mention] = []
  /// What a range with a short end goes over, `4711-15`, where it makes the amount.
  var spans: [Mention] = []
  /// Numbers that may be meant, and count only where they make the amount to the cent: under
  /// another series' prefix, or with a letter read for a figure.
  var doubtful: [Mention] = []
  var purchaseOrders: [Mention] = []
  /// Numbers that are called invoices, and are none of ours; the first ones.
  var failed: [FailedNumber] = []
  /// Numbers that nothing calls anything, but that look like ours, and are none; the first ones.
  var failedAlike: [FailedNumber] = []
  /// Every key that was looked up.
  private(set) var lookedUp: [UInt64] = []
  /// Numbers that documents do not give were looked up beyond the keys: those within a range, and
  /// tails of others.
  var looksFurther = false
  private var isPayerKnown = true

  /// Nothing.
  init() {}

  /// - Parameter isPayerKnown: otherwise the figures of the end-to-end id are the payer's own, and
  ///   name nothing of ours.
  init(
    in scan: TextScan, of index: ReferenceIndex, _ ledger: WorkingLedger, isPayerKnown: Bool
  ) {
    self.isPayerKnown = isPayerKnown
    var run = 0
    while run < scan.runs.count {
      run += read(at: run, scan, index, ledger)
    }
    readRanges(scan, index, ledger)
    readTails(scan, index, ledger)
    readShortRanges(scan, ledger)
    readLettersForFigures(scan, index, ledger)
  }

  /// Reads what begins at a run, and returns how many runs it took.
  mutating func read(
    at run: Int, _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> Int {
    let telling = Self.telling(before: run, scan)
    if scan.runs[run].isDistractor {
      return readLookalike(at: run, telling, scan, index, ledger) ?? 1
    }
    guard !scan.runs[run].isReference else { return 1 }
    let isOrder = ReferenceWords.purchaseOrder.contains(telling)
    let isOther = ReferenceWords.isOther(telling)
    let isAmount = scan.runs[run].isAmount && !Self.isOurs(telling, index)

    if let taken = readVerbatim(at: run, scan, index, ledger) { return taken }
    // The longest writing first: `RE 2026 / 004711` before `2026` alone.
    for length in stride(from: joinable(from: run, scan), through: 1, by: -1) {
      let runs = run..<(run + length)
      let bytes = joined(runs, scan)
      let digits = bytes.count(where: NormalForm.isDigit)
      guard digits > 0 else { continue }
      let hasLetters = bytes.contains(where: NormalForm.isLetter)
      if !hasLetters, scan.runs[run].isEndToEndID, !isPayerKnown || digits < 6 { continue }
      if hasLooseLetters(runs, scan) { continue }
      // `Maerz 2026` names no document that is numbered 2026; `Rechnungen 2026, 2027` may name two.
      if length == 1, isYear(bytes), !isOrder, !Self.isOurs(telling, index) {
        if isListed(run, scan), let named = items(listed: bytes, index, ledger) {
          doubtful.append(
            Mention(items: named, runs: runs, text: Self.text(bytes), isStrong: false))
          return 1
        }
        continue
      }
      if !hasLetters, length > 1, digits < 7, isBlank(runs, scan), !Self.isOurs(telling, index) {
        continue
      }
      if !hasLetters, isOther || isAmount { continue }
      let keys = DocumentKeys(bytes: bytes)
      if hasLetters || (!isOrder && (digits >= 4 || (digits == 3 && isInvoice(telling)))) {
        let named = ofYearBehind(
          aligned(
            items(keys.whole) { index.items(under: $0, .whole, in: ledger) }, runs, scan, ledger),
          runs, scan, ledger)
        let found = hasLetters ? named : Self.ofType(telling, named, ledger)
        // Figures of the end-to-end id are mostly the payer's own.
        if !found.isEmpty, !hasLetters, scan.runs[run].isEndToEndID {
          doubtful.append(
            Mention(items: found, runs: runs, text: Self.text(bytes), isStrong: false))
          return length
        }
        if !found.isEmpty {
          // `RE-104 1. Mahnung`: what is written whole comes before what two pieces make up.
          if Self.areMerged(found, bytes, ledger),
            let taken = readShorter(than: length, at: run, telling, scan, index, ledger)
          {
            doubtful.append(
              Mention(items: found, runs: runs, text: Self.text(bytes), isStrong: false))
            return taken
          }
          add(
            found, runs, bytes, isStrong: hasLetters ? digits >= 3 : isTelling(bytes),
            isExplicit: hasLetters
              ? digits >= 6 || !scan.runs[run].isEndToEndID
              : (digits >= 8 && length == 1) || Self.isOurs(telling, index),
            under: hasLetters ? "" : telling, index, ledger)
          return length
        }
      }
      if !isOther, !isAmount || isOrder, digits >= 4 {
        let found = ofWholeOrder(
          items(keys.whole) { index.items(underPurchaseOrder: $0, in: ledger) }, runs, scan, ledger)
        if !found.isEmpty {
          // A word that says invoice: our number without its letters comes first, and an order is
          // no invoice that exists.
          if Self.isOurs(telling, index), length == joinable(from: run, scan) {
            if let taken = readLoosely(at: run, telling, scan, index, ledger) { return taken }
            noteFailure(at: run, telling, isOther: isOther, isOrder: isOrder, scan, index)
          }
          purchaseOrders.append(
            Mention(items: found, runs: runs, text: Self.text(bytes), isStrong: true))
          return length
        }
      }
    }
    if isAmount { return 1 }
    if !isOther, !isOrder, let taken = readGlued(at: run, scan, index, ledger) { return taken }
    if scan.runs[run].hasDigits, !isOther, !isOrder {
      if let taken = readLoosely(at: run, telling, scan, index, ledger) { return taken }
    }
    if !isOther, !isOrder, let taken = readThroughAmount(at: run, scan, index, ledger) {
      return taken
    }
    noteFailure(at: run, telling, isOther: isOther, isOrder: isOrder, scan, index)
    return 1
  }

  /// The number without its letters, or under a word that only says "invoice".
  mutating func readLoosely(
    at run: Int, _ telling: String, _ scan: TextScan, _ index: ReferenceIndex,
    _ ledger: WorkingLedger
  ) -> Int? {
    if scan.runs[run].isEndToEndID { return nil }
    let keys = DocumentKeys(bytes: scan.bytes(of: run))
    if !keys.prefix.isEmpty {
      // Letters that are glued on and say nothing: `RE4711` for `4711` or `INV-4711`.
      guard ReferenceWords.isInvoiceWord(keys.prefixText) else { return nil }
      return readBehind(keys.prefix, at: run, scan, index, ledger)
    }
    for length in stride(from: joinable(from: run, scan), through: 1, by: -1) {
      let runs = run..<(run + length)
      guard runs.allSatisfy({ scan.runs[$0].isDigits }) else { continue }
      let bytes = joined(runs, scan)
      let digits = bytes.count(where: NormalForm.isDigit)
      guard digits >= 4 || (digits == 3 && isInvoice(telling)) else { continue }
      if length == 1, isYear(bytes), isTightBeforeFigures(run, scan),
        !isYear(scan.bytes(of: run + 1))
      {
        continue
      }
      let keys = DocumentKeys(bytes: bytes)
      let named = aligned(
        items(keys.whole) { index.items(under: $0, .withoutLetters, in: ledger) }, runs, scan,
        ledger)
      let agreed = length == 1 ? agreeing(named, run, scan, index, ledger) : named
      let found = ofSeries(series(before: run, telling, scan, index), agreed, index, ledger)
      if !found.isEmpty {
        if Self.areMerged(found, bytes, ledger), length > 1, isBlank(runs, scan) { continue }
        if isUnderOtherLetters(found, run, scan, ledger) {
          doubtful.append(
            Mention(items: found, runs: runs, text: Self.text(bytes), isStrong: false))
          return length
        }
        add(
          found, runs, bytes, isStrong: isTelling(bytes), isExplicit: Self.isOurs(telling, index),
          under: telling, index, ledger)
        return length
      }
      // A year, or three figures, say which document only under a word for invoices.
      let isCalled = Self.isOurs(telling, index)
      // Its key was looked up, and is noted, above.
      let isSerial = NormalForm.withoutLeadingZeros(bytes).count >= 4 && !isYear(bytes)
      if length == 1, let key = keys.whole.first, isCalled || isSerial {
        let last = ofSeries(
          series(before: run, telling, scan, index),
          agreeing(index.items(under: key, .serial, in: ledger), run, scan, index, ledger), index,
          ledger)
        if isUnderOtherLetters(last, run, scan, ledger) {
          doubtful.append(Mention(items: last, runs: runs, text: Self.text(bytes), isStrong: false))
          return 1
        }
        if !last.isEmpty {
          add(
            last, runs, bytes, isStrong: isInvoice(telling) && isTelling(bytes),
            isExplicit: false, under: telling, index, ledger)
          return 1
        }
      }
    }
    return nil
  }

  /// Takes in a number that documents have. Where the word before it is the prefix of one of our
  /// series, only that series' documents are meant; the others are doubtful.
  mutating func add(
    _ items: [Int], _ runs: Range<Int>, _ bytes: ArraySlice<UInt8>, isStrong: Bool,
    isExplicit: Bool, under word: String, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) {
    let prefix = Array(word.utf8)
    let meant =
      Self.isSeries(word, index)
      ? items.filter { DocumentKeys(ledger.items[$0].number.text).prefix == prefix } : items
    let text = Self.text(bytes)
    if !meant.isEmpty {
      documents.append(
        Mention(
          items: meant, runs: runs, text: text, isStrong: isStrong, isExplicit: isExplicit,
          isUnderOtherWord: !isExplicit && !word.isEmpty && !isInvoice(word)))
    } else {
      doubtful.append(Mention(items: items, runs: runs, text: text, isStrong: isStrong))
    }
  }

  func joinable(from run: Int, _ scan: TextScan, throughDates: Bool = false) -> Int {
    var length = 1
    while length < 5, run + length < scan.runs.count,
      !scan.runs[run + length].isDistractor
        || (throughDates && scan.runs[run + length].dateOrAmount != nil),
      scan.mayJoin(run + length - 1)
    {
      length += 1
    }
    return length
  }

  func joined(_ runs: Range<Int>, _ scan: TextScan) -> ArraySlice<UInt8> {
    scan.bytes[
      scan.runs[runs.lowerBound].range.lowerBound..<scan.runs[runs.upperBound - 1].range.upperBound]
  }

  func isInvoice(_ word: String) -> Bool { ReferenceWords.isInvoiceWord(word) }

  /// Four digits that are no year, or more.
  func isTelling(_ bytes: ArraySlice<UInt8>) -> Bool {
    let digits = NormalForm.withoutLeadingZeros(
      Array(bytes.filter(NormalForm.isAlphanumeric))[...])
    return digits.count > 4 || (digits.count == 4 && !isYear(digits))
  }

  /// Four figures that are a year, as far as anybody can say.
  func isYear(_ figures: some Collection<UInt8>) -> Bool { YearBehind.isYear(figures) }

  /// What is filed under any of the keys, each once.
  mutating func items(_ keys: KeyPair, _ look: (UInt64) -> [Int]) -> [Int] {
    lookedUp += keys
    guard let first = keys.first else { return [] }
    var found = look(first)
    for key in keys.dropFirst() {
      let known = Set(found)
      found += look(key).filter { !known.contains($0) }
    }
    return found
  }

  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
  }
}
