import BankFiles
import Money
import Receivables
import Testing

/// Sets 820 as payers and their banks send them; the fixtures were written for these tests.
struct X12PaymentOrderTests {
  @Test func `a payment has its payer, its trace and its day`() throws {
    let trial = FlatFileTrial(x12Fixture: "820-4010.edi")

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(trial.summary?.format == .x12Payment)
    #expect(trial.summary?.version == "004010")
    let payment = try #require(trial.transactions.first)
    #expect(payment.amount.description == "13462.50 USD")
    #expect(payment.direction == .credit)
    #expect(payment.status == .booked)
    #expect(payment.classification == .receipt)
    #expect(payment.account == "7654321")
    #expect(payment.bookingDate?.description == "2026-03-10")
    #expect(payment.valueDate?.description == "2026-03-10")
    #expect(payment.bankReference == "ACH20260310-000417")
    #expect(payment.endToEndID == "ACH20260310-000417")
    #expect(payment.references == ["RUN-7"])
    #expect(payment.bankCode == "ACH/CTX")
    #expect(
      payment.payer
        == Party(
          name: "NORTHWIND HARDWARE CORP", account: "4455667", routingNumber: "121000248",
          customerNumber: "C-2001"))
    #expect(payment.text == ["MARCH RUN 7", "PO 4500081234"])
  }

  @Test func `every invoice has what is paid, discounted and kept back of it`() throws {
    let payment = try #require(FlatFileTrial(x12Fixture: "820-4010.edi").transactions.first)

    #expect(
      payment.documents.map(\.described) == [
        "IV INV-20117 of 2026-02-05 due 5000.00 paid 4900.00 discount 100.00",
        "IV INV-20131 of 2026-02-12 due 8750.00 paid 8712.50 less 37.50 for 04 "
          + "(DB DM-5502 TWO SEALS BROKEN ON ARRIVAL)",
        "CM CR-311 due -150.00 paid -150.00",
      ])
  }

  @Test func `a set is a statement with the checks that hold it together`() throws {
    let trial = FlatFileTrial(x12Fixture: "820-4010.edi")

    let statement = try #require(trial.statements.first)
    #expect(trial.statements.map(\.id) == ["000000417/417/0001", "000000417/417/0002"])
    #expect(statement.line == 3)
    #expect(statement.currency == .usd)
    #expect(statement.createdAt == "2026-03-10T08:15")
    #expect(statement.bookedCredits.map(\.amount.decimal) == ["13462.50"])
    #expect(
      trial.checks == [
        "set_segment_count 22 22 holds", "set_control_number 0001 0001 holds",
        "remittance_total 13462.50 USD 13462.50 USD holds",
        "set_segment_count 13 13 holds", "set_control_number 0002 0002 holds",
        "remittance_total 2400.00 USD 2400.00 USD holds",
        "group_set_count 2 2 holds", "group_control_number 417 417 holds",
        "interchange_group_count 1 1 holds",
        "interchange_control_number 000000417 000000417 holds",
      ])
  }

  @Test func `an adjustment of no invoice is an amount without a number, with its reason`() throws {
    let payment = try #require(FlatFileTrial(x12Fixture: "820-4010.edi").transactions.last)

    #expect(payment.amount.decimal == "2400.00")
    #expect(
      payment.documents.map(\.described) == [
        "IV INV-20140 due 1000.00 paid 1000.00", "IV INV-20141 due 2000.00 paid 1500.00",
        "CT  paid -100.00 less 100.00 for 56 (CT COOP-26 Q1 COOP AGREEMENT)",
      ])
  }

  @Test func `a payment action that says so is a part payment`() throws {
    let payment = try #require(FlatFileTrial(x12Fixture: "820-4010.edi").transactions.last)

    #expect(payment.text == ["PARTIAL PAYMENT INV-20141"])
  }

  @Test func `a transaction keeps its segments and the place of the first`() throws {
    let payment = try #require(FlatFileTrial(x12Fixture: "820-4010.edi").transactions.last)

    #expect(payment.record == "BPR")
    #expect(payment.position.description == "820-4010.edi:26:1")
    let lines = payment.raw.split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines.last == "RMR*IV*INV-20141*PP*1500*2000~")
  }

  @Test func `amounts without a currency are in the one that is known of the account`() throws {
    var habit = BankHabits.Habit()
    habit.currency = .eur
    let bytes = FlatFileTrial.fixture("x12/820-4010.edi")

    let trial = FlatFileTrial(
      bytes, by: X12Reader(file: "820-4010.edi", habits: BankHabits([habit])))

    #expect(trial.transactions.map(\.amount.currency.code) == ["EUR", "USD"])
    #expect(trial.problems.map(\.description) == [])
  }

  @Test func `an older release ends segments with a line, adjustments have no minus`() throws {
    let trial = FlatFileTrial(x12Fixture: "820-3040.edi")

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(trial.summary?.version == "003040")
    let payment = try #require(trial.transactions.first)
    #expect(payment.bookingDate?.description == "1995-03-10")
    #expect(
      payment.documents.map(\.described) == [
        "IV 5501 due 1000.00 paid 875.00 less 125.00 for 06 (CM DM77)",
        "IV 5502 of 1995-02-15 due 1020.00 paid 1000.00 discount 20.00",
      ])
    #expect(
      trial.statements.first?.checks.last?.note
        == "RMR04 is before adjustments, RMR04 is before discounts")
  }

  @Test func `remittance alone and a test of an account move no money`() {
    let trial = FlatFileTrial(x12Fixture: "820-mixed.edi")

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(trial.transactions.map(\.amount.decimal) == ["640.00", "0.00", "310.25"])
    #expect(trial.transactions.map(\.status) == [.information, .information, .booked])
    #expect(trial.statements.map(\.information) == [1, 1, 0])
    #expect(trial.transactions.first?.checkNumber == "104455")
  }

  @Test func `a document that only a reference names is a document all the same`() throws {
    let payment = try #require(FlatFileTrial(x12Fixture: "820-mixed.edi").transactions.last)

    #expect(payment.documents.map(\.described) == ["IV INV-20151"])
    #expect(payment.text == ["SECOND REMINDER"])
    #expect(payment.references == ["091000010000881"])
    #expect(payment.payer.name == "R&B IRRIGATION")
  }

  static let variants: [(String, String, String)] = [
    ("N1*PR*ACME TOOLS", "N1*PR*ACME TOOLS*1*001234567", "name ACME TOOLS number "),
    ("N1*PR*ACME TOOLS", "N1*PR*ACME TOOLS*92*K-7", "name ACME TOOLS number K-7"),
    ("N1*PR*ACME TOOLS", "N1*RM*ACME REMITS", "name ACME REMITS number "),
    ("N1*PR*ACME TOOLS", "N1*PE*HALDEN PUMPS", "name  number "),
    ("N1*PR*ACME TOOLS", "N1*PR*ACME TOOLS~\nN1*PR*OTHER", "name ACME TOOLS number "),
    ("N1*PR*ACME TOOLS", "N1*PR*ACME TOOLS~\nN2*DEPT 9", "name ACME TOOLS number "),
    (
      "N1*PR*ACME TOOLS", "N1*PR*ACME TOOLS AND MANUFACTURING INTERN~\nN2*ATIONAL LTD",
      "name ACME TOOLS AND MANUFACTURING INTERNATIONAL LTD number "
    ),
  ]

  @Test(arguments: variants)
  func `the payer is the one who pays, under its whole name`(
    old: String, new: String, payer: String
  ) throws {
    let text = X12Text.edited(X12PaymentMalformedTests.good, old, new)

    let found = try #require(FlatFileTrial(x12: text).transactions.first).payer

    #expect("name \(found.name) number \(found.customerNumber)" == payer)
  }

  @Test func `the account is the payee's number where the payment names no bank account`() throws {
    let text = X12Text.edited(
      X12PaymentMalformedTests.good, "01*091000019*DA*76*20260310~\nTRN*1*T-1",
      "01*091000019***20260310~\nTRN*1*T-1~\nN1*PE*HALDEN PUMPS*91*76 543")

    let trial = FlatFileTrial(x12: text)

    #expect(trial.transactions.first?.account == "76543")
  }

  @Test func `a reference under an RMR without a number names its document`() throws {
    let text = X12Text.edited(
      X12PaymentMalformedTests.good, "RMR*IV*A-1**600*610*10", "RMR***600*610*10~\nREF*IV*A-9")

    let payment = try #require(FlatFileTrial(x12: text).transactions.first)

    #expect(payment.documents.map(\.number) == ["A-9", "A-2"])
    #expect(payment.documents.first?.type == "IV")
  }

  @Test func `a BIC is no routing number`() throws {
    let text = X12Text.edited(X12PaymentMalformedTests.good, "01*121000248", "02*DEUTDEFF")

    let payment = try #require(FlatFileTrial(x12: text).transactions.first)

    #expect(payment.payer.routingNumber == "")
    #expect(payment.payer.account == "44")
  }
}
