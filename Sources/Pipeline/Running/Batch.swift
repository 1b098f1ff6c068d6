import LedgerFiles
import Receivables
import Reconciliation
import Store

/// What is booked at once.
struct Batch {
  var number: Int
  var results: [ReadItem]
  var files: [TakenFile]
  var outcome: RunOutcome?
  /// What it does to the ledger.
  var changes = LedgerChanges()
  /// Receipts in it that were known already.
  var repeated: Set<PaymentID> = []
  /// Receipts that were told before in the same way.
  var retold: Set<PaymentID> = []
  /// Receipts that had been taken off the books with their file: those that the bank's corrected
  /// statement brings are taken again, the others stay off.
  var returning: [Pipeline.UndoneReceipts] = []
  var stillOff: [Pipeline.UndoneReceipts] = []
  /// That it is decided by other rules than the batch before.
  var rulesChange: RowChange?
  /// The rows that keep which earlier receipts it brought the parts of, and was booked as these.
  var completedSums: [RowChange] = []
  /// Earlier receipts, applied since, of which it brought the parts.
  var detailed: [DetailedSum] = []
  /// Exceptions of these sums.
  var closedExceptions: [String] = []
  /// Nothing of it is new: it is kept as files, and is no batch of its own.
  var isRepeat = false
  var newStatements: [String: [StatementFacts]] = [:]

  /// What it is called where it is no batch of files: a decision.
  var title: String?

  /// `000001`: by their names batches stand in their order.
  var name: String {
    if let title { return title }
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }
}
