import Money
import Receivables

extension BAI2Envelopes {
  mutating func takeDetail(
    _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    count(record)
    guard let context = accountContext else {
      return reportNesting(
        record, "a movement stands outside an account", "an account (03)", into: &events)
    }
    var reader = BAI2DetailReader(record, in: context)
    let transaction = reader.read()
    for problem in reader.problems {
      report(
        problem.severity, problem.code, place(record), problem.problem, problem.expected,
        into: &events)
    }
    addToTotals(reader.amount, reader.type)
    guard let transaction else { return }
    try addToStatement(transaction, record)
    events.append(.transaction(transaction))
  }

  /// What the open account's movements have from it; nil outside of an account.
  var accountContext: BAI2AccountContext? {
    guard let openAccount, let openGroup else { return nil }
    return BAI2AccountContext(
      file: file, statement: openAccount.statement, asOf: openGroup.asOf, status: openGroup.status)
  }

  /// Adds what was taken quickly to the totals, as if it had been read record by record.
  mutating func add(_ run: BAI2QuickRun, at place: FilePosition) throws(BankFileError) {
    openFile?.records.add(run.records)
    openGroup?.records.add(run.records)
    openAccount?.records.add(run.records)
    openAccount?.total.credits += Int128(run.credits.sum)
    openAccount?.total.debits += Int128(run.debits.sum)
    openAccount?.statement.transactions += run.credits.count + run.debits.count
    guard let currency = openAccount?.statement.currency else { return }
    do {
      if run.credits.count > 0 {
        try openAccount?.statement.bookedCredits.count(
          Money(minorUnits: run.credits.sum, currency), times: run.credits.count)
      }
      if run.debits.count > 0 {
        try openAccount?.statement.bookedDebits.count(
          Money(minorUnits: run.debits.sum, currency), times: run.debits.count)
      }
    } catch {
      throw beyondCounting(place)
    }
  }

  private mutating func addToTotals(_ amount: Int64, _ type: BAI2TypeCode?) {
    switch type?.direction {
    case .credit: openAccount?.total.credits += Int128(amount)
    case .debit: openAccount?.total.debits += Int128(amount)
    case nil: openAccount?.total.others += Int128(amount)
    }
    guard let type, type.isPartOfAnother else { return }
    if type.direction == .credit {
      openAccount?.parts.credits += Int128(amount)
    } else {
      openAccount?.parts.debits += Int128(amount)
    }
  }

  private mutating func addToStatement(
    _ transaction: BankTransaction, _ record: BAI2LogicalRecord
  ) throws(BankFileError) {
    openAccount?.statement.transactions += 1
    guard transaction.status == .booked else {
      openAccount?.statement.information += 1
      return
    }
    do {
      if transaction.direction == .credit {
        try openAccount?.statement.bookedCredits.count(transaction.amount)
      } else {
        try openAccount?.statement.bookedDebits.count(transaction.amount)
      }
    } catch {
      throw beyondCounting(place(record))
    }
  }

  private func beyondCounting(_ place: FilePosition) -> BankFileError {
    BankFileError(
      code: .badAmount, position: place,
      problem: "the account's movements sum up beyond what can be counted",
      expected: "amounts of this world")
  }
}
