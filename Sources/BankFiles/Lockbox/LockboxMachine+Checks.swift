import Money
import Receivables

extension LockboxMachine {
  mutating func takeCheck(
    _ record: LockboxRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if box == nil {
      if layout.records.values.contains(where: { $0.kind == .header }) {
        return report(
          .error, .missingRecord, record.place, "a check stands outside a lockbox",
          "record 5 before it", into: &events)
      }
      openBox("", nil, record, into: &events)
    }
    let number = record.identifier("batch")
    let item = record.identifier("item")
    openBatch(number, record, into: &events)
    if batch?.items.insert(item) == false {
      report(
        .error, .duplicateElement, record.place, "item \(item) of batch \(number) comes twice",
        "every item once", into: &events)
    }
    let field = record.layout.fields["amount"]
    let amount = amount(field, "check amount", record, into: &events)
    if amount == nil, record.bytes("amount").isEmpty {
      report(
        .error, .badAmount, record.position(of: "amount"), "the check has no amount",
        "an amount; the check is left out of the sums", into: &events)
    }
    let context = context
    let transaction = record.withLine {
      columns.transaction($0, number: record.place.line ?? 1, in: context)
    }
    guard let transaction else { return }
    checkRouting(record, into: &events)
    pending = PendingCheck(
      transaction: transaction, batch: number, item: item, isCounted: amount != nil)
    batch?.checks += 1
    let batchAmount = try sum(batch?.amount ?? 0, amount ?? 0, record.place)
    batch?.amount = batchAmount
  }

  private mutating func openBatch(
    _ number: String, _ record: LockboxRecord, into events: inout BankFileBatch
  ) {
    if let open = batch, open.number != number {
      report(
        .error, .missingRecord, record.place,
        "batch \(number) begins before the total of batch \(open.number)", "record 7",
        into: &events)
      batch = nil
    }
    guard batch == nil else { return }
    batch = Batch(number: number, line: record.place.line ?? 1)
    if box?.batchNumbers.insert(number).inserted == false {
      report(
        .error, .duplicateElement, record.place, "batch \(number) comes twice in the lockbox",
        "every batch once", into: &events)
    }
  }

  private mutating func checkRouting(_ record: LockboxRecord, into events: inout BankFileBatch) {
    guard RoutingNumber.hasRightCheckDigit(record.bytes("routing")) == false else { return }
    report(
      .warning, .unusual, record.position(of: "routing"),
      "the check digit of routing number \(record.text("routing")) is wrong",
      "a number of the American Bankers Association", into: &events)
  }

  mutating func takeOverflow(
    _ record: LockboxRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard var check = pending else {
      return report(
        .error, .missingRecord, record.place, "a remittance line has no check before it",
        "record 6 before record 4", into: &events)
    }
    let batchNumber = record.identifier("batch")
    let item = record.identifier("item")
    if batchNumber != check.batch || item != check.item {
      return report(
        .error, .badRecord, record.place,
        "the remittance line is of item \(batchNumber)-\(item), the check before it is "
          + "\(check.batch)-\(check.item)",
        "lines behind their own check", into: &events)
    }
    // Taken out while it grows, so that its lines are not copied for each.
    pending = nil
    checkSequence(&check, record, into: &events)
    for line in record.layout.lines { try checkLine(line, record, &check, into: &events) }
    if check.overflows == Self.overflowsMax + 1 {
      report(
        .warning, .limitExceeded, record.place,
        "the check has more than \(Self.overflowsMax) remittance lines; the rest is left out",
        "at most \(Self.overflowsMax); its money is as stated", into: &events)
    }
    if check.overflows <= Self.overflowsMax, let type = record.bytes.first,
      let overflow = columns.overflow(type)
    {
      record.withLine { columns.add($0, overflow, to: &check.transaction) }
    }
    pending = check
  }

  private mutating func checkSequence(
    _ check: inout PendingCheck, _ record: LockboxRecord, into events: inout BankFileBatch
  ) {
    check.overflows += 1
    if let sequence = WholeNumber.count(record.bytes("sequence")) {
      let expected = (check.sequence ?? 0) % layout.sequenceModulo + 1
      if sequence != expected {
        report(
          .warning, .badRecord, record.position(of: "sequence"),
          "the remittance line has sequence \(sequence)", String(expected), into: &events)
      }
      check.sequence = sequence
    }
    if check.sawLast {
      report(
        .warning, .badRecord, record.place, "a remittance line follows the last one of its check",
        "none", into: &events)
    }
    check.sawLast = !layout.lastIndicator.isEmpty && record.text("last") == layout.lastIndicator
  }

  /// Reports amounts that are none, and sums up what the lines pay.
  private mutating func checkLine(
    _ line: [String: LockboxLayout.Field], _ record: LockboxRecord, _ check: inout PendingCheck,
    into events: inout BankFileBatch
  ) throws(BankFileError) {
    let paid = amount(line["paid"], "amount paid", record, into: &events)
    _ = amount(line["gross"], "gross amount", record, into: &events)
    _ = amount(line["discount"], "discount", record, into: &events)
    _ = amount(line["deduction"], "deduction", record, into: &events)
    check.paid = try sum(check.paid, paid ?? 0, record.place)
  }

  /// Tells the check before, now that all its lines are read.
  mutating func closeCheck(into events: inout BankFileBatch) throws(BankFileError) {
    guard let check = pending else { return }
    pending = nil
    let transaction = check.transaction
    if check.overflows > 0, !layout.lastIndicator.isEmpty, !check.sawLast {
      report(
        .warning, .badRecord, transaction.position,
        "the remittance lines of the check end without one marked as the last",
        "'\(layout.lastIndicator)' on the last one", into: &events)
    }
    if check.paid > transaction.amount.minorUnits, check.isCounted {
      report(
        .warning, .detailsMismatch, transaction.position,
        "the check is \(transaction.amount), its lines pay \(money(check.paid))",
        "lines that pay no more than the check", into: &events)
    }
    guard check.isCounted else { return }
    box?.statement.transactions += 1
    do {
      try box?.statement.bookedCredits.count(transaction.amount)
    } catch {
      throw BankFileError(
        code: .badAmount, position: transaction.position,
        problem: "the checks sum up beyond what can be counted", expected: "amounts of this world")
    }
    events.append(.transaction(transaction))
  }
}
