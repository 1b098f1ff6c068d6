import LedgerFiles
import Money
import Receivables
public import Reconciliation

/// `exceptions.xlsx`: what `exceptions.csv` and `disputes.csv` have, with names, ages and typed
/// cells, to sort and filter by hand.
public enum ExceptionsWorkbook {
  /// Inside the output folder.
  public static let name = "exceptions.xlsx"

  /// The workbook of a run.
  ///
  /// - Throws: `WorkbookError` where memory or temporary space fails.
  public static func bytes(_ outcome: RunOutcome) throws(WorkbookError) -> [UInt8] {
    try workbook(outcome).bytes()
  }

  static func workbook(_ outcome: RunOutcome) -> Workbook {
    let names = Dictionary(
      outcome.ledger.customers.lazy.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
    return Workbook(
      title: "Exceptions as of \(outcome.summary.asOf)", day: outcome.summary.asOf,
      sheets: [exceptions(outcome, names), disputes(outcome, names)])
  }

  private static func exceptions(
    _ outcome: RunOutcome, _ names: [CustomerID: String]
  ) -> WorkbookSheet {
    let payments = Set(outcome.exceptions.lazy.map(\.payment))
    let receipts = Dictionary(
      outcome.decided.lazy.filter { payments.contains($0.payment) }
        .map { ($0.payment, $0.transaction) }, uniquingKeysWith: { a, _ in a })
    return WorkbookSheet(
      name: "Exceptions",
      columns: [
        .init("Exception", width: 22), .init("Type", width: 24), .init("Customer", width: 12),
        .init("Name", width: 28), .init("Payer", width: 28), .init("Amount", width: 15),
        .init("Currency", width: 10), .init("Booked on", width: 12),
        .init("Age in days", width: 12),
        .init("What is the matter", width: 60), .init("Candidates", width: 30),
        .init("Receipt", width: 15), .init("Payment", width: 20),
        .init("Bank reference", width: 24), .init("File", width: 24),
      ], count: outcome.exceptions.count
    ) { row in
      let exception = outcome.exceptions[row]
      let receipt = receipts[exception.payment]
      return [
        .text(exception.id), .text(ReportWords.name(of: exception.type)),
        text(exception.customer?.text), text(exception.customer.flatMap { names[$0] }),
        text(receipt?.payer.name), .amount(exception.amount),
        .text(exception.amount.currency.code), .date(exception.bookingDate),
        .count(max(0, outcome.summary.asOf.days(since: exception.bookingDate))),
        .text(exception.message),
        text(exception.candidates.map(\.text).joined(separator: ", ")),
        receipt.map { .amount($0.amount) } ?? .empty, .text(exception.payment.text),
        text(exception.bankReference), .text(exception.sourceFile),
      ]
    }
  }

  private static func disputes(
    _ outcome: RunOutcome, _ names: [CustomerID: String]
  ) -> WorkbookSheet {
    let isOpenedNow = outcome.isDisputeOpenedNow
    return WorkbookSheet(
      name: "Disputes",
      columns: [
        .init("Dispute", width: 24), .init("In this run", width: 12), .init("Customer", width: 12),
        .init("Name", width: 28), .init("Invoice", width: 18), .init("Amount", width: 15),
        .init("Currency", width: 10), .init("Reason", width: 18), .init("From", width: 24),
        .init("Status", width: 12), .init("Opened on", width: 12), .init("Payment", width: 20),
        .init("Explanation", width: 40),
      ], count: outcome.disputes.count
    ) { row in
      let dispute = outcome.disputes[row]
      return [
        .text(dispute.id), .text(isOpenedNow[row] ? "opened" : "changed"),
        .text(dispute.customer.text), text(names[dispute.customer]), .text(dispute.document.text),
        .amount(dispute.amount), .text(dispute.amount.currency.code),
        .text(ReportWords.reason(dispute.reasonCode)),
        .text(ReportWords.name(of: dispute.origin)), .text(dispute.status.rawValue),
        .date(dispute.openedOn), text(dispute.payment?.text), text(dispute.explanation),
      ]
    }
  }

  private static func text(_ text: String?) -> WorkbookCell {
    text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
  }
}
