public import Money

/// Somebody who owes: a row of `customers.csv`.
public struct Customer: Hashable, Sendable {
  public var id: CustomerID
  public var name: String
  /// The customer that pays for this one, if there is one.
  public var parent: CustomerID?
  public var currency: Currency?
  /// Empty where the ledger has none.
  public var email: String
  /// What the customer's country makes it keep back from every invoice; nil where nothing is.
  public var withholdingTax: Percent?
  public var unreferencedPolicy: UnreferencedPolicy
  /// Cells of columns that are not ours, in the folder's order.
  public var carried: [String]

  public init(
    id: CustomerID, name: String, parent: CustomerID? = nil, currency: Currency? = nil,
    email: String = "", withholdingTax: Percent? = nil,
    unreferencedPolicy: UnreferencedPolicy = .none, carried: [String] = []
  ) {
    self.id = id
    self.name = name
    self.parent = parent
    self.currency = currency
    self.email = email
    self.withholdingTax = withholdingTax
    self.unreferencedPolicy = unreferencedPolicy
    self.carried = carried
  }
}

/// What to do with a customer's money that names nothing and fits nothing (contract, step 3e).
public enum UnreferencedPolicy: String, Sendable, CaseIterable {
  case none
  case oldestFirst = "oldest_first"
  case clearAccount = "clear_account"
  case pastDue = "past_due"
  case onAccount = "on_account"
}

/// A bank account that a customer pays from: a row of `customer_accounts.csv`.
public struct CustomerAccount: Hashable, Sendable, Codable {
  public var customer: CustomerID
  /// Empty where the account is known by routing and account number.
  public var iban: String
  public var routingNumber: String
  public var accountNumber: String
  public var carried: [String]

  public init(
    customer: CustomerID, iban: String = "", routingNumber: String = "",
    accountNumber: String = "", carried: [String] = []
  ) {
    self.customer = customer
    self.iban = iban
    self.routingNumber = routingNumber
    self.accountNumber = accountNumber
    self.carried = carried
  }
}

/// Another name that a customer pays under: a row of `customer_aliases.csv`.
public struct CustomerAlias: Hashable, Sendable, Codable {
  public var customer: CustomerID
  public var alias: String
  public var carried: [String]

  public init(customer: CustomerID, alias: String, carried: [String] = []) {
    self.customer = customer
    self.alias = alias
    self.carried = carried
  }
}
