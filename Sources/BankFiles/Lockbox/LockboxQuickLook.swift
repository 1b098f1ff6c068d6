import Money
import Receivables

/// Where the fields of a check and its remittance lines stand, as plain numbers.
///
/// The same as `LockboxColumns`, for the loop that reads a line in tens of nanoseconds: nothing in it
/// counts references, and a class, so that it is not copied.
final class LockboxQuickColumns: Sendable {
  /// Columns from 0, the end excluded; empty where the layout has no such field.
  struct Column: Sendable {
    var start: Int32 = 0
    var end: Int32 = 0
    var isPaid = false

    init() {}

    init(_ field: LockboxLayout.Field?, isPaid: Bool = false) {
      guard let field else { return }
      start = Int32(clamping: field.columns.lowerBound - 1)
      end = Int32(clamping: field.columns.upperBound)
      self.isPaid = isPaid
    }

    func isSame(as other: Column) -> Bool { start == other.start && end == other.end }
  }

  private static let amountsMax = 16

  let checkType: UInt8
  let batch, item, amount, routing: Column
  /// 0 where a check has no further lines.
  let overflowType: UInt8
  let overflowBatch, overflowItem, sequence, last: Column
  /// The amounts of all remittance lines of one record.
  let amounts: InlineArray<16, Column>
  let amountCount: Int
  /// 0 where nothing marks the last line.
  let lastMark: UInt8
  let sequenceModulo: Int64
  /// Batch and item stand side by side, in the same columns of a check and its lines, and fit into a
  /// word, of which this is then the part that is theirs; else 0.
  let ownerMask: UInt64
  let recordLength: Int
  let currency: Currency
  private let known: SIMD4<UInt64>

  /// nil for layouts that are too unusual for a quick look.
  init?(_ layout: LockboxLayout, _ columns: LockboxColumns) {
    let overflow = columns.overflows.first
    let fields: [Column] = (overflow?.lines ?? []).flatMap { line in
      [
        Column(line.paid, isPaid: true), Column(line.gross), Column(line.discount),
        Column(line.deduction),
      ].filter { $0.end > 0 }
    }
    guard let check = columns.check, columns.overflows.count <= 1,
      layout.lastIndicator.utf8.count <= 1, fields.count <= Self.amountsMax
    else { return nil }
    checkType = check.type
    batch = Column(check.batch)
    item = Column(check.item)
    amount = Column(check.amount)
    routing = Column(check.routing)
    overflowType = overflow?.type ?? 0
    overflowBatch = Column(overflow?.batch)
    overflowItem = Column(overflow?.item)
    let isShared =
      batch.end > 0 && batch.end == item.start && item.end - batch.start < 8
      && batch.isSame(as: overflowBatch) && item.isSame(as: overflowItem)
    ownerMask = isShared ? (1 << UInt64(8 * (item.end - batch.start))) - 1 : 0
    sequence = Column(overflow?.sequence)
    last = Column(overflow?.last)
    amounts = InlineArray { $0 < fields.count ? fields[$0] : Column() }
    amountCount = fields.count
    lastMark = layout.lastIndicator.utf8.first ?? 0
    sequenceModulo = Int64(layout.sequenceModulo)
    recordLength = layout.recordLength
    currency = columns.currency
    var known = SIMD4<UInt64>(repeating: 0)
    for type in columns.isKnown.indices where columns.isKnown[type] {
      known[type >> 6] |= UInt64(1) << UInt64(type & 63)
    }
    self.known = known
  }

  @inline(__always)
  func isKnown(_ type: UInt8) -> Bool {
    known[Int(type >> 6)] & (UInt64(1) << UInt64(type & 63)) != 0
  }
}

/// Looks at a check with its remittance lines as nearly all are: of the open batch, digits where
/// amounts stand, lines in sequence that pay no more than the check.
///
/// It makes sure that the plain machine would have nothing to report of them. Whatever it is not
/// sure of it leaves to the machine, which is its oracle in the tests.
struct LockboxQuickLook {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let columns: LockboxQuickColumns

