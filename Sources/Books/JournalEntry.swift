public import Money
public import Receivables

/// One transaction of the books: postings of one receipt that sum to zero per currency.
public struct JournalEntry: Hashable, Sendable, Codable {
  public var date: CalendarDate
  public var payment: PaymentID
  /// Who or what, for the journal's reader: the payer's name, or the kind of event.
  public var description: String
  public var postings: [Posting]

  public init(
    date: CalendarDate, payment: PaymentID, description: String, postings: [Posting]
  ) {
    self.date = date
    self.payment = payment
    self.description = description
    self.postings = postings
  }
}

/// One leg of a journal entry: debits are positive.
public struct Posting: Hashable, Sendable, Codable {
  public var account: JournalAccount
  public var amount: Money

  public init(_ account: JournalAccount, _ amount: Money) {
    self.account = account
    self.amount = amount
  }
}

/// The accounts of the journal (contract, "The output folder", `journal.ledger`).
public enum JournalAccount: Hashable, Sendable, Codable {
  case bank(account: String)
  case receivables(CustomerID)
  /// The sub-account of a customer's receivables that holds deduction items.
  case disputed(CustomerID)
  case withholdingTax
  case unappliedCash
  case discounts
  case writeOffs
  case bankCharges
  case deductions(reasonCode: String)
}
