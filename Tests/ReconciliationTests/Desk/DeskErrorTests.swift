import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// A decision that does not fit is refused as a whole, and says what would have fitted.
@Suite struct DeskErrorTests {
  private static let payment: PaymentID = "P"

  /// 1000.00 unapplied; 4711 over 700.00, one in dollars, a cleared one, a dispute, an allowance.
  private func world() throws -> DeskWorld {
    var company = try World(
      .item("4711", "700.00"), .item("4720", "300.00 USD"),
      cleared: [.item("4700", "0.00", type: .invoice, original: "50.00")])
    company.ledger.disputes = [
      Dispute(
        id: "R1", customer: "C1", document: "4711", amount: try .reading("80.00"),
        reasonCode: "DAMAGE", origin: .customerReported, status: .resolved,
        openedOn: try .reading("2026-03-01")),
      Dispute(
        id: "R2", customer: "C1", document: "4720", amount: try .reading("80.00 USD"),
        reasonCode: "DAMAGE", origin: .customerReported, status: .open,
        openedOn: try .reading("2026-03-01")),
    ]
    company.ledger.allowances = [
      Allowance(id: "A1", customer: "C1", reasonCode: "FREIGHT", amount: try .reading("10.00"))
    ]
    company.ledger.aliases = [CustomerAlias(customer: "C2", alias: "Schulze")]
    return try DeskWorld(company, .receipt("1000.00", "?", from: "Stranger"))
  }

  private func refusal(
    _ world: DeskWorld, _ action: DeskAction
  ) -> String {
    do {
      _ = try decide(action, world.input)
      return "booked"
    } catch {
      let payment = world.payments.first?.text ?? ""
      return error.description.replacing(payment, with: "P")
    }
  }

  private func applying(_ lines: Decision.Clearing...) throws -> String {
    let world = try world()
    return refusal(world, .apply(world.payments[0], payer: "C1", lines: lines))
  }

