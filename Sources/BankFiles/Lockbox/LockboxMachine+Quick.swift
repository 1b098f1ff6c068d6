import Money
import Receivables

extension LockboxMachine {
  /// Takes checks as long as they are ordinary and lie whole in the bytes at hand.
  ///
  /// - Returns: how many lines were taken.
  mutating func takeQuickly(
    _ look: LockboxQuickLook, at offset: inout Int, line first: Int,
    into events: inout BankFileBatch
  ) throws(BankFileError) -> Int {
    guard hasHeader, !hasTrailer, box != nil,
      var found = look.look(at: offset, batch: batch.map { Self.quickNumber($0.number) }),
      batch == nil
        ? box?.batchNumbers.contains(String(found.batch)) == false
        : batch?.items.isNew(found.item) == true
    else { return 0 }
    // A record begins here, so that the check before has all its lines.
    try closeCheck(into: &events)
    if batch == nil {
      let number = String(found.batch)
      batch = Batch(number: number, line: first)
      box?.batchNumbers.insert(number)
    }
    let number = found.batch
    if !isUnpackable {
      events.packed.use(LockboxUnpacker(columns: columns, context: context))
      isUnpackable = true
    }
    let day = box?.date?.dayNumber ?? PackedTransaction.noDate
    var (checks, lines) = (0, 0)
    var amount = batch?.amount ?? 0
    var booked: Int64 = 0
    while true {
      let (sum, overflow) = amount.addingReportingOverflow(found.packed.amount)
      guard !overflow, batch?.items.insert(found.item) == true else { break }
      amount = sum
      booked += found.packed.amount  // no more than the batch's
      found.packed.line = Int32(clamping: first + lines)
      found.packed.bookingDate = day
      events.packed.append(found.packed, look.record(offset..<found.end))
      offset = found.end
      checks += 1
      lines += found.lines
      guard let next = look.look(at: offset, batch: number) else { break }
      found = next
    }
    records += lines
    batch?.checks += checks
    batch?.amount = amount
    box?.statement.transactions += checks
    let total = money(booked)
    do {
      try box?.statement.bookedCredits.count(total, times: checks)
    } catch {
      throw BankFileError(
        code: .badAmount, position: FilePosition(file: file, line: first),
        problem: "the checks sum up beyond what can be counted", expected: "amounts of this world")
    }
    return lines
  }

  /// A batch's number as the quick look reads it; -1 for one that it leaves alone, such as `+1`.
  private static func quickNumber(_ number: String) -> Int64 {
    Int64(number).flatMap { String($0) == number ? $0 : nil } ?? -1
  }
}
