import Books
import Foundation
import Money
import Receivables

extension RecordedDecision {
  /// The decision of a line; nil for one that this program did not write.
  public init?(_ line: [UInt8]) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let decision = try? decoder.decode(RecordedDecision.self, from: Data(line)) else {
      return nil
    }
    self = decision
  }

  /// The receipt as it was first booked.
  var booked: ReceiptToBook? {
    guard let currency = Currency(receipt.currency),
      let amount = try? Money(parsing: receipt.amount, in: currency),
      let day = CalendarDate(iso: receipt.bookingDate ?? receipt.valueDate ?? "")
    else { return nil }
    let name = receipt.payerName ?? ""
    let reference = receipt.bankReference ?? ""
    return ReceiptToBook(
      payment: PaymentID(paymentId), bankReference: reference, sourceFile: receipt.file,
      account: receipt.account ?? "", bookingDate: day, amount: amount,
      description: !name.isEmpty
        ? name
        : receipt.checkNumber.map { "Cheque \($0)" }
          ?? (reference.isEmpty ? "Receipt" : reference))
  }

  /// The exceptions that were raised when it was decided.
  var raised: [ReceiptException] {
    guard let booked else { return [] }
    return exceptions.compactMap { raised in
      guard let type = ExceptionType(rawValue: raised.type),
        let currency = Currency(raised.currency),
        let amount = try? Money(parsing: raised.amount, in: currency)
      else { return nil }
      return ReceiptException(
        id: raised.exceptionId, payment: booked.payment, bankReference: booked.bankReference,
        sourceFile: booked.sourceFile, bookingDate: booked.bookingDate,
        customer: payer.map { CustomerID($0) }, type: type, amount: amount,
        message: raised.message, candidates: raised.candidates.map { DocumentNumber($0) })
    }
  }
}
