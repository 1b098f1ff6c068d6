import Books
import Foundation
import Money
import Receivables

/// What is needed again of a line of `decisions.jsonl`, once a person decides.
struct DecidedLine: Decodable {
  struct Receipt: Decodable {
    var file: String
    var account: String?
    var booking_date: String?
    var value_date: String?
    var amount: String
    var currency: String
    var bank_reference: String?
    var payer_name: String?
    var payer_account: String?
    var check_number: String?
  }

  struct Raised: Decodable {
    var exception_id: String
    var type: String
    var amount: String
    var currency: String
    var message: String
    var candidates: [String]
  }

  var payment_id: String
  var receipt: Receipt
  var payer: String?
  var exceptions: [Raised]

  init?(_ line: [UInt8]) {
    guard let decided = try? JSONDecoder().decode(DecidedLine.self, from: Data(line)) else {
      return nil
    }
    self = decided
  }

  /// The receipt as it was first booked.
  var booked: ReceiptToBook? {
    guard let currency = Currency(receipt.currency),
      let amount = try? Money(parsing: receipt.amount, in: currency),
      let day = CalendarDate(iso: receipt.booking_date ?? receipt.value_date ?? "")
    else { return nil }
    let name = receipt.payer_name ?? ""
    let reference = receipt.bank_reference ?? ""
    return ReceiptToBook(
      payment: PaymentID(payment_id), bankReference: reference, sourceFile: receipt.file,
      account: receipt.account ?? "", bookingDate: day, amount: amount,
      description: !name.isEmpty
        ? name
        : receipt.check_number.map { "Cheque \($0)" }
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
        id: raised.exception_id, payment: booked.payment, bankReference: booked.bankReference,
        sourceFile: booked.sourceFile, bookingDate: booked.bookingDate,
        customer: payer.map { CustomerID($0) }, type: type, amount: amount,
        message: raised.message, candidates: raised.candidates.map { DocumentNumber($0) })
    }
  }
}
