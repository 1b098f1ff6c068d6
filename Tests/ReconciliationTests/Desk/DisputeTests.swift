import Books
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// A dispute from its opening to its end.
@Suite struct DisputeTests {
  /// 800.00 of 1000.00 came: a dispute over 200.00.
  private func world() throws -> DeskWorld {
    try DeskWorld(
      World(.item("4711", "1000.00")),
      .receipt("800.00", "4711", account: "DE11", reference: "E1"))
  }

  private func id(_ world: DeskWorld) throws -> String {
    try #require(world.ledger.disputes.first?.id)
  }

  @Test func `approved, the deduction is credited to its reason`() throws {
    var world = try world()
    let before = world.balances
    #expect(world.told == ["short_payment 200.00"])

    let outcome = try world.decide(.dispute(id(world), .approve(note: "broken in transit")))

    #expect(world.open == [])
    #expect(world.told == [])
    #expect(world.ledger.disputes.map(\.status) == [.resolved])
    #expect(world.ledger.disputes.map(\.explanation) == ["broken in transit"])
    #expect(
      outcome.applications.map { "\($0.document) \($0.kind) \($0.amount.decimal) \($0.reasonCode)" }
        == ["4711-D1 deduction 200.00 UNEXPLAINED"])
    #expect(
      outcome.journal.first?.postings.map { "\($0.account) \($0.amount.decimal)" } == [
        "disputed(C1) -200.00", "deductions(reasonCode: \"UNEXPLAINED\") 200.00",
      ])
    try world.decide(outcome.inverse)
    #expect(world.balances.differences(to: before) == [])
  }

  @Test func `denied, the deduction stays open and due`() throws {
    var world = try world()

    try world.decide(.dispute(id(world), .deny(note: "delivered whole")))

    #expect(world.open == ["4711-D1 200.00"])
    #expect(world.ledger.disputes.map(\.status) == [.resolved])
    #expect(world.told == [])
  }

  @Test func `under review and with a note it stays open`() throws {
    var world = try world()

    try world.decide(.dispute(id(world), .underReview(note: "asked the carrier")))
    try world.decide(.dispute(id(world), .note("no answer yet")))

    #expect(world.ledger.disputes.map(\.status) == [.open])
    #expect(world.ledger.disputes.map(\.explanation) == ["no answer yet"])
    #expect(world.told == ["short_payment 200.00"])
  }

  @Test func `reopened, it is in front of somebody again`() throws {
    var world = try world()
    try world.decide(.dispute(id(world), .resolve(note: "settled by phone")))
    #expect(world.told == [])

    try world.decide(.dispute(id(world), .reopen(note: "not so")))

    #expect(world.ledger.disputes.map(\.status) == [.open])
    #expect(world.told == ["short_payment 200.00"])
  }

  @Test func `merged into another, it is resolved and no amount moves`() throws {
    var company = try World(.item("4711", "1000.00"))
    company.ledger.disputes = try ["R1", "R2"].map { id in
      Dispute(
        id: id, customer: "C1", document: "4711", amount: try .reading("80.00"),
        reasonCode: "DAMAGE", origin: .customerReported, status: .open,
        openedOn: try .reading("2026-03-01"))
    }
    var world = try DeskWorld(company)
    let open = world.open

    let outcome = try world.decide(.dispute("R1", .merge(into: "R2", note: "the same pallet")))

    #expect(world.ledger.disputes.map(\.status) == [.resolved, .open])
    #expect(world.ledger.disputes[0].explanation == "merged into R2: the same pallet")
    #expect(world.open == open && outcome.journal == [])
    try world.decide(.dispute("R1", .reopen(note: "")))
    #expect(world.ledger.disputes.map(\.status) == [.open, .open])
  }

  @Test func `what the customer complained of before paying is credited on the invoice`() throws {
    var company = try World(.item("4711", "1000.00"))
    company.ledger.disputes = [
      Dispute(
        id: "R1", customer: "C1", document: "4711", amount: try .reading("80.00"),
        reasonCode: "DAMAGE", origin: .customerReported, status: .open,
        openedOn: try .reading("2026-03-01"))
    ]
    var world = try DeskWorld(company, .receipt("5.00", "?", from: "Stranger"))

    try world.decide(.dispute("R1", .approve(note: "")))

    #expect(world.open == ["4711 920.00"])
    #expect(world.ledger.disputes.map(\.status) == [.resolved])
  }

  @Test func `of two like disputes the one that is meant is resolved`() throws {
    var world = try DeskWorld(
      World(.item("4711", "1000.00")), .receipt("900.00", "?", from: "Stranger"))
    try world.decide(
      .apply(
        world.payments[0], payer: "C1",
        lines: [
          .line("4711 payment 900.00"),
          .line("4711 deduction 50.00", reason: "DAMAGE", .openDispute),
          .line("4711 deduction 50.00", reason: "DAMAGE", .openDispute),
        ]))
    let second = world.ledger.disputes[1].id

    try world.decide(.dispute(second, .approve(note: "")))

    #expect(world.open == ["4711-D1 50.00"])
    #expect(world.ledger.disputes.map(\.status) == [.open, .resolved])
  }

  @Test func `a denial is not undone after the deduction was paid`() throws {
    var world = try world()
    let denied = try world.decide(.dispute(id(world), .deny(note: "")))
    try world.decide(
      .writeOff(DocumentKey("C1", "4711-D1"), .reading("200.00"), reasonCode: ""))

    let error = #expect(throws: DeskError.self) { try world.decide(denied.inverse) }

    #expect(error?.code == .usedSince)
    #expect(error?.first == ["N2"])
  }
}
