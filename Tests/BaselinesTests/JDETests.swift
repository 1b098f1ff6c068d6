import Money
import Receivables
import TestSupport
import Testing

@testable import baselines

/// What the page says of JD Edwards' automatic receipts, with its worked example.
@Suite struct JDETests {
  @Test func `the worked example: 192 for two of 100, each given 98, tolerances of 5 and 5`() {
    let given = JDETolerance.Given(open: 100, given: 98, limit: 5)

    let outcome = JDETolerance.settle(check: 192, [given, given], receiptLimit: 5)

    // Two and two at the invoices, then four for the receipt, on the last.
    #expect(
      outcome.items == [
        JDETolerance.Settled(payment: 98, writeOff: 2),
        JDETolerance.Settled(payment: 94, writeOff: 6),
      ])
    #expect(outcome.rest == 0)
  }

  @Test func `the worked example as a receipt`() throws {
    let world = Case(try .item("1", "100.00"), try .item("2", "100.00"))

    let decided = world.decided(
      JDELists.self,
      try .receipt(
        "192.00", account: "DE11",
        documents: [.stated("1", paid: "98.00"), .stated("2", paid: "98.00")]),
      .tolerating(5))

    #expect(
      decided == [
        "1 payment 98.00", "1 write_off 2.00", "2 payment 94.00", "2 write_off 6.00",
      ])
  }

  @Test(arguments: [
    (190, 4, 6, true), (191, 5, 2, false), (196, 5, 0, false), (200, 5, 0, false),
    (202, 5, 6, false),
  ])
  func `beyond the receipt's tolerance a check is short, or has a rest`(
    check: Int64, limit: Int64, rest: Int64, isShort: Bool
  ) {
    let given = JDETolerance.Given(open: 100, given: 98, limit: 5)

    let outcome = JDETolerance.settle(check: check, [given, given], receiptLimit: limit)

    #expect(outcome.isShort == isShort)
    if check == 202 { #expect(outcome.rest == rest) }
  }

  /// Ten items at most, and the eleventh is never seen.
  @Test func `a combination has ten items to choose from`() throws {
    let amounts: [Int64] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
    let items = amounts.enumerated().map { ($0.offset, $0.element) }

    #expect(JDESets.combination(of: Array(items.prefix(10)), making: 513) == [0, 9])
    #expect(JDESets.combination(of: Array(items.prefix(10)), making: 1025) == nil)
  }

  @Test(arguments: [
    // Due in this order: 100, 250, 400, 777.
    ("100.00", "invoice selection"), ("350.00", "invoice selection"),
    ("500.00", "combination"), ("1277.00", "combination"), ("33.00", "balance forward"),
  ])
  func `the list goes on until a base method fits`(paid: String, rule: String) throws {
    let world = Case(
      try .item("1", "100.00", due: "2026-02-01"), try .item("2", "250.00", due: "2026-02-02"),
      try .item("3", "400.00", due: "2026-02-03"), try .item("4", "777.00", due: "2026-02-04"))

    #expect(world.verdict(JDELists.self, try .receipt(paid, account: "DE11")).rule == rule)
  }

  @Test func `a receipt that is all but one of twelve is matched by exclusion`() throws {
    var world = Case()
    world.ledger.openItems = try (1...12).map {
      try .item("\($0)", "\($0 * $0 * 100 + 7).00", due: "2026-02-\(10 + $0)")
    }
    let total = world.ledger.openItems.reduce(0) { $0 + $1.open.minorUnits }
    let paid = Money(minorUnits: total - 12_107_00, .eur)

    let verdict = world.verdict(JDELists.self, try .receipt(paid.decimal, account: "DE11"))

    #expect(verdict.rule == "match by exclusion")
    #expect(verdict.rows.count == 11)
  }

  @Test func `balance forward pays the oldest first, the last one partially`() throws {
    let world = Case(
      try .item("1", "100.00", due: "2026-02-01"), try .item("2", "250.00", due: "2026-02-02"))

    #expect(
      world.decided(JDELists.self, try .receipt("133.00", account: "DE11"))
        == ["1 payment 100.00", "2 payment 33.00"])
  }
}
