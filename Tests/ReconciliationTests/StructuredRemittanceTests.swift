import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Step 3a, and fine print 6, 11, 13, 20 and 21.
@Suite struct StructuredRemittanceTests {
  @Test func `stated amounts are booked as stated, each with its own difference`() throws {
    let world = try World(
      .item("4711", "1000.00"), .item("4712", "500.00", discount: "10.00", until: "2026-03-10"))

    let outcome = try world.reconciling(
      .receipt(
        "1440.00",
        documents: [.stated("4712", paid: "490.00"), .stated("4711", paid: "950.00")]))

    #expect(
      outcome.lines == [
        "4711 payment 950.00", "4711 deduction 50.00", "4712 payment 490.00",
        "4712 discount 10.00",
      ])
    #expect(outcome.told == ["short_payment 50.00"])
    #expect(outcome.applications.allSatisfy { $0.payer == nil })
  }

  @Test
  func `a number that a field was too narrow for is the payer's document that it pays wholly`()
    throws
  {
    let world = try World(
      .item("FV/103713/03/2026", "1000.00"), .item("FV/103714/03/2026", "1000.00"),
      .item("FV/103713/03/2025", "1000.00", of: "C2"))

    let cut = try world.reconciling(
      .receipt(
        "940.00", account: "DE11",
        documents: [
          .stated("FV/103713/03/202", paid: "940.00", adjustments: [("60.00", "DAMG")])
        ]))
    let short = try world.reconciling(
      .receipt(
        "940.00", account: "DE11", documents: [.stated("FV/103713/03/202", paid: "940.00")]))

    #expect(
      cut.lines == ["FV/103713/03/2026 payment 940.00", "FV/103713/03/2026 deduction 60.00"])
    #expect(short.lines == [])
  }

  @Test(arguments: [
    ("850.00", ["4711 payment 850.00", "4711 deduction 60.00", "4711 deduction 90.00"], "150.00"),
    ("500.00", ["4711 payment 500.00", "4711 deduction 60.00"], "500.00"),
  ])
  func `a stated reason stays what it is where more is missing, and the rest is judged alone`(
    amount: String, lines: [String], unexplained: String
  ) throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt(
        amount, account: "DE11",
        documents: [.stated("4711", paid: amount, adjustments: [("60.00", "DAMG")])]))

    #expect(outcome.lines == lines)
    #expect(outcome.told == ["short_payment \(unexplained)"])
    #expect(outcome.applications.first { $0.kind == .deduction }?.reasonCode == "DAMG")
    #expect(outcome.open.first == (lines.count == 3 ? "4711-D1 60.00" : "4711 440.00"))
  }

  @Test func `a stated credit note is netted`() throws {
    let world = try World(.item("4711", "1000.00"), .item("GS-9", "-75.00"))

    let outcome = try world.reconciling(
      .receipt(
        "925.00",
        documents: [
          .stated("4711", paid: "1000.00"), .stated("GS-9", paid: "75.00", type: "CREN"),
        ]))

    #expect(
      outcome.lines == ["4711 payment 925.00", "4711 credit 75.00", "GS-9 credit -75.00"])
  }

  @Test func `stated amounts that add up to less leave the rest on account`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("1010.00", account: "DE11", documents: [.stated("4711", paid: "1000.00")]))

    #expect(outcome.lines.first == "4711 payment 1000.00")
    #expect(outcome.told == ["overpayment 10.00"])
  }

  @Test func `stated amounts that add up to more are left to a person`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("900.00", account: "DE11", documents: [.stated("4711", paid: "1000.00")]))

    #expect(outcome.lines.isEmpty)
    #expect(outcome.told == ["low_confidence 900.00"])
    #expect(outcome.candidates == ["4711"])
  }

  @Test func `each stated adjustment is judged by itself`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.rules.general.acceptedReasons = ["FREIGHT"]

    let outcome = try world.reconciling(
      .receipt(
        "930.00", account: "DE11",
        documents: [
          .stated("4711", paid: "930.00", adjustments: [("30.00", "FREIGHT"), ("40.00", "DAMAGE")])
        ]))

    #expect(
      outcome.lines == [
        "4711 payment 930.00", "4711 deduction 30.00", "4711 deduction 40.00",
      ])
    #expect(outcome.disputes.map(\.reasonCode) == ["DAMAGE"])
    #expect(outcome.told == ["short_payment 40.00"])
    #expect(outcome.open == ["4711-D1 40.00"])
  }

  @Test func `stated adjustments are deductions whatever their size`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt(
        "400.00", account: "DE11",
        documents: [.stated("4711", paid: "400.00", adjustments: [("600.00", "RETURN")])]))

    #expect(outcome.lines == ["4711 payment 400.00", "4711 deduction 600.00"])
  }

  @Test func `a document paid before makes a duplicate payment`() throws {
    let world = try World(
      .item("4712", "5.00"),
      cleared: [.item("4711", "0.00", original: "1000.00")])

    let outcome = try world.reconciling(
      .receipt("1000.00", account: "DE11", documents: [.stated("4711", paid: "1000.00")]))

    #expect(outcome.lines.count == 1 && outcome.lines[0].hasSuffix("on_account 1000.00"))
    #expect(outcome.told == ["duplicate_payment 1000.00"])
  }

  @Test func `a document that is nobody's leaves nothing booked`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt(
        "1500.00", account: "DE11",
        documents: [.stated("4711", paid: "1000.00"), .stated("99999", paid: "500.00")]))

    #expect(outcome.lines.isEmpty)
    #expect(outcome.told == ["low_confidence 1500.00"])
  }

  @Test func `a stranger's third party document with a wrong amount needs a person`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("900.00", account: "DE22", documents: [.stated("4711", paid: "900.00")]))

    #expect(outcome.told == ["low_confidence 900.00"])
  }

  @Test func `a parent pays its daughter's document as its own`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].parent = "C2"

    let outcome = try world.reconciling(
      .receipt("900.00", account: "DE22", documents: [.stated("4711", paid: "900.00")]))

    #expect(outcome.lines == ["4711 payment 900.00", "4711 deduction 100.00"])
    #expect(outcome.applications.first?.payer == "C2")
    #expect(outcome.applications.first?.customer == "C1")
  }

  @Test func `a document in another currency is a mismatch`() throws {
    let world = try World(.item("4711", "1000.00 USD"))

    let outcome = try world.reconciling(
      .receipt("1000.00", account: "DE11", documents: [.stated("4711", paid: "1000.00")]))

    #expect(outcome.told == ["currency_mismatch 1000.00"])
  }

  // MARK: Nothing explains twice

  @Test(arguments: [Dispute.Status.open, .explained])
  func `one dispute covers one of two adjustments`(status: Dispute.Status) throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.disputes = [
      Dispute(
        id: "D1", customer: "C1", document: "4711", amount: try .reading("50.00"),
        reasonCode: "DAMAGE", origin: .customerReported, status: status,
        openedOn: try .reading("2026-03-01"))
    ]

    let outcome = try world.reconciling(
      .receipt(
        "915.00", account: "DE11",
        documents: [
          .stated("4711", paid: "915.00", adjustments: [("40.00", "A"), ("45.00", "B")])
        ]))

    #expect(outcome.told == ["short_payment 45.00"])
  }

  @Test func `charges that the bank states explain one shortfall`() throws {
    let world = try World(.item("4711", "1000.00"), .item("4712", "1000.00"))

    let outcome = try world.reconciling(
      .receipt(
        "1980.00", account: "DE11",
        documents: [.stated("4711", paid: "990.00"), .stated("4712", paid: "990.00")],
        charges: "10.00"))

    #expect(outcome.lines.filter { $0.contains("bank_charge") }.count == 1)
    #expect(outcome.told == ["short_payment 10.00"])
  }

  @Test func `a credit that is found beside one that is taken is netted once`() throws {
    let world = try World(
      .item("4711", "300.00"), .item("4712", "100.00"), .item("CR-1", "-50.00"),
      .item("CR-2", "-160.00"))

    let outcome = try world.reconciling(
      .receipt(
        "190.00", account: "DE11",
        documents: [
          .stated("4711", paid: "300.00"), .stated("4712", paid: "50.00"),
          .stated("CR-2", paid: "-160.00"),
        ]))

    #expect(outcome.ledger.openItems.isEmpty)
    #expect(outcome.told.isEmpty)
  }

  @Test func `amounts that nobody can count are as if they were not stated`() throws {
    let world = try World(.item("4711", "1000.00"))
    let most = "92233720368547758.07"

    let outcome = try world.reconciling(
      .receipt(
        "1000.00", account: "DE11",
        documents: [
          .stated("4711", discount: most, credit: most, adjustments: [(most, "A"), (most, "B")])
        ]))

    #expect(outcome.lines == ["4711 payment 1000.00"])
  }
}
