import Money
import Receivables

/// Whether the figures in the text are those of a document that was found by them.
extension Mentions {
  /// More figures follow right behind the run's: it is a part of a longer number.
  func isTightBeforeFigures(_ run: Int, _ scan: TextScan) -> Bool {
    run + 1 < scan.runs.count && scan.runs[run + 1].isDigits && scan.isTight(after: run)
  }

  /// Of documents found by keys that forget where zeros and marks stood, those whose groups of figures
  /// are those of the text: `69250/03/2026` is not `FV/06925/03/2026`, `11/2` not `1/12`.
  ///
  /// A mark in the text parts groups of the document; blanks and ends of lines may stand anywhere,
  /// and marks may be missing. Zeros are dropped, or put, only where the text shows that a group
  /// begins.
  static func alike(
    _ items: [Int], _ bytes: ArraySlice<UInt8>, _ ledger: WorkingLedger
  ) -> [Int] {
    alike(items, bytes) { ledger.items[$0].number.text }
  }

  private static func alike(
    _ items: [Int], _ bytes: ArraySlice<UInt8>, _ number: (Int) -> String
  ) -> [Int] {
    guard !items.isEmpty else { return items }
    let pieces = Pieces(bytes)
    guard pieces.count > 1 else { return items }
    return items.filter { pieces.areThose(of: figures(in: number($0))) }
  }

  /// Of the documents of an order, those whose order has the groups of figures that stand in the
  /// text, and no year is right beside them: `2025/45001` is no order 45001.
  func ofWholeOrder(
    _ items: [Int], _ runs: Range<Int>, _ scan: TextScan, _ ledger: WorkingLedger
  ) -> [Int] {
    let found = Self.alike(items, joined(runs, scan)) { ledger.items[$0].purchaseOrder }
    guard !found.isEmpty else { return found }
    let (before, behind) = (runs.lowerBound - 1, runs.upperBound)
    let isBeforeYear =
      isTightBeforeFigures(behind - 1, scan) && isYear(scan.bytes(of: behind))
    let isBehindYear =
      before >= 0 && scan.isTight(after: before) && isYear(scan.bytes(of: before))
    return isBeforeYear || isBehindYear ? [] : found
  }

