import Money
import Receivables

/// What was taken quickly since the totals were brought up to date.
struct BAI2QuickRun {
  var credits = (count: 0, sum: Int64(0))
  var debits = (count: 0, sum: Int64(0))
  var records = BAI2Envelopes.RecordCount()
  var lines = 0

  /// - Returns: false, and nothing done, where the sum is beyond what can be counted.
  mutating func add(_ packed: PackedTransaction, lines: Int) -> Bool {
    let sum = packed.isCredit ? credits.sum : debits.sum
    let (total, overflow) = sum.addingReportingOverflow(packed.amount)
    if overflow { return false }
    if packed.isCredit {
      credits = (credits.count + 1, total)
    } else {
      debits = (debits.count + 1, total)
    }
    records.all += lines
    records.withoutContinuations += 1
    records.withoutSummaryContinuations += lines
    self.lines += lines
    return true
  }
}

/// Looks at a 16 record as nearly all are: a known type code, digits, a plain funds type, references
/// on the first line, and continuations that begin with 88.
///
/// It reads what the record moves and where it ends, and makes sure that the plain reader
/// (`BAI2DetailReader`) would have nothing to report. Whatever it is not sure of it leaves to the
/// plain reader, which is its oracle in the tests.
struct BAI2QuickLook {
  /// The bytes at hand; records are looked at whole or not at all.
  let bytes: UnsafeBufferPointer<UInt8>
  private let sides = Self.sides
  /// No bytes beyond ASCII are at hand, and no place where a second record may begin on a line.
  private let isPlain: Bool
  /// The next star, from where the records were looked at last: X12 segments, remittance perhaps.
  private var nextStar: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    isPlain = Self.isPlain(bytes)
    nextStar = ByteSearch.first(UInt8(ascii: "*"), in: bytes, from: 0)
  }

  /// The last letter of `RMR` and its star, which may stand on the next line.
  private static func hasStars(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let star = UInt8(ascii: "*")
    return ByteSearch.has(UInt8(ascii: "R"), before: star, in: bytes)
      || ByteSearch.has(UInt8(ascii: ","), before: star, in: bytes)
  }

  /// More continuations are left to the plain reader and its limits.
  private static let linesMax = 256
  private static let lineMax = 4096

  /// - Parameter start: where a line begins.
  /// - Returns: the movement, its currency still to be said, where it ends, its lines, and how many
  ///   decimals the currency must have for it; nil where the plain reader is needed.
  mutating func look(
    at start: Int
  ) -> (packed: PackedTransaction, end: Int, lines: Int, decimals: Int?)? {
    guard start + 16 < bytes.count, bytes[start] == UInt8(ascii: "1"),
      bytes[start + 1] == UInt8(ascii: "6"), bytes[start + 2] == UInt8(ascii: ",")
    else { return nil }
    let newline = ByteSearch.first(UInt8(ascii: "\n"), in: bytes, from: start + 3)
    guard newline < bytes.count, newline - start <= Self.lineMax else { return nil }
    var packed = PackedTransaction(amount: 0, currency: .usd, isCredit: true, line: 0)
    guard let text = readFields(start, newline, &packed) else { return nil }
    var hasText = false
    switch textKind(text, newline) {
    case .doubtful: return nil
    case .some: hasText = true
    case .none: break
    }
    var next = newline + 1
    var lines = 1
    while true {
      guard next + 3 <= bytes.count else { return nil }
      let code = UInt16(bytes[next]) << 8 | UInt16(bytes[next + 1])
      guard bytes[next + 2] == UInt8(ascii: ",") else { return nil }
      guard code == 0x3838 else {
        guard Self.beginsRecord(code) else { return nil }
        break
      }
      let end = ByteSearch.first(UInt8(ascii: "\n"), in: bytes, from: next + 3)
      guard end < bytes.count, end - next <= Self.lineMax, lines < Self.linesMax else { return nil }
      if !hasText {
        switch textKind(next + 3, end) {
        case .doubtful: return nil
        case .some: hasText = true
        case .none: break
        }
      }
      next = end + 1
      lines += 1
    }
    let record = UnsafeBufferPointer(rebasing: bytes[start..<next])
    guard isPlain || Self.isPlain(record) else { return nil }
    if nextStar < start { nextStar = ByteSearch.first(UInt8(ascii: "*"), in: bytes, from: start) }
    guard nextStar < next else { return (packed, next, lines, nil) }
    guard Self.hasStars(record) else { return (packed, next, lines, nil) }
    guard packed.isCredit, let remittance = BAI2QuickRemittance(record, amount: packed.amount)
    else { return nil }
    return (packed, next, lines, remittance.decimals)
  }

  /// The bytes of a record that was found.
  func record(_ range: Range<Int>) -> Slice<UnsafeRawBufferPointer> {
    UnsafeRawBufferPointer(bytes)[range]
  }

  private static func beginsRecord(_ code: UInt16) -> Bool {
    switch code {
    case 0x3136, 0x3439, 0x3033, 0x3938, 0x3032, 0x3939, 0x3031: true  // 16 49 03 98 02 99 01
    default: false
    }
  }

  /// Reads type, amount, funds type and references; nil where anything is unusual.
  ///
  /// - Returns: where the text begins.
  private func readFields(_ start: Int, _ newline: Int, _ packed: inout PackedTransaction) -> Int? {
    guard start + 7 < newline, let side = side(start + 3),
      bytes[start + 6] == UInt8(ascii: ",")
    else { return nil }
    packed.isCredit = side
    guard let end = comma(start + 7, newline),
      let amount = QuickNumber.figures(bytes, start + 7, end)
    else { return nil }
    packed.amount = amount
    guard let references = skipFunds(end + 1, newline, &packed),
      let first = comma(references, newline),
      let second = comma(first + 1, newline)
    else { return nil }
    packed.fields.set(0, references - start, first - references)
    packed.fields.set(1, first + 1 - start, second - first - 1)
    packed.fields.set(2, second + 1 - start, 0)
    return second + 1
  }

  /// The place behind the funds type and what belongs to it.
  private func skipFunds(_ index: Int, _ newline: Int, _ packed: inout PackedTransaction) -> Int? {
    let letter = bytes[index]
    if letter == UInt8(ascii: ",") { return index + 1 }
    guard index + 1 < newline, bytes[index + 1] == UInt8(ascii: ",") else { return nil }
    switch letter {
    case UInt8(ascii: "Z"), UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "2"):
      return index + 2
    case UInt8(ascii: "V"):
      guard index + 9 < newline, bytes[index + 8] == UInt8(ascii: ","),
        let year = QuickNumber.pair(bytes, index + 2),
        let month = QuickNumber.pair(bytes, index + 4),
        let day = QuickNumber.pair(bytes, index + 6),
        let date = CalendarDate(year: year + (year >= 80 ? 1900 : 2000), month: month, day: day)
      else { return nil }
      packed.valueDate = date.dayNumber
      return comma(index + 9, newline).map { $0 + 1 }
    case UInt8(ascii: "S"):
      var next = index + 2
      for _ in 0..<3 {
        guard let end = comma(next, newline), isFigures(next..<end) else { return nil }
        next = end + 1
      }
      return next
    default: return nil
    }
  }

  /// Where the field that begins here ends: at its comma, which must be there.
  private func comma(_ index: Int, _ newline: Int) -> Int? {
    let found = ByteSearch.first(UInt8(ascii: ","), in: bytes, from: index)
    return found < newline ? found : nil
  }

  /// Nothing but figures, or nothing at all.
  private func isFigures(_ range: Range<Int>) -> Bool {
    range.count <= WholeNumber.digitsMax && range.allSatisfy { bytes[$0] &- 0x30 < 10 }
  }

  private enum TextKind { case none, some, doubtful }

  /// What a line of text begins with decides whether the plain reader reports it.
  private func textKind(_ start: Int, _ end: Int) -> TextKind {
    var end = end
    while end > start, bytes[end - 1] <= 0x20 || bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    if start == end { return .none }
    let first = bytes[start]
    return first == UInt8(ascii: ",") || first == UInt8(ascii: "/") ? .doubtful : .some
  }

  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    ByteSearch.isASCII(bytes, without: UInt8(ascii: "/"), before: 0x20)
  }

  /// Credit or debit, by the type code of three digits; nil where the code is no movement's.
  private func side(_ index: Int) -> Bool? {
    let (a, b, c) = (bytes[index] &- 0x30, bytes[index + 1] &- 0x30, bytes[index + 2] &- 0x30)
    guard a < 10, b < 10, c < 10 else { return nil }
    let side = sides[Int(a) * 100 + Int(b) * 10 + Int(c)]
    return side == 0 ? nil : side == 1
  }

  /// By type code: 1 credit, 2 debit, 0 whatever the plain reader has something to say of.
  private static let sides: [UInt8] = (0..<1000).map { number in
    let text = String(1000 + number).utf8.dropFirst()
    guard let type = BAI2TypeCode(ArraySlice(text)), !type.isMessage, !type.isStatus,
      !type.isSummary, !type.isPartOfAnother
    else { return 0 }
    switch type.direction {
    case .credit: return 1
    case .debit: return 2
    case nil: return 0
    }
  }
}
