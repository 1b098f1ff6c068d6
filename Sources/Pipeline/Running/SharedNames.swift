import Foundation
import Receivables
import Reconciliation

/// Files of one batch that have the same name, which is all that a receipt keeps of its file.
public enum SharedNames {
  /// Under which the facts of a batch say which of them a receipt came with.
  static let key = "receipts_of"

  /// Which file each of the receipts came with, where another one of its batch has the same name.
  ///
  /// - Parameter facts: those of an event of kind `batch.booked`.
  public static func files(_ facts: [UInt8]) -> [String: String] {
    struct Facts: Decodable { var receiptsOf: [String: String]? }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return (try? decoder.decode(Facts.self, from: Data(facts)))?.receiptsOf ?? [:]
  }
}

extension Batch {
  /// The receipts of files that share their name, each with its file as the state calls it.
  func sources(of decided: [DecidedReceipt]) -> [(payment: PaymentID, file: String)] {
    let good = results.filter { $0.refusal == nil }
    let shared = Dictionary(grouping: good, by: \.result.name).filter { $1.count > 1 }
    if shared.isEmpty { return [] }
    var files: [Place: String] = [:]
    for entry in shared.values.joined() {
      for statement in entry.result.taken?.statements ?? [] {
        for transaction in statement.transactions {
          let place = Place(transaction, in: entry.result.name)
          files[place] = min(files[place] ?? entry.item.fileID, entry.item.fileID)
        }
      }
    }
    return decided.compactMap { decided in
      files[Place(decided.transaction, in: decided.sourceFile)].map { (decided.payment, $0) }
    }
  }

  /// Where a movement stands, and what tells it from one at the same place of another file.
  private struct Place: Hashable {
    var name: String
    var line: Int?
    var statement: String
    var fingerprint: String

    init(_ transaction: BankTransaction, in name: String) {
      self.name = name
      line = transaction.position.line
      statement = transaction.statementID
      fingerprint = PaymentIdentity.fingerprint(of: transaction)
    }
  }
}