  /// - Returns: nil where the bytes hold control characters, a carriage return inside a line, or
  ///   anything beyond ASCII.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ columns: LockboxQuickColumns) {
    self.bytes = bytes
    self.columns = columns
    if !ByteSearch.isPrintable(bytes) { return nil }
  }

  struct Found {
    var packed: PackedTransaction
    var end: Int
    var lines: Int
    var batch: Int64
    var item: Int
  }

  private static let linesMax = 1_000
  private static let lineMax = 4_096

  /// - Parameters:
  ///   - start: where a line begins.
  ///   - batch: the number of the batch that is open; nil where none is, and any may begin.
  /// - Returns: nil where the plain machine is needed.
  func look(at start: Int, batch: Int64?) -> Found? {
    guard start < bytes.count, bytes[start] == columns.checkType, let line = line(at: start),
      let number = number(columns.batch, start, line.end), number == batch ?? number,
      let item = self.number(columns.item, start, line.end),
      let amount = self.number(columns.amount, start, line.end),
      fills(columns.amount, start, line.end),
      hasGoodRouting(start, line.end)
    else { return nil }
    var found = Found(
      packed: PackedTransaction(
        amount: amount, currency: columns.currency, isCredit: true, line: 0),
      end: line.next, lines: 1, batch: number, item: Int(item))
    return takeLines(&found, number, item, of: start) ? found : nil
  }

  /// Takes the remittance lines that follow a check; false where anything is unusual.
  private func takeLines(
    _ found: inout Found, _ batch: Int64, _ item: Int64, of check: Int
  ) -> Bool {
    var expected: Int64 = 1
    var sawLast = false
    var paid: Int64 = 0
    while true {
      guard found.end < bytes.count else { return false }
      let start = found.end
      if bytes[start] != columns.overflowType {
        guard columns.isKnown(bytes[start]) else { return false }
        break
      }
      guard !sawLast, found.lines < Self.linesMax, let line = line(at: start),
        hasSameOwner(start, line.end, check)
          || number(columns.overflowBatch, start, line.end) == batch
            && number(columns.overflowItem, start, line.end) == item
      else { return false }
      if columns.sequence.end > 0 {
        guard number(columns.sequence, start, line.end) == expected else { return false }
        expected = expected >= columns.sequenceModulo ? 1 : expected + 1
      }
      for index in 0..<columns.amountCount {
        let column = columns.amounts[index]
        if isBlank(column, start, line.end) { continue }
        guard let amount = number(column, start, line.end) else { return false }
        if column.isPaid {
          let (sum, overflow) = paid.addingReportingOverflow(amount)
          if overflow { return false }
          paid = sum
        }
      }
      if columns.lastMark != 0 {
        let place = start + Int(columns.last.start)
        sawLast =
          columns.last.end > 0 && place < line.end && bytes[place] == columns.lastMark
          && columns.last.end == columns.last.start + 1
      }
      found.end = line.next
      found.lines += 1
    }
    if found.lines > 1, columns.lastMark != 0, !sawLast { return false }
    return paid <= found.packed.amount
  }

  /// Batch and item are written as those of the check.
  @inline(__always)
  private func hasSameOwner(_ start: Int, _ end: Int, _ check: Int) -> Bool {
    let offset = Int(columns.batch.start)
    guard columns.ownerMask != 0, start + offset + 8 <= end,
      let raw = UnsafeRawPointer(bytes.baseAddress)
    else { return false }
    // A check comes before its lines, so that its bytes are there too.
    let difference =
      raw.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self).littleEndian
      ^ raw.loadUnaligned(fromByteOffset: check + offset, as: UInt64.self).littleEndian
    return difference & columns.ownerMask == 0
  }

  /// Where the content of the line ends that begins here, and where the next one begins.
  @inline(__always)
  private func line(at start: Int) -> (end: Int, next: Int)? {
    let newline = ByteSearch.first(0x0A, in: bytes, from: start)
    guard newline < bytes.count, newline - start <= Self.lineMax else { return nil }
    var end = newline
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    if end - start <= columns.recordLength { return (end, newline + 1) }
    // Blanks at the end of a longer line are padding.
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
    return end - start <= columns.recordLength ? (end, newline + 1) : nil
  }

  /// Digits alone, with blanks around them; nil where the field is blank or anything else.
  @inline(__always)
  private func number(_ column: LockboxQuickColumns.Column, _ start: Int, _ end: Int) -> Int64? {
    var index = start + Int(column.start)
    let end = min(start + Int(column.end), end)
    if let figures = QuickNumber.figures(bytes, index, end) { return figures }
    while index < end, bytes[index] == 0x20 { index += 1 }
    guard index < end, end - index <= WholeNumber.digitsMax else { return nil }
    var value: Int64 = 0
    while index < end {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return onlyBlanks(index, end) ? value : nil }
      value = value &* 10 &+ Int64(digit)  // at most 18 digits
      index += 1
    }
    return value
  }

  private func onlyBlanks(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, bytes[index] == 0x20 { index += 1 }
    return index == end
  }

  @inline(__always)
  private func isBlank(_ column: LockboxQuickColumns.Column, _ start: Int, _ end: Int) -> Bool {
    onlyBlanks(start + Int(column.start), min(start + Int(column.end), end))
      || start + Int(column.start) >= end
  }

  /// No blanks in the columns: the amounts of a layout that fits fill them.
  private func fills(_ column: LockboxQuickColumns.Column, _ start: Int, _ end: Int) -> Bool {
    let (first, last) = (start + Int(column.start), start + Int(column.end) - 1)
    return last < end && bytes[first] != 0x20 && bytes[last] != 0x20
  }

  /// Nine digits with the check digit of the American Bankers Association, or no such number at all.
  @inline(__always)
  private func hasGoodRouting(_ start: Int, _ end: Int) -> Bool {
    let first = start + Int(columns.routing.start)
    guard columns.routing.end > 0, columns.routing.end - columns.routing.start == 9,
      first + 9 <= end
    else { return columns.routing.end == 0 }
    var sum = 0
    var any: UInt8 = 0
    for place in 0..<9 {
      let digit = bytes[first + place] &- 0x30
      guard digit < 10 else { return false }
      any |= digit
      sum += (place % 3 == 0 ? 3 : place % 3 == 1 ? 7 : 1) * Int(digit)
    }
    return any == 0 || sum % 10 == 0
  }

  /// The bytes of a check that was found.
  func record(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])
  }
}
