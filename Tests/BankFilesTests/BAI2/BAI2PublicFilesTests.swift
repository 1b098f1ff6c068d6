import BankFiles
import Money
import Receivables
import Testing

/// Public files of other projects; the figures come from their notice, `Fixtures/bai2/SOURCES.md`,
/// and from adding up by hand.
struct BAI2PublicFilesTests {
  struct Figures: Sendable {
    var file: String
    var accounts: Int
    var details: Int
    /// Counts and minor units of booked credits and debits.
    var credits: (count: Int, units: Int64)
    var debits: (count: Int, units: Int64)
    var records: Int
    var errors: Int
  }

  static let files: [Figures] = [
    Figures(
      file: "moov-sample1.txt", accounts: 2, details: 17, credits: (5, 320_000),
      debits: (12, 320_000), records: 27, errors: 0),
    Figures(
      file: "moov-sample2.txt", accounts: 5, details: 4, credits: (4, 30_950_000), debits: (0, 0),
      records: 31, errors: 0),
    Figures(
      file: "moov-sample3.txt", accounts: 15, details: 26, credits: (13, 39_713),
      debits: (13, 59_418), records: 74, errors: 0),
    Figures(
      file: "moj-citi_example.bai2", accounts: 1, details: 1, credits: (1, 1), debits: (0, 0),
      records: 14, errors: 0),
    Figures(
      file: "moj-nwb_example.bai2", accounts: 1, details: 5, credits: (1, 89), debits: (4, 2765),
      records: 18, errors: 0),
    Figures(
      file: "moj-svb_us_example.bai2", accounts: 2, details: 2, credits: (2, 1_395_996),
      debits: (0, 0), records: 20, errors: 0),
    Figures(
      file: "moj-account_trailer_amount_blank_example.bai2", accounts: 2, details: 0,
      credits: (0, 0), debits: (0, 0), records: 8, errors: 0),
    Figures(
      file: "activearch-BTRS_valid.txt", accounts: 1, details: 1, credits: (0, 0), debits: (0, 0),
      records: 7, errors: 0),
  ]

