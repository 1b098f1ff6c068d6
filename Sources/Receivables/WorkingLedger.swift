public import Money

/// The ledger while a run works on it: every document with what is open of it now, found by key and
/// by customer.
///
/// Matching reads it, booking changes it. Items are named by their index, which never changes:
/// first the open items of the folder, then the cleared ones, then those made in the run.
///
/// All amounts together stay below an eighth of what 64 bits can count (checked at the start and
/// for every receipt), so sums of them cannot overflow.
public struct WorkingLedger: Sendable {
  public let customers: [Customer]
  public private(set) var items: [OpenItem]
  /// The owner of each item, by its index; -1 where the customer is not there.
  private var owners: [Int]
  /// How many items the folder brought, open and cleared.
  public let itemsAtStart: Int
  public private(set) var allowances: [Allowance]
  public private(set) var disputes: [Dispute]
  public private(set) var expectations: [Expectation]
  /// Cash payments on an item, by the receipt that made them: how a second payment is known.
  public private(set) var cashPaid: [Int: [Int64]]

  private let customerAt: [CustomerID: Int]
  /// Numbers of items on account, each that of the payment that made it.
  private let onAccountNumbers: Set<String>
  private var itemAt: [DocumentKey: Int]
  /// Per customer, its items that are or were open in the run, by due date and number.
  private var itemsOfCustomer: [[Int]]
  private var allowancesOfCustomer: [Int: [Int]]
  private var disputeAt: [String: Int]
  private let allowanceAt: [String: Int]
  private var disputesOfItem: [DocumentKey: [Int]]
  private var expectationsOfCustomer: [Int: [Int]]
  /// What moved since `takeMoves`, with what was open before.
  var moves: [(item: Int, before: Int64)] = []
  var hasMoved: Set<Int> = []
  private var amounts = AmountIndex()
  private var runningTotal: Int64

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
    var itemAt: [DocumentKey: Int] = [:]
    itemAt.reserveCapacity(items.count)
    var ofCustomer = [[Int]](repeating: [], count: ledger.customers.count)
    var total: Int64 = 0
    for (index, item) in items.enumerated() {
      itemAt[item.key] = index
      if index < ledger.openItems.count, owners[index] >= 0 {
        ofCustomer[owners[index]].append(index)
      }
      let size = max(
        item.original.minorUnits.magnitude, item.open.minorUnits.magnitude)
      total = try total.addingChecked(Int64(clamping: size))
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

    var cash: [Int: [PaymentID: Int64]] = [:]
    for line in ledger.applications where line.kind == .payment || line.kind == .reversal {
      guard let item = itemAt[line.documentKey] else { continue }
      if line.kind == .reversal {
        if let undone = line.reverses { cash[item]?[undone] = nil }
        continue
      }
      let before = cash[item]?[line.payment] ?? 0
      cash[item, default: [:]][line.payment] = try before.addingChecked(line.amount.minorUnits)
    }
    cashPaid = cash.mapValues { $0.values.sorted() }
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

  /// Whether the customer owes, or is owed, anything in any currency.
  /// Those of exactly this amount: a look-up, however many items the customer has.
  public func openItems(of customer: Int, in currency: Currency, amount: Int64) -> [Int] {
    if let found = amounts.items(of: customer, currency, amount) { return found }
    return itemsOfCustomer[customer].filter {
      items[$0].open.minorUnits == amount && items[$0].currency == currency
    }
  }

  public func hasOpenItems(_ customer: Int) -> Bool {
    itemsOfCustomer[customer].contains { items[$0].open.minorUnits != 0 }
  }

  public func allowances(of customer: Int) -> [Int] { allowancesOfCustomer[customer] ?? [] }

  public func disputes(on key: DocumentKey) -> [Int] { disputesOfItem[key] ?? [] }

  public func disputeIndex(_ id: String) -> Int? { disputeAt[id] }

  public func allowanceIndex(_ id: String) -> Int? { allowanceAt[id] }

  public func expectations(of customer: Int) -> [Int] { expectationsOfCustomer[customer] ?? [] }

  /// The two customers are one, or parent and daughter. Daughters of one parent are strangers to
  /// each other: neither pays the other's invoices without saying so.
  public func areRelated(_ a: Int, _ b: Int) -> Bool {
    a == b || customers[a].parent == customers[b].id || customers[b].parent == customers[a].id
  }

  // MARK: What booking does

  /// Taking a signed amount off an item's open amount neither crosses zero nor passes the original.
  public func canTake(_ amount: Int64, from item: Int) -> Bool {
    let (before, original) = (items[item].open.minorUnits, items[item].original.minorUnits)
    let (after, overflow) = before.subtractingReportingOverflow(amount)
    guard !overflow, after == 0 || (after < 0) == (original < 0) else { return false }
    return after.magnitude <= max(original.magnitude, before.magnitude)
  }

  /// Takes a signed amount off an item's open amount; whoever decided has seen to `canTake`.
  public mutating func take(_ amount: Int64, from item: Int) {
    precondition(canTake(amount, from: item), "beyond zero: \(items[item]) less \(amount)")
    setOpenAmount(openAmount(of: item) - amount, of: item)
  }

  /// Reopens an item by what a reversal gives back; what was used of it since stays used.
  public mutating func setOpenAmount(_ amount: Int64, of item: Int) {
    let before = items[item].open.minorUnits
    if hasMoved.insert(item).inserted { moves.append((item, before)) }
    if owners[item] >= 0 {
      amounts.move(item, of: owners[item], items[item].currency, from: before, to: amount)
    }
    items[item].open.minorUnits = amount
  }

  /// Adds an item made in the run, and lists it (again) under its customer.
  public mutating func add(_ item: OpenItem) throws(MoneyError) -> Int {
    precondition(itemAt[item.key] == nil, "two items \(item.key)")
    try count(item.original.minorUnits)
    let index = items.count
    items.append(item)
    hasMoved.insert(index)
    moves.append((index, 0))
    if let owner = customerAt[item.customer] {
      amounts.move(index, of: owner, item.currency, from: 0, to: item.open.minorUnits)
    }
    owners.append(customerAt[item.customer] ?? -1)
    itemAt[item.key] = index
    list(index)
    return index
  }

  /// Lists a cleared item under its customer again: it was reopened.
  public mutating func list(_ index: Int) {
    guard let customer = owner(of: index), !itemsOfCustomer[customer].contains(index)
    else { return }
    let item = items[index]
    let place =
      itemsOfCustomer[customer].firstIndex { Self.isOrdered(item, items[$0]) }
      ?? itemsOfCustomer[customer].count
    itemsOfCustomer[customer].insert(index, at: place)
  }

  /// Counts an amount that enters the run against `amountMax`.
  public mutating func count(_ minorUnits: Int64) throws(MoneyError) {
    runningTotal = try runningTotal.addingChecked(Int64(clamping: minorUnits.magnitude))
    if runningTotal > Self.amountMax { throw .overflow }
  }

  public mutating func recordCash(_ amount: Int64, on item: Int) {
    cashPaid[item, default: []].append(amount)
  }

  public mutating func forgetCash(_ amount: Int64, on item: Int) {
    if let place = cashPaid[item]?.firstIndex(of: amount) { cashPaid[item]?.remove(at: place) }
  }

  public mutating func add(_ dispute: Dispute) {
    disputesOfItem[DocumentKey(dispute.customer, dispute.document), default: []]
      .append(disputes.count)
    disputeAt[dispute.id] = disputes.count
    disputes.append(dispute)
  }

  public mutating func bindDispute(_ index: Int, to payment: PaymentID) {
    disputes[index].payment = payment
  }

  public mutating func setDispute(_ index: Int, _ status: Dispute.Status, payment: PaymentID?) {
    disputes[index].status = status
    disputes[index].payment = payment
  }

  public mutating func explainDispute(_ index: Int, _ explanation: String) {
    disputes[index].explanation = explanation
  }

  public mutating func useAllowance(_ index: Int, _ amount: Int64) {
    allowances[index].used.minorUnits += amount
  }

  /// Gives back what a deduction took of an allowance.
  public mutating func returnAllowance(_ index: Int, _ amount: Int64) {
    allowances[index].used.minorUnits -= amount
  }

  public mutating func setExpectation(_ index: Int, _ status: Expectation.Status) {
    expectations[index].status = status
  }
}
