import Foundation
import LedgerFiles
import Money
import Receivables

/// Verdicts as the rows of the contract's three files.
struct OutputRows {
  private(set) var applications: [Application] = []
  private(set) var exceptions: [ReceiptException] = []
  private(set) var disputes: [Dispute] = []

  /// - Parameter ledger: for what the items are called.
  mutating func add(_ verdict: Verdict, _ receipt: Receipt, _ ledger: OpenItemStore) {
    let reference = receipt.transaction.bankReference
    var disputed = 0
    for line in verdict.rows {
      let item = line.item.map { ledger[$0].item }
      guard let owner = item?.customer ?? verdict.payer else { continue }
      let document = item?.number ?? DocumentNumber(receipt.payment.text)
      let amount = Money(minorUnits: line.amount, receipt.currency)
      applications.append(
        Application(
          payment: receipt.payment, bankReference: reference, sourceFile: receipt.sourceFile,
          bookingDate: receipt.bookingDate, customer: owner, payer: verdict.payer,
          document: document, kind: line.kind, amount: amount, reasonCode: line.reason,
          rule: verdict.rule, confidence: nil))
      guard line.kind == .deduction else { continue }
      disputed += 1
      disputes.append(
        Dispute(
          id: "D-\(receipt.payment.text.dropFirst())-\(disputed)", customer: owner,
          document: document, amount: amount, reasonCode: line.reason, origin: .shortPayment,
          status: .open, openedOn: receipt.bookingDate, payment: receipt.payment))
    }
    let unapplied = receipt.cash - verdict.cashUsed
    precondition(unapplied >= 0, "more than the receipt is booked: \(receipt.payment)")
    for (place, notice) in verdict.notices.enumerated() {
      exceptions.append(
        ReceiptException(
          id: "E-\(receipt.payment.text.dropFirst())-\(place + 1)", payment: receipt.payment,
          bankReference: reference, sourceFile: receipt.sourceFile,
          bookingDate: receipt.bookingDate, customer: verdict.payer, type: notice.type,
          amount: Money(minorUnits: notice.amount ?? unapplied, receipt.currency),
          message: notice.message, candidates: notice.candidates.map { ledger[$0].item.number }))
    }
  }

  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, bytes) in [
      ("applications.csv", ApplicationsFile.bytes(applications)),
      ("exceptions.csv", ExceptionsFile.bytes(exceptions)),
      ("disputes.csv", DisputesFile.bytes(disputes)),
    ] {
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
  }
}
