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
          let from = Serial(document.number.text),
          let to = Serial(ledger.items[end].number.text), from.isAlike(to),
          to.value > from.value, to.value - from.value <= 200
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
      while run < scan.runs.count, scan.runs[run].isDigits, !scan.runs[run].isDistractor,
        !taken.contains(run), scan.separator(after: run - 1).count <= 3,
        scan.separator(after: run - 1).contains(where: { Self.listMarks.contains($0) }),
        !beginsNumber(run, scan)
      {
        let digits = Self.text(scan.bytes(of: run))
        for item in mention.items {
          let document = ledger.items[item]
          guard document.number.text.utf8.count > digits.utf8.count else { continue }
          looksFurther = true
          let number = document.number.text.dropLast(digits.count) + digits
          let key = DocumentKey(document.customer, DocumentNumber(String(number)))
          guard let found = ledger.itemIndex(key) else { continue }
          if let place = alone[run] {
            if !documents[place].items.contains(found) { documents[place].items.append(found) }
          } else {
            implied.append(
              Mention(
                items: [found], runs: run..<(run + 1), text: digits, isStrong: true,
                isExplicit: true))
          }
        }
        run += 1
      }
    }
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

  private static let listMarks: Set<UInt8> = [
    UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "&"), UInt8(ascii: "-"),
    UInt8(ascii: ";"),
  ]
}

/// A number cut around its serial: the last group of digits, or the one before the year that ends it.
private struct Serial {
  var head: String
  var value: Int
  var tail: String
  private var width: Int

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let last = bytes.last, NormalForm.isDigit(last) else { return nil }
    let groups = bytes.split { !NormalForm.isDigit($0) }
    guard let place = groups.dropLast(YearBehind.groups(groups)).last?.indices, place.count <= 15,
      let head = String(validating: bytes[..<place.lowerBound], as: UTF8.self),
      let digits = String(validating: bytes[place], as: UTF8.self),
      let tail = String(validating: bytes[place.upperBound...], as: UTF8.self),
      let value = Int(digits)
    else { return nil }
    self.head = head
    self.value = value
    self.tail = tail
    width = place.count
  }

  /// The number of the series with another serial.
  func number(_ value: Int) -> String {
    let figures = String(value)
    return head + String(repeating: "0", count: max(0, width - figures.utf8.count)) + figures + tail
  }

  /// Both are of one series.
  func isAlike(_ other: Serial) -> Bool { head == other.head && tail == other.tail }
}
