import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// What a person may accept with one key.
@Suite struct DeskSuggestionTests {
  private func suggested(
    _ amount: String, _ candidates: [DocumentNumber], _ items: OpenItem...
  ) throws -> (world: DeskWorld, suggestions: [DeskSuggestion]) {
    var company = World()
    company.ledger.openItems = items
    var world = try DeskWorld(company, .receipt(amount, "?", from: "Stranger"))
    world.exceptions[0].candidates = candidates
    world.exceptions[0].customer = "C1"
    return (
      world,
      suggestions(for: world.payments[0], decision: nil, world.input, rules: RuleBook())
    )
  }

  private func lines(_ suggestion: DeskSuggestion) -> [String] {
    guard case .apply(_, _, let lines) = suggestion.action else { return [] }
    return lines.map { "\($0.item?.number.text ?? "-") \($0.kind.rawValue) \($0.amount.decimal)" }
  }

  @Test func `candidates that make the amount come first, and are ready to be booked`() throws {
    var (world, found) = try suggested(
      "1200.00", ["4711", "4712"], .item("4711", "700.00"), .item("4712", "500.00"))

    #expect(found.map(\.fit) == [.exact, .excess, .excess])
    #expect(found.map(\.words).first == "4711, 4712: exactly 1200.00 EUR")
    try world.decide(found[0].action)
    #expect(world.open == [])
    #expect(world.told == [])
  }

  @Test func `a credit among the candidates is netted`() throws {
    let (_, found) = try suggested(
      "600.00", ["4711", "CM1"], .item("4711", "700.00"), .item("CM1", "-100.00"))

    #expect(
      found.first.map(lines) == [
        "4711 payment 600.00", "4711 credit 100.00", "CM1 credit -100.00",
      ])
  }

  @Test func `a discount that the receipt was in time for`() throws {
    let (_, found) = try suggested(
      "686.00", ["4711"],
      .item("4711", "700.00", discount: "14.00", until: "2026-03-09"))

    #expect(found.map(\.fit) == [.discount])
    #expect(found.first.map(lines) == ["4711 payment 686.00", "4711 discount 14.00"])
  }

  @Test func `less than the candidates is a part payment, the earliest due first`() throws {
    let (_, found) = try suggested(
      "600.00", ["4712", "4711"], .item("4711", "500.00", due: "2026-02-01"),
      .item("4712", "400.00", due: "2026-02-02"))

    #expect(found.map(\.fit) == [.partPayment, .excess, .excess])
    #expect(found.first.map(lines) == ["4711 payment 500.00", "4712 payment 100.00"])
    #expect(found.first?.words == "4711, 4712: 600.00 EUR of 900.00 EUR")
  }

  @Test func `explanations that lost are suggested before single candidates that fit alike`() throws
  {
    var (world, _) = try suggested(
      "700.00", [], .item("4711", "700.00"), .item("4712", "700.00"))
    world.exceptions[0].candidates = ["4711"]
    let decision = Decision(
      payer: "C1",
      rejected: [
        .init(rule: "sets", items: [DocumentKey("C1", "4712")], reason: "two fit")
      ])

    let found = suggestions(
      for: world.payments[0], decision: decision, world.input, rules: RuleBook())

    #expect(found.map(\.documents) == [[DocumentKey("C1", "4712")], [DocumentKey("C1", "4711")]])
    #expect(found.map(\.fit) == [.exact, .exact])
  }

  @Test func `documents that are no longer open, or of another currency, are not suggested`() throws
  {
    let (_, found) = try suggested(
      "700.00", ["4711", "4799"], .item("4711", "700.00 USD"))

    #expect(found == [])
  }
}
