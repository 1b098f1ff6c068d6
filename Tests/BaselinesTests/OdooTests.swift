import Receivables
import TestSupport
import Testing

@testable import baselines

/// What the page says of Odoo 17's rule engine.
@Suite struct OdooTests {
  @Test func `the greedy choice cannot find 3 and 5 among 4, 3 and 5`() {
    #expect(Odoo17Greedy.choose(8, [(0, 4), (1, 3), (2, 5)]) == [0, 1, 2])
    // In another order it does: the choice depends on it.
    #expect(Odoo17Greedy.choose(8, [(1, 3), (2, 5), (0, 4)]) == [1, 2])
  }

  @Test func `a single item equal to the amount wins at once`() {
    #expect(Odoo17Greedy.choose(5, [(0, 4), (1, 3), (2, 5)]) == [2])
  }

  @Test func `what the greedy choice leaves open is refused while the tolerance is on`() throws {
    let world = Case(
      try .item("RE-1004", "4.00", due: "2026-02-01"),
      try .item("RE-1003", "3.00", due: "2026-02-02"),
      try .item("RE-1005", "5.00", due: "2026-02-03"))
    let receipt = try BankTransaction.receipt("8.00", "RE-1003 RE-1004 RE-1005", account: "DE11")

    #expect(world.decided(Odoo17Greedy.self, receipt) == ["low_confidence"])

    var off = Odoo17Greedy(parties: PartyIndex(world.ledger), settings: Rules())
    off.usesTolerance = false
    let verdict = off.decide(
      Receipt(payment: "P1", sourceFile: "day.xml", transaction: receipt),
      OpenItemStore(world.ledger.openItems))
    #expect(verdict.rows.map(\.amount) == [400, 300, 100])
  }

  @Test func `without its letters a credit note's number is an invoice's`() throws {
    let world = Case(try .item("INV/2024/00012", "100.00"))

    #expect(
      world.decided(Odoo17Greedy.self, try .receipt("100.00", "CN/2024/00012", account: "DE11"))
        == ["INV/2024/00012 payment 100.00"])
  }

  @Test func `tokens are digits of words, four at least`() throws {
    let receipt = try BankTransaction.receipt("1.00", "RE-10 4711 Re.2026/17 12 A123")

    #expect(Odoo17Greedy.tokens(receipt) == ["4711", "202617"])
  }

  @Test func `an early discount counts only where the sum is perfect`() throws {
    let world = Case(
      try .item("RE-4711", "100.00", discount: "2.00", until: "2026-03-10"))

    #expect(
      world.decided(Odoo17Greedy.self, try .receipt("98.00", "RE-4711", account: "DE11"))
        == ["RE-4711 payment 98.00", "RE-4711 discount 2.00"])
    #expect(
      world.decided(Odoo17Greedy.self, try .receipt("97.00", "RE-4711", account: "DE11"))
        == ["low_confidence"])
  }

  @Test func `without a token the partner's items are a proposal only`() throws {
    let world = Case(try .item("RE-4711", "100.00"))

    #expect(
      world.decided(Odoo17Greedy.self, try .receipt("100.00", account: "DE11"))
        == ["low_confidence"])
  }
}
