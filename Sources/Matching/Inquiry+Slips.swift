import Money
import Receivables

extension Inquiry {
  /// One slip in one number: it is one character, or one swap, from an open item of the payer that
  /// is exactly what the documents named without a slip leave of the receipt.
  func bySlip(besides named: [Int]) throws(MoneyError) -> Decision? {
    let missing = cash - named.reduce(Int64(0)) { $0 + ledger.openAmount(of: $1) }
    guard missing > 0 else { return nil }
    var found: [(item: Int, read: String)] = []
    if let customer = payer.customer ?? named.first.flatMap(owner(of:)) {
      let fitting = ledger.openItems(of: customer, in: currency, amount: missing).filter {
        !named.contains($0)
      }
      // Of several items of one amount, such as rents, the amount alone confirms none: the rest of
      // a list does.
      if fitting.count == 1 || !named.isEmpty {
        for item in fitting {
          if let read = slip(for: item) { found.append((item, read)) }
        }
      }
    } else if payer.undecided.isEmpty {
      found = strangersSlips(making: missing)
    }
    guard found.count == 1, let (item, read) = found.first else { return nil }
    note(
      "document number in text", .supports,
      "'\(read)' is one slip from \(ledger.items[item].number), which is exactly what is missing",
      weight: 96)
    guard
      let explanation = try explain(
        named + [item], rule: "document number in text, one slip",
        payer: payer(decidedBy: [item]), confidence: 96), explanation.isExact
    else { return nil }
    return conclude(explanation)
  }

  /// Of a stranger's numbers only those under the prefix of one of our series are looked at, with
  /// every number that is one figure or one swap away.
  private func strangersSlips(making amount: Int64) -> [(item: Int, read: String)] {
    var found: [(item: Int, read: String)] = []
    for run in scan.runs.indices where scan.runs[run].hasDigits && !scan.runs[run].isDistractor {
      let own = scan.bytes(of: run)
      var letters = Array(own.prefix(while: NormalForm.isLetter))
      let figures = Array(own.dropFirst(letters.count))
      if letters.isEmpty, run > 0, scan.mayJoin(run - 1), !scan.runs[run - 1].hasDigits {
        letters = Array(scan.bytes(of: run - 1))
      }
      guard figures.count >= 5, figures.allSatisfy(NormalForm.isDigit),
        index.references.prefixes.contains(letters),
        !isDocument(
          (own.first.map(NormalForm.isLetter) ?? false ? run : max(0, run - 1))..<(run + 1))
      else { continue }
      for other in Self.oneSlip(from: figures) {
        for key in DocumentKeys(bytes: (letters + other)[...]).whole {
          for item in index.references.items(under: key, .whole, in: ledger)
          where ledger.openAmount(of: item) == amount && ledger.items[item].currency == currency
            && !isOtherPeriod(letters + figures, item)
            && !found.contains(where: { $0.item == item })
          {
            found.append((item, String(decoding: letters + figures, as: UTF8.self)))
          }
        }
      }
    }
    return found
  }

  private func isOtherPeriod(_ read: [UInt8], _ item: Int) -> Bool {
    let text = ledger.items[item].number.text
    return Self.isOutside(
      Self.serial(of: ledger.items[item]).printed, read, NormalForm.alphanumeric(text))
  }

  /// Every number with one figure changed, or two neighbours swapped.
  private static func oneSlip(from figures: [UInt8]) -> [[UInt8]] {
    var others: [[UInt8]] = []
    for place in figures.indices {
      for figure in UInt8(ascii: "0")...UInt8(ascii: "9") where figure != figures[place] {
        var other = figures
        other[place] = figure
        others.append(other)
      }
      if place > 0, figures[place] != figures[place - 1] {
        var other = figures
        other.swapAt(place, place - 1)
        others.append(other)
      }
    }
    return others
  }

  /// The number in the text that is one slip from a document's; nil where none is.
  private func slip(for item: Int) -> String? {
    let printed = NormalForm.alphanumeric(ledger.items[item].number.text)
    let digits = printed.filter(NormalForm.isDigit)
    let serial = Self.serial(of: ledger.items[item])
    let boundaries = Self.boundaries(in: ledger.items[item].number.text)
    let taken = Set(mentions.documents.flatMap(\.runs))
    for run in scan.runs.indices
    where scan.runs[run].hasDigits && !scan.runs[run].isDistractor && !scan.runs[run].isAmount
      && !taken.contains(run)
      && !(scan.runs[run].isEndToEndID && scan.runs[run].isDigits)
    {
      let telling = Mentions.telling(before: run, scan)
      if ReferenceWords.other.contains(telling) || ReferenceWords.purchaseOrder.contains(telling) {
        continue
      }
      var joined: [UInt8] = []
      // The prefix may stand in a run of its own.
      let start = run > 0 && !scan.runs[run - 1].hasDigits && scan.mayJoin(run - 1) ? run - 1 : run
      for first in start...run {
        joined = []
        for next in first..<min(first + 5, scan.runs.count) {
          if next > first, !scan.mayJoin(next - 1) { break }
          joined += scan.bytes(of: next)
          let isWhole = Self.isOneSlip(joined, printed)
          let isNumber =
            digits.count >= 5 && joined.count == digits.count && Self.isOneSlip(joined, digits)
          let isElsewhere =
            isWhole
            ? Self.isOutside(serial.printed, joined, printed)
            : Self.isOutside(serial.digits, joined, digits)
          if isWhole || isNumber, joined.count >= 4, !isElsewhere,
            marks(in: first..<(next + 1)).isSubset(
              of: isWhole ? boundaries.printed : boundaries.digits),
            !isDocument(first..<(next + 1))
          {
            return String(decoding: joined, as: UTF8.self)
          }
        }
      }
    }
    return nil
  }