  /// Of documents found by their serial, those that agree with the figures right beside it:
  /// `4799/2026` is not `4799/2025`, but `2026/8250` is `RG-26-8250`. A group before it that is a
  /// document of its own begins a list.
  mutating func agreeing(
    _ items: [Int], _ run: Int, _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> [Int] {
    guard !items.isEmpty else { return items }
    let isBehind =
      run > 0 && scan.runs[run - 1].hasDigits
      && (scan.isTight(after: run - 1) || isYearBefore(run, scan))
      && documents.last?.runs.contains(run - 1) != true
    let letters = lettersBefore(run, scan)
    let before =
      isBehind
      ? Self.lastFigures(scan.bytes(of: run - 1))
      : letters.isEmpty ? nil : figuresBefore(lettersAt: run - 1, scan)
    let behind = figuresBehind(run, scan)
    if let next = behind.first, next.count >= 4, !isYear(next),
      !isDocument(next, index, ledger)
    {
      return []
    }
    guard before != nil || !behind.isEmpty else { return items }
    let serial = NormalForm.withoutLeadingZeros(scan.bytes(of: run))
    return items.filter { item in
      let number = NormalForm.asciiUpper(ledger.items[item].number.text)
      let groups = number.split { !NormalForm.isDigit($0) }
      return groups.indices.contains { place in
        guard NormalForm.withoutLeadingZeros(groups[place]).elementsEqual(serial) else {
          return false
        }
        if let before {
          if place == 0 || !Self.agree(groups[place - 1], before) { return false }
          let between = number[groups[place - 1].endIndex..<groups[place].startIndex]
          if !letters.isEmpty, !between.filter(NormalForm.isLetter).elementsEqual(letters) {
            return false
          }
        }
        let after = groups[(place + 1)...]
        if after.isEmpty, let year = behind.last, isYear(year) {
          return ledger.items[item].documentDate.year == NormalForm.figure(year)
        }
        // Four figures and more begin the next number of a list.
        if let next = behind.first, next.count >= 4, !isYear(next) { return true }
        return zip(after, behind).allSatisfy { Self.agree($0, $1) }
      }
    }
  }

  /// The letters that a dash or a slash binds to the figures behind them: `K` of `06-K-1049`.
  func lettersBefore(_ run: Int, _ scan: TextScan) -> ArraySlice<UInt8> {
    guard run > 0, !scan.runs[run - 1].hasDigits, scan.runs[run - 1].range.count <= 4,
      scan.isTight(after: run - 1), Self.binding.contains(scan.separator(after: run - 1).first ?? 0)
    else { return [] }
    return scan.bytes(of: run - 1)
  }

  /// Of documents found by their figures, those that the word before them may mean: a credit memo is
  /// no invoice.
  static func ofType(_ word: String, _ items: [Int], _ ledger: WorkingLedger) -> [Int] {
    guard ReferenceWords.creditMemo.contains(word) else { return items }
    return items.filter { ledger.items[$0].original.isNegative }
  }

  /// The series that the text puts a number into: by the letters that a mark binds to it, or else
  /// by the word before it. `NO-10188` is no number 10188 where there are documents so numbered.
  func series(
    before run: Int, _ telling: String, _ scan: TextScan, _ index: ReferenceIndex
  ) -> String {
    let letters = Array(lettersBefore(run, scan))
    let word = String(decoding: letters, as: UTF8.self)
    if index.prefixes.contains(letters), Self.isOfOneSeries(word) { return word }
    return ReferenceWords.between.contains(telling) ? "" : telling
  }

  /// The letters of a series stand for no other one, as those that only say "invoice" do.
  private static func isOfOneSeries(_ word: String) -> Bool {
    !ReferenceWords.isInvoiceWord(word) || fillers.contains(word)
  }

  /// Of documents found without their letters, those whose letters or type the word before them does
  /// not gainsay: the letters of another series of ours are no other word for theirs.
  func ofSeries(
    _ word: String, _ items: [Int], _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> [Int] {
    let items = Self.ofType(word, items, ledger)
    let letters = Array(word.utf8)
    guard !items.isEmpty, index.prefixes.contains(letters), Self.isOfOneSeries(word) else {
      return items
    }
    return items.filter { Self.letters(in: ledger.items[$0].number.text).contains(letters) }
  }

  /// The text binds letters to the figures that none of the documents has, and that are no word for
  /// documents: `SR-4711` where `RE-4711` is ours.
  func isUnderOtherLetters(
    _ items: [Int], _ run: Int, _ scan: TextScan, _ ledger: WorkingLedger
  ) -> Bool {
    let letters = Array(lettersBefore(run, scan))
    guard !letters.isEmpty, !items.isEmpty,
      !ReferenceWords.isInvoiceWord(String(decoding: letters, as: UTF8.self))
    else { return false }
    return !items.contains { Self.letters(in: ledger.items[$0].number.text).contains(letters) }
  }

  private static func letters(in text: String) -> [[UInt8]] {
    NormalForm.asciiUpper(text).split { !NormalForm.isLetter($0) }.map(Array.init)
  }

  /// The figures that are bound to the letters of a number from the front, and are no document of
  /// their own.
  private func figuresBefore(lettersAt run: Int, _ scan: TextScan) -> ArraySlice<UInt8>? {
    guard run > 0, scan.runs[run - 1].isDigits, scan.isTight(after: run - 1),
      Self.binding.contains(scan.separator(after: run - 1).first ?? 0),
      documents.last?.runs.contains(run - 1) != true
    else { return nil }
    return scan.bytes(of: run - 1)
  }

  /// Marks that stand within numbers, and not behind an abbreviation.
  private static let binding: Set<UInt8> = [
    UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"),
  ]

  /// `R 22 4746`: a year, of two figures or of four, may stand before a blank.
  private func isYearBefore(_ run: Int, _ scan: TextScan) -> Bool {
    let before = scan.bytes(of: run - 1)
    return (before.count == 2 || isYear(before)) && scan.runs[run - 1].isDigits
      && !scan.runs[run - 1].isDistractor && scan.separator(after: run - 1).elementsEqual([0x20])
  }

  /// `RE-4711/2025` is no `RE-4711` of 2026.
  func ofYearBehind(
    _ items: [Int], _ runs: Range<Int>, _ scan: TextScan, _ ledger: WorkingLedger
  ) -> [Int] {
    let last = runs.upperBound - 1
    guard !items.isEmpty, isTightBeforeFigures(last, scan), isYear(scan.bytes(of: last + 1)),
      !isTightBeforeFigures(last + 1, scan), scan.separator(after: last).first == UInt8(ascii: "/")
    else { return items }
    let year = NormalForm.figure(scan.bytes(of: last + 1))
    return items.filter { ledger.items[$0].documentDate.year == year }
  }

  /// The year behind a serial, or the month and the year, with blanks around their marks or without;
  /// or whatever stands right behind it and begins no list.
  private func figuresBehind(_ run: Int, _ scan: TextScan) -> [ArraySlice<UInt8>] {
    func figures(_ run: Int) -> ArraySlice<UInt8>? {
      guard run < scan.runs.count, scan.runs[run].isDigits, scan.mayJoin(run - 1),
        !scan.separator(after: run - 1).contains(0x0A)
      else { return nil }
      return scan.bytes(of: run)
    }
    guard let next = figures(run + 1) else { return [] }
    if isYear(next) { return [next] }
    if next.count <= 2, let year = figures(run + 2), isYear(year) { return [next, year] }
    return scan.isTight(after: run) ? [next] : []
  }

  /// Some document is written so, or has this serial.
  private mutating func isDocument(
    _ figures: ArraySlice<UInt8>, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> Bool {
    let keys = DocumentKeys(bytes: figures).whole
    return [ReferenceIndex.Writing.whole, .withoutLetters, .serial].contains { writing in
      !items(keys) { index.items(under: $0, writing, in: ledger) }.isEmpty
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

  static func figures(in text: String) -> [ArraySlice<UInt8>] {
    Array(text.utf8).split { !NormalForm.isDigit($0) }
  }

  /// The figures of a text between its marks and blanks.
  private struct Pieces {
    private var figures: [UInt8] = []
    /// What stands before a figure: nothing, a blank or the end of a line, or a mark.
    private var parts: [Part] = []
    private(set) var count = 0

    private enum Part { case none, blank, mark }

    init(_ bytes: ArraySlice<UInt8>) {
      var part = Part.none
      for byte in bytes {
        if NormalForm.isDigit(byte) {
          if part != .none || figures.isEmpty { count += 1 }
          parts.append(figures.isEmpty ? .mark : part)
          figures.append(byte)
          part = .none
        } else if byte != 0x20, byte != 0x0A {
          part = .mark
        } else if part == .none {
          part = .blank
        }
      }
    }

    /// The groups, one behind the other, are what stands here.
    func areThose(of groups: [ArraySlice<UInt8>]) -> Bool {
      var place = 0
      for group in groups {
        var rest = group
        var isFirst = true
        if place < figures.count, parts[place] != .none {
          rest = rest.drop { $0 == 0x30 }
          while place < figures.count, figures[place] == 0x30, isFirst || parts[place] == .none {
            place += 1
            isFirst = false
          }
        }
        for figure in rest {
          guard place < figures.count, figures[place] == figure,
            isFirst || parts[place] != .mark
          else { return false }
          place += 1
          isFirst = false
        }
      }
      return place == figures.count
    }
  }
}
