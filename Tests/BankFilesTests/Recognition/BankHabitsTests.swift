import BankFiles
import Money
import Receivables
import Testing

/// What a total that disagrees means, where a bank is known to differ.
@Suite struct BankHabitsTests {
  private func habits(_ json: String) throws -> BankHabits {
    try BankHabits.parse(json: Array(json.utf8), file: "banks.json")
  }

  private func bai2(
    _ json: String, total: String = "700", bank: String = "071000013", currency: String = "USD"
  ) throws -> FlatFileTrial {
    let text = """
      01,SENDER,R,260310,2130,1,,,2/
      02,R,\(bank),1,260310,2400,\(currency),2/
      03,4400700000,,015,100,,/
      16,142,500,,R,C,T
      49,\(total),3/
      98,\(total),1,5/
      99,\(total),1,7/
      """
    return FlatFileTrial(
      Array(text.utf8), by: BAI2Reader(file: "day.bai", habits: try habits(json)))
  }

  @Test func `a control total that disagrees is an error where nothing else is said`() throws {
    let trial = try bai2(#"{"banks": []}"#)

    #expect(trial.errors.count == 1)
    #expect(trial.statements.first?.checks.first?.consequence == "error")
  }

  @Test(arguments: [
    #"{"bank": "071000013", "mismatch": "warning"}"#, #"{"mismatch": "warning"}"#,
    #"{"bank": "0710*", "account": "4400*000", "mismatch": "warning"}"#,
  ])
  func `a bank that is known to differ is warned of`(habit: String) throws {
    let trial = try bai2(#"{"banks": [\#(habit)]}"#)

    #expect(trial.errors == [])
    #expect(trial.problems.map(\.code).contains(.controlTotalMismatch))
    #expect(trial.statements.first?.checks.first?.verdict == .off)
    #expect(trial.statements.first?.checks.first?.consequence == "warning")
  }

  @Test(arguments: [
    #"{"bank": "99*", "mismatch": "warning"}"#, #"{"account": "4400", "mismatch": "warning"}"#,
    #"{"mismatch": "error"}, {"mismatch": "note"}"#,
  ])
  func `the first habit that fits counts`(habits: String) throws {
    #expect(try bai2(#"{"banks": [\#(habits)]}"#).errors.count == 1)
  }

  @Test func `only the way in which the bank adds up makes its total hold`() throws {
    let details = try bai2(#"{"banks": [{"bai2_total": "details"}]}"#, total: "500")
    let standard = try bai2(#"{"banks": [{"bai2_total": "standard"}]}"#, total: "500")

    #expect(details.errors == [])
    #expect(standard.errors.count == 1)
  }

  @Test func `a total that means nothing is left out, and said to be`() throws {
    let trial = try bai2(#"{"banks": [{"bai2_total": "none"}]}"#, total: "600")

    #expect(trial.errors == [])
    #expect(trial.statements.first?.checks.first?.verdict == .notCheckable)
    #expect(trial.statements.first?.checks.first?.note == "left out, as asked")
  }

  /// The originator and what is told of it.
  static let originators: [(String, String)] = [
    ("071000013", "note"), ("0071000013", "note"), ("CHASUS33", "note"), ("CHASUS33XXX", "note"),
    ("NWBKGB2L", "warning"), ("123456789", "warning"), ("OURS", "warning"), ("", "warning"),
  ]

  @Test(arguments: originators)
  func `dollars that nobody states are assumed, and told once a group`(
    bank: String, severity: String
  ) throws {
    let trial = try bai2(#"{"banks": []}"#, total: "600", bank: bank, currency: "")

    #expect(trial.transactions.map(\.amount.description) == ["5.00 USD"])
    #expect(trial.problems.map(\.severity.rawValue) == [severity])
    #expect(trial.problems.map(\.code) == [.badCurrency])
    #expect(trial.problems.map(\.position.line) == [3])
  }

  @Test func `a currency that is known of a bank or an account stands for the missing one`() throws
  {
    let trial = try bai2(
      #"{"banks": [{"bank": "NWBK*", "account": "4400700000", "currency": "GBP"}]}"#, total: "600",
      bank: "NWBKGB2L", currency: "")

    #expect(trial.transactions.map(\.amount.description) == ["5.00 GBP"])
    #expect(trial.problems == [])
  }

  @Test func `a currency that is none is refused with its place`() {
    #expect(throws: BankFileError.self) {
      try habits(#"{"banks": [{"bank": "NWBK*", "currency": "POUND"}]}"#)
    }
  }

  @Test(arguments: [("warning", 0), ("error", 1)])
  func `a balance that disagrees can be made an error`(mismatch: String, errors: Int) throws {
    let balances = ["OPBD", "CLBD"].map {
      """
      <Bal><Tp><CdOrPrtry><Cd>\($0)</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1.00</Amt>\
      <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-10</Dt></Dt></Bal>
      """
    }.joined()
    let reader = CamtReader(
      file: "day.xml",
      habits: try habits(#"{"banks": [{"account": "DE89*", "mismatch": "\#(mismatch)"}]}"#))
    let trial = FlatFileTrial(camtStatement(balances + camtEntry()), by: reader)

    #expect(trial.errors.count == errors)
    #expect(trial.problems.map(\.code) == [.balanceMismatch])
  }

  /// The account of a statement, what stands around it, and the bank that the habit names.
  static let banks: [(String, String, String)] = [
    ("COBADEFFXXX/0532013000", "", "COBADEFF*"), ("37040044/0532013000", "", "37040044"),
    ("0532013000", "{1:F01COBADEFFXXXX0000000000}{2:I940COBADEFFXXXXN}{4:\n", "COBADEFF"),
    ("0532013000", "COBADEFF\n940\nCOBADEFF\n", "COBADEFF"),
  ]

  @Test(arguments: banks)
  func `an MT940's bank stands before its number or around its messages`(
    account: String, before: String, bank: String
  ) throws {
    let text = before + MT940Sample.statement(account: account, closing: ":62F:C260310EUR1,")
    func errors(_ bank: String) throws -> Int {
      let habits = try habits(#"{"banks": [{"bank": "\#(bank)", "mismatch": "error"}]}"#)
      let reader = MT940Reader(file: "day.sta", habits: habits)
      let trial = FlatFileTrial(Array(text.utf8), by: reader)
      #expect(trial.problems.map(\.code) == [.balanceMismatch])
      return trial.errors.count
    }

    #expect(try errors(bank) == 1)
    #expect(try errors("99*") == 0)
  }

  @Test func `the code page of an account is a habit`() throws {
    let bytes = MT940HostileTests.statement([0x9C, 0xB9, 0xB3])
    let reader = MT940Reader(
      file: "day.sta",
      habits: try habits(#"{"banks": [{"account": "123*", "code_page": "windows-1250"}]}"#))

    #expect(FlatFileTrial(bytes, by: reader).transactions.map(\.text) == [["śął"]])
  }

  @Test(arguments: [
    ("", "banks.json:1"), ("{}", "there is no list of banks"),
    (#"{"banks": [{"bnak": "1"}]}"#, "the key 'bnak' is unknown"),
    (#"{"banks": [{"mismatch": "fatal"}]}"#, "'mismatch' is 'fatal'"),
    (#"{"banks": [{"code_page": "latin"}]}"#, "'code_page' is 'latin'"),
    (#"{"banks": [{"bank": 7}]}"#, "'bank' has no text"), (#"{"banks": [1]}"#, "no bank stands"),
    (#"{"banks": [], "more": 1}"#, "there is no list of banks"),
  ])
  func `a file of habits that is wrong is refused with its place`(
    json: String, part: String
  ) throws {
    let error = try #require(throws: BankFileError.self) { try habits(json) }

    #expect("\(error)".contains(part))
  }

  @Test(arguments: [
    ("*", "", true), ("*", "x", true), ("", "x", false), ("a*c", "abbc", true),
    ("a*c", "ABC", true), ("a*c", "abcd", false), ("a**b*", "aXbY", true), ("*b", "ab", true),
    ("*b", "aba", false), ("a", "a", true),
  ])
  func `a star stands for anything`(pattern: String, text: String, fits: Bool) throws {
    let trial = try bai2(
      #"{"banks": [{"bank": "\#(pattern.isEmpty ? "-" : pattern)", "mismatch": "warning"}]}"#,
      bank: text)
    // An originator that is blank leaves the word to the file's sender.
    #expect(trial.errors.isEmpty == (text.isEmpty ? pattern == "*" : fits))
  }
}
