import GRDB
public import Money
public import Receivables

/// What a person decided.
public struct DecisionLine: Hashable, Sendable {
  /// `N42`; `R43` where days were decided anew.
  public var id: String
  /// When, UTC, as `2026-03-10T18:00:00Z`.
  public var at: String
  public var actor: String
  /// The second person; empty where none was needed.
  public var approvedBy: String
  public var note: String
  /// What was done, for people.
  public var words: String
  /// The decision that this one undid; empty where it did none.
  public var undoes: String
  /// The decision that undid this one; empty where it stands.
  public var undoneBy: String
  /// The file that was undone, as the state calls it.
  public var file: String
  /// The receipts that it was about, in the order of their names.
  public var payments: [PaymentID]

  static var listing: Listing<DecisionLine> {
    Listing(
      select: """
        d.*, (SELECT group_concat(payment, '|') FROM (
          SELECT payment FROM decision_payments p WHERE p.decision = d.decision
          ORDER BY payment LIMIT 100)) AS payments
        """, from: "decisions d"
    ) { row in
      DecisionLine(
        id: row.text("decision"), at: row.text("at"), actor: row.text("actor"),
        approvedBy: row.text("approved_by"), note: row.text("note"), words: row.text("words"),
        undoes: row.text("undoes"), undoneBy: row.text("undone_by"), file: row.text("file"),
        payments: row.text("payments").split(separator: "|").map { PaymentID(String($0)) })
    }
  }
}

/// A decision that waits for a second person.
public struct ProposalLine: Hashable, Sendable {
  public var id: String
  public var actor: String
  /// What is at stake; nil where no money moves.
  public var amount: Money?
  public var words: String
  public var note: String
  public var payments: [PaymentID]
  /// When it was made, UTC.
  public var at: String

  static var listing: Listing<ProposalLine> {
    Listing(
      select: "q.*, t.at AS at",
      from: "proposals q LEFT JOIN times t ON t.kind = 'proposal.made' AND t.subject = q.proposal"
    ) { row in
      let currency = Currency(row.text("currency"))
      return ProposalLine(
        id: row.text("proposal"), actor: row.text("actor"),
        amount: currency.flatMap { try? Money(parsing: row.text("amount"), in: $0) },
        words: row.text("words"), note: row.text("note"),
        payments: row.text("payments").split(separator: "|").map { PaymentID(String($0)) },
        at: row.text("at"))
    }
  }
}

/// What people were warned of, until somebody sees to it.
public struct AlertLine: Hashable, Sendable {
  public var id: String
  public var kind: String
  public var account: String
  public var file: String
  public var message: String
  /// When it was raised, UTC.
  public var at: String

  static var listing: Listing<AlertLine> {
    Listing(
      select: "a.*, t.at AS at",
      from: "alerts a LEFT JOIN times t ON t.kind = 'alert.raised' AND t.subject = a.alert"
    ) { row in
      AlertLine(
        id: row.text("alert"), kind: row.text("kind"), account: row.text("account"),
        file: row.text("file"), message: row.text("message"), at: row.text("at"))
    }
  }
}
