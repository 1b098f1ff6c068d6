import BankFiles
import Money
import Receivables

extension ReadingTarget {
  /// Reads a file whole and in pieces, and holds what was told against what readers promise.
  ///
  /// - Parameter input: a byte that says how to cut, and the file.
  public func check(_ input: [UInt8]) throws(BrokenPromise) {
    guard let first = input.first else { return }
    let choice = ReadingChoice(first)
    let file = input.dropFirst()

    let whole = Reading([Array(file)], by: wholeReader(choice.layouts))
    try Promises(of: file, recordLengthMax: recordLengthMax).check(whole)
    let inPieces = Reading(
      choice.pieces(of: file), by: pieceReader(choice.layouts), emptiesBatch: true)
    try Promises(of: file, recordLengthMax: recordLengthMax).check(inPieces)
    try whole.checkSame(as: inPieces, "in pieces")
    if choice.isStretched, let blanks, let stretched = choice.stretched(file, blanks) {
      let again = Reading([stretched], by: wholeReader(choice.layouts))
      try whole.checkAlike(again)
      try checkOtherWay(stretched, again)
    }
    try checkOtherWay(Array(file), whole)
  }
}

extension ReadingTarget {
  /// Where there is another way to read the format, it tells the same.
  private func checkOtherWay(_ file: [UInt8], _ reading: Reading) throws(BrokenPromise) {
    // libxml2 does not begin with fewer than four bytes, nor counts what transports add at the end.
    guard let other, file.count(where: { $0 > 0x20 }) >= 4 else { return }
    let again = Reading([file], by: other(Self.file))
    try reading.withoutLineOfEnd.checkSame(as: again.withoutLineOfEnd, "in the other way")
  }
}

extension Reading {
  /// The same events and the same error. Where a file cannot be used, how much of it was told
  /// before may differ, but not what.
  func checkSame(as other: Reading, _ way: String) throws(BrokenPromise) {
    guard failure?.withoutDoubtfulColumn == other.failure?.withoutDoubtfulColumn else {
      throw BrokenPromise(
        "read whole: \(describe(failure)); \(way): \(describe(other.failure))")
    }
    for (index, (one, another)) in zip(told, other.told).enumerated() where one != another {
      throw BrokenPromise("event \(index): \(Self.difference("\(one)", "\(another)", way))")
    }
    guard failure != nil || told.count == other.told.count else {
      throw BrokenPromise(
        "\(told.count) events whole, \(other.told.count) \(way)")
    }
  }

  /// The same but for columns and, where the file cannot be used, for the reason: of several things
  /// that are wrong with it another one may be met first.
  func checkAlike(_ other: Reading) throws(BrokenPromise) {
    guard (failure == nil) == (other.failure == nil) else {
      throw BrokenPromise(
        "read as it is: \(describe(failure)); with blanks: \(describe(other.failure))")
    }
    guard failure == nil else { return }
    try withoutColumns.checkSame(as: other.withoutColumns, "with blanks")
  }

  /// Where two descriptions begin to differ, and in which field that is.
  private static func difference(_ one: String, _ other: String, _ way: String) -> String {
    let same = zip(one, other).prefix { $0 == $1 }.count
    let field = one.prefix(same).matches(of: #/(\w+): /#).last?.output.1 ?? "it"
    func shown(_ text: String) -> Substring { text.dropFirst(max(0, same - 20)).prefix(160) }
    return "\(field) differs, read whole: \(shown(one)); \(way): \(shown(other))"
  }

  private func describe(_ failure: BankFileError?) -> String {
    failure.map(\.description) ?? "no error"
  }
}

extension Reading {
  /// Where a file is cut off, one way to read counts the lines that follow its last tag, and another
  /// does not.
  fileprivate var withoutLineOfEnd: Reading {
    guard failure?.code == .truncated else { return self }
    var copy = self
    copy.failure?.position.line = nil
    return copy
  }
}

extension BankFileError {
  /// libxml2 counts the columns of an error inside a CDATA section, or of bytes that are no letters,
  /// from the beginning of what it has at hand, and letters where the plain scanner counts bytes. The
  /// line is certain.
  fileprivate var withoutDoubtfulColumn: BankFileError {
    guard [.notWellFormed, .badEncoding, .trailingContent].contains(code) else { return self }
    var copy = self
    copy.position.column = nil
    return copy
  }
}
