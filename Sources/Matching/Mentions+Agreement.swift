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
    guard !items.isEmpty else { return items }
    let pieces = Pieces(bytes)
    guard pieces.count > 1 else { return items }
    return items.filter { pieces.areThose(of: figures(in: ledger.items[$0].number.text)) }
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
    let before = isBehind ? Self.lastFigures(scan.bytes(of: run - 1)) : nil
    let behind = figuresBehind(run, scan)
    if let next = behind.first, next.count >= 4, !isYear(next),
      !isDocument(next, index, ledger)
    {
      return []
    }
    guard before != nil || !behind.isEmpty else { return items }
    let serial = NormalForm.withoutLeadingZeros(scan.bytes(of: run))
    return items.filter { item in
      let groups = Self.figures(in: ledger.items[item].number.text)
      return groups.indices.contains { place in
        guard NormalForm.withoutLeadingZeros(groups[place]).elementsEqual(serial) else {
          return false
        }
        if let before, place == 0 || !Self.agree(groups[place - 1], before) { return false }
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
