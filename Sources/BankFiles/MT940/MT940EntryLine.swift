import Money

/// One `:61:`, taken apart: `6!n[4!n]2a[1!a]15d1!a3!c16x[//16x]`, and the supplementary lines under
/// it. Texts are ranges of the bytes that it was read from.
///
/// - Source: SWIFT Standards, category 9, MT 940, field 61; deviations as found in public files.
struct MT940EntryLine {
  var valueDate: CalendarDate?
  var bookingDate: CalendarDate?
  /// Days that had to be moved to the end of their month, or that are none.
  var clampedDate = false
  var unreadableDate = false
  /// The mark is `EC` or `ED`: expected, not booked.
  var isExpected = false
  /// The mark is `RC` or `RD`: it undoes an earlier entry.
  var isReversal = false
  /// Money came in. A reversed credit went out.
  var isCredit = false
  var amount = MT940Amount.zero
  /// The letter of the type and its code: `NTRF`, `S103`, `S` alone, or nothing.
  var type = 0..<0
  var customerReference = 0..<0
  var bankReference = 0..<0
  var supplementary = 0..<0

  /// Why a line is no entry; the amount that is to blame, where it is one.
  struct Refusal: Error {
    var reason: String
    var isAmount = false
  }

  /// - Parameters:
  ///   - bytes: the lines of the field behind its tag, parted by line feeds.
  ///   - digits: how many decimals the currency of the account has.
  ///   - day: the day of the opening balance, for entries whose value date is none.
  ///   - readsReferences: false where only what moved is asked for.
  init(
    _ bytes: Span<UInt8>, digits: Int, near day: CalendarDate? = nil, readsReferences: Bool = true
  ) throws(Refusal) {
    var index = 0
    guard bytes.count >= 6, (0..<6).allSatisfy({ MT940Tag.isFigure(bytes[$0]) }) else {
      throw Refusal(reason: "it begins with no value date")
    }
    note(MT940Date(bytes, at: 0)) { $0.valueDate = $1 }
    index = 6
    if bytes.count >= 10, (6..<10).allSatisfy({ MT940Tag.isFigure(bytes[$0]) }) {
      if let near = valueDate ?? day {
        note(MT940Date(bytes, at: 6, near: near)) { $0.bookingDate = $1 }
      }
      index = 10
    }
    // SWIFT: the entry date is used where it differs from the value date.
    if bookingDate == nil { bookingDate = valueDate }
    try readMark(bytes, &index)
    try readAmount(bytes, &index, digits)
    if readsReferences { readReferences(bytes, index) }
  }

  /// It is booked, and nothing of it is to be reported.
  var isOrdinary: Bool {
    !isExpected && !clampedDate && !unreadableDate && amount.remark == nil
  }

  private mutating func note(
    _ date: MT940Date?, _ set: (inout MT940EntryLine, CalendarDate) -> Void
  ) {
    guard let date else {
      unreadableDate = true
      return
    }
    if date.isClamped { clampedDate = true }
    set(&self, date.date)
  }

  /// An optional R or E, then C or D, then the funds code, which may be any letter: `CR12,` is a
  /// credit in euros, not a reversal.
  private mutating func readMark(_ bytes: Span<UInt8>, _ index: inout Int) throws(Refusal) {
    Self.skipBlanks(bytes, &index)
    if index < bytes.count {
      isReversal = bytes[index] == UInt8(ascii: "R")
      isExpected = bytes[index] == UInt8(ascii: "E")
      if isReversal || isExpected { index += 1 }
    }
    guard index < bytes.count,
      bytes[index] == UInt8(ascii: "C") || bytes[index] == UInt8(ascii: "D")
    else { throw Refusal(reason: "no C or D says which way the money went") }
    isCredit = (bytes[index] == UInt8(ascii: "C")) != isReversal
    index += 1
    if index < bytes.count, MT940Tag.isCapital(bytes[index]) { index += 1 }
    Self.skipBlanks(bytes, &index)
  }

  private mutating func readAmount(
    _ bytes: Span<UInt8>, _ index: inout Int, _ digits: Int
  ) throws(Refusal) {
    let start = index
    while index < bytes.count, MT940Amount.isPart(bytes[index]) { index += 1 }
    let figures = bytes.extracting(start..<index)
    do {
      amount = try MT940Amount(figures, digits: digits)
    } catch {
      throw Refusal(reason: error.reason, isAmount: true)
    }
    // Without a comma the figures may end where a letter took a figure's place.
    guard amount.remark == nil || Self.hasType(bytes, at: index) else {
      throw Refusal(reason: "it is followed by no type of entry", isAmount: true)
    }
  }

  private mutating func readReferences(_ bytes: Span<UInt8>, _ start: Int) {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    var end = index
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    if end < bytes.count { supplementary = (end + 1)..<bytes.count }
    if Self.hasTypeLetter(bytes, at: index, before: end) {
      type = index..<min(index + 4, end)
      index = type.upperBound
    }
    var border = index
    while border < end, !Self.isMark(bytes, at: border, before: end) { border += 1 }
    customerReference = Self.trimmed(bytes, index..<border)
    guard border < end else { return }
    var stop = border + 2
    // ING writes the supplementary line behind the bank's reference.
    while stop < end, !Self.beginsCode(bytes, at: stop, before: end) { stop += 1 }
    bankReference = Self.trimmed(bytes, (border + 2)..<stop)
    if stop < end { supplementary = stop..<bytes.count }
  }

  /// N, F or S, though not that of NONREF behind a type that is missing.
  private static func hasTypeLetter(_ bytes: Span<UInt8>, at index: Int, before end: Int) -> Bool {
    guard index < end else { return false }
    let letter = bytes[index]
    guard letter == UInt8(ascii: "N") || letter == UInt8(ascii: "F") || letter == UInt8(ascii: "S")
    else { return false }
    let nonref: [UInt8] = [0x4E, 0x4F, 0x4E, 0x52, 0x45, 0x46]
    return end - index < 6 || !(0..<6).allSatisfy { bytes[index + $0] == nonref[$0] }
  }

  /// A letter and three letters or figures.
  private static func hasType(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard hasTypeLetter(bytes, at: index, before: bytes.count), index + 4 <= bytes.count else {
      return false
    }
    return (1..<4).allSatisfy {
      MT940Tag.isCapital(bytes[index + $0]) || MT940Tag.isFigure(bytes[index + $0])
    }
  }

  private static func isMark(_ bytes: Span<UInt8>, at index: Int, before end: Int) -> Bool {
    bytes[index] == UInt8(ascii: "/") && index + 1 < end && bytes[index + 1] == UInt8(ascii: "/")
  }

  /// `/TRCD/`, `/OCMT/`, `/EXCH/` or `/CHGS/`.
  private static func beginsCode(_ bytes: Span<UInt8>, at index: Int, before end: Int) -> Bool {
    guard index + 6 <= end, bytes[index] == UInt8(ascii: "/"),
      bytes[index + 5] == UInt8(ascii: "/")
    else { return false }
    let word = (1..<5).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[index + $1]) }
    return [0x5452_4344, 0x4F43_4D54, 0x4558_4348, 0x4348_4753].contains(word)
  }

  /// Line ends too: the amount may stand on the next line.
  private static func skipBlanks(_ bytes: Span<UInt8>, _ index: inout Int) {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x0A { index += 1 }
  }

  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    return start..<end
  }
}
