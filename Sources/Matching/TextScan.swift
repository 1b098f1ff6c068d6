/// Free remittance text cut into runs of letters and digits, with what stands between them.
struct TextScan {
  /// A maximal run of letters and digits.
  struct Run {
    var range: Range<Int>
    var isDigits: Bool
    var hasDigits: Bool
    /// It is part of a date, an amount, a telephone number or an IBAN: no document's number.
    var isDistractor = false
    /// Of the distractors, the date or the amount that it is a part of, which a number of ours may
    /// look like.
    var dateOrAmount: Range<Int>?
    /// Figures beside a currency: an amount, unless something calls them a document.
    var isAmount = false
    /// Of the end-to-end id, which is the payer's own number unless it is written as one of ours.
    var isEndToEndID = false
    /// Of a creditor reference (ISO 11649) whose check digits are right: no document's number.
    var isReference = false
  }

  /// Upper-case ASCII, lines separated by a line feed.
  let bytes: [UInt8]
  private(set) var runs: [Run]

  init(lines: [String], endToEndID: String = "") {
    var bytes: [UInt8] = []
    for line in lines {
      if !bytes.isEmpty { bytes.append(0x0A) }
      bytes.append(contentsOf: NormalForm.asciiUpper(line))
    }
    let end = bytes.count
    if !endToEndID.isEmpty {
      if end > 0 { bytes.append(0x0A) }
      bytes.append(contentsOf: NormalForm.asciiUpper(endToEndID))
    }
    self.bytes = bytes
    runs = []
    var index = 0
    while index < bytes.count {
      guard NormalForm.isAlphanumeric(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      var digits = 0
      while index < bytes.count, NormalForm.isAlphanumeric(bytes[index]) {
        if NormalForm.isDigit(bytes[index]) { digits += 1 }
        index += 1
      }
      runs.append(
        Run(
          range: start..<index, isDigits: digits == index - start, hasDigits: digits > 0,
          isEndToEndID: start >= end))
    }
    markDistractors()
  }

  func bytes(of run: Int) -> ArraySlice<UInt8> { bytes[runs[run].range] }

  func text(of run: Int) -> String { String(decoding: bytes(of: run), as: UTF8.self) }

  /// What stands between a run and the next one.
  func separator(after run: Int) -> ArraySlice<UInt8> {
    guard run + 1 < runs.count else { return bytes[bytes.endIndex...] }
    return bytes[runs[run].range.upperBound..<runs[run + 1].range.lowerBound]
  }

  /// The two runs may be parts of one number: what parts them is short, and no mark of a list.
  func mayJoin(_ run: Int) -> Bool {
    let separator = separator(after: run)
    guard run + 1 < runs.count, separator.count <= 3 else { return false }
    return separator.allSatisfy { byte in
      switch byte {
      case 0x20, 0x09, 0x0A, UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: ":"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        true
      default: false
      }
    }
  }

  /// Nothing but one mark, and no blank, parts the run from the next one.
  func isTight(after run: Int) -> Bool {
    let separator = separator(after: run)
    return run + 1 < runs.count && separator.count == 1 && separator.first != 0x20 && mayJoin(run)
      && separator.first != 0x0A
  }

  /// The words (runs without digits) right before a run, nearest first, at most three.
  func wordsBefore(_ run: Int) -> [String] {
    var words: [String] = []
    var index = run - 1
    while index >= 0, words.count < 3, !runs[index].hasDigits {
      words.append(text(of: index))
      index -= 1
    }
    return words
  }

  private mutating func markDistractors() {
    for index in runs.indices {
      if markDate(at: index) || markAmount(at: index) || markISODate(at: index) { continue }
      if ReferenceWords.telephone.contains(text(of: index)) { markTelephone(after: index) }
      runs[index].isAmount = isWholeAmount(at: index)
      markIBAN(at: index)
      markReference(at: index)
    }
  }

  /// `RF18 5390 0754 7034`: the longest valid reference of groups of four.
  private mutating func markReference(at index: Int) {
    var joined = Array(bytes(of: index))
    guard joined.starts(with: [0x52, 0x46]), joined.count >= 4, NormalForm.isDigit(joined[2]) else {
      return
    }
    var valid: Int?
    var last = index
    if isValidCreditorReference(joined.span) { valid = last }
    while joined.count % 4 == 0, last + 1 < runs.count, mayJoin(last),
      joined.count + runs[last + 1].range.count <= 25
    {
      last += 1
      joined += bytes(of: last)
      if isValidCreditorReference(joined.span) { valid = last }
    }
    guard let valid else { return }
    for run in index...valid { runs[run].isReference = true }
  }

  /// `Tel. 05551 104655`, `Fax +49 (0)711 / 12 34 56`: the groups of figures that follow, up to the
  /// end of the line, to a mark of a list, or to a long group behind what is a whole number already.
  private mutating func markTelephone(after word: Int) {
    var run = word
    var digits = 0
    while run + 1 < runs.count, run < word + 6, runs[run + 1].isDigits {
      let separator = separator(after: run)
      let isMark = separator.contains { $0 == 0x0A || $0 == UInt8(ascii: "#") }
      let isWhole = digits >= 7 && runs[run + 1].range.count >= 5
      guard run == word || mayJoin(run), !(isMark && run > word), !isWhole else { return }
      run += 1
      digits += runs[run].range.count
      runs[run].isDistractor = true
    }
  }

  /// `10.03.2026`, `10/3/26`, `10-03-2026`.
  private mutating func markDate(at index: Int) -> Bool {
    guard index + 2 < runs.count, (index..<(index + 3)).allSatisfy({ runs[$0].isDigits }),
      isDateMark(after: index, index + 1)
    else { return false }
    let (first, second, third) = (number(index), number(index + 1), number(index + 2))
    let lengths = (0..<3).map { runs[index + $0].range.count }
    guard lengths[0] <= 2, lengths[1] <= 2, lengths[2] == 2 || lengths[2] == 4 else { return false }
    guard (1...31).contains(first), (1...31).contains(second), first <= 12 || second <= 12 else {
      return false
    }
    guard lengths[2] == 2 || (1990...2099).contains(third) else { return false }
    markDateOrAmount(index..<(index + 3))
    return true
  }

  /// The runs of a date of which the last one is this.
  func date(endingAt run: Int) -> Range<Int>? {
    guard let runs = runs[run].dateOrAmount, runs.count == 3, runs.upperBound == run + 1,
      self.runs[runs.lowerBound + 1].range.count <= 2
    else { return nil }
    return runs
  }

  private mutating func markDateOrAmount(_ range: Range<Int>) {
    for run in range {
      runs[run].isDistractor = true
      runs[run].dateOrAmount = range
    }
  }

  /// `2026-03-10`, `2026.03.10`.
  private mutating func markISODate(at index: Int) -> Bool {
    guard index + 2 < runs.count, (index..<(index + 3)).allSatisfy({ runs[$0].isDigits }),
      isDateMark(after: index, index + 1)
    else { return false }
    guard runs[index].range.count == 4, runs[index + 1].range.count == 2,
      runs[index + 2].range.count == 2, (1990...2099).contains(number(index)),
      (1...12).contains(number(index + 1)), (1...31).contains(number(index + 2))
    else { return false }
    markDateOrAmount(index..<(index + 3))
    return true
  }

  /// `1.234,56`, `980.00`, `47,5`: groups of three and a fraction of two digits.
  private mutating func markAmount(at index: Int) -> Bool {
    guard runs[index].isDigits, runs[index].range.count <= 3 || index + 1 < runs.count else {
      return false
    }
    var last = index
    var mark: UInt8 = 0
    // No amount has more groups.
    while last + 1 < runs.count, last < index + 6, runs[last + 1].isDigits {
      let separator = separator(after: last)
      guard separator.count == 1, let byte = separator.first,
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
      else { return false }
      let length = runs[last + 1].range.count
      if length == 2 {  // the fraction ends it
        let follows = self.separator(after: last + 1).first
        guard follows != UInt8(ascii: ".") || last + 2 >= runs.count || !runs[last + 2].isDigits
        else { return false }
        markDateOrAmount(index..<(last + 2))
        return true
      }
      guard length == 3, mark == 0 || mark == byte, runs[index].range.count <= 3 else {
        return false
      }
      mark = byte
      last += 1
    }
    return false
  }

  /// `EUR 1200`, `Miete 1200 EUR`, `1200,- EUR`: figures without a fraction beside a currency.
  private func isWholeAmount(at index: Int) -> Bool {
    guard runs[index].isDigits, runs[index].range.count <= 6 else { return false }
    func isCurrency(_ run: Int) -> Bool {
      runs.indices.contains(run) && ReferenceWords.currency.contains(text(of: run))
    }
    func isBlank(_ run: Int) -> Bool {
      separator(after: run).allSatisfy { $0 == 0x20 || $0 == 0x2C || $0 == 0x2D }
    }
    if isCurrency(index - 1), separator(after: index - 1).elementsEqual([0x20]) {
      return !isCurrency(index + 1)
    }
    guard isCurrency(index + 1), isBlank(index) else { return false }
    // `SI 4711 EUR 1200`: the currency is that of the next figures.
    if index + 2 < runs.count, runs[index + 2].isDigits { return false }
    guard index > 0 else { return true }
    let word = text(of: index - 1)
    return !runs[index - 1].hasDigits && word.utf8.count >= 4
      && !ReferenceWords.isInvoiceWord(word) && separator(after: index - 1).elementsEqual([0x20])
  }

  /// Two letters, two check digits and at least eleven more characters, in one piece or in fours.
  private mutating func markIBAN(at index: Int) {
    let run = bytes(of: index)
    guard run.count >= 4, let first = run.first, NormalForm.isLetter(first),
      NormalForm.isLetter(run[run.startIndex + 1]), NormalForm.isDigit(run[run.startIndex + 2]),
      NormalForm.isDigit(run[run.startIndex + 3]), !run.starts(with: [0x52, 0x46])
    else { return }
    var last = index
    var length = run.count
    while run.count == 4, last + 1 < runs.count, separator(after: last).elementsEqual([0x20]),
      runs[last + 1].range.count <= 4
    {
      last += 1
      length += runs[last].range.count
    }
    guard (15...34).contains(length) else { return }
    var joined: [UInt8] = []
    for run in index...last { joined.append(contentsOf: bytes(of: run)) }
    var remainder = 0
    for byte in joined[4...] + joined[..<4] {
      remainder =
        NormalForm.isDigit(byte)
        ? (remainder * 10 + Int(byte - 0x30)) % 97 : (remainder * 100 + Int(byte - 55)) % 97
    }
    guard remainder == 1 else { return }
    for run in index...last { runs[run].isDistractor = true }
  }

  private func number(_ run: Int) -> Int {
    bytes(of: run).prefix(9).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Both gaps are the same single mark of a written date.
  private func isDateMark(after a: Int, _ b: Int) -> Bool {
    let one = separator(after: a)
    guard one.count == 1, one.elementsEqual(separator(after: b)), let byte = one.first else {
      return false
    }
    return byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
  }
}