  @Test(arguments: files)
  func `a public file has the figures of its notice, and all its totals agree`(figures: Figures) {
    let bytes = FlatFileTrial.fixture("bai2/" + figures.file)

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: figures.file))

    #expect(trial.failure == nil)
    #expect(trial.errors == [])
    #expect(trial.statements.count == figures.accounts)
    #expect(trial.transactions.count == figures.details)
    let credits = trial.statements.flatMap(\.bookedCredits)
    let debits = trial.statements.flatMap(\.bookedDebits)
    #expect(credits.reduce(0) { $0 + $1.count } == figures.credits.count)
    #expect(credits.reduce(0) { $0 + $1.amount.minorUnits } == figures.credits.units)
    #expect(debits.reduce(0) { $0 + $1.count } == figures.debits.count)
    #expect(debits.reduce(0) { $0 + $1.amount.minorUnits } == figures.debits.units)
    let records = trial.checks.filter { $0.hasPrefix("file_record_count") }
    #expect(records == ["file_record_count \(figures.records) \(figures.records) holds"])
    #expect(trial.checks.filter { $0.contains("_control_total") && $0.hasSuffix("off") } == [])
  }

  @Test func `a Citi account has balances, a value date and one tag per line`() throws {
    let bytes = FlatFileTrial.fixture("bai2/moj-citi_example.bai2")

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "citi.bai"))

    let statement = try #require(trial.statements.first)
    #expect(statement.id == "00131100/1/1")
    #expect(statement.account == "77777777")
    #expect(statement.createdAt == "2015-07-16T07:13")
    #expect(statement.opening?.amount.description == "100.00 GBP")
    #expect(statement.closing?.date?.description == "2015-07-15")
    let payment = try #require(trial.transactions.first)
    #expect(payment.amount.description == "0.01 GBP")
    #expect(payment.bankCode == "191")
    #expect(payment.bankReference == "1234567890")
    #expect(payment.references == ["RP12312312312312"])
    #expect(payment.payer.name == "DOE JO")
    #expect(payment.position.line == 4)
    #expect(
      payment.text == [
        "FR:FP SIP INCOMING", "ENDT:20150715", "TRID:RP12312312312312",
        "PY:RP1231231231231200                 A1234BC 22/03/66", "BI:22222222",
        "OB:111111 BUCKINGHAM PALACE OB3:BARCLAYS BANK PLC", "BO:11111111 BO1:DOE JO",
      ])
    #expect(
      trial.checks.prefix(2) == [
        "account_control_total 200.01 GBP 200.01 GBP holds", "account_record_count 10 10 holds",
      ])
  }

  @Test func `a NatWest account keeps a word that was cut between two lines`() throws {
    let bytes = FlatFileTrial.fixture("bai2/moj-nwb_example.bai2")

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "nwb.bai"))

    let statement = try #require(trial.statements.first)
    #expect(statement.account == "88888888600004")
    #expect(statement.createdAt == "2010-02-15T14:59")
    #expect(statement.opening?.amount.description == "365.21 GBP")
    #expect(statement.closing?.amount.description == "338.45 GBP")
    #expect(trial.checks.contains("balance 338.45 GBP 338.45 GBP holds"))
    #expect(trial.checks.contains("debit_total 27.65 GBP 27.65 GBP holds"))
    #expect(
      trial.transactions.last?.text == [
        "TFR XBANKGO24007680SJ CAT JPY 2 GBPXBANKGO24007680BGC INTERNATIONAL-5373 CLIE",
        "NT SECCY AC TFR",
      ])
    #expect(trial.transactions.map(\.classification) == [.other, .other, .other, .other, .receipt])
  }

  @Test func `the specification's example gives lockbox deposits, funds and a correction`() {
    let bytes = FlatFileTrial.fixture("bai2/moov-sample2.txt")

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "spec.bai"))

    #expect(trial.transactions.map(\.bankCode) == ["115", "115", "218", "195"])
    #expect(
      trial.transactions.map(\.amount.decimal) == ["4500.00", "5000.00", "200000.00", "100000.00"])
    #expect(trial.transactions.map(\.valueDate?.description) == [nil, nil, "2004-06-22", nil])
    #expect(trial.transactions.map(\.bankReference) == ["", "", "SP4738", ""])
    #expect(trial.transactions[1].text == ["LOCK BOX NO.68751"])
    #expect(
      trial.transactions[2].text == ["PROCEEDS OF LETTER OF CREDIT FROM THE ARAMCO OIL CO"])
    #expect(
      trial.statements.map(\.opening?.amount.decimal) == [
        "43500.00", "-5000.00", "100000.00", "5000.00", "8000.00",
      ])
  }

  @Test func `the anonymised file tells every total that does not agree`() throws {
    let bytes = FlatFileTrial.fixture("bai2/moov-sample5-issue113.txt")

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "gs.bai"))

    #expect(trial.statements.count == 5)
    #expect(trial.transactions.count == 20)
    let credits = trial.statements.flatMap(\.bookedCredits)
    #expect(credits.reduce(0) { $0 + $1.count } == 11)
    #expect(credits.reduce(0) { $0 + $1.amount.minorUnits } == 3_798_602_119)
    let debits = trial.statements.flatMap(\.bookedDebits)
    #expect(debits.reduce(0) { $0 + $1.count } == 9)
    #expect(debits.reduce(0) { $0 + $1.amount.minorUnits } == 31_812_517)
    #expect(trial.errors.count { $0.contains("controlTotalMismatch") } == 3)
    #expect(
      trial.errors.first
        == "gs.bai:22:4: error: account trailer states -12601613417.62 USD, its transactions sum "
        + "to 79999.60 USD; expected equal totals; ask the bank to send the file again "
        + "(controlTotalMismatch)")
    let reject = try #require(trial.transactions.first { $0.bankCode == "261" })
    #expect(reject.classification == .return)
    #expect(reject.bankReference == "SB2322600000404")
    #expect(reject.references == ["GSQ4FBGFDGWGKY"])
    #expect(reject.endToEndID == "GSQ4FBGFDGWGKY")
    let slashes = try #require(trial.transactions.first { $0.bankCode == "165" })
    #expect(slashes.references == ["AB/GS/DDFILEAB0001/DDBAB0001"])
    #expect(slashes.classification == .receipt)
    let classes = trial.transactions.map { "\($0.bankCode) \($0.classification.rawValue)" }
    #expect(
      classes == [
        "447 other", "261 return", "447 other", "557 return", "451 other", "266 return",
        "495 other", "195 receipt", "257 return", "255 return", "195 receipt", "175 receipt",
        "475 other", "275 other", "165 receipt", "475 other", "495 other", "195 receipt",
        "698 fee", "354 interest",
      ])
  }

  @Test func `a stray comma makes a movement information and its account trailer wrong`() {
    let bytes = FlatFileTrial.fixture("bai2/bankfileparsers-BAI-sample.txt")

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "bfp.bai"))

    #expect(trial.statements.count == 5)
    #expect(trial.transactions.map(\.status) == [.information, .booked, .booked, .booked])
    #expect(
      trial.errors == [
        "bfp.bai:5:1: error: the funds type '450000' is unknown, so that the references are "
          + "doubtful; expected 0, 1, 2, S, V, D or Z and its fields (badRecord)",
        "bfp.bai:5:1: error: the movement's type code is ''; expected three digits "
          + "(unknownTypeCode)",
        "bfp.bai:6:4: error: account trailer states 91500.00 USD, its transactions sum to "
          + "87001.15 USD; expected equal totals; ask the bank to send the file again "
          + "(controlTotalMismatch)",
      ])
  }

  @Test func `a file that begins with an unknown record is refused`() {
    let bytes = FlatFileTrial.fixture("bai2/moov-errors-sample-parseError.txt")

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "bad.bai"))

    #expect(
      trial.failure?.description
        == "bad.bai:1:1: error: the file begins with '00,0004,1/2/345,06/0'; expected a file "
        + "header, record code 01 (missingRecord)")
  }

  @Test(
    arguments: files.map(\.file) + [
      "moov-sample5-issue113.txt", "bankfileparsers-BAI-sample.txt",
    ], [1, 7, 4096])
  func `the same events come out however a file is cut`(file: String, chunk: Int) {
    let bytes = FlatFileTrial.fixture("bai2/" + file)

    let whole = FlatFileTrial(bytes, by: BAI2Reader(file: file))
    let cut = FlatFileTrial(bytes, by: BAI2Reader(file: file), chunk: chunk)

    #expect(cut.described == whole.described)
  }

  @Test(arguments: files.map(\.file))
  func `a file cut off anywhere never ends well with other money`(file: String) {
    let bytes = FlatFileTrial.fixture("bai2/" + file)
    let whole = FlatFileTrial(bytes, by: BAI2Reader(file: file))
    let amounts = whole.transactions.map(\.amount)

    for length in 1..<bytes.count {
      let trial = FlatFileTrial(Array(bytes[..<length]), by: BAI2Reader(file: file))
      let isHonest =
        trial.failure != nil || !trial.errors.isEmpty
        || trial.transactions.map(\.amount) == amounts
      #expect(isHonest, "cut after \(length) bytes")
    }
  }
}
