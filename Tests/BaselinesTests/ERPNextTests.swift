import Receivables
import TestSupport
import Testing

@testable import baselines

/// What the page says of ERPNext's party matching and ranking of vouchers.
@Suite struct ERPNextTests {
  @Test func `an equal reference and an equal party rank above the party alone`() throws {
    let world = Case(try .item("RE-1", "100.00"), try .item("RE-2", "100.00"))
    let receipt = try BankTransaction.receipt("100.00", "RE-2", account: "DE11")

    #expect(world.verdict(ERPNextRank.self, receipt).rule == "rank 3")
    #expect(world.decided(ERPNextRank.self, receipt) == ["RE-2 payment 100.00"])
  }

  @Test func `with another reference the party's only voucher of the amount is taken`() throws {
    let world = Case(try .item("RE-1", "100.00"), try .item("RE-2", "300.00"))

    #expect(
      world.decided(ERPNextRank.self, try .receipt("100.00", "RE-2", account: "DE11"))
        == ["RE-1 payment 100.00"])
  }

  @Test func `two vouchers of the best rank are a list for a person`() throws {
    let world = Case(try .item("RE-1", "100.00"), try .item("RE-2", "100.00"))

    #expect(
      world.decided(ERPNextRank.self, try .receipt("100.00", account: "DE11"))
        == ["ambiguous_match"])
  }

  @Test func `there is no tolerance and no set`() throws {
    let world = Case(try .item("RE-1", "100.00"), try .item("RE-2", "50.00"))

    #expect(
      world.decided(ERPNextRank.self, try .receipt("99.99", "RE-1", account: "DE11"))
        == ["no_match"])
    #expect(
      world.decided(ERPNextRank.self, try .receipt("150.00", "RE-1", account: "DE11"))
        == ["no_match"])
  }

  @Test func `a name is known by its words, and two that are equally like are none`() throws {
    var world = Case(try .item("RE-1", "100.00"))

    #expect(
      world.decided(ERPNextRank.self, try .receipt("100.00", from: "GmbH Meier Bau"))
        == ["RE-1 payment 100.00"])

    world.ledger.customers.append(Customer(id: "C3", name: "Meier Bau"))
    #expect(
      world.decided(ERPNextRank.self, try .receipt("100.00", from: "Meier Bau GmbH"))
        == ["unidentified_payer"])
  }

  @Test func `two names that are equally like end the search, however often they come`() throws {
    var world = Case(try .item("RE-1", "100.00", of: "C2"))
    world.ledger.customers.append(Customer(id: "C3", name: "Meier Bau"))
    var baseline = ERPNextRank(parties: PartyIndex(world.ledger), settings: Rules())
    // The description would name C2.
    let receipt = Receipt(
      payment: "P1", sourceFile: "day.xml",
      transaction: try .receipt("100.00", "Schulze AG", from: "Meier Bau GmbH"))

    for _ in 1...2 {
      let verdict = baseline.decide(receipt, OpenItemStore(world.ledger.openItems))
      #expect(verdict.notices.map(\.type) == [.unidentifiedPayer])
    }
  }

  @Test(arguments: [
    ("fuzzy was a bear", "fuzzy fuzzy was a bear", 100_000), ("meier bau", "bau meier", 100_000),
    ("meier bau", "meier bau gmbh", 100_000),
    // No word in common: 5 + 5 letters, one replaced (two edits).
    ("meier", "meyer", 80_000), ("abc", "xyz", 0),
    // `meier` in common: 10 against 9 letters, four and three of them alone.
    ("meier bau", "meier holz", 71_428),
  ])
  func `the ratio of sets of words`(one: String, other: String, expected: Int) {
    let sets = [one, other].map { TokenSetRatio($0.split(separator: " ").map(String.init)) }

    #expect(sets[0].ratio(to: sets[1], cutoff: 0) == expected)
    #expect(sets[1].ratio(to: sets[0], cutoff: 0) == expected)
  }
}
