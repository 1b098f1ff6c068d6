import Money
import Receivables

extension X12LockboxSet {
  /// One cheque of the open deposit.
  ///
  /// That it stands in a deposit says that its money came, whatever `BPR01` says.
  mutating func tell(
    _ payment: X12Payment, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) throws(BankFileError) {
    let item = (batch?.sum.payments ?? deposit?.sum.payments ?? 0) + 1
    batch?.sum.payments += 1
    deposit?.sum.payments += 1
    guard let open = deposit,
      let settled = payment.settle(
        lowersIfPositive: group.adjustmentsLowerIfPositive, &problems, into: &events),
      var transaction = payment.transaction(settled, &problems, into: &events)
    else {
      batch?.sum.isIncomplete = true
      deposit?.sum.isIncomplete = true
      return
    }
    let check = X12Value.identifier(Array(payment.trace.utf8)[...])
    let number = batch?.number ?? open.number
    transaction.statementID = open.statement.id
    transaction.account = open.statement.account
    transaction.bookingDate = open.date
    if group.isTest { transaction.status = .information }
    transaction.bankReference = "\(number)-\(item)-\(check)"
    transaction.batch = number
    transaction.checkNumber = check.isEmpty ? nil : check
    // Batch type 5 holds items that came back.
    if batch?.kind == "5" { transaction.classification = .return }
    try add(transaction)
    events.append(.transaction(transaction))
  }

  private mutating func add(_ transaction: BankTransaction) throws(BankFileError) {
    let amount = Int128(transaction.amount.minorUnits)
    let currency = transaction.amount.currency
    if let first = deposit?.currency {
      if first != currency { deposit?.hasOneCurrency = false }
    } else {
      deposit?.currency = currency
    }
    deposit?.statement.transactions += 1
    if transaction.direction == .credit {
      batch?.sum.credits += amount
      deposit?.sum.credits += amount
    } else {
      batch?.sum.debits += amount
      deposit?.sum.debits += amount
    }
    guard transaction.status == .booked else {
      deposit?.statement.information += 1
      return
    }
    do {
      if transaction.direction == .credit {
        try deposit?.statement.bookedCredits.count(transaction.amount)
      } else {
        try deposit?.statement.bookedDebits.count(transaction.amount)
      }
    } catch {
      throw BankFileError(
        code: .badAmount, position: transaction.position,
        problem: "the cheques sum up beyond what can be counted",
        expected: "amounts of this world")
    }
  }

  mutating func closeBatch(_ problems: inout X12Problems, into events: inout BankFileBatch) {
    guard let closed = batch else { return }
    batch = nil
    let total = totalCheck(
      "batch_total", "batch \(closed.number)", closed.stated, closed.sum, &problems, into: &events)
    keep(total.check)
    for (_, count) in closed.stated.counts {
      keep(
        countCheck(
          "batch_count", "batch \(closed.number)", "cheques", count, closed.sum.payments,
          isCertain: total.agrees, &problems, into: &events))
    }
  }

  mutating func closeDeposit(
    _ problems: inout X12Problems, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closePayment(&problems, into: &events)
    closeBatch(&problems, into: &events)
    guard let closed = deposit else { return }
    let name = "deposit \(closed.statement.id)"
    let total = totalCheck(
      "deposit_total", name, closed.stated, closed.sum, &problems, into: &events)
    keep(total.check)
    for (qualifier, count) in closed.stated.counts {
      switch qualifier {
      case "41":
        keep(
          countCheck(
            "deposit_batch_count", name, "batches", count, closed.batches,
            isCertain: total.agrees, &problems, into: &events))
      case "42":
        keep(
          countCheck(
            "deposit_count", name, "cheques", count, closed.sum.payments,
            isCertain: total.agrees, &problems, into: &events))
      default:
        keep(
          ControlCheck(
            name: "deposit_count", stated: count.text, computed: "", verdict: .notCheckable,
            note: "nobody knows what qualifier '\(qualifier)' counts"))
      }
    }
    if closed.hasOneCurrency { deposit?.statement.currency = closed.currency ?? .usd }
    if let statement = deposit?.statement { events.append(.statementEnds(statement)) }
    deposit = nil
  }

  private mutating func keep(_ check: ControlCheck) {
    let isOneOfMany = check.verdict == .holds && check.name.hasPrefix("batch")
    if isOneOfMany, (deposit?.statement.checks.count ?? 0) >= Self.batchChecksMax { return }
    deposit?.statement.checks.append(check)
  }
}
