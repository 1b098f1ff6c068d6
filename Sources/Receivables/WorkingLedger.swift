public import Money

/// The ledger while a run works on it: every document with what is open of it now, found by key and
/// by customer.
///
/// Matching reads it, booking changes it. Items are named by their index, which never changes:
/// first the open items of the folder, then the cleared ones, then those made since. Where their
/// order counts it is that of `places`: the order of the folder's rows.
///
/// It may live on from batch to batch: `settle` ends one, and what follows finds the ledger as a new
/// one would be that was made of the changed rows.
///
/// All amounts together stay below an eighth of what 64 bits can count (checked at the start and
/// for every receipt), so sums of them cannot overflow.
public struct WorkingLedger: Sendable {
  public let customers: [Customer]
  public internal(set) var items: [OpenItem]
  /// The owner of each item, by its index; -1 where the customer is not there.
  var owners: [Int]
  /// Where each item's row stands, by its index: open rows first, then cleared ones, then those that
  /// were made in the batch and have none yet. Only the order means anything.
  public internal(set) var places: [Int]
  /// Where the next rows of both files will stand.
  var nextPlaces: (open: Int, cleared: Int)
  /// How many items there were when the batch began, open and cleared.
  public internal(set) var itemsAtStart: Int
  public internal(set) var allowances: [Allowance]
  public internal(set) var disputes: [Dispute]
  public internal(set) var expectations: [Expectation]
  /// What each receipt paid on an item, by the item: how a second payment is known.
  var cashPaid: [Int: [CashPaid]] = [:]

  let customerAt: [CustomerID: Int]
  /// Numbers of items on account, each that of the payment that made it.
  var onAccountNumbers: Set<String>
  var itemAt: [DocumentKey: Int]
  /// Per customer, its items that are or were open in the batch, by due date and number.
  var itemsOfCustomer: [[Int]]
  private let allowancesOfCustomer: [Int: [Int]]
  var disputeAt: [String: Int]
  private let allowanceAt: [String: Int]
  var disputesOfItem: [DocumentKey: [Int]]
  private let expectationsOfCustomer: [Int: [Int]]
  /// What moved since `takeMoves`, with what was open before.
  var moves: [(item: Int, before: Int64)] = []
  var hasMoved: Set<Int> = []
  /// What moved since the batch began.
  var batch: BatchMoves
  var amounts: AmountIndex
  /// All amounts of the ledger's rows, and with those that came in the batch.
  var totalAtStart: Int64
  var runningTotal: Int64

  /// The most that all amounts of a run may come to, in minor units.
  public static let amountMax = Int64.max / 8