  @Test func `lines that do not fit their documents`() throws {
    #expect(
      try applying(.line("4799 payment 1.00"))
        == "C1 has no document 4799; expected an open item (documentUnknown)")
    #expect(
      try applying(.line("4700 payment 1.00"))
        == "document 4700 of C1 is cleared; expected an open item; undo what cleared it "
        + "(documentNotOpen)")
    #expect(
      try applying(.line("4720 payment 1.00"))
        == "document 4720 is in USD; expected an item in EUR (otherCurrency)")
    #expect(
      try applying(.line("4711 payment 1.00 USD"))
        == "a line of 1.00 USD; expected an amount in EUR (otherCurrency)")
    #expect(
      try applying(.line("4711 payment 600.00"), .line("4711 discount 100.01"))
        == "the lines take 700.01 EUR off 4711, of which 700.00 EUR is open; expected at most "
        + "that, and with its sign (moreThanOpen)")
  }

  @Test func `lines that do not fit the money`() throws {
    #expect(
      try applying(.line("4711 payment 700.00"), .line("- on_account 300.01"))
        == "the lines apply 1000.01 EUR, receipt P has 1000.00 EUR unapplied; expected at most "
        + "that (moreThanUnapplied)")
    #expect(
      try applying(.line("4711 discount 7.00"))
        == "no line applies money of receipt P; expected a payment, or an amount on account "
        + "(linesDoNotAddUp)")
    #expect(
      try applying(.line("4711 payment 1.00"), .line("4711 credit 1.00"))
        == "the credits leave 1.00 EUR; expected as much on debits as on credits "
        + "(linesDoNotAddUp)")
  }

  @Test func `lines that are none`() throws {
    #expect(
      try applying(.line("4711 payment -1.00"))
        == "not above zero: payment -1.00 EUR; expected a line as in applications.csv (wrongLine)")
    #expect(
      try applying(.line("4711 reversal 1.00"))
        == "a reversal is booked by undoing: reversal 1.00 EUR; expected a line as in "
        + "applications.csv (wrongLine)")
    #expect(
      try applying(.line("4711 deduction 1.00"))
        == "what becomes of it is said of deductions, and of all of them: deduction 1.00 EUR; "
        + "expected a line as in applications.csv (wrongLine)")
  }

  @Test func `deductions whose agreement does not cover them`() throws {
    #expect(
      try applying(
        .line("4711 payment 1.00"),
        .line("4711 deduction 10.01", reason: "FREIGHT", .useAllowance(id: "A1")))
        == "allowance A1 does not cover 10.01 EUR of 4711; expected one of the document's customer "
        + "and of the line's reason, with this much left (allowanceUnknown)")
    #expect(
      try applying(
        .line("4711 payment 1.00"), .line("4711 deduction 80.00", .bindDispute(id: "R1")))
        == "dispute R1 is resolved; expected an open one (disputeResolved)")
    #expect(
      try applying(
        .line("4711 payment 1.00"), .line("4711 deduction 80.00", .bindDispute(id: "R2")))
        == "dispute R2 does not cover 80.00 EUR of 4711; expected one that the customer reported "
        + "on it, of at least this, not used before (disputeUnknown)")
  }

  @Test func `receipts and customers that are not there`() throws {
    let world = try world()
    #expect(
      refusal(world, .putOnAccount("PX", "C1"))
        == "no receipt PX was ever taken; expected one of receipts.csv (unknownPayment)")
    #expect(
      refusal(world, .putOnAccount(world.payments[0], "C9"))
        == "there is no customer C9; expected one of customers.csv (customerUnknown)")
    #expect(
      refusal(world, .undoReceipt(world.payments[0], reason: ""))
        == "nothing of receipt P is booked; expected an applied receipt (nothingToUndo)")
    #expect(
      refusal(world, .learnAlias(CustomerAlias(customer: "C1", alias: "Schulze")))
        == "the name 'Schulze' is known as C2's; expected a new name (alreadyKnown)")
    #expect(
      refusal(world, .settle(exception: "E-1", note: ""))
        == "there is no open exception E-1; expected one of exceptions.csv (exceptionUnknown)")
  }

  @Test func `disputes that cannot take the step`() throws {
    let world = try world()
    #expect(
      refusal(world, .dispute("R9", .note("?")))
        == "there is no dispute R9; expected one of disputes.csv (disputeUnknown)")
    #expect(
      refusal(world, .dispute("R1", .deny(note: "")))
        == "dispute R1 is resolved; expected an open one; reopen it (disputeResolved)")
    #expect(
      refusal(world, .dispute("R2", .reopen(note: "")))
        == "dispute R2 is open; expected a resolved one (disputeNotResolved)")
    #expect(
      refusal(world, .dispute("R2", .merge(into: "R2", note: "")))
        == "dispute R2 cannot be merged into itself; expected another one (notOneDispute)")
    #expect(
      refusal(world, .dispute("R2", .merge(into: "R1", note: "")))
        == "dispute R1 is resolved; expected an open one; reopen it (disputeResolved)")
  }

  @Test func `a receipt that is wholly applied, or has gone back`() throws {
    var world = try world()
    let payment = world.payments[0]
    try world.decide(.putOnAccount(payment, "C1"))
    #expect(
      refusal(world, .putOnAccount(payment, "C1"))
        == "receipt P of 1000.00 EUR is wholly applied; expected a receipt with unapplied cash; "
        + "undo or reassign what was booked of it (nothingLeft)")

    try world.decide(.takeOffBooks(payment, reason: ""))
    #expect(
      refusal(world, .putOnAccount(payment, "C1"))
        == "the money of receipt P is no longer here; expected a receipt whose money is on the "
        + "books (offBooks)")
  }

  @Test func `a write-off above what the company allows`() throws {
    var world = try world()
    world.policy = DeskPolicy(writeOffMax: RuleAmount("100.00"))
    #expect(
      refusal(
        world, .writeOff(DocumentKey("C1", "4711"), try .reading("100.01"), reasonCode: ""))
        == "100.01 EUR is written off; expected at most 100.00 EUR (writeOffAboveLimit)")
    #expect(
      refusal(
        world, .writeOff(DocumentKey("C1", "4711"), try .reading("100.00"), reasonCode: ""))
        == "booked")
  }

  @Test func `a ledger that passes what can be counted`() throws {
    var world = try world()
    world.ledger.openItems.append(
      OpenItem(
        customer: "C1", number: "BIG", type: .invoice, documentDate: try .reading("2026-01-01"),
        original: Money(minorUnits: .max, .eur), open: Money(minorUnits: .max, .eur)))
    #expect(
      refusal(world, .putOnAccount(world.payments[0], "C1"))
        == "the amounts together pass what can be counted; expected less (overflow)")
  }
}
