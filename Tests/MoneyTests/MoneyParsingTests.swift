import Money
import Testing

@Suite struct MoneyParsingTests {
  @Test(arguments: [
    ("12.34", 1234), ("-0.01", -1), ("0.10", 10), ("7", 700), ("007.5", 750),
    ("92233720368547758.07", Int64.max), ("-92233720368547758.08", Int64.min),
  ])
  func `an amount is read exactly`(text: String, minorUnits: Int64) throws {
    #expect(try Money(parsing: text, in: .eur).minorUnits == minorUnits)
  }

  @Test(arguments: [
    "12.345", "12.340", "1,000.00", "1e3", "٣.٠٠", "", "-", "92233720368547758.08", "+1", ".5",
    "1.", " 1", "1 ", "0x10", "NaN", "--1", "1.2.3",
  ])
  func `what is no exact amount of the currency is refused`(text: String) {
    #expect(throws: MoneyError.self) { try Money(parsing: text, in: .eur) }
  }

  @Test(arguments: [
    ("18.15000", 1815), ("+5", 500), (".5", 50), ("5.", 500), (" 474.4\n", 47440),
    ("000000000000149.87", 14987),
  ])
  func `an xs:decimal is read in every legal spelling`(text: String, minorUnits: Int64) throws {
    let amount = try Money(
      parsing: text, in: .eur, notation: .xmlDecimal(fractionDigitsMax: 5))

    #expect(amount.minorUnits == minorUnits)
  }

  @Test(arguments: ["18.151", "18.150000", "1,00", "12..34", "1e3", "", ".", "+", "- 1"])
  func `an xs:decimal that would lose digits is refused`(text: String) {
    #expect(throws: MoneyError.self) {
      try Money(parsing: text, in: .eur, notation: .xmlDecimal(fractionDigitsMax: 5))
    }
  }

  @Test(arguments: [
    ("JPY", "36847", 36847), ("KWD", "1.234", 1234), ("CLF", "1.2345", 12345), ("DEM", "1.95", 195),
  ])
  func `the currency says where the point stands`(
    code: String, text: String, minorUnits: Int64
  ) throws {
    let currency = try #require(Currency(code))

    #expect(try Money(parsing: text, in: currency).minorUnits == minorUnits)
    #expect(try Money(parsing: text, in: currency).decimal == text)
  }

  @Test(arguments: ["EU", "EURO", "eur", "XXX", "ZZZ", "", "É€R"])
  func `what is no currency of the list is none`(code: String) {
    #expect(Currency(code) == nil)
  }
}
