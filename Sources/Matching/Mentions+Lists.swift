import Receivables

/// Documents that a list implies without naming each: ranges, and numbers that go on from another.
extension Mentions {
  /// Documents between two numbers that a dash or a word makes the ends of a range.
  mutating func readRanges(
    _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) {
    for (first, second) in zip(documents, documents.dropFirst()) {
      guard isRange(from: first, to: second, scan) else { continue }
      for item in first.items {
        let document = ledger.items[item]
        guard
          let end = second.items.first(where: { ledger.items[$0].customer == document.customer }),
          let (from, to) = Serial.alike(document.number.text, ledger.items[end].number.text),
          to.value > from.value, to.value - from.value <= Self.rangeMax
        else { continue }
        looksFurther = true
        for value in (from.value + 1)..<to.value {
          let number = DocumentNumber(from.number(value))
          if let between = ledger.itemIndex(DocumentKey(document.customer, number)) {
            implied.append(
              Mention(
                items: [between], runs: first.runs, text: number.text, isStrong: true,
                isExplicit: true))
          }
        }
      }
    }
  }

  /// The run goes on from a document's number, with a mark of a list or one word between them.
  func isListed(_ run: Int, _ scan: TextScan) -> Bool {
    guard let last = documents.last?.runs.upperBound, last > 0 else { return false }
    if last == run {
      let separator = scan.separator(after: run - 1)
      return separator.count <= 3 && separator.contains { Self.listMarks.contains($0) }
    }
    return last == run - 1 && Self.conjunctions.contains(scan.text(of: run - 1))
  }

  private static let conjunctions: Set<String> = [
    "UND", "U", "AND", "ET", "EN", "E", "Y", "I", "OG", "OCH", "JA", "ORAZ",
  ]

  /// Documents that figures name in a list.
  mutating func items(
    listed figures: ArraySlice<UInt8>, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) -> [Int]? {
    let keys = DocumentKeys(bytes: figures).whole
    let whole = items(keys) { index.items(under: $0, .whole, in: ledger) }
    let found =
      whole.isEmpty ? items(keys) { index.items(under: $0, .withoutLetters, in: ledger) } : whole
    return found.isEmpty ? nil : found
  }

  /// `4711/12/13`: the last digits of further numbers.
  mutating func readTails(
    _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) {
    // What a single run was read as, by that run: the tail of the number before may be meant.
    var alone: [Int: Int] = [:]
    for (place, mention) in documents.enumerated() where mention.runs.count == 1 {
      alone[mention.runs.lowerBound] = place
    }
    let taken = Set(documents.filter { $0.runs.count > 1 }.flatMap(\.runs))
    for mention in documents {
      var run = mention.runs.upperBound
      while run < min(scan.runs.count, mention.runs.upperBound + Self.tailsMax),
        scan.runs[run].isDigits, !scan.runs[run].isDistractor,
        !taken.contains(run), scan.separator(after: run - 1).count <= 3,
        scan.separator(after: run - 1).contains(where: { Self.listMarks.contains($0) }),
        !beginsNumber(run, scan)
      {
        let digits = Self.text(scan.bytes(of: run))
        for item in mention.items {
          let document = ledger.items[item]
          guard let number = Self.tail(digits, of: document.number.text) else { continue }
          looksFurther = true
          let key = DocumentKey(document.customer, DocumentNumber(number))
          guard let found = ledger.itemIndex(key) else { continue }
          if let place = alone[run] {
            if !documents[place].items.contains(found) { documents[place].items.append(found) }
          } else {
            implied.append(
              Mention(
                items: [found], runs: run..<(run + 1), text: digits, isStrong: true,
                isExplicit: true, isTail: true))
          }
        }
        run += 1
      }
    }
  }

  /// `4711-15`, `4711 bis 15`: the documents up to the one that ends so.
  mutating func readShortRanges(_ scan: TextScan, _ ledger: WorkingLedger) {
    for mention in documents {
      let next = mention.runs.upperBound
      let marks = scan.separator(after: next - 1).filter { $0 != 0x20 }
      let isWord =
        next < scan.runs.count && ReferenceWords.range.contains(scan.text(of: next))
      let end = isWord ? next + 1 : next
      guard isWord || marks == [UInt8(ascii: "-")], end < scan.runs.count, scan.runs[end].isDigits,
        !scan.runs[end].isDistractor, scan.runs[end].range.count <= 3, !beginsNumber(end, scan)
      else { continue }
      for item in mention.items {
        let document = ledger.items[item]
        guard let last = Self.tail(Self.text(scan.bytes(of: end)), of: document.number.text),
          ledger.itemIndex(DocumentKey(document.customer, DocumentNumber(last))) != nil,
          let (from, to) = Serial.alike(document.number.text, last), to.value > from.value,
          to.value - from.value <= Self.rangeMax
        else { continue }
        looksFurther = true
        for value in (from.value + 1)...to.value {
          let number = DocumentNumber(from.number(value))
          if let found = ledger.itemIndex(DocumentKey(document.customer, number)) {
            spans.append(
              Mention(
                items: [found], runs: mention.runs, text: number.text, isStrong: true,
                isExplicit: true))
          }
        }
      }
    }
  }

