public import Durable
public import Receivables
import Reconciliation

/// Gives the transactions of one statement their identities, counting equals from 1. (Over several
/// statements, which may go on from each other or repeat each other, a run counts.)
public struct StatementIdentifier: ~Copyable {
  /// By the fingerprint's hash of this process: for statements of any length in bounded memory.
  private var counts: OccurrenceCounts

  /// - Parameter heldMax: of so many movements the hashes lie in memory, of more in a scratch file.
  public init(heldMax: Int = OccurrenceCounts.usualMax) {
    counts = OccurrenceCounts(heldMax: heldMax)
  }

  public mutating func id(of transaction: BankTransaction) throws(FileSystemError) -> PaymentID {
    let fingerprint = PaymentIdentity.fingerprint(of: transaction)
    let ordinal = try counts.count(UInt64(bitPattern: Int64(fingerprint.hashValue)))
    return PaymentIdentity.id(fingerprint: fingerprint, ordinal: ordinal)
  }
}
