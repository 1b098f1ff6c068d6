import GRDB
public import Money
public import Receivables

/// A receipt that was ever taken; a return has a negative amount.
public struct ReceiptLine: Hashable, Sendable {
  public var payment: PaymentID
  public var bankReference: String
  public var sourceFile: String
  public var bookingDate: CalendarDate
  public var amount: Money
  public var outcome: ReceiptRecord.Outcome
  /// What of it no item has: its amount without the payments and amounts on account that stand;
  /// nothing of one that went back.
  public var unapplied: Money
  /// Our account.
  public var account: String
  /// As the bank has them; empty where it says none, or where no run of the pipeline decided it.
  public var payerName: String
  public var payerAccount: String
  /// The reference and text of the remittance, cut where a list need not show more.
  public var remittance: String
  /// Who paid: what the last application says, else what the run took for the payer.
  public var customer: CustomerID?
  public var customerName: String
  /// Of the run's decision.
  public var rule: String
  public var confidence: Confidence?
  /// The batch that brought it; empty for one that the ledger came with.
  public var batch: String
  /// The file that it came with, as the state calls it (`F3`); empty where none is known.
  public var file: String

  static var listing: Listing<ReceiptLine> {
    Listing(
      select: """
        p.*, c.name AS customer_name, n.name AS name_of_payer,
        CASE WHEN p.file <> '' OR p.batch = '' THEN p.file ELSE coalesce((
          SELECT f.file FROM files f WHERE f.batch = p.batch AND f.name = p.source_file
          ORDER BY f.number LIMIT 1), '') END AS file_of_receipt
        """,
      from: "payments p LEFT JOIN customers c ON c.customer = p.customer "
        + "LEFT JOIN payer_names n ON n.id = p.payer_name"
    ) { row in
      ReceiptLine(
        payment: PaymentID(row.text("payment")), bankReference: row.text("bank_reference"),
        sourceFile: row.text("source_file"), bookingDate: try row.date("booking_date"),
        amount: try row.money("amount"), outcome: try row.choice("outcome"),
        unapplied: try row.money("unapplied"), account: row.text("account"),
        payerName: row.text("name_of_payer"), payerAccount: row.text("payer_account"),
        remittance: row.text("remittance"), customer: row.customer("customer"),
        customerName: row.text("customer_name"), rule: row.text("rule"),
        confidence: Confidence(row.text("confidence")), batch: row.text("batch"),
        file: row.text("file_of_receipt"))
    }
  }
}
