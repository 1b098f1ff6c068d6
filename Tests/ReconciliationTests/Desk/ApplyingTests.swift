import Books
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// What a person applies of a receipt that the run left over.
@Suite struct ApplyingTests {
  /// 1000.00 from a stranger, and two invoices of 700.00 and 500.00.
  private func world() throws -> DeskWorld {
    try DeskWorld(
      World(.item("4711", "700.00"), .item("4712", "500.00"), .item("CM1", "-100.00")),
      .receipt("1000.00", "nothing known", from: "Stranger"))
  }

  private func only(_ world: DeskWorld) throws -> PaymentID { try #require(world.payments.first) }

  @Test func `payments clear items, and the exception goes`() throws {
    var world = try world()
    #expect(world.told == ["unidentified_payer 1000.00"])

    let outcome = try world.decide(
      .apply(
        only(world), payer: "C1",
        lines: [.line("4711 payment 700.00"), .line("4712 payment 300.00")]
      ))

    #expect(world.open == ["4712 200.00", "CM1 -100.00"])
    #expect(world.told == [])
    #expect(world.outcomes == ["applied"])
    #expect(outcome.applications.map(\.rule) == ["desk:apply", "desk:apply"])
    #expect(outcome.applications.map(\.confidence?.hundredths) == [100, 100])
    #expect(
      outcome.journal.first?.postings.map { "\($0.account) \($0.amount.decimal)" } == [
        "unappliedCash 1000.00", "receivables(C1) -1000.00",
      ])
  }

  @Test func `lines and postings carry the day of the decision`() throws {
    var world = try world()
    let day = world.input.day

    let outcome = try world.decide(.putOnAccount(only(world), "C1"))

    #expect(outcome.applications.map(\.bookingDate) == [day])
    #expect(outcome.journal.map(\.date) == [day])
  }

  @Test func `what a part payment leaves stays in front of somebody`() throws {
    var world = try world()
    let told = try #require(world.exceptions.first)

    let outcome = try world.decide(
      .apply(only(world), payer: "C1", lines: [.line("4711 payment 700.00")]))

    #expect(world.told == ["unidentified_payer 300.00"])
    #expect(outcome.closed == [told.id])
    #expect(outcome.raised.map(\.id) == [told.id])
    #expect(world.outcomes == ["part_applied"])
  }

  @Test func `money that is split goes to an item, a credit and on account`() throws {
    var world = try world()
    let payment = try only(world)

    try world.decide(
      .apply(
        payment, payer: "C1",
        lines: [
          .line("4711 payment 600.00"), .line("4711 credit 100.00"), .line("CM1 credit -100.00"),
          .line("- on_account 400.00"),
        ]))

    #expect(world.open == ["4712 500.00", "\(payment) -400.00"])
    #expect(world.outcomes == ["applied"])
  }

  @Test func `a deduction opens a dispute on an item of its own`() throws {
    var world = try world()

    let outcome = try world.decide(
      .apply(
        only(world), payer: "C1",
        lines: [
          .line("4711 payment 650.00"), .line("4711 deduction 50.00", reason: "", .openDispute),
        ]))

    #expect(world.open == ["4712 500.00", "CM1 -100.00", "4711-D1 50.00"])
    #expect(outcome.disputes.map(\.reasonCode) == ["UNEXPLAINED"])
    #expect(outcome.disputes.map(\.openedOn) == outcome.applications.map(\.bookingDate).suffix(1))
  }

  @Test func `money on account is used by netting it against an invoice`() throws {
    var world = try world()
    let payment = try only(world)
    try world.decide(.putOnAccount(payment, "C1"))

    let outcome = try world.decide(
      .net(lines: [
        .line("4711 credit 700.00"), .line("\(payment) credit -700.00"),
      ]))

    #expect(world.open == ["4712 500.00", "CM1 -100.00", "\(payment) -300.00"])
    #expect(outcome.applications.map(\.payment) == ["N2", "N2"])
    #expect(outcome.journal == [])
  }

  @Test func `an announcement that the money was for has come true`() throws {
    var company = try World(.item("4711", "700.00"))
    company.ledger.expectations = [
      Expectation(
        id: "X1", customer: "C1", kind: .promise, amount: try .reading("700.00"),
        expectedOn: try .reading("2026-03-20"), document: "4711")
    ]
    var world = try DeskWorld(company, .receipt("700.00", "?", from: "Stranger"))

    let outcome = try world.decide(
      .apply(only(world), payer: "C1", lines: [.line("4711 payment 700.00")]))

    #expect(world.ledger.expectations.map(\.status) == [.met])
    #expect(outcome.changes.expectations.changed.count == 1)
  }

  @Test func `a rest is written off without any receipt`() throws {
    var world = try world()

    let outcome = try world.decide(
      .writeOff(DocumentKey("C1", "4712"), .reading("500.00"), reasonCode: "BANKRUPT"))

    #expect(world.open == ["4711 700.00", "CM1 -100.00"])
    #expect(outcome.applications.map(\.payment) == ["N1"])
    #expect(
      outcome.journal.first?.postings.map { "\($0.account) \($0.amount.decimal)" } == [
        "receivables(C1) -500.00", "writeOffs 500.00",
      ])
  }

  @Test func `money that is not ours stays unapplied, and nobody need look again`() throws {
    var world = try world()

    try world.decide(.notOurs(only(world), note: "the landlord's deposit"))

    #expect(world.told == [])
    #expect(world.outcomes == ["unapplied"])
    #expect(world.accounts.contains("unappliedCash EUR -100000"))
  }

  @Test func `what a decision confirms is learned once`() throws {
    var world = try world()
    try world.decide(.learnAlias(CustomerAlias(customer: "C1", alias: "Stranger")))
    try world.decide(.learnAccount(CustomerAccount(customer: "C1", iban: "DE99")))

    #expect(world.ledger.aliases.map(\.alias) == ["Stranger"])
    #expect(world.ledger.accounts.map(\.iban) == ["DE11", "DE22", "DE99"])
  }

  @Test func `a short payment that the customer had reported uses the dispute`() throws {
    var company = try World(.item("4711", "700.00"))
    company.ledger.disputes = [
      Dispute(
        id: "R1", customer: "C1", document: "4711", amount: try .reading("80.00"),
        reasonCode: "DAMAGE", origin: .customerReported, status: .open,
        openedOn: try .reading("2026-03-01"))
    ]
    var world = try DeskWorld(company, .receipt("650.00", "?", from: "Stranger"))
    let payment = try only(world)

    try world.decide(
      .apply(
        payment, payer: "C1",
        lines: [
          .line("4711 payment 650.00"),
          .line("4711 deduction 50.00", reason: "DAMAGE", .bindDispute(id: "R1")),
        ]))

    #expect(world.open == ["4711-D1 50.00"])
    #expect(world.ledger.disputes.map(\.id) == ["R1"])
    #expect(world.ledger.disputes.map(\.payment) == [payment])
  }
}
