import Money
import Receivables

/// Makes the movement of a record that the quick look took, from the places that it found.
struct BAI2Unpacker: TransactionUnpacker {
  let account: BAI2AccountContext

  func transaction(
    _ packed: PackedTransaction, _ record: UnsafeRawBufferPointer
  ) -> BankTransaction {
    let bytes = record.bindMemory(to: UInt8.self)
    let bank = Self.text(bytes, packed.fields.range(0))
    let customer = Self.text(bytes, packed.fields.range(1))
    var transaction = BankTransaction(
      position: FilePosition(file: account.file, line: Int(packed.line)),
      statementID: account.statement.id, account: account.statement.account,
      bookingDate: packed.bookingDay, valueDate: packed.valueDay,
      amount: Money(minorUnits: packed.amount, packed.currency),
      direction: packed.isCredit ? .credit : .debit)
    // The code stands behind "16,".
    transaction.bankCode = Self.text(bytes, 3..<6)
    if let type = BAI2TypeCode(ArraySlice(transaction.bankCode.utf8)) {
      transaction.classification = type.classification
      if type.namesCheck, !customer.isEmpty { transaction.checkNumber = customer }
    }
    transaction.bankReference = bank.isEmpty ? customer : bank
    if !bank.isEmpty, !customer.isEmpty { transaction.references = [customer] }
    transaction.record = "16"
    var tags = BAI2Tags()
    var start = packed.fields.range(2).lowerBound
    var lineStart = 0
    while lineStart < bytes.count {
      let newline = ByteSearch.first(UInt8(ascii: "\n"), in: bytes, from: start)
      if let line = Self.line(bytes, start, newline) {
        tags.take(UnsafeBufferPointer(rebasing: bytes[line]))
        transaction.text.append(String(decoding: bytes[line], as: UTF8.self))
      }
      var end = newline
      while end > lineStart, LineScanner.isPadding(bytes[end - 1]) { end -= 1 }
      transaction.raw += String(decoding: bytes[lineStart..<end], as: UTF8.self)
      transaction.raw += "\n"
      lineStart = newline + 1
      start = lineStart + 3  // behind "88,"
    }
    if packed.isCredit { transaction.payer.name = tags.payerName ?? "" }
    transaction.endToEndID = tags.endToEndID
    // Of ordinary remittance there is nothing to tell: `BAI2QuickRemittance` has seen to it.
    if ByteSearch.first(UInt8(ascii: "*"), in: bytes, from: 0) < bytes.count {
      _ = BAI2Addenda.take(from: &transaction)
    }
    return transaction
  }

  /// A line of text without padding and one closing slash; nil where nothing is left.
  private static func line(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ newline: Int
  ) -> Range<Int>? {
    var end = newline
    while end > start, LineScanner.isPadding(bytes[end - 1]) { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return end > start ? start..<end : nil
  }

  /// A field without blanks around it.
  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
