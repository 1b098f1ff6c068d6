import Receivables

extension Mentions {
  /// `RE-1O4719` for `RE-104719`: letters that a scanner reads for figures, behind the prefix.
  mutating func readLettersForFigures(
    _ scan: TextScan, _ index: ReferenceIndex, _ ledger: WorkingLedger
  ) {
    let taken = Set((documents + doubtful).flatMap(\.runs))
    for run in scan.runs.indices
    where scan.runs[run].hasDigits && !scan.runs[run].isDigits && !taken.contains(run) {
      let own = scan.bytes(of: run)
      // The prefix stands in the run itself, in the one before it, or nowhere.
      let letters = own.prefix(while: NormalForm.isLetter)
      var writings: [[UInt8]] = []
      if let figures = Self.asFigures(own) { writings.append(figures) }
      if !letters.isEmpty, let figures = Self.asFigures(own.dropFirst(letters.count)) {
        writings.append(letters + figures)
      }
      if run > 0, !scan.runs[run - 1].hasDigits, scan.mayJoin(run - 1),
        let figures = Self.asFigures(own)
      {
        writings.append(Array(scan.bytes(of: run - 1)) + figures)
      }
      var found: [Int] = []
      for writing in writings where writing.count(where: NormalForm.isDigit) >= 4 {
        let keys = DocumentKeys(bytes: writing[...])
        let isBare = writing.allSatisfy(NormalForm.isDigit)
        for item in items(keys.whole, { index.items(under: $0, .whole, in: ledger) })
          + (isBare
            ? items(keys.whole) { index.items(under: $0, .withoutLetters, in: ledger) } : [])
        where !found.contains(item) {
          found.append(item)
        }
      }
      if !found.isEmpty {
        doubtful.append(
          Mention(items: found, runs: run..<(run + 1), text: Self.text(own), isStrong: false))
      }
    }
  }

  /// The bytes with letters that look like figures as those figures; nil where another letter
  /// stands among them, or nothing changes.
  static func asFigures(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var figures: [UInt8] = []
    var isChanged = false
    for byte in bytes {
      if NormalForm.isDigit(byte) {
        figures.append(byte)
      } else if let figure = figuresOfLetters[byte] {
        figures.append(figure)
        isChanged = true
      } else {
        return nil
      }
    }
    return isChanged ? figures : nil
  }

  static let figuresOfLetters: [UInt8: UInt8] = Dictionary(
    uniqueKeysWithValues: zip("OQDILZSGB".utf8, "000112568".utf8))
}
