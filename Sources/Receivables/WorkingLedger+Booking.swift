public import Money

/// What booking does to the ledger.
extension WorkingLedger {
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
    batch.move(item, before: before)
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
    places.append(Self.madePlaces + index)
    batch.move(index, before: 0)
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
    guard let customer = owner(of: index) else { return }
    var low = 0
    var high = itemsOfCustomer[customer].count
    while low < high {
      let middle = (low + high) / 2
      if Self.isOrdered(items[itemsOfCustomer[customer][middle]], items[index]) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let isListed = low < itemsOfCustomer[customer].count && itemsOfCustomer[customer][low] == index
    if !isListed { itemsOfCustomer[customer].insert(index, at: low) }
  }

  /// Counts an amount that enters the run against `amountMax`.
  public mutating func count(_ minorUnits: Int64) throws(MoneyError) {
    runningTotal = try runningTotal.addingChecked(Int64(clamping: minorUnits.magnitude))
    if runningTotal > Self.amountMax { throw .overflow }
  }

  /// A receipt's payments on one item count together.
  public mutating func recordCash(_ amount: Int64, by payment: PaymentID, on item: Int) {
    if let place = cashPaid[item]?.firstIndex(where: { $0.payment == payment }) {
      cashPaid[item]?[place].amount += amount
    } else {
      cashPaid[item, default: []].append(CashPaid(payment: payment, amount: amount))
    }
  }

  /// The receipt came back.
  public mutating func forgetCash(of payment: PaymentID, on item: Int) {
    if let place = cashPaid[item]?.firstIndex(where: { $0.payment == payment }) {
      cashPaid[item]?.remove(at: place)
    }
  }

  public mutating func add(_ dispute: Dispute) {
    disputesOfItem[DocumentKey(dispute.customer, dispute.document), default: []]
      .append(disputes.count)
    disputeAt[dispute.id] = disputes.count
    disputes.append(dispute)
  }

  public mutating func bindDispute(_ index: Int, to payment: PaymentID) {
    batch.change(disputes[index], at: index)
    disputes[index].payment = payment
  }

  public mutating func setDispute(_ index: Int, _ status: Dispute.Status, payment: PaymentID?) {
    batch.change(disputes[index], at: index)
    disputes[index].status = status
    disputes[index].payment = payment
  }

  public mutating func explainDispute(_ index: Int, _ explanation: String) {
    batch.change(disputes[index], at: index)
    disputes[index].explanation = explanation
  }

  public mutating func useAllowance(_ index: Int, _ amount: Int64) {
    batch.change(allowances[index], at: index)
    allowances[index].used.minorUnits += amount
  }

  /// Gives back what a deduction took of an allowance.
  public mutating func returnAllowance(_ index: Int, _ amount: Int64) {
    batch.change(allowances[index], at: index)
    allowances[index].used.minorUnits -= amount
  }

  public mutating func setExpectation(_ index: Int, _ status: Expectation.Status) {
    batch.change(expectations[index], at: index)
    expectations[index].status = status
  }
}
