import Money
public import Receivables

/// `disputes.csv`: those that the run opened or changed, or, in the ledger folder, all.
public enum DisputesFile {
  /// The file of the output folder, rows in the order given, without columns that are not ours.
  public static func bytes(_ disputes: [Dispute]) -> [UInt8] {
    table(disputes, columns: []).bytes
  }

  static func table(_ disputes: [Dispute], columns: [String]) -> TableFile {
    TableFile(
      .disputes, unknown: columns,
      rows: disputes.lazy.map { dispute in
        (cells(dispute), dispute.carried)
      })
  }

  static func cells(_ dispute: Dispute) -> [String] {
    [
      dispute.id, dispute.customer.text, dispute.document.text, dispute.amount.decimal,
      dispute.amount.currency.code, dispute.reasonCode, dispute.origin.rawValue,
      dispute.status.rawValue, dispute.openedOn.description, dispute.payment?.text ?? "",
      dispute.explanation,
    ]
  }
}
