import Crypto
import Money
public import Receivables

/// The identity of a bank transaction (contract, fine print 18): what it is in the world, not where
/// it was read.
public enum PaymentIdentity {
  /// `account|booking date|C or D|amount|currency|bank_reference`: equal for twins.
  public static func fingerprint(of transaction: BankTransaction) -> String {
    let date = (transaction.bookingDate ?? transaction.valueDate)?.description ?? ""
    let side = transaction.direction == .credit ? "C" : "D"
    return "\(transaction.account)|\(date)|\(side)|\(transaction.amount.decimal)|"
      + "\(transaction.amount.currency.code)|\(transaction.bankReference)"
  }

  /// `P` and the first 16 hexadecimal digits of the SHA-256 of the fingerprint and the ordinal
  /// among equals, from 1.
  public static func id(fingerprint: String, ordinal: Int) -> PaymentID {
    let text = "\(fingerprint)|\(ordinal)"
    let digits = Array("0123456789abcdef".utf8)
    var hex: [UInt8] = [UInt8(ascii: "P")]
    for byte in SHA256.hash(data: Array(text.utf8)).prefix(8) {
      hex.append(digits[Int(byte >> 4)])
      hex.append(digits[Int(byte & 15)])
    }
    return PaymentID(String(decoding: hex, as: UTF8.self))
  }
}
