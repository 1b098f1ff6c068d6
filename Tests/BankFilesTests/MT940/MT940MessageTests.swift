import BankFiles
import Money
import Receivables
import Testing

/// Messages: where they begin and end, what they are known by, and how they go on from each other.
struct MT940MessageTests {
  static func trial(_ text: String) -> FlatFileTrial { FlatFileTrial(mt940: text) }

  static let entry = ":61:2603100310C12,00NTRFREF-1\n:86:RE 4711"

  @Test func `a plain statement has no problem at all`() throws {
    let trial = Self.trial(MT940Sample.statement(Self.entry, closing: ":62F:C260310EUR1012,00"))

    #expect(trial.failure == nil)
    #expect(trial.problems == [])
    #expect(trial.checks == ["balance 1012.00 EUR 1012.00 EUR holds"])
    let statement = try #require(trial.statements.first)
    #expect(statement.id == "DE89370400440532013000 7/1 2026-03-09")
    #expect(statement.sequence == "7")
    #expect(statement.page == nil)
    #expect(statement.line == 1)
    #expect(trial.transactions.map(\.statementID) == [statement.id])
    #expect(trial.transactions.map(\.account) == ["DE89370400440532013000"])
  }

  /// The account as written, and as meant.
  static let accounts: [(String, String)] = [
    ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ("NL91ABNA0417164300EUR", "NL91ABNA0417164300"),
    ("NL91ABNA0417164300 EUR", "NL91ABNA0417164300"),
    ("NL00ABNA0417164300EUR", "NL00ABNA0417164300EUR"),
    ("37040044/0532013000", "37040044/0532013000"),
    ("DABADKKK/111111-11111111", "DABADKKK/111111-11111111"), ("12.34.56.789", "12.34.56.789"),
    ("DE89370400440532013000  ", "DE89370400440532013000"),
  ]

  @Test(arguments: accounts)
  func `the account is without blanks, and without the currency behind an IBAN`(
    text: String, account: String
  ) {
    let trial = Self.trial(MT940Sample.statement(account: text))

    #expect(trial.statements.map(\.account) == [account])
  }

  @Test func `a BIC on the account's second line is no part of it`() {
    let text = MT940Sample.statement().replacing(":25:", with: ":25P:")
      .replacing("3000\n:28C", with: "3000\nCOBADEFFXXX\n:28C")

    #expect(Self.trial(text).statements.map(\.account) == ["DE89370400440532013000"])
  }

  /// The number as written; the sequence and what the id has of it.
  static let numbers: [(String, String, String)] = [
    ("00004/00001", "4", "4/1"), ("46", "46", "46"), ("0", "", "STARTUMSE"),
    ("00000/00", "", "STARTUMSE"), ("2021/02", "2021", "2021/2"), (" /1", "", "STARTUMSE"),
    ("000\n00", "", "STARTUMSE"), ("7/1 ", "7", "7/1"),
  ]

  @Test(arguments: numbers)
  func `zero is how a bank writes that it does not count`(
    text: String, sequence: String, id: String
  ) {
    let trial = Self.trial(MT940Sample.statement(number: text))

    #expect(trial.statements.map(\.sequence) == [sequence])
    #expect(trial.statements.map(\.id) == ["DE89370400440532013000 \(id) 2026-03-09"])
    #expect(trial.problems == [])
  }

  @Test func `a debit balance is negative`() {
    let trial = Self.trial(
      MT940Sample.statement(
        Self.entry, opening: ":60F:D260309EUR1000,00", closing: ":62F:D260310EUR988,00"))

    #expect(trial.statements.first?.opening?.amount.description == "-1000.00 EUR")
    #expect(trial.checks == ["balance -988.00 EUR -988.00 EUR holds"])
  }

