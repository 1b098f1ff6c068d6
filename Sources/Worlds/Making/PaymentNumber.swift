import Crypto
import Money

/// The identity of a payment, computed from the contract's words alone (fine print 18).
enum PaymentNumber {
  static func id(
    account: String, date: CalendarDate, isCredit: Bool, amount: Money, reference: String,
    ordinal: Int
  ) -> String {
    let text =
      "\(account)|\(date)|\(isCredit ? "C" : "D")|\(amount.decimal)|\(amount.currency.code)|"
      + "\(reference)|\(ordinal)"
    var id = "P"
    for byte in SHA256.hash(data: Array(text.utf8)).prefix(8) {
      id += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
    return id
  }
}
