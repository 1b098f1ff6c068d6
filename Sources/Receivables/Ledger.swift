/// The receivables ledger as one value: who owes what, what is agreed, announced and disputed, and
/// what happened before.
///
/// Rows stand in the order of their files; nothing is indexed here. `items` holds open and cleared
/// documents apart, each with unique keys (`LedgerFiles` refuses a folder where they are not).
public struct Ledger: Hashable, Sendable {
  public var customers: [Customer] = []
  public var accounts: [CustomerAccount] = []
  public var aliases: [CustomerAlias] = []
  public var openItems: [OpenItem] = []
  public var clearedItems: [OpenItem] = []
  public var allowances: [Allowance] = []
  public var disputes: [Dispute] = []
  public var expectations: [Expectation] = []
  public var applications: [Application] = []
  public var receipts: [ReceiptRecord] = []

  public init() {}
}
