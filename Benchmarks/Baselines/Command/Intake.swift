import BankFiles
import Foundation
import LedgerFiles
import Money
import Receivables

/// Reads what a baseline decides on, with our readers: the comparison is of deciding alone.
///
/// Left out for all alike, as ours leaves it out: what is not booked, what the bank's code says is
/// not from a customer, debits and returns (the pages of the baselines do not treat them), repeats,
/// lockbox deposits where the lockbox file is there, and the sum of a batch whose payments a
/// notification brings one by one.
enum Intake {
  static func ledger(_ folder: String) throws -> Ledger {
    var files: [String: [UInt8]] = [:]
    for name in LedgerFolder.fileNames {
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path) else { continue }
      files[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    return try LedgerFolder.read(files: files).ledger
  }

  /// The receipts in the files' order.
  static func receipts(_ paths: [String], history: [ReceiptRecord]) throws -> [Receipt] {
    var known = Set(history.map(\.payment))
    var identifier = PaymentIdentifier()
    var receipts: [Receipt] = []
    var hasLockbox = false
    var detailed: Set<String> = []
    for path in paths {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let first = receipts.count
      var pending: [BankTransaction] = []
      let format = try read(path, named: name) { event in
        switch event {
        case .statementBegins: pending = []
        case .transaction(let transaction): pending.append(transaction)
        case .statementEnds(let statement):
          identifier.begin(statement)
          for transaction in pending {
            let payment = identifier.id(of: transaction, in: statement)
            guard isReceipt(transaction), known.insert(payment).inserted else { continue }
            receipts.append(
              Receipt(payment: payment, sourceFile: name, transaction: transaction))
          }
          pending = []
        case .problem, .fileEnds: break
        }
      }
      if format == .lockbox || format == .x12Lockbox { hasLockbox = true }
      if format == .camt054 {
        detailed.formUnion(receipts[first...].compactMap(\.transaction.batch))
      }
    }
    return receipts.filter { receipt in
      let transaction = receipt.transaction
      let isDeposit = hasLockbox && transaction.bankCode == "115"
      return !isDeposit
        && !(transaction.lacksDetails && detailed.contains(transaction.bankReference))
    }
  }

  private static func isReceipt(_ transaction: BankTransaction) -> Bool {
    transaction.status == .booked && transaction.direction == .credit && !transaction.isReversal
      && transaction.classification == .receipt && transaction.amount.isPositive
  }

  private static func read(
    _ path: String, named name: String, _ each: (BankFileEvent) throws -> Void
  ) throws -> BankFileFormat? {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? file.close() }
    var reader = RecognisingReader(file: name)
    var batch = BankFileBatch()
    while let data = try file.read(upToCount: 1 << 17), !data.isEmpty {
      let bytes = [UInt8](data)
      try reader.consume(bytes.span, into: &batch)
      try batch.handOut(each)
      batch.removeAll()
    }
    try reader.finish(into: &batch)
    try batch.handOut(each)
    return reader.recognition?.format
  }
}
