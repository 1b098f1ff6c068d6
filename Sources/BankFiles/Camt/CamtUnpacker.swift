import Receivables
import XMLStream

/// Makes the transaction of an entry that the quick look took: by the plain reader, from the events
/// that were packed.
struct CamtUnpacker: TransactionUnpacker {
  let file: String
  let statement: BankStatement

  func transaction(
    _ packed: PackedTransaction, _ record: UnsafeRawBufferPointer
  ) -> BankTransaction {
    let stride = MemoryLayout<XMLEvent>.stride
    let count = packed.fields[0]
    guard count > 0, count * stride <= record.count else { return bare(packed) }
    let events = UnsafeBufferPointer(
      rebasing: record.bindMemory(to: XMLEvent.self)[..<count])
    // Texts were copied from the first event's on; offsets count from the batch that they were in.
    let text = record.bindMemory(to: UInt8.self).baseAddress.map {
      $0 + count * stride - Int(events[0].textOffset)
    }
    guard let text else { return bare(packed) }
    var reader = CamtEntryReader(accountCurrency: statement.currency)
    reader.read(XMLEventBatch(events: events, text: text), 0..<count)
    let outcome = reader.outcome(in: statement, file: file)
    return outcome.transactions.first ?? bare(packed)
  }

  private func bare(_ packed: PackedTransaction) -> BankTransaction {
    assertionFailure("an entry that is no transaction was packed, line \(packed.line)")
    return packed.bare(file: file, statementID: statement.id, account: statement.account)
  }
}
