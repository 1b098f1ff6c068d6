import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Step 5 of the contract: how does the amount fit?
@Suite struct DifferenceTests {
  @Test func `an exact amount clears the item that the text names`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("1000.00", "RE 4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 1000.00"])
    #expect(outcome.told.isEmpty)
    #expect(outcome.summary.straightThrough == 1)
    #expect(outcome.ledger.clearedItems.map(\.number.text) == ["4711"])
  }

  @Test(arguments: ["2026-03-08", "2026-03-10", "2026-03-13"])
  func `a short payment inside the discount window clears the item without a dispute`(
    day: String
  ) throws {
    let world = try World(.item("4711", "1000.00", discount: "20.00", until: "2026-03-10"))

    let outcome = try world.reconciling(.receipt("980.00", "4711", account: "DE11", on: day))

    #expect(outcome.lines == ["4711 payment 980.00", "4711 discount 20.00"])
    #expect(outcome.disputes.isEmpty)
  }

  @Test func `a discount taken a day after the grace is an unexplained deduction`() throws {
    let world = try World(.item("4711", "1000.00", discount: "20.00", until: "2026-03-10"))

    let outcome = try world.reconciling(
      .receipt("980.00", "4711", account: "DE11", on: "2026-03-14"))

    #expect(outcome.lines == ["4711 payment 980.00", "4711 deduction 20.00"])
    #expect(outcome.told == ["short_payment 20.00"])
    #expect(outcome.disputes.map(\.reasonCode) == ["UNEXPLAINED"])
    #expect(outcome.open == ["4711-D1 20.00"])
  }

  @Test func `less than the full discount is still a discount, taken from the oldest on`() throws {
    let world = try World(
      .item("A-100", "100.00", due: "2026-02-01", discount: "2.00", until: "2026-03-10"),
      .item("A-200", "200.00", due: "2026-02-02", discount: "4.00", until: "2026-03-10"))

    let outcome = try world.reconciling(.receipt("297.00", "A-100, A-200", account: "DE11"))

    #expect(
      outcome.lines == [
        "A-100 payment 98.00", "A-100 discount 2.00", "A-200 payment 199.00",
        "A-200 discount 1.00",
      ])
  }

  @Test func `words for a part payment win over a live discount`() throws {
    let world = try World(.item("4711", "1000.00", discount: "20.00", until: "2026-03-10"))

    let outcome = try world.reconciling(
      .receipt("985.00", "Teilzahlung RE 4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 985.00"])
    #expect(outcome.told.isEmpty)
    #expect(outcome.open == ["4711 15.00"])
  }

  @Test(arguments: [
    "częściowa zapłata", "płatność częściowa", "pago parcial", "acconto", "deelbetaling",
    "gedeeltelijke betaling", "delbetalning", "osasuoritus", "osamaksu", "acompte", "à valoir",
    "delvis betaling", "zaliczka", "in parte", "Teilzahlung", "Abschlag", "part payment",
  ])
  func `words for a part payment are known in many languages`(words: String) throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("985.00", "\(words) RE 4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 985.00"])
    #expect(outcome.told.isEmpty)
  }

  @Test(arguments: [
    ("999.00", ["4711 payment 999.00", "4711 write_off 1.00"]),
    ("1001.00", ["4711 payment 1001.00", "4711 write_off -1.00"]),
  ])
  func `the tolerance is inclusive, under and over`(amount: String, lines: [String]) throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt(amount, "4711", account: "DE11"))

    #expect(outcome.lines == lines)
    #expect(outcome.told.isEmpty)
  }

  @Test func `the lower of absolute and percentage limits the tolerance`() throws {
    let world = try World(.item("4711", "100.00"))

    let outcome = try world.reconciling(.receipt("99.49", "4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 99.49", "4711 deduction 0.51"])
  }

  @Test func `the one open credit that is exactly the shortfall is netted`() throws {
    let world = try World(.item("4711", "1000.00"), .item("GS-9", "-150.00"))

    let outcome = try world.reconciling(.receipt("850.00", "4711", account: "DE11"))

    #expect(
      outcome.lines == ["4711 payment 850.00", "4711 credit 150.00", "GS-9 credit -150.00"])
  }

  @Test func `two credits of the shortfall explain nothing`() throws {
    let world = try World(
      .item("4711", "1000.00"), .item("GS-8", "-150.00"), .item("GS-9", "-150.00"))

    let outcome = try world.reconciling(.receipt("850.00", "4711", account: "DE11"))

    #expect(outcome.told == ["short_payment 150.00"])
  }

  @Test func `a bank charge needs evidence`() throws {
    let world = try World(.item("4711", "1000.00"))

    let stated = try world.reconciling(
      .receipt("985.00", "4711", account: "DE11", charges: "15.00"))
    let instructed = try world.reconciling(
      .receipt("985.00", "4711", account: "DE11", instructed: "1000.00"))
    let bare = try world.reconciling(.receipt("985.00", "4711", account: "DE11"))

    #expect(stated.lines == ["4711 payment 985.00", "4711 bank_charge 15.00"])
    #expect(instructed.lines == stated.lines)
    #expect(bare.lines == ["4711 payment 985.00", "4711 deduction 15.00"])
  }

  @Test func `withholding tax is the rate of each item, half away from zero`() throws {
    var world = try World(.item("A-100", "100.05"), .item("A-200", "200.05"))
    world.ledger.customers[0].withholdingTax = Percent("10")

    let outcome = try world.reconciling(.receipt("270.08", "A-100 A-200", account: "DE11"))

    #expect(
      outcome.lines == [
        "A-100 payment 90.04", "A-100 withholding_tax 10.01", "A-200 payment 180.04",
        "A-200 withholding_tax 20.01",
      ])
  }

  @Test func `a full discount and one other reason explain together`() throws {
    var world = try World(.item("4711", "1000.00", discount: "20.00", until: "2026-03-10"))
    world.ledger.customers[0].withholdingTax = Percent("10")

    let outcome = try world.reconciling(.receipt("880.00", "4711", account: "DE11"))

    #expect(
      outcome.lines == [
        "4711 payment 880.00", "4711 discount 20.00", "4711 withholding_tax 100.00",
      ])
  }

  @Test func `an allowance of the shortfall is used once`() throws {
    var world = try World(.item("4711", "1000.00"), .item("4712", "1000.00"))
    world.ledger.allowances = [
      Allowance(id: "AL1", customer: "C1", reasonCode: "PROMO", amount: try .reading("75.00"))
    ]

    let outcome = try world.reconciling(
      .receipt("925.00", "4711", account: "DE11"),
      .receipt("925.00", "4712", account: "DE11", line: 2))

    #expect(
      outcome.lines == [
        "4711 payment 925.00", "4711 deduction 75.00", "4712 payment 925.00",
        "4712 deduction 75.00",
      ])
    #expect(outcome.applications.map(\.reasonCode) == ["", "PROMO", "", "UNEXPLAINED"])
    #expect(outcome.ledger.allowances.map(\.used.decimal) == ["75.00"])
    #expect(outcome.open == ["4712-D1 75.00"])
  }

  @Test func `a reported dispute of at least the shortfall binds it`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.disputes = [
      Dispute(
        id: "DX", customer: "C1", document: "4711", amount: try .reading("100.00"),
        reasonCode: "DAMAGED", origin: .customerReported, status: .open,
        openedOn: try .reading("2026-02-01"))
    ]

    let outcome = try world.reconciling(.receipt("920.00", "4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 920.00", "4711 deduction 80.00"])
    #expect(outcome.open == ["4711-D1 80.00"])
    #expect(outcome.disputes.map(\.id) == ["DX"])
    #expect(outcome.disputes.first?.payment == outcome.decided.first?.payment)
    #expect(outcome.told.isEmpty)
  }

  @Test func `an explained dispute leaves nothing behind`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.disputes = [
      Dispute(
        id: "DX", customer: "C1", document: "4711", amount: try .reading("100.00"),
        reasonCode: "DAMAGED", origin: .customerReported, status: .explained,
        openedOn: try .reading("2026-02-01"))
    ]

    let outcome = try world.reconciling(.receipt("900.00", "4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 900.00", "4711 deduction 100.00"])
    #expect(outcome.open.isEmpty)
    #expect(outcome.applications.last?.reasonCode == "DAMAGED")
  }

  @Test func `an instalment of the amount received is a part payment without a question`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.expectations = [
      Expectation(
        id: "X1", customer: "C1", kind: .instalment, amount: try .reading("100.00"),
        expectedOn: try .reading("2026-03-10"), document: "4711")
    ]

    let outcome = try world.reconciling(.receipt("100.00", "4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 100.00"])
    #expect(outcome.told.isEmpty)
    #expect(outcome.ledger.expectations.map(\.status) == [.met])
  }

  @Test(arguments: [
    ("750.00", ["4711 payment 750.00"], ["4711 250.00"]),
    ("750.01", ["4711 payment 750.01", "4711 deduction 249.99"], ["4711-D1 249.99"]),
  ])
  func `at or above a quarter it is a part payment, below a disputed deduction`(
    amount: String, lines: [String], open: [String]
  ) throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt(amount, "4711", account: "DE11"))

    #expect(outcome.lines == lines)
    #expect(outcome.open == open)
    #expect(outcome.exceptions.map(\.type) == [.shortPayment])
  }

  @Test func `a shortfall of several items lies on the last one due`() throws {
    let world = try World(
      .item("A-200", "200.00", due: "2026-02-20"), .item("A-100", "100.00", due: "2026-02-01"))

    let outcome = try world.reconciling(.receipt("270.00", "A-200 A-100", account: "DE11"))

    #expect(
      outcome.lines == ["A-100 payment 100.00", "A-200 payment 170.00", "A-200 deduction 30.00"])
  }

  @Test func `what is too much goes on account`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("1100.00", "RE 4711", account: "DE11"))

    let payment = try #require(outcome.decided.first?.payment.text)
    #expect(outcome.lines == ["4711 payment 1000.00", "\(payment) on_account 100.00"])
    #expect(outcome.told == ["overpayment 100.00"])
    #expect(outcome.open == ["\(payment) -100.00"])
  }

  @Test func `named credits are used against the oldest items first`() throws {
    let world = try World(
      .item("A-100", "100.00", due: "2026-02-01"), .item("A-200", "200.00", due: "2026-02-20"),
      .item("GS-900", "-120.00"))

    let outcome = try world.reconciling(
      .receipt("180.00", "A-100 A-200 GS-900", account: "DE11"))

    #expect(
      outcome.lines == [
        "A-100 credit 100.00", "A-200 payment 180.00", "A-200 credit 20.00",
        "GS-900 credit -120.00",
      ])
  }

  @Test(arguments: [
    "DIRECT DEPOSIT 4711", "flat rate 4711", "exchange rate 1.0834 for 4711",
  ])
  func `words that only look like a part payment are none`(text: String) throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("900.00", text, account: "DE11"))

    #expect(outcome.told == ["short_payment 100.00"])
    #expect(outcome.disputes.count == 1)
  }

  @Test func `an instalment by its number is a part payment`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("900.00", "2. Rate zu 4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 900.00"])
    #expect(outcome.told.isEmpty)
  }

  @Test(arguments: ["40.00", "0.80"])
  func `what the payer states is a deduction, whatever else makes the same sum`(amount: String)
    throws
  {
    let world = try World(
      .item("4711", "1000.00", discount: "40.00", until: "2026-03-10"),
      .item("GS-1", "-\(amount)"))
    let paid = try Money.reading("1000.00").subtracting(.reading(amount)).decimal

    let outcome = try world.reconciling(
      .receipt(
        paid, account: "DE11",
        documents: [.stated("4711", paid: paid, adjustments: [(amount, "DAMG")])]))

    #expect(outcome.lines == ["4711 payment \(paid)", "4711 deduction \(amount)"])
    #expect(outcome.disputes.map(\.reasonCode) == ["DAMG"])
  }

  @Test func `a sister's document whose amount disagrees is left to a person`() throws {
    var world = try World(.item("4711", "1000.00", of: "C2"))
    world.ledger.customers.append(Customer(id: "C0", name: "Holding SE"))
    world.ledger.customers[0].parent = "C0"
    world.ledger.customers[1].parent = "C0"

    let outcome = try world.reconciling(
      .receipt("900.00", account: "DE11", documents: [.stated("4711")]))

    #expect(outcome.told == ["low_confidence 900.00"])
  }

  @Test func `who pays what was disputed ends the dispute, and a return opens it again`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("900.00", "4711", account: "DE11"),
      .receipt("100.00", "4711-D1", account: "DE11", line: 2, reference: "E2E-2"))
    let returned = try world.reconciling(
      .receipt("900.00", "4711", account: "DE11"),
      .receipt("100.00", "4711-D1", account: "DE11", line: 2, reference: "E2E-2"),
      .comeback("100.00", reference: "E2E-2"))

    #expect(outcome.disputes.map(\.status) == [.resolved])
    #expect(returned.disputes.map(\.status) == [.open])
    #expect(returned.open == ["4711-D1 100.00"])
  }

  @Test func `an allowance for a document that has no room for it is none`() throws {
    var world = try World(
      .item("4711", "100.00", discount: "60.00", until: "2026-03-10"), .item("4712", "1000.00"))
    world.ledger.allowances = [
      Allowance(
        id: "A1", customer: "C1", reasonCode: "PROMO", amount: try .reading("50.00"),
        document: "4711")
    ]

    let outcome = try world.reconciling(.receipt("990.00", "4711, 4712", account: "DE11"))

    #expect(outcome.ledger.allowances.map(\.used.decimal) == ["0.00"])
    #expect(outcome.told == ["short_payment 110.00"])
  }

  @Test func `a promise explains the receipt that it is for, once`() throws {
    var world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    world.ledger.expectations = [
      Receivables.Expectation(
        id: "X1", customer: "C1", kind: .promise, amount: try .reading("80.00"),
        expectedOn: try .reading("2026-03-10"))
    ]

    let outcome = try world.reconciling(
      .receipt(
        "160.00", account: "DE11",
        documents: [.stated("4711", paid: "80.00"), .stated("4712", paid: "80.00")]))

    #expect(outcome.told == ["short_payment 40.00"])
  }
}
