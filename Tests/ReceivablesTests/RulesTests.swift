import Money
import Receivables
import TestSupport
import Testing

/// Limits and shares, exact in every currency.
@Suite struct RulesTests {
  @Test(arguments: [
    ("1000.00 EUR", "1.00"), ("100.00 EUR", "0.50"), ("199.99 EUR", "0.99"), ("1000 JPY", "1"),
    ("1000.000 KWD", "1.000"),
  ])
  func `the lower limit of a tolerance counts, in the item's currency`(
    sum: String, limit: String
  ) throws {
    let sum = try Money.reading(sum)

    let units = try Rules().tolerance(forOpenSum: sum.minorUnits, in: sum.currency)

    #expect(Money(minorUnits: units, sum.currency).decimal == limit)
  }

  @Test func `or the higher one, where the rules say so`() throws {
    var rules = Rules()
    rules.toleranceUse = .higher

    #expect(try rules.tolerance(forOpenSum: 10_000, in: .eur) == 100)
    #expect(try rules.tolerance(forOpenSum: 1_000_000, in: .eur) == 5_000)
  }

  @Test(arguments: [("15%", 333, 50), ("15%", 330, 50), ("15%", 329, 49), ("15%", -330, -50)])
  func `a share is rounded half away from zero`(rate: String, of amount: Int64, share: Int64) throws
  {
    let percent = try #require(Percent(rate))

    #expect(try percent.of(amount) == share)
  }

  @Test func `a quarter is reached at exactly a quarter`() throws {
    let quarter = try #require(Percent("25%"))

    #expect(quarter.isReached(by: 25, of: 100))
    #expect(!quarter.isReached(by: 24, of: 100))
    #expect(!quarter.isReached(by: 24, of: 99))
  }

  @Test(arguments: ["", "-1", "1,5", "1.000001", "12345678901", "1e3", "."])
  func `what is no amount of the rules is refused`(text: String) {
    #expect(RuleAmount(text) == nil)
  }
}