  static let envelopes: [String] = [
    "{1:F01COBADEFFXXXX0000000000}{2:I940COBADEFFXXXXN}{3:{108:1}}{4:\nBODY\n-}{5:{CHK:1}}\n",
    "{1:F01COBADEFFXXXX0000000000}\n{2:O9401200260310COBADEFFXXXX}\n{4:\nBODY\n-}\n",
    "ABNANL2A\n940\nABNANL2A\nBODY\n-\nABNANL2A\n940\nABNANL2A\n",
    "0000 01INGBNL2AXXXX00001\n0000 01INGBNL2AXXXX00001\n940 00\nBODY\n-XXX\n",
    ":940:\nBODY\n", "BODY\n", "BODY\n-", "A letter.\n- - -\n\nBODY\n-\n", "\u{1}\nBODY\n-\u{3}\n",
    "BODY\n\u{AD}}\n", "{1:F01COBADEFFXXXX}{2:I940COBADEFFXXXXN}{4::BODY\n-}\n",
  ]

  @Test(arguments: envelopes)
  func `whatever stands around a message, it is read`(envelope: String) {
    let body = MT940Sample.statement(
      Self.entry, closing: ":62F:C260310EUR1012,00", end: "")
    let text =
      envelope.contains(":BODY")
      ? envelope.replacing(":BODY", with: body.dropLast())
      : envelope.replacing("BODY", with: body.dropLast())

    let trial = Self.trial(text)

    #expect(trial.failure == nil)
    #expect(trial.problems == [])
    #expect(trial.transactions.map(\.text) == [["RE 4711"]])
    #expect(trial.summary?.format == .mt940)
  }

  @Test func `messages follow one another with nothing between them, or on one line`() {
    let first = MT940Sample.statement(number: "1", closing: ":62F:C260309EUR1000,00", end: "")
    let second = MT940Sample.statement(Self.entry, number: "2", end: "")
    let blocks = "{1:F01COBADEFFXXXX}{2:I940COBADEFFXXXXN}{4:"

    let bare = Self.trial(first + second)
    let enclosed = Self.trial(blocks + "\n" + first + "-}" + blocks + "\n" + second + "-}\n")

    #expect(bare.statements.count == 2)
    #expect(enclosed.statements.count == 2)
    #expect(bare.transactions.count == 1)
    #expect(enclosed.transactions.count == 1)
  }

