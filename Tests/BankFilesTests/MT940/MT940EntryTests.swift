import BankFiles
import Money
import Receivables
import Testing

/// Field 61, part by part (the reference's section 2).
struct MT940EntryTests {
  static func trial(_ line: String, opening: String = ":60F:C260309EUR1000,00") -> FlatFileTrial {
    FlatFileTrial(mt940: MT940Sample.statement(line, opening: opening))
  }

  static func entry(
    _ line: String, opening: String = ":60F:C260309EUR1000,00"
  ) throws -> BankTransaction {
    let trial = Self.trial(line, opening: opening)
    #expect(trial.failure == nil)
    #expect(trial.errors == [])
    return try #require(trial.transactions.first)
  }

  /// Mark and funds code, then what moved.
  static let marks: [(String, String, Bool)] = [
    ("C12,", "credit 12.00 EUR", false), ("D12,", "debit 12.00 EUR", false),
    ("CR12,", "credit 12.00 EUR", false), ("DR12,", "debit 12.00 EUR", false),
    ("RC12,", "debit 12.00 EUR", true), ("RD12,", "credit 12.00 EUR", true),
    ("RCR12,", "debit 12.00 EUR", true), ("RDR12,", "credit 12.00 EUR", true),
    ("DD12,", "debit 12.00 EUR", false), ("CD12,", "credit 12.00 EUR", false),
    ("DK12,", "debit 12.00 EUR", false), ("CN12,", "credit 12.00 EUR", false),
    ("DF12,", "debit 12.00 EUR", false), ("CY12,", "credit 12.00 EUR", false),
    ("CC12,", "credit 12.00 EUR", false),
  ]

  @Test(arguments: marks)
  func `the mark alone tells the way of the money, whatever the funds code`(
    mark: String, moved: String, isReversal: Bool
  ) throws {
    let entry = try Self.entry(":61:2603100310\(mark)NTRFNONREF")

    #expect("\(entry.direction.rawValue) \(entry.amount)" == moved)
    #expect(entry.isReversal == isReversal)
  }

  static let amounts: [(String, Int64)] = [
    ("300,", 30000), ("0,", 0), (",5", 50), ("0,05", 5), ("12,3", 1230), ("12,34", 1234),
    ("000000000025,00", 2500), ("12,3400", 1234), ("1.234,56", 123_456),
    ("1.234.567,89", 123_456_789), ("1234", 123_400), ("1234.56", 123_456),
    ("999999999999,99", 99_999_999_999_999),
  ]

  @Test(arguments: amounts)
  func `an amount is read in every spelling that is certain`(text: String, units: Int64) throws {
    let entry = try Self.entry(":61:2603100310C\(text)NTRFNONREF")

    #expect(entry.amount.minorUnits == units)
  }

  static let uncertain: [(String, String)] = [
    ("1,2,3", "it has two commas"), ("1.234", "its point may part decimals or thousands"),
    ("12.34,5", "its points part no thousands"),
    ("1234.5678", "its point may part decimals or thousands"),
    ("12,345", "it has more than 2 decimals"), (",", "it has no figures"),
    ("", "it has no figures"),
    ("1234567890123456,", "it is longer than 15 characters"),
    ("1,2345.6", "its points part no thousands"), ("1.23.456,7", "its points part no thousands"),
  ]