  /// - Throws: `MoneyError.overflow` where the amounts together pass `amountMax`.
  public init(_ ledger: Ledger) throws(MoneyError) {
    customers = ledger.customers
    var customerAt: [CustomerID: Int] = [:]
    customerAt.reserveCapacity(ledger.customers.count)
    for (index, customer) in ledger.customers.enumerated() { customerAt[customer.id] = index }
    self.customerAt = customerAt
    items = ledger.openItems + ledger.clearedItems
    itemsAtStart = items.count
    onAccountNumbers = Set(items.lazy.filter { $0.type == .onAccount }.map(\.number.text))
    owners = items.map { customerAt[$0.customer] ?? -1 }
    batch = BatchMoves(items: items.count, disputes: ledger.disputes.count)
    places = Array(0..<ledger.openItems.count)
    places += ledger.clearedItems.indices.map { Self.clearedPlaces + $0 }
    nextPlaces = (ledger.openItems.count, Self.clearedPlaces + ledger.clearedItems.count)
    var itemAt: [DocumentKey: Int] = [:]
    itemAt.reserveCapacity(items.count)
    var ofCustomer = [[Int]](repeating: [], count: ledger.customers.count)
    var total: Int64 = 0
    for (index, item) in items.enumerated() {
      itemAt[item.key] = index
      // A row of the wrong file moves by itself.
      if item.open.isZero == (index < ledger.openItems.count) {
        batch.move(index, before: item.open.minorUnits)
      }
      if index < ledger.openItems.count, owners[index] >= 0 {
        ofCustomer[owners[index]].append(index)
      }
      total = try total.addingChecked(Self.size(item.original.minorUnits, item.open.minorUnits))
      if total > Self.amountMax { throw .overflow }
    }
    let amounts =
      ledger.allowances.map(\.amount) + ledger.allowances.map(\.used)
      + ledger.disputes.map(\.amount) + ledger.expectations.map(\.amount)
    for amount in amounts {
      total = try total.addingChecked(Int64(clamping: amount.minorUnits.magnitude))
    }
    for record in ledger.receipts {
      total = try total.addingChecked(Int64(clamping: record.amount.minorUnits.magnitude))
    }
    for line in ledger.applications {
      total = try total.addingChecked(Int64(clamping: line.amount.minorUnits.magnitude))
    }
    if total > Self.amountMax { throw .overflow }
    totalAtStart = total
    runningTotal = total
    self.itemAt = itemAt
    for customer in ofCustomer.indices where ofCustomer[customer].count > 1 {
      let items = self.items
      ofCustomer[customer].sort { Self.isOrdered(items[$0], items[$1]) }
    }
    itemsOfCustomer = ofCustomer
    self.amounts = AmountIndex(items, ofCustomer: ofCustomer)

    allowances = ledger.allowances
    var allowancesOf: [Int: [Int]] = [:]
    for (index, allowance) in ledger.allowances.enumerated() {
      if let customer = customerAt[allowance.customer] {
        allowancesOf[customer, default: []].append(index)
      }
    }
    allowancesOfCustomer = allowancesOf
    allowanceAt = Dictionary(
      ledger.allowances.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    disputeAt = Dictionary(
      ledger.disputes.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    disputes = ledger.disputes
    var disputesOf: [DocumentKey: [Int]] = [:]
    for (index, dispute) in ledger.disputes.enumerated() {
      disputesOf[DocumentKey(dispute.customer, dispute.document), default: []].append(index)
    }
    disputesOfItem = disputesOf
    expectations = ledger.expectations
    var expectationsOf: [Int: [Int]] = [:]
    for (index, expectation) in ledger.expectations.enumerated() {
      if let customer = customerAt[expectation.customer] {
        expectationsOf[customer, default: []].append(index)
      }
    }
    expectationsOfCustomer = expectationsOf

    for line in ledger.applications {
      guard line.kind == .payment || line.kind == .reversal, let item = itemAt[line.documentKey]
      else { continue }
      if line.kind == .payment {
        recordCash(line.amount.minorUnits, by: line.payment, on: item)
      } else if let undone = line.reverses {
        forgetCash(of: undone, on: item)
      }
    }
  }

  /// Oldest due date first; documents of one day by number, so that the order is complete.
  public static func isOrdered(_ a: OpenItem, _ b: OpenItem) -> Bool {
    if a.dueDate != b.dueDate { return a.dueDate < b.dueDate }
    if a.number != b.number { return a.number < b.number }
    return a.customer < b.customer
  }

  // MARK: What there is

  public func customerIndex(_ id: CustomerID) -> Int? { customerAt[id] }

  public func itemIndex(_ key: DocumentKey) -> Int? { itemAt[key] }

  /// The customer whose document an item is.
  public func owner(of item: Int) -> Int? { owners[item] < 0 ? nil : owners[item] }

  public func openAmount(of item: Int) -> Int64 { items[item].open.minorUnits }

  /// The receipt has made an item on account before.
  public func hasItem(numberedBy payment: PaymentID) -> Bool {
    onAccountNumbers.contains(payment.text)
  }

  /// A customer's items that are open now, in one currency, oldest due date first.
  public func openItems(of customer: Int, in currency: Currency) -> [Int] {
    itemsOfCustomer[customer].filter {
      items[$0].open.minorUnits != 0 && items[$0].currency == currency
    }
  }

  /// Those of exactly this amount: a look-up, however many items the customer has.
  public func openItems(of customer: Int, in currency: Currency, amount: Int64) -> [Int] {
    if let found = amounts.items(of: customer, currency, amount) { return found }
    return itemsOfCustomer[customer].filter {
      items[$0].open.minorUnits == amount && items[$0].currency == currency
    }
  }

  /// Whether the customer owes, or is owed, anything in any currency.
  public func hasOpenItems(_ customer: Int) -> Bool {
    itemsOfCustomer[customer].contains { items[$0].open.minorUnits != 0 }
  }

  public func allowances(of customer: Int) -> [Int] { allowancesOfCustomer[customer] ?? [] }

  public func disputes(on key: DocumentKey) -> [Int] { disputesOfItem[key] ?? [] }

  public func disputeIndex(_ id: String) -> Int? { disputeAt[id] }

  public func allowanceIndex(_ id: String) -> Int? { allowanceAt[id] }

  public func expectations(of customer: Int) -> [Int] { expectationsOfCustomer[customer] ?? [] }

  /// A receipt has paid exactly this much on the item.
  public func hasCashPayment(of amount: Int64, on item: Int) -> Bool {
    cashPaid[item]?.contains { $0.amount == amount } ?? false
  }

  /// Items in the order of their rows.
  public func inRowOrder(_ items: [Int]) -> [Int] {
    let areOrdered = zip(items, items.dropFirst()).allSatisfy { places[$0] < places[$1] }
    return areOrdered ? items : items.sorted { places[$0] < places[$1] }
  }

  /// The two customers are one, or parent and daughter. Daughters of one parent are strangers to
  /// each other: neither pays the other's invoices without saying so.
  public func areRelated(_ a: Int, _ b: Int) -> Bool {
    a == b || customers[a].parent == customers[b].id || customers[b].parent == customers[a].id
  }
}
