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
      for item in fitting {
        if let read = slip(for: item) { found.append((item, read)) }
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
        index.references.prefixes.contains(letters)
      else { continue }
      for other in Self.oneSlip(from: figures) {
        for key in DocumentKeys(bytes: (letters + other)[...]).whole {
          for item in index.references.items(under: key, .whole, in: ledger)
          where ledger.openAmount(of: item) == amount && ledger.items[item].currency == currency
            && !found.contains(where: { $0.item == item })
          {
            found.append((item, String(decoding: letters + figures, as: UTF8.self)))
          }
        }
      }
    }
    return found
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
    let years = Self.years(in: ledger.items[item].number.text)
    let taken = Set(mentions.documents.flatMap(\.runs))
    for run in scan.runs.indices
    where scan.runs[run].hasDigits && !scan.runs[run].isDistractor && !taken.contains(run)
      && !(scan.runs[run].isEndToEndID && scan.runs[run].isDigits)
    {
      let telling = Mentions.telling(scan.wordsBefore(run))
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
          let isOtherYear = Self.isOtherYear(
            joined, isWhole ? printed : digits, isWhole ? years.printed : years.digits)
          if isWhole || isNumber, joined.count >= 4, !isOtherYear, !isDocument(first..<(next + 1)) {
            return String(decoding: joined, as: UTF8.self)
          }
        }
      }
    }
    return nil
  }

  /// Where a number has a year, in its letters and figures and in its figures alone.
  private static func years(in text: String) -> (printed: Range<Int>?, digits: Range<Int>?) {
    var (printed, digits) = (0, 0)
    for group in NormalForm.asciiUpper(text).split(whereSeparator: {
      !NormalForm.isAlphanumeric($0)
    }) {
      let figures = group.count(where: NormalForm.isDigit)
      if figures == 4, group.count == 4, (1990...2060).contains(NormalForm.figure(group)) {
        return (printed..<(printed + 4), digits..<(digits + 4))
      }
      printed += group.count
      digits += figures
    }
    return (nil, nil)
  }

  /// Last year's document is no slip of this year's.
  private static func isOtherYear(_ read: [UInt8], _ printed: [UInt8], _ year: Range<Int>?) -> Bool
  {
    guard let year, read.count == printed.count, year.upperBound <= read.count else { return false }
    let figures = read[year]
    return figures != printed[year] && figures.allSatisfy(NormalForm.isDigit)
      && (1990...2060).contains(NormalForm.figure(figures))
  }

  /// What names a document to the letter is no slip of another one's number.
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
