import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// A day that is decided again because something of it came late.
@Suite struct RedecisionTests {
  @Test func `a late file changes what was decided, and the difference is shown`() throws {
    let company = try World(.item("4711", "1000.00", due: "2026-02-01"), .item("4712", "1000.00"))
    var strict = company
    strict.ledger.customers[0].unreferencedPolicy = .oldestFirst
    // Without a reference the oldest is paid; the late one names that very invoice.
    let early = try BankTransaction.receipt(
      "900.00", "Danke", account: "DE11", on: "2026-03-10", line: 2, reference: "E2")
    let late = try BankTransaction.receipt(
      "1000.00", "4711", account: "DE11", on: "2026-03-09", line: 1, reference: "E1")
    let first = try World.file("a.xml", [early])
    let second = try World.file("b.xml", [late], statement: "S2")
    var world = DeskWorld(try strict.reconciling(files: [first]))
    #expect(
      world.ledger.applications.map { "\($0.document) \($0.amount.decimal)" } == ["4711 900.00"])

    let again = try redecide(world.payments, world.input)
    world.book(again.outcome)
    #expect(world.open.sorted() == ["4711 1000.00", "4712 1000.00"])
    #expect(world.ledger.receipts == [])
    #expect(world.accounts == [])
    let outcome = try world.reconcile(
      RunInput(
        ledger: again.ledger, files: [first, second], rules: strict.rules,
        asOf: .reading("2026-03-31")))

    let together = try strict.reconciling(files: [first, second])
    #expect(world.ledger.openItems == together.ledger.openItems)
    #expect(world.ledger.receipts == together.ledger.receipts)
    #expect(outcome.applications == together.applications)
    let shown = differences(
      between: again.outcome.trace.undone, and: outcome.applications)
    #expect(shown.map(\.old) == [["C1 4711 payment 900.00 EUR"], []])
    #expect(
      shown.map(\.new) == [["C1 4712 payment 900.00 EUR"], ["C1 4711 payment 1000.00 EUR"]])
  }

  @Test func `what stands on a receipt of the day has to be undone first`() throws {
    var world = try DeskWorld(
      World(.item("4711", "1000.00")),
      .receipt("800.00", "4711", account: "DE11", reference: "E1"))
    try world.decide(
      .writeOff(DocumentKey("C1", "4711-D1"), .reading("200.00"), reasonCode: ""))

    let error = #expect(throws: DeskError.self) { try redecide(world.payments, world.input) }

    #expect(error?.first == ["N1"])
  }

  @Test func `a trial leaves alone what something stands on, and takes the rest off`() throws {
    var world = try DeskWorld(
      World(.item("4711", "1000.00"), .item("4712", "500.00")),
      .receipt("800.00", "4711", account: "DE11", line: 1, reference: "E1"),
      .receipt("500.00", "4712", account: "DE11", line: 2, reference: "E2"))
    try world.decide(
      .writeOff(DocumentKey("C1", "4711-D1"), .reading("200.00"), reasonCode: ""))
    let used = try #require(world.ledger.receipts.first { $0.amount.decimal == "800.00" })

    let again = try redecide(world.payments, world.input, leavesUsed: true)

    #expect(again.left == [used.payment])
    #expect(again.ledger.receipts == [used])
    #expect(again.ledger.openItems.map { "\($0.number) \($0.open.decimal)" } == ["4712 500.00"])
  }

  @Test func `equal decisions differ in nothing, whatever their order`() throws {
    let outcome = try World(.item("4711", "700.00"), .item("4712", "500.00")).reconciling(
      .receipt("1200.00", "4711 4712", account: "DE11"))

    #expect(
      differences(between: outcome.applications, and: outcome.applications.reversed()) == [])
  }

  /// The shortfall lies on the document that is due last, the allowance is for its neighbour's owner.
  @Test func `an allowance that explained two customers' documents explains them again`() throws {
    var company = try World(
      .item("4711", "100.00", of: "C2", due: "2026-02-01"),
      .item("4712", "900.00", due: "2026-02-10"))
    company.ledger.allowances = [
      Allowance(id: "A1", customer: "C2", reasonCode: "FREIGHT", amount: try .reading("50.00"))
    ]
    let file = try World.file("a.xml", [.receipt("950.00", "4711 4712", reference: "E1")])
    let first = try company.reconciling(files: [file])
    let world = DeskWorld(first)
    #expect(first.lines == ["4711 payment 100.00", "4712 payment 850.00", "4712 deduction 50.00"])
    #expect(first.ledger.allowances.map(\.used.decimal) == ["50.00"])

    let again = try redecide(world.payments, world.input)
    company.ledger = again.ledger
    let second = try company.reconciling(files: [file])

    #expect(again.ledger.allowances.map(\.used.decimal) == ["0.00"])
    #expect(second.lines == first.lines)
  }

  /// Receipts and returns alike: the same files over the ledger that they left make the same of it.
  @Test(arguments: SeededGenerator.seeds(150))
  func `a day decided again from the same files comes out the same`(seed: UInt64) throws {
    let random = RandomWorld(seed: seed)
    let first = try random.reconciled()
    var world = DeskWorld(first)

    let again = try redecide(world.payments, world.input)
    world.book(again.outcome)
    #expect(world.accounts == [], "seed \(seed)")
    #expect(
      Set(world.ledger.openItems.map { "\($0.key) \($0.open)" })
        == Set(random.ledger.openItems.map { "\($0.key) \($0.open)" }), "seed \(seed)")
    let second = try random.reconciled(again.ledger, random.files)

    #expect(
      differences(between: first.applications, and: second.applications) == [], "seed \(seed)")
    #expect(
      Set(second.ledger.openItems.map { "\($0.key) \($0.open)" })
        == Set(first.ledger.openItems.map { "\($0.key) \($0.open)" }), "seed \(seed)")
    #expect(
      second.ledger.receipts.map(\.outcome) == first.ledger.receipts.map(\.outcome), "seed \(seed)")
    #expect(second.exceptions.map(\.message) == first.exceptions.map(\.message), "seed \(seed)")
  }
}
