import Books
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Undoing what a run or a person decided: by reversals, and in turn undone.
@Suite struct UndoTests {
  private func paid() throws -> DeskWorld {
    try DeskWorld(
      World(.item("4711", "1000.00")),
      .receipt("1000.00", "4711", account: "DE11", reference: "E1"))
  }

  private func short() throws -> DeskWorld {
    try DeskWorld(
      World(.item("4711", "1000.00")),
      .receipt("800.00", "4711", account: "DE11", reference: "E1"))
  }

  @Test func `what a run booked is undone by reversals, and its cash is in front of somebody`()
    throws
  {
    var world = try paid()
    let payment = world.payments[0]

    let outcome = try world.decide(.undoReceipt(payment, reason: "wrong invoice"))

    #expect(world.open == ["4711 1000.00"])
    #expect(world.outcomes == ["unapplied"])
    #expect(world.told == ["low_confidence 1000.00"])
    #expect(world.exceptions.map(\.candidates) == [["4711"]])
    #expect(world.exceptions.first?.message.hasSuffix(": wrong invoice") == true)
    #expect(
      outcome.applications.map { "\($0.kind) \($0.amount.decimal) \($0.rule)" } == [
        "reversal -1000.00 desk:undo payment"
      ])
    #expect(outcome.applications.map(\.reverses) == [payment])
    #expect(
      outcome.journal.first?.postings.map { "\($0.account) \($0.amount.decimal)" } == [
        "unappliedCash -1000.00", "receivables(C1) 1000.00",
      ])
  }

  @Test func `undoing the undoing books the same lines again`() throws {
    var world = try paid()
    let before = world.balances
    let undone = try world.decide(.undoReceipt(world.payments[0], reason: ""))

    let again = try world.decide(undone.inverse)

    #expect(world.balances.differences(to: before) == [])
    #expect(again.applications.map { "\($0.kind) \($0.amount.decimal)" } == ["payment 1000.00"])
    #expect(world.ledger.applications.count == 3)
  }

  @Test func `a deduction is undone with its item and its dispute`() throws {
    var world = try short()
    #expect(world.open == ["4711-D1 200.00"])

    try world.decide(.undoReceipt(world.payments[0], reason: ""))

    #expect(world.open == ["4711 1000.00"])
    #expect(world.ledger.disputes.map(\.status) == [.resolved])
    #expect(world.told == ["low_confidence 800.00"])
  }

  @Test func `the same receipt is decided and undone twice on one day`() throws {
    var world = try short()
    let payment = world.payments[0]
    try world.decide(.undoReceipt(payment, reason: ""))
    let lines: [Decision.Clearing] = [
      try .line("4711 payment 800.00"),
      try .line("4711 deduction 200.00", reason: "UNEXPLAINED", .openDispute),
    ]
    try world.decide(.apply(payment, payer: "C1", lines: lines))
    #expect(world.open == ["4711-D2 200.00"])

    try world.decide(.undoReceipt(payment, reason: ""))

    #expect(world.open == ["4711 1000.00"])
    #expect(world.ledger.disputes.map(\.status) == [.resolved, .resolved])
  }

  @Test func `a receipt on whose deduction another was booked names what is to be undone first`()
    throws
  {
    var world = try DeskWorld(
      World(.item("4711", "1000.00")),
      .receipt("800.00", "4711", account: "DE11", reference: "E1"),
      .receipt(
        "50.00", account: "DE11", on: "2026-03-11", reference: "E2",
        documents: [.stated("4711-D1", paid: "50.00")]))
    let (first, second) = (world.payments[0], world.payments[1])

    let error = #expect(throws: DeskError.self) {
      try world.decide(.undoReceipt(first, reason: ""))
    }

    #expect(error?.code == .usedSince)
    #expect(error?.first == [second])
    #expect(
      error?.description
        == "4711-D1 of C1, which receipt \(first) made, was used since: 150.00 EUR "
        + "is open; expected undo \(second) first (usedSince)")
  }

  @Test func `a credit on account that was used stands until its use is undone`() throws {
    var world = try DeskWorld(
      World(.item("4711", "1000.00")), .receipt("1000.00", "?", from: "Stranger"))
    let payment = world.payments[0]
    let put = try world.decide(.putOnAccount(payment, "C1"))
    let used = try world.decide(
      .net(lines: [.line("4711 credit 400.00"), .line("\(payment) credit -400.00")]))

    let error = #expect(throws: DeskError.self) { try world.decide(put.inverse) }
    #expect(error?.first == ["N2"])

    try world.decide(used.inverse)
    try world.decide(put.inverse)
    #expect(world.open == ["4711 1000.00"])
    #expect(world.told == ["unidentified_payer 1000.00"])
  }

  @Test func `decisions about one receipt are undone in any order`() throws {
    var world = try DeskWorld(
      World(.item("4711", "700.00"), .item("4712", "500.00")),
      .receipt("1000.00", "?", from: "Stranger"))
    let before = world.balances
    let payment = world.payments[0]
    let one = try world.decide(
      .apply(payment, payer: "C1", lines: [.line("4711 payment 700.00")]))
    let other = try world.decide(
      .apply(payment, payer: "C1", lines: [.line("4712 payment 300.00")]))
    #expect(world.told == [])

    try world.decide(one.inverse)
    #expect(world.told == ["unidentified_payer 700.00"])
    #expect(world.outcomes == ["part_applied"])

    try world.decide(other.inverse)
    #expect(world.balances.differences(to: before) == [])
  }

  @Test func `a decision is undone once`() throws {
    var world = try short()
    let outcome = try world.decide(
      .writeOff(DocumentKey("C1", "4711-D1"), .reading("1.00"), reasonCode: ""))
    try world.decide(outcome.inverse)

    let error = #expect(throws: DeskError.self) { try world.decide(outcome.inverse) }

    #expect(
      error?.description == "decision N1 is undone; expected one that stands (nothingToUndo)")
  }

  @Test func `a receipt is reassigned in one step`() throws {
    var world = try DeskWorld(
      World(.item("4711", "1000.00"), .item("4712", "1000.00")),
      .receipt("1000.00", "4711", account: "DE11", reference: "E1"))
    let before = world.balances

    let outcome = try world.decide(
      .reassign(world.payments[0], payer: "C1", lines: [.line("4712 payment 1000.00")]))

    #expect(world.open == ["4711 1000.00"])
    #expect(world.told == [])
    try world.decide(outcome.inverse)
    #expect(world.balances.differences(to: before) == [])
  }

  @Test func `a receipt that was wrong itself leaves the books with its cash`() throws {
    var world = try short()
    let before = world.balances
    let payment = world.payments[0]

    let outcome = try world.decide(.takeOffBooks(payment, reason: "another company's file"))

    #expect(world.open == ["4711 1000.00"])
    #expect(world.outcomes == ["returned"])
    #expect(world.told == [])
    // All that the run booked is gone, the bank's side too.
    #expect(world.accounts == [])
    try world.decide(outcome.inverse)
    #expect(world.balances.differences(to: before) == [])
  }

  @Test func `a return that was none is taken off, and its receipt stands again`() throws {
    var world = try DeskWorld(
      World(.item("4711", "1000.00")),
      .receipt("800.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1"),
      .comeback("800.00", reference: "E1", on: "2026-03-08"))
    #expect(world.open == ["4711 1000.00"])
    let comeback = world.payments[1]
    let before = world.balances

    let outcome = try world.decide(.takeOffBooks(comeback, reason: "not our return"))

    #expect(world.open == ["4711-D1 200.00"])
    #expect(world.outcomes == ["applied"])
    #expect(world.ledger.disputes.map(\.status) == [.open])
    try world.decide(outcome.inverse)
    #expect(world.balances.differences(to: before) == [])
  }

  @Test func `the bank may return a receipt that people undid and decided anew`() throws {
    var company = try World(.item("4711", "1000.00"), .item("4712", "1000.00"))
    var world = try DeskWorld(
      company, .receipt("1000.00", "4711", account: "DE11", reference: "E1"))
    try world.decide(.undoReceipt(world.payments[0], reason: ""))
    try world.decide(
      .apply(world.payments[0], payer: "C1", lines: [.line("4712 payment 1000.00")]))

    company.ledger = world.ledger
    let outcome = try company.reconciling(
      .comeback("1000.00", reference: "E1", on: "2026-05-01"))

    #expect(outcome.lines == ["4712 reversal -1000.00"])
    #expect(outcome.open.sorted() == ["4711 1000.00", "4712 1000.00"])
    #expect(outcome.ledger.receipts.map(\.outcome) == [.returned, .returned])
  }

  @Test func `a learned account is forgotten by undoing`() throws {
    var world = try paid()
    let learned = try world.decide(
      .learnAccount(CustomerAccount(customer: "C1", iban: "DE99")))

    try world.decide(learned.inverse)

    #expect(world.ledger.accounts.map(\.iban) == ["DE11", "DE22"])
  }

  @Test func `an allowance that was used is there again`() throws {
    var company = try World(.item("4711", "1000.00"))
    company.ledger.allowances = [
      Allowance(
        id: "A1", customer: "C1", reasonCode: "FREIGHT", amount: try .reading("60.00"))
    ]
    var world = try DeskWorld(company, .receipt("950.00", "?", from: "Stranger"))
    let outcome = try world.decide(
      .apply(
        world.payments[0], payer: "C1",
        lines: [
          .line("4711 payment 950.00"),
          .line("4711 deduction 50.00", reason: "FREIGHT", .useAllowance(id: "A1")),
        ]))
    #expect(world.ledger.allowances.map(\.used.decimal) == ["50.00"])

    try world.decide(outcome.inverse)

    #expect(world.ledger.allowances.map(\.used.decimal) == ["0.00"])
    #expect(world.open == ["4711 1000.00"])
  }
}