  @Test func `one :20: may stand above several accounts`() {
    let first = MT940Sample.statement(end: "")
    let second = MT940Sample.statement(Self.entry, account: "12345", number: "0")
      .replacing(":20:STARTUMSE\n", with: "")

    let trial = Self.trial(first + second)

    #expect(trial.errors == [])
    #expect(
      trial.statements.map(\.id) == [
        "DE89370400440532013000 7/1 2026-03-09", "12345 STARTUMSE 2026-03-09",
      ])
  }

  /// A line of text that looks like a tag or an end.
  static let lookalikes: [String] = [
    "-", "-XXX", "- 5 EUR", ":26:37 Fo", ":NSF:Hello", "{abc}", ":XY:", ": 5", ":25:DE1", ":28C:5",
    ":21:X",
  ]

  @Test(arguments: lookalikes)
  func `a line of text may look like a tag or an end`(line: String) {
    let trial = Self.trial(
      MT940Sample.statement(
        ":61:2603100310C12,00NTRFREF-1\n:86:RE 4711 VOM\n\(line)\n10.03.2026",
        closing: ":62F:C260310EUR1012,00"))

    #expect(trial.problems == [])
    #expect(trial.transactions.map(\.text) == [["RE 4711 VOM", line, "10.03.2026"]])
  }

  @Test func `the minutes and seconds of a time that was cut are no reference`() {
    let trial = Self.trial(
      MT940Sample.statement(
        ":61:2603100310C12,00NTRFREF-1\n:86:RE 4711 2026-03-10T16\n:20:37 Folgenr. 7",
        closing: ":62F:C260310EUR1012,00"))

    #expect(trial.problems == [])
    #expect(trial.transactions.map(\.text) == [["RE 4711 2026-03-10T16", ":20:37 Folgenr. 7"]])
  }

  @Test func `an unknown field is skipped with its lines, and the entry keeps its details`() {
    let trial = Self.trial(
      MT940Sample.statement(
        ":NSF:Hello\nWorld\n:61:2603100310C12,00NTRFREF-1\n:XYZ:more\nlines\n:86:RE 4711",
        closing: ":62F:C260310EUR1012,00"))

    #expect(trial.transactions.map(\.text) == [["RE 4711"]])
    #expect(
      trial.problems.map(\.description) == [
        "day.sta:5: note: the field ':NSF:Hello' is unknown, and skipped (unknownRecord)",
        "day.sta:8: note: the field ':XYZ:more' is unknown, and skipped (unknownRecord)",
      ])
  }

  @Test func `details of the statement belong to no entry`() {
    let trial = Self.trial(
      MT940Sample.statement(
        ":86:OF THE STATEMENT\n" + Self.entry,
        closing: ":62F:C260310EUR1012,00\n:64:C260310EUR1012,00\n:86:CLOSING\nWORDS"))

    #expect(trial.problems == [])
    #expect(trial.transactions.map(\.text) == [["RE 4711"]])
  }

  @Test func `an entry without details, and one with lines of blanks`() {
    let trial = Self.trial(
      MT940Sample.statement(
        ":61:2603100310C12,00NTRFREF-1\n:61:2603100310D12,00NTRFREF-2\n:86:A\n   \n\nB"))

    #expect(trial.transactions.map(\.text) == [[], ["A", "B"]])
    #expect(trial.checks == ["balance 1000.00 EUR 1000.00 EUR holds"])
  }

  @Test func `ING's totals are held against the entries`() {
    func trial(_ sum: String) -> [String] {
      Self.trial(
        MT940Sample.statement(
          Self.entry, ":61:2603100310D2,00NTRFREF-2",
          closing: ":62F:C260310EUR1010,00\n:86:" + sum)
      ).checks.map { $0.split(separator: " ").suffix(1).joined() }
    }

    #expect(trial("/SUM/1/1/2,00/12,00/") == ["holds", "holds", "holds", "holds", "holds"])
    #expect(trial("D000001C000001D2,00C12,00") == ["holds", "holds", "holds", "holds", "holds"])
    #expect(trial("/SUM/1/1/12,00/2,00/") == ["holds", "holds", "off", "holds", "off"])
    #expect(trial("DANK U WEL") == ["holds"])
  }

  // MARK: Pages and days

  static func page(
    _ place: String, _ opening: String, _ closing: String, account: String = "12345"
  ) -> String {
    MT940Sample.statement(
      Self.entry, account: account, number: place, opening: opening, closing: closing)
  }

  @Test func `pages of one statement go on from each other`() {
    let trial = Self.trial(
      Self.page("7/1", ":60F:C260309EUR0,", ":62M:C260310EUR12,")
        + Self.page("7/2", ":60M:C260310EUR12,", ":62M:C260310EUR24,")
        + Self.page("7/3", ":60M:C260310EUR24,", ":62F:C260310EUR36,"))

    #expect(trial.problems == [])
    #expect(trial.statements.map(\.page) == [1, 2, 3])
    #expect(trial.statements.map(\.sequence) == ["7", "7", "7"])
    #expect(
      trial.checks == [
        "balance 12.00 EUR 12.00 EUR holds", "balance 24.00 EUR 24.00 EUR holds",
        "page_chain 12.00 EUR 12.00 EUR holds", "balance 36.00 EUR 36.00 EUR holds",
        "page_chain 24.00 EUR 24.00 EUR holds",
      ])
  }

  @Test func `a page that does not go on from the one before it is told`() {
    let trial = Self.trial(
      Self.page("7/1", ":60F:C260309EUR0,", ":62M:C260310EUR12,")
        + Self.page("7/2", ":60M:C260310EUR13,", ":62F:C260310EUR25,"))

    #expect(
      trial.problems.map(\.description) == [
        "day.sta:9: warning: the opening balance is 13.00 EUR, the closing balance of the message "
          + "before it (line 1) is 12.00 EUR; expected equal balances; a message may be missing "
          + "(balanceMismatch)"
      ])
    #expect(trial.checks.last == "page_chain 13.00 EUR 12.00 EUR off")
  }

  @Test func `a page alone is told, whichever it is`() {
    let later = Self.trial(Self.page("7/2", ":60M:C260310EUR12,", ":62F:C260310EUR24,"))
    let first = Self.trial(Self.page("7/1", ":60F:C260310EUR12,", ":62M:C260310EUR24,"))

    #expect(
      later.problems.map(\.description) == [
        "day.sta:1: note: the page before it is not in the file (unusual)"
      ])
    #expect(later.checks.last == "page_chain 12.00 EUR  not_checkable")
    #expect(
      first.problems.map(\.description) == [
        "day.sta:1: note: the statement goes on on a page that the file does not bring (unusual)"
      ])
  }

  /// The second page or statement of one account, and what is said to be missing.
  static let gaps: [(String, String, String, String)] = [
    ("7/3", ":62M:C260310EUR12,", ":60M:C260310EUR13,", "page 2 is"),
    ("7/5", ":62M:C260310EUR12,", ":60M:C260310EUR12,", "the pages 2 to 4 are"),
    ("9/1", ":62F:C260310EUR12,", ":60F:C260310EUR13,", "statement 8 is"),
    ("12/1", ":62F:C260310EUR12,", ":60F:C260310EUR12,", "the statements 8 to 11 are"),
    (
      "8/1", ":62M:C260310EUR12,", ":60F:C260310EUR13,",
      "the last page of the statement before it is"
    ),
  ]

  @Test(arguments: gaps)
  func `what is missing between two messages is told with both balances`(
    number: String, end: String, opening: String, missing: String
  ) {
    let trial = Self.trial(
      Self.page("7/1", ":60F:C260309EUR0,", end)
        + Self.page(number, opening, ":62F:C260311EUR\(opening.hasSuffix("13,") ? 25 : 24),"))

    let amount = opening.hasSuffix("13,") ? "13.00 EUR" : "12.00 EUR"
    #expect(
      trial.problems.map(\.description) == [
        "day.sta:9: warning: \(missing) not in the file: the opening balance is \(amount), the "
          + "message before it (line 1) ends with 12.00 EUR; expected every statement and page; ask "
          + "the bank for what is missing (missingRecord)"
      ])
  }

  /// Two statements of one account: number, opening balance of the second, the check.
  static let days: [(String, String, String, String?)] = [
    ("7", "8", ":60F:C260310EUR12,", "page_chain 12.00 EUR 12.00 EUR holds"),
    ("7", "8", ":60F:C260310EUR13,", "page_chain 13.00 EUR 12.00 EUR off"),
    ("7", "9", ":60F:C260310EUR13,", "page_chain 13.00 EUR  not_checkable"),
    ("251", "1", ":60F:C260310EUR12,", "page_chain 12.00 EUR 12.00 EUR holds"),
    ("8", "7", ":60F:C260310EUR13,", nil), ("7", "7", ":60F:C260310EUR13,", nil),
    ("2021/01", "2021/02", ":60F:C260310EUR12,", "page_chain 12.00 EUR 12.00 EUR holds"),
    ("0", "0", ":60F:C260310EUR12,", "page_chain 12.00 EUR 12.00 EUR holds"),
    ("0", "0", ":60F:C260310EUR13,", "page_chain 13.00 EUR 12.00 EUR off"),
    ("0", "0", ":60F:C260308EUR13,", nil),
  ]

  @Test(arguments: days)
  func `a day goes on from the day before it`(
    number: String, next: String, opening: String, check: String?
  ) {
    let trial = Self.trial(
      Self.page(number, ":60F:C260309EUR0,", ":62F:C260310EUR12,")
        + Self.page("1", ":60F:C260309EUR5,", ":62F:C260310EUR17,", account: "99999")
        + Self.page(next, opening, ":62F:C260311EUR25,"))

    #expect(trial.errors == [])
    #expect(trial.checks.first { $0.hasPrefix("page_chain") } == check)
  }
}
