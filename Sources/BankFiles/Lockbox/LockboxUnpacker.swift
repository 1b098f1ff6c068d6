import Money
import Receivables

/// Makes the transaction of a check that the quick look took.
struct LockboxUnpacker: TransactionUnpacker {
  let columns: LockboxColumns
  let context: LockboxContext

  func transaction(
    _ packed: PackedTransaction, _ record: UnsafeRawBufferPointer
  ) -> BankTransaction {
    let bytes = record.bindMemory(to: UInt8.self)
    guard var (line, next) = Self.line(bytes, 0),
      var transaction = columns.transaction(line, number: Int(packed.line), in: context)
    else {
      assertionFailure("a layout without checks packed one, line \(packed.line)")
      return packed.bare(
        file: context.file, statementID: context.statementID, account: context.lockbox)
    }
    while let (further, end) = Self.line(bytes, next) {
      (line, next) = (further, end)
      if let type = line.bytes.first, let overflow = columns.overflow(type) {
        columns.add(line, overflow, to: &transaction)
      }
    }
    return transaction
  }

  private static func line(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (line: LockboxLine, next: Int)? {
    guard start < bytes.count else { return nil }
    let newline = ByteSearch.first(0x0A, in: bytes, from: start)
    var end = newline
    while end > start, LineScanner.isPadding(bytes[end - 1]) { end -= 1 }
    return (LockboxLine(bytes: UnsafeBufferPointer(rebasing: bytes[start..<end])), newline + 1)
  }
}
