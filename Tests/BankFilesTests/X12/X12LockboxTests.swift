import BankFiles
import Money
import Receivables
import Testing

/// Sets 823 as banks send them; the fixtures were written for these tests.
struct X12LockboxTests {
  @Test func `a deposit is a statement of the lockbox and its day`() throws {
    let trial = FlatFileTrial(x12Fixture: "823-4010.edi")

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(trial.summary?.format == .x12Lockbox)
    #expect(trial.statements.map(\.id) == ["0068751/2026-03-10", "0068752/2026-03-10"])
    let statement = try #require(trial.statements.first)
    #expect(statement.account == "0068751")
    #expect(statement.currency == .usd)
    #expect(statement.transactions == 4)
    #expect(statement.bookedCredits.map(\.amount.description) == ["11640.75 USD"])
  }

  @Test func `totals and counts of deposits and batches are held against the cheques`() {
    let trial = FlatFileTrial(x12Fixture: "823-4010.edi")

    #expect(
      trial.checks == [
        "batch_total 11140.75 USD 11140.75 USD holds", "batch_count 3 3 holds",
        "batch_total 500.00 USD 500.00 USD holds", "batch_count 1 1 holds",
        "deposit_total 11640.75 USD 11640.75 USD holds", "deposit_batch_count 2 2 holds",
        "deposit_count 4 4 holds",
        "deposit_total 0.00 USD 0.00 USD holds", "deposit_count 0 0 holds",
        "set_segment_count 41 41 holds", "set_control_number 0001 0001 holds",
        "group_set_count 1 1 holds", "group_control_number 69 69 holds",
        "interchange_group_count 1 1 holds",
        "interchange_control_number 000000069 000000069 holds",
      ])
  }

  @Test func `a cheque has its number, its batch, its payer and what it pays`() throws {
    let trial = FlatFileTrial(x12Fixture: "823-4010.edi")

    #expect(
      trial.transactions.map(\.bankReference) == ["1-1-17734", "1-2-2201", "1-3-99", "2-1-412"])
    let cheque = try #require(trial.transactions.first)
    #expect(cheque.amount.description == "5880.00 USD")
    #expect(cheque.status == .booked)
    #expect(cheque.account == "0068751")
    #expect(cheque.statementID == "0068751/2026-03-10")
    #expect(cheque.bookingDate?.description == "2026-03-10")
    #expect(cheque.checkNumber == "17734")
    #expect(cheque.batch == "1")
    #expect(cheque.endToEndID == nil)
    #expect(
      cheque.payer
        == Party(
          name: "NORTHWIND HARDWARE CORP", account: "4455667", routingNumber: "121000248",
          customerNumber: "C-2001"))
    #expect(
      cheque.documents.map(\.described) == [
        "IV INV-20118 of 2026-02-10 due 6000.00 paid 5880.00 discount 120.00"
      ])
    #expect(cheque.text == ["PO 4500081240"])
    #expect(cheque.position.line == 17)
  }

  @Test func `an adjustment is kept with its reason and its words`() throws {
    let trial = FlatFileTrial(x12Fixture: "823-4010.edi")

    #expect(
      trial.transactions.dropFirst().first?.documents.map(\.described) == [
        "IV INV-20119 due 3200.75 paid 3160.75 less 40.00 for 01 (ZZ PRICE LIST 2025)",
        "IV INV-20122 due 2000.00 paid 2000.00",
      ])
  }

  @Test func `without batches the number of the deposit takes their place`() {
    let trial = FlatFileTrial(x12Fixture: "823-3040.edi")

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [])
    #expect(trial.transactions.map(\.bankReference) == ["7-1-551", "7-2-0", "91-1-540"])
    #expect(trial.statements.map(\.id) == ["4411/1995-03-10", "4411/1995-03-10/2"])
  }

  @Test func `cheques have the currency that they state`() {
    let trial = FlatFileTrial(x12Fixture: "823-3040.edi")

    #expect(
      trial.transactions.map(\.amount.description) == ["1000.00 CAD", "200.00 CAD", "75.00 CAD"])
    #expect(trial.statements.map(\.currency?.code) == ["CAD", "CAD"])
  }

  @Test func `a cheque that came back is a return on the other side`() throws {
    let trial = FlatFileTrial(x12Fixture: "823-3040.edi")

    let returned = try #require(trial.transactions.last)
    #expect(returned.direction == .debit)
    #expect(returned.classification == .return)
    #expect(returned.checkNumber == "540")
    #expect(trial.statements.last?.bookedDebits.map(\.amount.decimal) == ["75.00"])
    #expect(trial.checks.contains("deposit_total -75.00 CAD -75.00 CAD holds"))
  }

  @Test(arguments: [("FIRSTMERCH", "68751"), ("*", "687*")])
  func `what a total that disagrees means is the bank's habit`(bank: String, account: String) {
    let text = X12LockboxMalformedTests.good.replacing("AMT*3*800", with: "AMT*3*801")
    var habit = BankHabits.Habit()
    habit.bank = bank
    habit.account = account
    habit.mismatch = .warning

    let usual = FlatFileTrial(x12: text)
    let mild = FlatFileTrial(
      Array(text.utf8), by: X12Reader(file: "pay.edi", habits: BankHabits([habit])))

    #expect(usual.problems.map(\.severity) == [.note, .error])
    #expect(mild.problems.map(\.severity) == [.note, .warning])
    #expect(mild.problems.map(\.code) == [.badCurrency, .controlTotalMismatch])
  }

  @Test func `the invoice's amount tells which sign an adjustment has`() throws {
    // The release says that a positive one raises the payment; 200 and 25 make the 225 billed.
    let trial = FlatFileTrial(x12: X12LockboxMalformedTests.good)

    let adjustment = try #require(trial.transactions.last?.documents.first?.adjustments.first)
    #expect(adjustment.amount.decimal == "25.00")
  }
}
