import Matching
import Money
import Receivables

/// The receipts of earlier runs by day and amount: how the parts of a sum are known that was taken
/// as one before. Returns are no receipts.
struct EarlierReceipts {
  let records: [ReceiptRecord]
  /// So many of the records are of earlier runs.
  let count: Int
  let recordAt: [PaymentID: Int]
  let days: ReceiptDays
  let waiting: WaitingReferences

  var isEmpty: Bool { count == 0 }

  subscript(_ payment: PaymentID) -> ReceiptRecord? {
    guard let index = recordAt[payment], index < count, records[index].amount.isPositive else {
      return nil
    }
    return records[index]
  }

  func receipts(of amount: Money, on day: CalendarDate) -> [ReceiptRecord] {
    days.records(of: amount, on: day).map { records[$0] }
  }

  /// The receipt of this movement's account, day and amount under such a reference: its identity
  /// holds them all.
  func receipt(
    like movement: BankTransaction, under isMeant: (String) -> Bool
  ) -> ReceiptRecord? {
    guard let day = movement.bookingDate ?? movement.valueDate else { return nil }
    return receipts(of: movement.amount, on: day).first { record in
      isMeant(record.bankReference) && hasIdentity(of: movement, record)
    }
  }

  func isWaiting(under reference: String) -> Bool {
    waiting.records(under: reference).contains { records[$0].outcome == .unapplied }
  }

  /// The receipt of this movement's account, day and reference, whatever its amount, that was not
  /// applied.
  func waiting(like movement: BankTransaction) -> ReceiptRecord? {
    let day = movement.bookingDate ?? movement.valueDate
    return waiting.records(under: movement.bankReference).map { records[$0] }.first { record in
      var whole = movement
      whole.amount = record.amount
      return record.outcome == .unapplied && record.bookingDate == day
        && record.amount.currency == movement.amount.currency && hasIdentity(of: whole, record)
    }
  }

  /// The record's identity is that of the movement under the record's reference.
  private func hasIdentity(of movement: BankTransaction, _ record: ReceiptRecord) -> Bool {
    var whole = movement
    whole.bankReference = record.bankReference
    let fingerprint = PaymentIdentity.fingerprint(of: whole)
    return PaymentIdentity.id(fingerprint: fingerprint, ordinal: 1) == record.payment
  }

  /// How a person is told of it.
  static func name(_ record: ReceiptRecord) -> String {
    let reference = record.bankReference.isEmpty ? "" : " (\(record.bankReference))"
    return "\(record.payment)\(reference) of \(record.amount) from \(record.sourceFile)"
  }

  /// The movement was taken before, or may have been: neither dropped nor booked.
  static func knownPerhaps(_ transaction: BankTransaction, _ doubt: String) -> Decision {
    Decision(
      notices: [
        Decision.Notice(
          type: .duplicatePayment, amount: transaction.amount,
          message: "\(doubt); nothing is booked")
      ], rule: "known already",
      evidence: [Evidence(rule: "known already", bearing: .vetoes, found: doubt)])
  }
}
