import GRDB
public import Money
public import Pipeline
public import Receivables

/// A dispute about a document, with what people arranged about it.
public struct DisputeLine: Hashable, Sendable {
  public var id: String
  public var customer: CustomerID
  public var customerName: String
  public var document: DocumentNumber
  public var amount: Money
  public var reasonCode: String
  public var origin: Dispute.Origin
  public var status: Dispute.Status
  public var openedOn: CalendarDate
  /// The receipt that fell short, once one did.
  public var payment: PaymentID?
  public var explanation: String
  /// Whose it is; empty where it is nobody's.
  public var owner: String
  /// Until when it is to be decided.
  public var dueOn: CalendarDate?
  public var stage: DisputeCase.Stage
  /// The dispute as which it goes on; empty where it stands for itself.
  public var mergedInto: String
  /// How many documents are attached; those removed do not count.
  public var attachments: Int
  /// How a resolved one ended; nil for one that is not, or of which no person decided the end.
  public var ending: Ending?

  /// How people end a dispute.
  public enum Ending: String, Sendable, CaseIterable {
    /// The customer was right: credited.
    case approve
    /// The customer was wrong: due again.
    case deny
    case resolve
    /// It goes on as another one.
    case merge
  }

  /// How a list of disputes is sorted.
  public enum Order: String, Sendable, CaseIterable {
    /// The most valuable first, then the oldest; currencies by their whole major units.
    case value
    /// The oldest first.
    case age
  }

  /// Whose disputes a list has.
  public enum Owner: Hashable, Sendable {
    case nobody
    case person(String)
  }

  /// Which disputes a list has: those for which all that is given holds.
  public struct Filter: Hashable, Sendable {
    public var status: Dispute.Status?
    /// Of those that are not resolved.
    public var stage: DisputeCase.Stage?
    /// Those that are not resolved.
    public var isWaiting = false
    public var reasonCode: String?
    public var customer: CustomerID?
    public var owner: Owner?
    /// Those that were due before this day, and are not resolved.
    public var dueBefore: CalendarDate?

    public init(
      status: Dispute.Status? = nil, reasonCode: String? = nil, customer: CustomerID? = nil
    ) {
      self.status = status
      self.reasonCode = reasonCode
      self.customer = customer
    }
  }

  static var listing: Listing<DisputeLine> {
    Listing(
      select: """
        d.*, c.name AS customer_name, k.owner, k.due_on, k.stage, k.merged_into,
        (SELECT count(*) FROM attachments a WHERE a.dispute = d.dispute AND a.removed = '')
          AS attachments,
        CASE WHEN d.status <> 'resolved' THEN '' ELSE (
          SELECT e.step FROM dispute_events e WHERE e.dispute = d.dispute
            AND e.step IN ('approve', 'deny', 'resolve', 'merge', 'reopen')
            AND NOT EXISTS (
              SELECT 1 FROM decisions n WHERE n.decision = e.decision AND n.undone_by <> '')
          ORDER BY e.number DESC LIMIT 1) END AS ending
        """, from: source
    ) { row in
      let payment = row.text("payment")
      return DisputeLine(
        id: row.text("dispute"), customer: CustomerID(row.text("customer")),
        customerName: row.text("customer_name"), document: DocumentNumber(row.text("document")),
        amount: try row.money("amount"), reasonCode: row.text("reason_code"),
        origin: try row.choice("origin"), status: try row.choice("status"),
        openedOn: try row.date("opened_on"),
        payment: payment.isEmpty ? nil : PaymentID(payment), explanation: row.text("explanation"),
        owner: row.text("owner"), dueOn: row.optionalDate("due_on"),
        stage: DisputeCase.Stage(rawValue: row.text("stage")) ?? .open,
        mergedInto: row.text("merged_into"), attachments: row["attachments"] ?? 0,
        ending: Ending(rawValue: row.text("ending")))
    }
  }

  static let source = """
    disputes d LEFT JOIN customers c ON c.customer = d.customer
    LEFT JOIN cases k ON k.dispute = d.dispute
    """
}
