import Money
import Receivables

extension MT940Machine {
  /// Takes entries as long as they are ordinary and lie whole in the bytes at hand.
  ///
  /// - Parameters:
  ///   - offset: where a line begins; moved behind what was taken.
  ///   - firstLine: the number of that line.
  /// - Returns: how many lines were taken.
  mutating func takeQuickly(
    _ look: MT940QuickLook, at offset: inout Int, firstLine: Int, into events: inout BankFileBatch
  ) throws(BankFileError) -> Int {
    guard heldLine == nil, message?.hasBegun == true, message?.hasClosing == false,
      let currency = message?.currency, let digits = message?.minorDigits
    else { return 0 }
    let allowsLong = told.contains("wide")
    guard var found = look.look(at: offset, allowsLong: allowsLong) else { return 0 }
    // An entry begins here, so that what was before has ended.
    try closeFields(into: &events)
    guard var credits = message?.credits, var debits = message?.debits,
      var doubts = message?.doubts
    else { return 0 }
    message?.doubts = MT940Doubts()
    let near = message?.opening?.date
    useUnpacker(currency, into: &events)
    var lines = 0
    while let line = try? MT940EntryLine(
      look.bytes.span.extracting(found.content), digits: digits, near: near,
      readsReferences: false),
      line.isOrdinary, !MT940Detail.hasSubfield(look.bytes.span.extracting(found.content)),
      line.isCredit ? credits.add(line.amount.units) : debits.add(line.amount.units)
    {
      var packed = PackedTransaction(
        amount: line.amount.units, currency: currency, isCredit: line.isCredit,
        line: Int32(clamping: firstLine + lines))
      packed.bookingDate = line.bookingDate?.dayNumber ?? PackedTransaction.noDate
      packed.valueDate = line.valueDate?.dayNumber ?? PackedTransaction.noDate
      events.packed.append(
        packed, UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: look.bytes[found.record])))
      doubts.take(
        line: firstLine + lines, units: line.isCredit ? line.amount.units : -line.amount.units,
        lastWidth: found.detailWidth)
      lines += found.lines
      offset = found.next
      guard let next = look.look(at: offset, allowsLong: allowsLong) else { break }
      found = next
    }
    message?.credits = credits
    message?.debits = debits
    message?.doubts = doubts
    return lines
  }

  /// The batch learns how to unpack this message's entries.
  mutating func useUnpacker(_ currency: Currency, into events: inout BankFileBatch) {
    if isUnpackable { return }
    events.packed.use(unpacker(currency))
    isUnpackable = true
  }

  func unpacker(_ currency: Currency) -> MT940Unpacker {
    MT940Unpacker(
      file: file, statementID: openStatement?.id ?? "", account: message?.account ?? "",
      currency: currency, isInterim: message?.isInterim == true, near: message?.opening?.date,
      codePage: codePage)
  }
}
