import Matching
import Money
import Receivables

/// The receipts of earlier runs by day and amount: how the parts of a sum are known that was taken
/// as one before.
struct EarlierReceipts {
  private struct Key: Hashable {
    var day: CalendarDate
    var amount: Money
  }

  private var days: Set<CalendarDate> = []
  private var byKey: [Key: [ReceiptRecord]] = [:]
  private var byPayment: [PaymentID: ReceiptRecord] = [:]

  /// Returns are no receipts.
  init(_ history: [ReceiptRecord]) {
    for record in history where record.amount.isPositive {
      days.insert(record.bookingDate)
      byKey[Key(day: record.bookingDate, amount: record.amount), default: []].append(record)
      byPayment[record.payment] = record
    }
  }

  subscript(_ payment: PaymentID) -> ReceiptRecord? { byPayment[payment] }

  func has(_ day: CalendarDate?) -> Bool { day.map(days.contains) ?? false }

  func receipts(of amount: Money, on day: CalendarDate) -> [ReceiptRecord] {
    byKey[Key(day: day, amount: amount)] ?? []
  }

  /// The receipt of this movement's account, day and amount under one of the references, all of
  /// which its identity holds.
  func receipt(like movement: BankTransaction, under references: Set<String>) -> ReceiptRecord? {
    guard let day = movement.bookingDate ?? movement.valueDate else { return nil }
    return receipts(of: movement.amount, on: day).first { record in
      guard references.contains(record.bankReference) else { return false }
      var whole = movement
      whole.bankReference = record.bankReference
      let fingerprint = PaymentIdentity.fingerprint(of: whole)
      return PaymentIdentity.id(fingerprint: fingerprint, ordinal: 1) == record.payment
    }
  }

  /// How a person is told of it.
  static func name(_ record: ReceiptRecord) -> String {
    let reference = record.bankReference.isEmpty ? "" : " (\(record.bankReference))"
    return "\(record.payment)\(reference) of \(record.amount) from \(record.sourceFile)"
  }
}

extension Run {
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