  /// Where a number has its serial, in its letters and figures and in its figures alone: neither the
  /// year, the month nor the branch beside it, nor a year that is glued to it.
  private static func serial(of item: OpenItem) -> (printed: Range<Int>, digits: Range<Int>) {
    let bytes = NormalForm.asciiUpper(item.number.text)
    let groups = bytes.split { !NormalForm.isDigit($0) }
    guard let place = groups.dropLast(YearBehind.groups(in: bytes)).last?.indices else {
      return (0..<0, 0..<0)
    }
    // A month of a year (`M30042-2603`, `117-202603`), or so few figures that every other number is
    // a slip away: `2026-30017-02`.
    if place.count <= 2 || isMonth(bytes[place], near: item.documentDate.year) {
      return (0..<0, 0..<0)
    }
    let isGlued = place.count >= 7 && YearBehind.isYear(bytes[place].prefix(4))
    let before = bytes[..<place.lowerBound]
    let count = place.count - (isGlued ? 4 : 0)
    func range(_ isCounted: (UInt8) -> Bool) -> Range<Int> {
      let start = before.count(where: isCounted) + (isGlued ? 4 : 0)
      return start..<(start + count)
    }
    return (range(NormalForm.isAlphanumeric), range(NormalForm.isDigit))
  }

  private static func isMonth(_ figures: ArraySlice<UInt8>, near year: Int) -> Bool {
    let named = NormalForm.figure(figures.dropLast(2))
    return (figures.count == 4 || figures.count == 6)
      && (year - 1...year + 1).contains(figures.count == 4 ? year / 100 * 100 + named : named)
      && (1...12).contains(NormalForm.figure(figures.suffix(2)))
  }

  /// How many characters, and how many figures, stand before each place where a group of a number
  /// ends.
  private static func boundaries(in text: String) -> (printed: Set<Int>, digits: Set<Int>) {
    var boundaries: (printed: Set<Int>, digits: Set<Int>) = ([], [])
    var (printed, digits) = (0, 0)
    var wasDigit: Bool?
    for byte in NormalForm.asciiUpper(text) {
      let isDigit = NormalForm.isAlphanumeric(byte) ? NormalForm.isDigit(byte) : nil
      if isDigit != wasDigit {
        boundaries.printed.insert(printed)
        boundaries.digits.insert(digits)
      }
      wasDigit = isDigit
      if let isDigit {
        printed += 1
        if isDigit { digits += 1 }
      }
    }
    return boundaries
  }

  /// How many characters stand before each mark between the runs; blanks and ends of lines are none.
  private func marks(in runs: Range<Int>) -> Set<Int> {
    var marks: Set<Int> = []
    var count = 0
    for run in runs.dropLast() {
      count += scan.runs[run].range.count
      if scan.separator(after: run).contains(where: { $0 != 0x20 && $0 != 0x0A }) {
        marks.insert(count)
      }
    }
    return marks
  }

  /// A figure stands for another one outside of the serial, or a letter for one of the one or two
  /// that name a series: last year's document, another month's or another series' is no slip of
  /// this one.
  private static func isOutside(_ serial: Range<Int>, _ read: [UInt8], _ printed: [UInt8]) -> Bool {
    zip(read, printed).enumerated().contains { place, pair in
      guard pair.0 != pair.1 else { return false }
      if NormalForm.isDigit(pair.0), NormalForm.isDigit(pair.1) { return !serial.contains(place) }
      guard NormalForm.isLetter(pair.0), NormalForm.isLetter(pair.1) else { return false }
      let before = printed[..<place].reversed().prefix(while: NormalForm.isLetter).count
      return before + printed[place...].prefix(while: NormalForm.isLetter).count <= 2
    }
  }

  /// What names a document, whoever has it, is no slip of another one's number.
  private func isDocument(_ runs: Range<Int>) -> Bool {
    let bytes = mentions.joined(runs, scan)
    return DocumentKeys(bytes: bytes).whole.contains {
      let named =
        index.references.items(under: $0, .whole, in: ledger)
        + index.references.items(under: $0, .withoutLetters, in: ledger)
      return !Mentions.alike(named, bytes, ledger).isEmpty
    }
  }

  /// Equal length, and one character or one pair of neighbours is wrong.
  static func isOneSlip(_ read: [UInt8], _ printed: [UInt8]) -> Bool {
    guard read.count == printed.count else { return false }
    let wrong = read.indices.filter { read[$0] != printed[$0] }
    if wrong.count == 1 { return true }
    guard wrong.count == 2, wrong[1] == wrong[0] + 1 else { return false }
    return read[wrong[0]] == printed[wrong[1]] && read[wrong[1]] == printed[wrong[0]]
  }
}