  /// The number with other last figures: of its serial, where the year stands behind it.
  private static func tail(_ digits: String, of number: String) -> String? {
    if YearBehind.groups(in: number.utf8) > 0 {
      return Serial(number, beforeYear: true)?.ending(in: digits)
    }
    guard number.utf8.count > digits.utf8.count else { return nil }
    return number.dropLast(digits.count) + digits
  }

  /// A longer group is joined to the run: `2026` of `2026/022171` is no tail of the number before.
  private func beginsNumber(_ run: Int, _ scan: TextScan) -> Bool {
    guard run + 1 < scan.runs.count, scan.runs[run + 1].hasDigits,
      scan.separator(after: run).count == 1, scan.mayJoin(run)
    else { return false }
    return scan.runs[run + 1].range.count > scan.runs[run].range.count
  }

  func isRange(from first: Mention, to second: Mention, _ scan: TextScan) -> Bool {
    let between = second.runs.lowerBound - first.runs.upperBound
    if between == 0 {
      let separator = scan.separator(after: first.runs.upperBound - 1)
      // `A1204924 a 1204927`: the word may be read as the prefix of the second number.
      if second.runs.count > 1, separator.elementsEqual([0x20]),
        ReferenceWords.range.contains(scan.text(of: second.runs.lowerBound)),
        scan.separator(after: second.runs.lowerBound).elementsEqual([0x20])
      {
        return true
      }
      let marks = separator.filter { $0 != 0x20 }
      return !marks.isEmpty
        && (marks.allSatisfy { $0 == UInt8(ascii: "-") }
          || (marks.count > 1 && marks.allSatisfy { $0 == UInt8(ascii: ".") }))
    }
    let words = (first.runs.upperBound..<second.runs.lowerBound).prefix(4).map(scan.text(of:))
    // `t/m`: tot en met.
    return between <= 3
      && (words.contains(where: ReferenceWords.range.contains) || words.starts(with: ["T", "M"]))
  }

  /// More documents no range goes over.
  private static let rangeMax = 200
  /// More tails no list has behind one number.
  private static let tailsMax = 60
  private static let listMarks: Set<UInt8> = [
    UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "&"), UInt8(ascii: "-"),
    UInt8(ascii: ";"),
  ]
}

/// A number cut around its serial: the last group of digits, or the one before the year that ends it.
private struct Serial {
  private var head: String
  private var digits: String
  private var tail: String
  var value: Int

  init?(_ text: String, beforeYear: Bool) {
    let bytes = Array(text.utf8)
    guard let last = bytes.last, NormalForm.isDigit(last) else { return nil }
    let groups = bytes.split { !NormalForm.isDigit($0) }
    let years = beforeYear ? YearBehind.groups(in: bytes) : 0
    guard let place = groups.dropLast(years).last?.indices, place.count <= 15,
      let head = String(validating: bytes[..<place.lowerBound], as: UTF8.self),
      let digits = String(validating: bytes[place], as: UTF8.self),
      let tail = String(validating: bytes[place.upperBound...], as: UTF8.self),
      let value = Int(digits)
    else { return nil }
    (self.head, self.digits, self.tail, self.value) = (head, digits, tail, value)
  }

  /// Two numbers of one series, cut in the same place; nil where they are of two.
  static func alike(_ one: String, _ other: String) -> (Serial, Serial)? {
    for beforeYear in [false, true] {
      if let one = Serial(one, beforeYear: beforeYear),
        let other = Serial(other, beforeYear: beforeYear), one.head == other.head,
        one.tail == other.tail
      {
        return (one, other)
      }
    }
    return nil
  }

  /// The number of the series with another serial.
  func number(_ value: Int) -> String {
    let figures = String(value)
    let zeros = String(repeating: "0", count: max(0, digits.utf8.count - figures.utf8.count))
    return head + zeros + figures + tail
  }

  /// The number of the series whose serial ends otherwise.
  func ending(in figures: String) -> String? {
    guard digits.utf8.count > figures.utf8.count else { return nil }
    return head + digits.dropLast(figures.count) + figures + tail
  }
}