  @Test(arguments: uncertain)
  func `an amount that may be another one is refused`(text: String, reason: String) {
    let trial = Self.trial(":61:2603100310C\(text)NTRFNONREF")

    #expect(
      trial.errors == [
        "day.sta:5: error: the entry ':61:2603100310C\(text)NTRFNONREF' has no certain amount: "
          + "\(reason); expected a value date, C or D, and an amount with a comma; ask the bank to "
          + "send the file again (badAmount)"
      ])
    #expect(trial.transactions.isEmpty)
    #expect(
      trial.statements.first?.checks.map(\.note) == ["entries that could not be read: 1"])
  }

  @Test func `an amount without a comma counts only before a type`() {
    let trial = Self.trial(":61:2603100310C12X,00NTRFNONREF")

    #expect(trial.transactions.isEmpty)
    #expect(trial.errors.count == 1)
  }

  @Test(arguments: [
    ("JPY", "1234,", 1234), ("JPY", "1234,00", 1234), ("KWD", "1,234", 1234),
    ("HUF", "2402,00", 240_200),
  ])
  func `the currency of the balance says where the comma stands`(
    currency: String, amount: String, units: Int64
  ) throws {
    let trial = FlatFileTrial(
      mt940: MT940Sample.statement(
        ":61:2603100310C\(amount)NTRFNONREF", opening: ":60F:C260309\(currency)0,",
        closing: ":62F:C260310\(currency)\(amount)"))

    #expect(trial.problems == [])
    #expect(trial.transactions.first?.amount.minorUnits == units)
  }

  /// Value date and booking date as written, and as meant.
  static let dates: [(String, String, String)] = [
    ("2603100310", "2026-03-10", "2026-03-10"), ("2603120310", "2026-03-12", "2026-03-10"),
    ("2101071231", "2021-01-07", "2020-12-31"), ("2012310104", "2020-12-31", "2021-01-04"),
    ("260310", "2026-03-10", "2026-03-10"), ("260310    ", "2026-03-10", "2026-03-10"),
    ("1602300301", "2016-02-29", "2016-03-01"), ("0211310230", "2002-11-30", "2003-02-28"),
    ("9912310103", "1999-12-31", "2000-01-03"), ("2402280229", "2024-02-28", "2024-02-29"),
  ]

  @Test(arguments: dates)
  func `the booking date's year is the one nearest to the value date`(
    text: String, value: String, booking: String
  ) throws {
    let entry = try Self.entry(":61:\(text)C12,NTRFNONREF")

    #expect(entry.valueDate?.description == value)
    #expect(entry.bookingDate?.description == booking)
  }

  @Test func `a value date that is no day leaves the booking date, and a note`() throws {
    let trial = Self.trial(":61:3454540310C12,NTRFNONREF")

    #expect(trial.transactions.first?.valueDate == nil)
    #expect(trial.transactions.first?.bookingDate?.description == "2026-03-10")
    #expect(
      trial.problems.first?.description
        == "day.sta:5: note: a date of the entry ':61:3454540310C12,NTRFNONREF' is no day (badDate)"
    )
  }

  @Test func `an entry without any day is refused, not booked`() {
    let trial = Self.trial(":61:999999C12,NTRFNONREF")

    #expect(
      trial.errors == [
        "day.sta:5: error: the entry ':61:999999C12,NTRFNONREF' has no date that is a day; expected "
          + "a value date YYMMDD; ask the bank to send the file again (badDate)"
      ])
    #expect(trial.transactions.isEmpty)
    #expect(
      trial.statements.first?.checks.map(\.note) == ["entries that could not be read: 1"])
  }

  @Test func `an amount may stand on the line after its mark`() throws {
    let entry = try Self.entry(":61:0211011102DR\n800,NSTONONREF//55555")

    #expect(entry.amount.description == "800.00 EUR")
    #expect(entry.bankCode == "NSTO")
    #expect(entry.bankReference == "55555")
  }

  @Test(arguments: [
    ("NTRFABC-123", "NTRF", "ABC-123"), ("S103ABC-123", "S103", "ABC-123"),
    ("N196ABC-123", "N196", "ABC-123"), ("FMSCABC-123", "FMSC", "ABC-123"),
    ("S   ABC-123", "S", "ABC-123"), ("NONREF", "", ""), ("NTRFNONREF", "NTRF", ""),
    ("NTRF", "NTRF", ""), ("", "", ""), (" NTRFABC-123", "NTRF", "ABC-123"),
    ("NTRFABC-123         ", "NTRF", "ABC-123"), ("NCHK16703074", "NCHK", "16703074"),
    ("NTRFN", "NTRF", ""), ("ABC-123", "", "ABC-123"),
  ])
  func `the type and the customer's reference are told apart`(
    text: String, type: String, reference: String
  ) throws {
    let entry = try Self.entry(":61:2603100310C12,\(text)")

    #expect(entry.bankCode == type)
    #expect(entry.bankReference == reference)
  }

  /// What follows the type, then the first reference and the others.
  static let references: [(String, String, [String])] = [
    ("CUST-1//BANK-1", "BANK-1", ["CUST-1"]), ("NONREF//BANK-1", "BANK-1", []),
    ("CUST-1//NONREF", "CUST-1", []), ("CUST-1//", "CUST-1", []),
    ("EREF//BANK-1", "BANK-1", []), ("PREF//BANK-1", "BANK-1", []), ("KREF+", "", []),
    ("MARF", "", []), ("AB/CD/12//BANK-1", "BANK-1", ["AB/CD/12"]),
    (
      "8d4b1c8e-7a6f-4f0e-9f0e-0a6b5b1c2d3e//TRANSFER-123456789012345678",
      "TRANSFER-123456789012345678", ["8d4b1c8e-7a6f-4f0e-9f0e-0a6b5b1c2d3e"]
    ),
    ("Overforing med //melding", "melding", ["Overforing med"]),
    ("CUST-1//A//B", "A//B", ["CUST-1"]),
    ("1070123412341234//00000000001012/TRCD/00108/", "00000000001012", ["1070123412341234"]),
  ]

  @Test(arguments: references)
  func `the bank's reference goes before the customer's, and placeholders are none`(
    text: String, first: String, others: [String]
  ) throws {
    let entry = try Self.entry(":61:2603100310C12,NTRF\(text)")

    #expect(entry.bankReference == first)
    #expect(entry.references == others)
  }

  @Test(arguments: [
    ("0724710333343453", true), ("536D80EFEC56ACF8", true), ("MB170119012058", true),
    ("1234", false), ("55555", false), ("to advice", false), ("0000000000000000", false),
    ("REFERENCE", false),
  ])
  func `only a plausible number of the bank is unique`(text: String, isUnique: Bool) throws {
    let entry = try Self.entry(":61:2603100310C12,NTRFNONREF//\(text)")

    #expect(entry.uniqueReferences == (isUnique ? [text] : []))
  }

  @Test func `the supplementary line states what was sent and what was kept`() throws {
    let entry = try Self.entry(
      ":61:2603100310C2500,00NTRFNONREF//B1\n/OCMT/USD2853,12//CHGS/EUR1,50/")

    #expect(entry.instructed?.description == "2853.12 USD")
    #expect(entry.charges?.description == "1.50 EUR")
  }

  @Test(arguments: [
    ("NL70ABNA0987654321", "NL70ABNA0987654321"), ("P001234567", "P001234567"),
  ])
  func `Rabobank's supplementary line is the other account`(
    line: String, account: String
  ) throws {
    let entry = try Self.entry(
      ":61:260310C12,00N544NONREF\n\(line)\n:86:/ORDP//NAME/J JANSEN/REMI/X")

    #expect(entry.payer.account == account)
    #expect(entry.payer.name == "J JANSEN")
  }

  @Test(arguments: [
    ("20131209007602198765432000000012", ["20131209007602198765432000000012"], ""),
    ("Card transaction", [], "Card transaction"), ("911-TRANSAKCJA IPH", [], "911-TRANSAKCJA IPH"),
  ])
  func `a supplementary number is a reference, words are the bank's`(
    line: String, references: [String], bankText: String
  ) throws {
    let entry = try Self.entry(":61:2603100310C12,NTRFNONREF//BANK-1\n\(line)")

    #expect(entry.references == references)
    #expect(entry.bankText == bankText)
    #expect(entry.text == [])
  }

  @Test(arguments: [
    ":61:", ":61:X", ":61:26031", ":61:2603100310", ":61:2603100310X12,NTRF",
    ":61:2603100310R12,NTRF",
  ])
  func `what is no entry is refused by name, and its page cannot be checked`(line: String) {
    let trial = Self.trial(line)

    #expect(trial.errors.count == 1)
    #expect(trial.errors.first?.contains("'\(line)'") == true)
    #expect(trial.transactions.isEmpty)
    #expect(trial.statements.first?.checks.map(\.verdict) == [.notCheckable])
  }
}
