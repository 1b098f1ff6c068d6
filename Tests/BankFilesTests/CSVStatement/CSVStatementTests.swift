import BankFiles
import Money
import Receivables
import Testing

/// What a line becomes, by every kind of column that a layout can name.
struct CSVStatementTests {
  /// A layout with these columns and whatever else is said.
  static func layout(_ columns: String, _ more: String = "") throws -> CSVStatementLayout {
    try .reading(
      """
      {"id": "ours", "account": "123", "currency": "EUR", \(more)
       "columns": {"booking_date": "Day", \(columns)}}
      """)
  }

  static func amounts(_ trial: FlatFileTrial) -> [String] {
    trial.transactions.map { ($0.direction == .debit ? "-" : "") + $0.amount.description }
  }

  @Test func `a line has everything that its columns say`() throws {
    let layout = try CSVStatementLayout.reading(CSVMalformedTests.layout)

    let trial = FlatFileTrial(csv: CSVMalformedTests.good, layout)

    #expect(trial.summary?.format == .csv)
    #expect(trial.summary?.version == "ours")
    let second = try #require(trial.transactions.dropFirst().first)
    #expect(second.account == "1234567")
    #expect(second.amount.description == "200.00 USD")
    #expect(second.direction == .credit)
    #expect(second.status == .booked)
    #expect(second.bookingDate?.description == "2026-03-10")
    #expect(second.valueDate?.description == "2026-03-11")
    #expect(second.payer == Party(name: "SMITH, JOHN", account: "DE2"))
    #expect(second.text == ["INV \"A-2\"", "second line"])
    #expect(second.bankReference == "R-2")
    #expect(second.endToEndID == nil)
    #expect(second.bankCode == "TRF")
    #expect(second.classification == .receipt)
    #expect(second.position.description == "bank.csv:3")
    #expect(second.record == "csv line")
    #expect(
      second.raw
        == "2026-03-10,2026-03-11,\"SMITH, JOHN\",DE2,\"INV \"\"A-2\"\"\nsecond line\",R-2,TRF,"
        + "200.00,USD,\"5,200.50\"")
  }

  @Test func `a statement has the balances at both ends of its lines, and the days between`() throws
  {
    let layout = try CSVStatementLayout.reading(CSVMalformedTests.layout)

    let trial = FlatFileTrial(csv: CSVMalformedTests.good, layout)

    let statement = try #require(trial.statements.first)
    #expect(trial.statements.count == 1)
    #expect(statement.id == "1234567/2026-03-10")
    #expect(statement.currency == .usd)
    #expect(statement.opening?.amount.decimal == "4000.00")
    #expect(statement.closing?.amount.decimal == "5195.00")
    #expect(statement.periodFrom?.description == "2026-03-10")
    #expect(statement.periodTo?.description == "2026-03-11")
    #expect(statement.bookedCredits.map(\.amount.decimal) == ["1200.50"])
    #expect(statement.bookedDebits.map(\.amount.decimal) == ["5.50"])
    #expect(trial.checks == ["running_balance 5195.00 USD 5195.00 USD holds"])
  }

  @Test func `the newest line may stand first`() throws {
    let layout = try Self.layout("\"amount\": \"Sum\", \"balance_after\": \"Left\"")
    let text = """
      Day,Sum,Left
      2026-03-12,-10.00,160.00
      2026-03-11,20.00,170.00
      2026-03-10,50.00,150.00

      """

    let trial = FlatFileTrial(csv: text, layout)

    #expect(trial.complaints == [])
    #expect(trial.statements.first?.opening?.amount.decimal == "100.00")
    #expect(trial.statements.first?.closing?.amount.decimal == "160.00")
    #expect(trial.statements.first?.checks.first?.note == "the newest line stands first")
  }

  @Test func `what a balance that does not follow means is the bank's habit`() throws {
    let layout = try Self.layout("\"amount\": \"Sum\", \"balance_after\": \"Left\"")
    let text = "Day,Sum,Left\n2026-03-10,5.00,5.00\n2026-03-10,5.00,9.00\n"
    var habit = BankHabits.Habit()
    habit.bank = "OURS"
    habit.mismatch = .warning

    let usual = FlatFileTrial(csv: text, layout)
    let mild = FlatFileTrial(
      Array(text.utf8),
      by: CSVStatementReader(file: "bank.csv", layouts: [layout], habits: BankHabits([habit])))

    #expect(usual.problems.map(\.severity) == [.error])
    #expect(usual.problems.map(\.code) == [.balanceMismatch])
    #expect(mild.problems.map(\.severity) == [.warning])
    #expect(mild.statements.first?.checks.map(\.consequence) == ["warning"])
  }

  @Test func `a pending line without a balance is no part of the chain`() throws {
    let layout = try Self.layout(
      "\"amount\": \"Sum\", \"balance_after\": \"Left\", \"status\": \"State\"",
      "\"words\": {\"booked\": [\"ok\"], \"pending\": [\"vorgemerkt\"], \"information\": [\"i\"]},")
    let text = """
      Day,Sum,Left,State
      2026-03-10,50.00,150.00,OK
      2026-03-10,9.00,,Vorgemerkt
      2026-03-11,20.00,170.00,ok
      2026-03-11,1.00,,I

      """

    let trial = FlatFileTrial(csv: text, layout)

    #expect(trial.complaints == [])
    #expect(trial.transactions.map(\.status) == [.booked, .pending, .booked, .information])
    #expect(trial.checks == ["running_balance 170.00 EUR 170.00 EUR holds"])
    #expect(trial.statements.map(\.pending) == [1])
    #expect(trial.statements.map(\.information) == [1])
  }

  @Test func `a word for no known status is an error`() throws {
    let layout = try Self.layout(
      "\"amount\": \"Sum\", \"status\": \"State\"", "\"words\": {\"booked\": [\"ok\", \"done\"]},")

    let trial = FlatFileTrial(csv: "Day,Sum,State\n2026-03-10,50.00,maybe\n", layout)

    #expect(
      trial.errors == [
        """
        bank.csv:2:18: error: the status is 'maybe'; expected one of the layout's words: DONE, OK \
        (unknownStatus)
        """
      ])
    #expect(trial.transactions == [])
  }

  @Test func `money in and money out may have a column each`() throws {
    let layout = try Self.layout("\"credit\": \"In\", \"debit\": \"Out\"")
    let text = "Day,In,Out\n2026-03-10,50.00,\n2026-03-10,,7.00\n2026-03-10,0.00,3.00\n"

    let trial = FlatFileTrial(csv: text, layout)

    #expect(trial.complaints == [])
    #expect(Self.amounts(trial) == ["50.00 EUR", "-7.00 EUR", "-3.00 EUR"])
  }

  static let sides: [(String, String, String)] = [
    (
      "50.00,7.00", "",
      "2:18: error: the line has a credit as well as a debit; expected one of them"
    ),
    (",", "", "2:12: error: the line has no amount; expected a credit or a debit"),
    ("-50.00,", "", "2:12: error: the credit has a minus; expected none"),
    (
      ",-7.00", "",
      "2:13: error: the debit has a minus; expected \"debits\": \"negative\" in the layout, if all "
        + "are like it"
    ),
    (
      ",7.00", "\"debits\": \"negative\",",
      "2:13: error: the debit has no minus; expected \"debits\": \"positive\" in the layout, if all "
        + "are like it"
    ),
  ]

  @Test(arguments: sides)
  func `two columns that do not say one amount are an error`(
    cells: String, more: String, message: String
  ) throws {
    let layout = try Self.layout("\"credit\": \"In\", \"debit\": \"Out\"", more)

    let trial = FlatFileTrial(csv: "Day,In,Out\n2026-03-10,\(cells)\n", layout)

    #expect(trial.errors == ["bank.csv:\(message) (badAmount)"])
    #expect(trial.transactions == [])
  }

  @Test func `debits may all have a minus`() throws {
    let layout = try Self.layout(
      "\"credit\": \"In\", \"debit\": \"Out\"", "\"debits\": \"negative\",")

    let trial = FlatFileTrial(csv: "Day,In,Out\n2026-03-10,,-7.00\n", layout)

    #expect(Self.amounts(trial) == ["-7.00 EUR"])
  }

  @Test func `a word may tell which way the amount goes`() throws {
    let layout = try Self.layout(
      "\"amount\": \"Sum\", \"direction\": \"S/H\"",
      "\"words\": {\"credit\": [\"H\", \"Haben\"], \"debit\": [\"S\"]},")
    let text = "Day,Sum,S/H\n2026-03-10,50.00,H\n2026-03-10,7.00,s\n2026-03-10,1.00,HABEN\n"

    let trial = FlatFileTrial(csv: text, layout)

    #expect(trial.complaints == [])
    #expect(Self.amounts(trial) == ["50.00 EUR", "-7.00 EUR", "1.00 EUR"])
  }

  @Test(arguments: [
    (
      "7.00,X",
      "2:17: error: the direction is 'X'; expected one of the layout's words: H, S (badDirection)"
    ),
    (
      "-7.00,S",
      """
      2:12: error: the amount has a sign beside its direction; expected no sign, or no direction \
      column in the layout (badDirection)
      """
    ),
    (
      "7.00,",
      "2:17: error: the direction is ''; expected one of the layout's words: H, S (badDirection)"
    ),
  ])
  func `an amount whose way is uncertain is an error`(cells: String, message: String) throws {
    let layout = try Self.layout(
      "\"amount\": \"Sum\", \"direction\": \"S/H\"",
      "\"words\": {\"credit\": [\"H\"], \"debit\": [\"S\"]},")

    let trial = FlatFileTrial(csv: "Day,Sum,S/H\n2026-03-10,\(cells)\n", layout)

    #expect(trial.errors == ["bank.csv:\(message)"])
    #expect(trial.transactions == [])
  }

  @Test func `every account and currency has a statement, as long as its lines go on`() throws {
    let layout = try CSVStatementLayout.reading(
      """
      {"id": "ours", "currency": "EUR", "columns": {
        "booking_date": "Day", "amount": "Sum", "account": "IBAN", "currency": "Cur"}}
      """)
    let text = """
      Day,Sum,IBAN,Cur
      2026-03-10,1.00,DE12 3456,EUR
      2026-03-11,2.00,DE123456,
      2026-03-11,3.00,DE123456,USD
      2026-03-11,4.00,DE99,USD
      2026-03-11,5.00,DE123456,EUR

      """

    let trial = FlatFileTrial(csv: text, layout)

    #expect(trial.complaints == [])
    #expect(
      trial.statements.map { "\($0.id) \($0.currency?.code ?? "") \($0.transactions)" } == [
        "DE123456/2026-03-10 EUR 2", "DE123456/2026-03-11/2 USD 1", "DE99/2026-03-11/3 USD 1",
        "DE123456/2026-03-11/4 EUR 1",
      ])
  }

  @Test func `the end-to-end id is the first reference, and a placeholder is none`() throws {
    let layout = try Self.layout(
      "\"amount\": \"Sum\", \"end_to_end_id\": \"E2E\", \"bank_reference\": \"Ref\"")
    let text = """
      Day,Sum,E2E,Ref
      2026-03-10,1.00,E-1,R-1
      2026-03-10,1.00,NOTPROVIDED,R-2
      2026-03-10,1.00,E-3,

      """

    let transactions = FlatFileTrial(csv: text, layout).transactions

    #expect(transactions.map(\.bankReference) == ["E-1", "R-2", "E-3"])
    #expect(transactions.map(\.endToEndID) == ["E-1", nil, "E-3"])
    #expect(transactions.map(\.references) == [["R-1"], [], []])
  }

  @Test func `the bank's code says what is no customer's payment`() throws {
    let layout = try Self.layout(
      "\"amount\": \"Sum\", \"bank_code\": \"Code\", \"payer_name\": \"Who\"",
      """
      "words": {"return": ["Retoure"], "fee": ["Entgelt"], "interest": ["Zins"], "other": ["Umbuchung"]},
      """)
    let text = """
      Day,Sum,Code,Who
      2026-03-10,1.00,Gutschrift,A
      2026-03-10,-1.00,RETOURE,B
      2026-03-10,-1.00,Entgelt,C
      2026-03-10,1.00,Zins,D
      2026-03-10,1.00,Umbuchung,E
      2026-03-10,-1.00,Lastschrift,F

      """

    let transactions = FlatFileTrial(csv: text, layout).transactions

    #expect(
      transactions.map(\.classification) == [.receipt, .return, .fee, .interest, .other, .other])
    #expect(transactions.map(\.payer.name) == ["A", "B", "", "D", "E", ""])
  }

  @Test func `cheques and routing numbers have columns too`() throws {
    let layout = try Self.layout(
      """
      "amount": 2, "check_number": 3, "payer_routing_number": 4, "payer_account": 5,
      "customer_number": 6
      """)

    let trial = FlatFileTrial(
      csv: "Day,b,c,d,e,f\n2026-03-10,5.00,0042,121000248,1 23,C-1\n", layout)

    let line = try #require(trial.transactions.first)
    #expect(line.checkNumber == "0042")
    #expect(
      line.payer == Party(account: "123", routingNumber: "121000248", customerNumber: "C-1"))
  }
}
