import Money
import Testing

@Suite struct MoneyArithmeticTests {
  @Test func `overflow is an error and never a wrap`() {
    let most = Money(minorUnits: .max, .eur)

    #expect(throws: MoneyError.overflow) { try most.adding(Money(minorUnits: 1, .eur)) }
    #expect(throws: MoneyError.overflow) { try Money(minorUnits: .min, .eur).negated() }
    #expect(throws: MoneyError.overflow) { try [Int64.max, 1].sumChecked() }
  }

  @Test func `a sum may pass beyond 64 bits on its way`() throws {
    #expect(try [Int64.max, 1, -2].sumChecked() == Int64.max - 1)
  }

  @Test func `two currencies do not add`() {
    #expect(throws: MoneyError.currenciesDiffer(.eur, .usd)) {
      try Money.zero(.eur).adding(.zero(.usd))
    }
  }

  @Test(arguments: [
    (-5, "-0.05"), (0, "0.00"), (120_000, "1200.00"), (Int64.min, "-92233720368547758.08"),
  ])
  func `an amount prints with all its decimals`(minorUnits: Int64, text: String) {
    #expect(Money(minorUnits: minorUnits, .eur).decimal == text)
  }

  @Test(arguments: [
    ("0.5", 199, 1), ("0.5", 99, 0), ("10", 5, 1), ("10", 4, 0), ("15", -1001, -150),
    ("15", -1010, -152),
  ])
  func `a percentage rounds half away from zero`(percent: String, of: Int64, share: Int64) throws {
    #expect(try #require(Percent(percent)).of(of) == share)
  }

  @Test(arguments: ["25%", "0.5", "25 %", "0.00001"])
  func `a percentage reads with and without its sign`(text: String) {
    #expect(Percent(text) != nil)
  }

  @Test(arguments: ["-1", "1001", "0.000001", "", "%", "1,5", "5.%"])
  func `what is no percentage is refused`(text: String) {
    #expect(Percent(text) == nil)
  }
}
