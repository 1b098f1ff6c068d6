import Access
import Enquiry
import LedgerFiles
import Pipeline
import Receivables

/// All that a person needs to decide about one dispute, read as of one moment.
struct DisputeFacts: Sendable {
  var dispute: DisputeLine
  var invoice: ItemLine?
  /// What was kept back of the invoice, by this payment or others.
  var deductions: [ItemLine]
  var receipt: ReceiptLine?
  /// As the run took it.
  var decided: RecordedDecision?
  var file: FileLine?
  var attachments: [AttachmentLine]
  var history: [DisputeEventLine]
  /// Those that go on as this one.
  var merged: [DisputeLine]
  /// Those that this one could go on as.
  var others: [DisputeLine]
  /// Who could own it.
  var people: [String]

  /// - Throws: `Refusal` (404) where there is none of this name.
  init(_ id: String, _ office: Office) throws {
    let index = try office.followed()
    guard let dispute = try index.dispute(id) else { throw Refusal.notThere }
    self.dispute = dispute
    let key = DocumentKey(dispute.customer, dispute.document)
    invoice = try index.item(key)
    deductions = try index.deductions(of: key)
    if let payment = dispute.payment {
      receipt = try index.receipt(payment)
      decided = try office.readers.with { try DeskReading(store: $0).decidedLine(payment) }
      file = try receipt.flatMap { try index.file($0.file) }
    }
    attachments = try index.attachments(ofDispute: id)
    history = try index.history(ofDispute: id)
    merged = try index.disputes(mergedInto: id)
    var waiting = DisputeLine.Filter(customer: dispute.customer)
    waiting.isWaiting = true
    others = try index.disputes(waiting, limit: 100).lines.filter { $0.id != id }
    people = try office.access.people().filter { !$0.isDisabled && $0.role.may(.decide) }
      .map(\.name)
  }

  var here: String { HTMLWriter.path(["disputes", dispute.id]) }
  var isResolved: Bool { dispute.status == .resolved }
}
