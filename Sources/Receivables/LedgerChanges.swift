/// What happened to the ledger, row by row: what a store must write, and no more.
///
/// Rows keep their order: those that stay stand where they stood, new ones come at the end.
public struct LedgerChanges: Hashable, Sendable {
  /// What happened to one file of the folder.
  public struct Rows<Row: LedgerRow>: Hashable, Sendable {
    /// Rows that went, as they were.
    public var removed: [Row] = []
    /// Rows that changed where they stand, as they are now.
    public var changed: [Row] = []
    /// Rows that came, in their order.
    public var added: [Row] = []

    public init() {}

    public var isEmpty: Bool { removed.isEmpty && changed.isEmpty && added.isEmpty }
  }

  public var customers = Rows<Customer>()
  public var accounts = Rows<CustomerAccount>()
  public var aliases = Rows<CustomerAlias>()
  public var openItems = Rows<OpenItem>()
  public var clearedItems = Rows<OpenItem>()
  public var allowances = Rows<Allowance>()
  public var disputes = Rows<Dispute>()
  public var expectations = Rows<Expectation>()
  /// Only ever added to: what was applied is undone by another line.
  public var applications = Rows<Application>()
  public var receipts = Rows<ReceiptRecord>()

  public init() {}

  public var isEmpty: Bool {
    customers.isEmpty && accounts.isEmpty && aliases.isEmpty && openItems.isEmpty
      && clearedItems.isEmpty && allowances.isEmpty && disputes.isEmpty && expectations.isEmpty
      && applications.isEmpty && receipts.isEmpty
  }
}

/// A row of the ledger folder that is known by a key.
public protocol LedgerRow: Hashable, Sendable {
  associatedtype Key: Hashable & Sendable
  /// Unique in its file, but for applications: a receipt may book two like lines.
  var rowKey: Key { get }
}

extension Customer: LedgerRow {
  public var rowKey: CustomerID { id }
}

extension CustomerAccount: LedgerRow {
  public var rowKey: [String] { [customer.text, iban, routingNumber, accountNumber] }
}

extension CustomerAlias: LedgerRow {
  public var rowKey: [String] { [customer.text, alias] }
}

extension OpenItem: LedgerRow {
  public var rowKey: DocumentKey { key }
}

extension Allowance: LedgerRow {
  public var rowKey: String { id }
}

extension Dispute: LedgerRow {
  public var rowKey: String { id }
}

extension Expectation: LedgerRow {
  public var rowKey: String { id }
}

extension Application: LedgerRow {
  public var rowKey: [String] { [payment.text, customer.text, document.text, kind.rawValue] }
}

extension ReceiptRecord: LedgerRow {
  public var rowKey: PaymentID { payment }
}

extension LedgerChanges {
  /// What made one ledger out of another whose rows kept their order.
  public init(from before: Ledger, to after: Ledger) {
    customers = Rows(from: before.customers, to: after.customers)
    accounts = Rows(from: before.accounts, to: after.accounts)
    aliases = Rows(from: before.aliases, to: after.aliases)
    openItems = Rows(from: before.openItems, to: after.openItems)
    clearedItems = Rows(from: before.clearedItems, to: after.clearedItems)
    allowances = Rows(from: before.allowances, to: after.allowances)
    disputes = Rows(from: before.disputes, to: after.disputes)
    expectations = Rows(from: before.expectations, to: after.expectations)
    applications = Rows(from: before.applications, to: after.applications)
    receipts = Rows(from: before.receipts, to: after.receipts)
  }
}

extension LedgerChanges.Rows {
  /// One look at each row: those that stay are met in the same order in both.
  init(from before: [Row], to after: [Row]) {
    var place = 0
    for row in before {
      if place < after.count, after[place].rowKey == row.rowKey {
        if after[place] != row { changed.append(after[place]) }
        place += 1
      } else {
        removed.append(row)
      }
    }
    added = Array(after[place...])
  }

  /// The rows with the changes made.
  ///
  /// Rows that are said to be removed or changed but are not there are left out of account.
  public func applied(to rows: [Row]) -> [Row] {
    var rows = rows
    if !removed.isEmpty || !changed.isEmpty {
      let gone = Set(removed.map(\.rowKey))
      let now = Dictionary(changed.map { ($0.rowKey, $0) }, uniquingKeysWith: { _, last in last })
      rows = rows.compactMap { row in
        let key = row.rowKey
        return gone.contains(key) ? nil : now[key] ?? row
      }
    }
    return rows + added
  }
}

extension Ledger {
  /// Makes the changes.
  public mutating func apply(_ changes: LedgerChanges) {
    customers = changes.customers.applied(to: customers)
    accounts = changes.accounts.applied(to: accounts)
    aliases = changes.aliases.applied(to: aliases)
    openItems = changes.openItems.applied(to: openItems)
    clearedItems = changes.clearedItems.applied(to: clearedItems)
    allowances = changes.allowances.applied(to: allowances)
    disputes = changes.disputes.applied(to: disputes)
    expectations = changes.expectations.applied(to: expectations)
    applications = changes.applications.applied(to: applications)
    receipts = changes.receipts.applied(to: receipts)
  }
}
