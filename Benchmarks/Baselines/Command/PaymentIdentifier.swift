import Crypto
import Money
import Receivables

/// Gives transactions their identity (contract, fine print 18), written anew for the baselines.
///
/// The ordinal counts within a statement, and goes on over a statement of the account that opens
/// with what the one before closed with. What has an earlier id is a repeat.
struct PaymentIdentifier {
  private var counts: [String: [String: Int]] = [:]
  private var closings: [String: Money] = [:]

  /// Begins the count of a statement whose balances are known.
  mutating func begin(_ statement: BankStatement) {
    let goesOn =
      statement.opening != nil && statement.opening?.amount == closings[statement.account]
    if !goesOn { counts[statement.account] = [:] }
    closings[statement.account] = statement.closing?.amount
  }

  mutating func id(of transaction: BankTransaction, in statement: BankStatement) -> PaymentID {
    let day = (transaction.bookingDate ?? transaction.valueDate)?.description ?? ""
    let side = transaction.direction == .credit ? "C" : "D"
    let amount = transaction.amount
    let parts = [
      transaction.account, day, side, amount.decimal, amount.currency.code,
      transaction.bankReference,
    ]
    let fingerprint = parts.joined(separator: "|")
    let ordinal = (counts[statement.account]?[fingerprint] ?? 0) + 1
    counts[statement.account, default: [:]][fingerprint] = ordinal
    let digest = SHA256.hash(data: Array("\(fingerprint)|\(ordinal)".utf8))
    let hex = digest.prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return PaymentID("P" + hex.joined())
  }
}
