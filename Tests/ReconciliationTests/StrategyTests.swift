import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Strategies (contract, step 3e): what is agreed for money that names nothing and fits nothing.
@Suite struct StrategyTests {
  private func world(_ strategies: [Strategy], _ items: OpenItem...) throws -> World {
    var world = World()
    world.ledger.openItems = items
    world.rules.general.strategies = strategies
    return world
  }

  private func three(_ strategies: Strategy...) throws -> World {
    try world(
      strategies, .item("4711", "100.00", due: "2026-03-01"),
      .item("4712", "250.00", due: "2026-03-05"), .item("4713", "500.00", due: "2026-04-20"))
  }

  @Test func `the earliest of equal items is taken where that is agreed`() throws {
    let world = try world(
      [.earliestItem], .item("4711", "100.00", due: "2026-03-05"),
      .item("4712", "100.00", due: "2026-03-01"))

    let outcome = try world.reconciling(.receipt("100.00", account: "DE11"))

    #expect(outcome.lines == ["4712 payment 100.00"])
    #expect(outcome.applications.first?.rule == "policy earliest_item")
  }

  @Test func `without strategies equal items are left to a person`() throws {
    let world = try world(
      [], .item("4711", "100.00", due: "2026-03-05"), .item("4712", "100.00", due: "2026-03-01"))

    let outcome = try world.reconciling(.receipt("100.00", account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 100.00"])
  }

  @Test func `a running total within tolerance clears the oldest items`() throws {
    let outcome = try three(.runningTotal).reconciling(.receipt("349.50", account: "DE11"))

    #expect(
      outcome.lines == ["4711 payment 100.00", "4712 payment 249.50", "4712 write_off 0.50"])
  }

  @Test func `a running total that is off by more books nothing`() throws {
    let outcome = try three(.runningTotal).reconciling(.receipt("300.00", account: "DE11"))

    #expect(outcome.lines == [])
    #expect(outcome.told == ["no_match 300.00"])
  }

  @Test func `all but few clears an account that is larger than a set may be`() throws {
    var items: [OpenItem] = []
    for number in 0..<30 {
      items.append(try .item("R\(100 + number)", "\(100 + number * number).00"))
    }
    var world = World()
    world.ledger.openItems = items
    world.rules.general.strategies = [.allButFew]
    let all = items.reduce(0) { $0 + $1.open.minorUnits }
    let missing = items[7].open.minorUnits
    let cash = (all - missing) / 100

    let outcome = try world.reconciling(.receipt("\(cash).00", account: "DE11"))

    #expect(outcome.open == ["R107 149.00"])
    #expect(outcome.applications.first?.rule == "policy all_but_few")
  }

  @Test func `newest first pays the latest due item, and the rest of the one before`() throws {
    let outcome = try three(.newestFirst).reconciling(.receipt("590.00", account: "DE11"))

    #expect(outcome.lines == ["4712 payment 90.00", "4713 payment 500.00"])
  }

  @Test func `a strategy that does not fit is passed over for the next one`() throws {
    let outcome = try three(.clearAccount, .pastDue, .onAccount)
      .reconciling(.receipt("77.00", account: "DE11"))

    #expect(outcome.lines.count == 1)
    #expect(outcome.applications.first?.rule == "policy on_account")
  }

  @Test func `strategies replace the policy of the customer`() throws {
    var world = try three()
    world.ledger.customers[0].unreferencedPolicy = .oldestFirst

    let outcome = try world.reconciling(.receipt("77.00", account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test func `a policy decides about an only item that the amount nearly fits`() throws {
    let clear = try world([.clearAccount], .item("4711", "1000.00"))
      .reconciling(.receipt("999.50", account: "DE11"))
    let none = try world([], .item("4711", "1000.00"))
      .reconciling(.receipt("999.50", account: "DE11"))

    #expect(clear.lines == ["4711 payment 999.50", "4711 write_off 0.50"])
    #expect(none.told == ["low_confidence 999.50"])
  }

  @Test func `a given reference that fails bars every strategy`() throws {
    let outcome = try three(.oldestFirst)
      .reconciling(.receipt("77.00", "RE 9999", account: "DE11"))

    #expect(outcome.lines == [])
  }
}
