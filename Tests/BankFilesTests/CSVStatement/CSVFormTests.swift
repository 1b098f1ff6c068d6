import BankFiles
import Money
import Receivables
import Testing

/// How banks write files, numbers and days.
struct CSVFormTests {
  /// A line with this amount, and what is read of it.
  private func read(_ amount: String, _ more: String, currency: String = "EUR") throws -> String {
    let layout = try CSVStatementLayout.reading(
      """
      {"id": "ours", "account": "123", "currency": "\(currency)", "delimiter": ";", \(more)
       "columns": {"booking_date": "Day", "amount": "Sum"}}
      """)
    let trial = FlatFileTrial(csv: "Day;Sum\n2026-03-10;\(amount)\n", layout)
    if let error = trial.problems.first { return error.code.rawValue }
    let transaction = try #require(trial.transactions.first)
    return (transaction.direction == .debit ? "-" : "") + transaction.amount.decimal
  }

  static let amounts: [(String, String, String)] = [
    ("1234,56", "\"decimal\": \",\",", "1234.56"),
    ("1.234,56", "\"decimal\": \",\", \"grouping\": \".\",", "1234.56"),
    ("1.234.567", "\"decimal\": \",\", \"grouping\": \".\",", "1234567.00"),
    ("1 234,56", "\"decimal\": \",\", \"grouping\": \" \",", "1234.56"),
    ("1\u{A0}234,56", "\"decimal\": \",\", \"grouping\": \" \",", "1234.56"),
    ("1\u{202F}234,56", "\"decimal\": \",\", \"grouping\": \" \",", "1234.56"),
    ("1'234.56", "\"grouping\": \"'\",", "1234.56"),
    ("1\u{2019}234.56", "\"grouping\": \"'\",", "1234.56"),
    ("-1234,5", "\"decimal\": \",\",", "-1234.50"),
    ("\u{2212}12,00", "\"decimal\": \",\",", "-12.00"),
    ("- 12,00", "\"decimal\": \",\",", "-12.00"),
    ("12,00-", "\"decimal\": \",\",", "-12.00"),
    ("12,00+", "\"decimal\": \",\",", "12.00"),
    ("(12,00)", "\"decimal\": \",\",", "-12.00"),
    ("000012,00", "\"decimal\": \",\",", "12.00"),
    ("-0,00", "\"decimal\": \",\",", "0.00"),
    // The other mark than the layout's is found out, and moves no decimal point.
    ("1.00", "\"decimal\": \",\", \"grouping\": \".\",", "badAmount"),
    ("1.234", "\"decimal\": \".\", \"grouping\": \",\",", "badAmount"),
    ("1,234", "\"decimal\": \",\",", "badAmount"),
    ("1.234,56", "\"decimal\": \",\",", "badAmount"),
    ("1,234.56", "\"decimal\": \",\", \"grouping\": \".\",", "badAmount"),
    ("12.34,56", "\"decimal\": \",\", \"grouping\": \".\",", "badAmount"),
    ("1234.567,00", "\"decimal\": \",\", \"grouping\": \".\",", "badAmount"),
    (".234,00", "\"decimal\": \",\", \"grouping\": \".\",", "badAmount"),
    ("1..234", "\"decimal\": \",\", \"grouping\": \".\",", "badAmount"),
    ("1 234", "", "badAmount"),
    ("12,00 EUR", "\"decimal\": \",\",", "badAmount"),
    ("-12,00-", "\"decimal\": \",\",", "badAmount"),
    ("-", "", "badAmount"), ("()", "", "badAmount"), (".", "", "badAmount"), ("+", "", "badAmount"),
  ]

  @Test(arguments: amounts)
  func `an amount is read as the layout says, or not at all`(
    text: String, more: String, amount: String
  ) throws {
    #expect(try read(text, more) == amount)
  }

  @Test(arguments: [
    ("1234", "JPY", "1234"), ("1234.5", "JPY", "badAmount"), ("1.234", "KWD", "1.234"),
    ("1.2345", "KWD", "badAmount"), ("1.23", "EUR", "1.23"), ("1.230", "EUR", "badAmount"),
  ])
  func `decimals are those of the currency`(text: String, currency: String, amount: String) throws {
    #expect(try read(text, "", currency: currency) == amount)
  }

  static let days: [(String, String, String)] = [
    ("DD.MM.YYYY", "10.03.2026", "2026-03-10"), ("MM/DD/YYYY", "03/10/2026", "2026-03-10"),
    ("DD/MM/YYYY", "10/03/2026", "2026-03-10"), ("YYYYMMDD", "20260310", "2026-03-10"),
    ("YYMMDD", "260310", "2026-03-10"), ("DD.MM.YY", "10.03.99", "1999-03-10"),
    ("D.M.YYYY", "1.3.2026", "2026-03-01"), ("D.M.YYYY", "01.03.2026", "2026-03-01"),
    ("M/D/YY", "3/1/26", "2026-03-01"), ("YYYY-MM-DD*", "2026-03-10T08:30:00", "2026-03-10"),
    ("YYYY-MM-DD*", "2026-03-10", "2026-03-10"), ("YYYY. MM. DD.", "2026. 03. 10.", "2026-03-10"),
    ("DD.MM.YYYY", "1.3.2026", "badDate"), ("DD.MM.YYYY", "10.03.26", "badDate"),
    ("MM/DD/YYYY", "13/10/2026", "badDate"), ("DD.MM.YYYY", "29.02.2025", "badDate"),
    ("DD.MM.YYYY", "10.03.2026 ", "2026-03-10"), ("DD.MM.YYYY", "10.03.2026x", "badDate"),
    ("YYYYMMDD", "202603101", "badDate"), ("YYYY-MM-DD*", "2026-03-101", "badDate"),
    ("D.M.YYYY", "123.3.2026", "badDate"), ("YYYYMMDD", "10.03.2026", "badDate"),
  ]

  @Test(arguments: days)
  func `a day is read as the layout says, or not at all`(
    pattern: String, text: String, day: String
  ) throws {
    let layout = try CSVStatementLayout.reading(
      """
      {"id": "ours", "account": "123", "currency": "EUR", "date": "\(pattern)",
       "columns": {"booking_date": "Day", "amount": "Sum"}}
      """)

    let trial = FlatFileTrial(csv: "Day,Sum\n\(text),1.00\n", layout)

    let read =
      trial.problems.first?.code.rawValue
      ?? trial.transactions.first?.bookingDate?.description
    #expect(read == day)
  }

  private static let simple = """
    "account": "123", "currency": "EUR", "columns": {"booking_date": "Day", "amount": "Sum"}
    """

  /// The amounts that a file of days and sums has by a layout.
  private func sums(_ text: String, _ more: String) throws -> [String] {
    let layout = try CSVStatementLayout.reading("{\"id\": \"ours\", \(more) \(Self.simple)}")
    let trial = FlatFileTrial(csv: text, layout)
    return trial.transactions.map(\.amount.decimal) + trial.complaints
      + [trial.failure?.description].compactMap { $0 }
  }

  @Test(arguments: [
    ("Day,Sum\n2026-03-10,1.00\n", ""), ("Day,Sum\r\n2026-03-10,1.00\r\n", ""),
    ("\u{FEFF}Day,Sum\n2026-03-10,1.00\n", ""), ("\u{FEFF}\"Day\",Sum\n2026-03-10,1.00\n", ""),
    ("Day;Sum\n2026-03-10;1.00\n", "\"delimiter\": \";\","),
    ("Day\tSum\n2026-03-10\t1.00\n", "\"delimiter\": \"\\t\","),
    ("Day|Sum\n2026-03-10|1.00\n", "\"delimiter\": \"|\","),
    ("'Day','Sum'\n'2026-03-10','1.00'\n", "\"quote\": \"'\","),
    ("Day,Sum,\"\n2026-03-10,1.00,\"\n", "\"quote\": \"\","),
    ("Account \"123\nfrom - to\n\nDay,Sum\n2026-03-10,1.00\n", "\"skip_before\": 3,"),
    ("Day,Sum\n2026-03-10,1.00\nTotal,1.00\n\"un\"read\n", "\"skip_after\": 2,"),
    ("Day,Sum\n\n2026-03-10,1.00\n\n , \n", ""),
    ("Day,Sum\n2026-03-10,1.00", "\"final_line_end\": \"optional\","),
    ("Sum,Day\n1.00,2026-03-10\n", ""),
  ])
  func `files are written in many ways`(text: String, more: String) throws {
    #expect(try sums(text, more) == ["1.00"])
  }

  @Test func `without a header columns have numbers`() throws {
    let layout = try CSVStatementLayout.reading(
      """
      {"id": "ours", "account": "123", "currency": "EUR", "header": false,
       "columns": {"booking_date": 1, "amount": 3}}
      """)

    let trial = FlatFileTrial(csv: "2026-03-10,x,1.00\n2026-03-11,y,2.00\n", layout)

    #expect(trial.complaints == [])
    #expect(trial.transactions.map(\.amount.decimal) == ["1.00", "2.00"])
  }

  @Test func `a column that the file does not have is told`() throws {
    let layout = try CSVStatementLayout.reading(
      """
      {"id": "ours", "account": "123", "currency": "EUR", "header": false,
       "columns": {"booking_date": 1, "amount": 3}}
      """)

    #expect(
      FlatFileTrial(csv: "2026-03-10,1.00\n", layout).failure?.description == """
        bank.csv:1: error: the file has no column 3; expected the columns of layout ours, or another \
        layout with --csv-layout (unknownFormat)
        """)
  }

  @Test(arguments: [
    ("", "bank.csv: error: the file is empty; expected a CSV file (emptyFile)"),
    (
      "\n\n",
      """
      bank.csv: error: the file ends before its header; expected the columns of layout ours \
      (missingRecord)
      """
    ),
    (
      "Day,Sum",
      """
      bank.csv:1: error: the header does not end, and may be cut off; expected a line end; \
      "final_line_end": "optional" in the layout if the bank writes none (truncated)
      """
    ),
    ("Day,Sum\n", ""),
  ])
  func `a file of no lines says so`(text: String, message: String) throws {
    let layout = try CSVStatementLayout.reading("{\"id\": \"ours\", \(Self.simple)}")

    #expect((FlatFileTrial(csv: text, layout).failure?.description ?? "") == message)
  }

  private func names(_ bytes: [UInt8], encoding: String) throws -> FlatFileTrial {
    let layout = try CSVStatementLayout.reading(
      """
      {"id": "ours", \(encoding) "account": "123", "currency": "EUR", "delimiter": ";",
       "columns": {"booking_date": "Day", "amount": "Sum", "payer_name": "Für"}}
      """)
    return FlatFileTrial(bytes, by: CSVStatementReader(file: "bank.csv", layouts: [layout]))
  }

  private static let latin =
    Array("Day;Sum;F".utf8) + [0xFC] + Array("r\n2026-03-10;1.00;M".utf8) + [0xFC]
    + Array("ller ".utf8) + [0x80] + Array("\n".utf8)

  @Test func `text is UTF-8, or Windows-1252 where it is none`() throws {
    let utf8 = try names(Array("Day;Sum;Für\n2026-03-10;1.00;Müller €\n".utf8), encoding: "")
    let latin = try names(Self.latin, encoding: "")
    let said = try names(Self.latin, encoding: "\"encoding\": \"windows-1252\",")

    #expect(utf8.transactions.map(\.payer.name) == ["Müller €"])
    #expect(latin.transactions.map(\.payer.name) == ["Müller €"])
    #expect(said.transactions.map(\.payer.name) == ["Müller €"])
    #expect(utf8.complaints == [] && said.complaints == [])
    #expect(
      latin.complaints == [
        """
        bank.csv:2: warning: the text is not UTF-8; it is read as Windows-1252; expected UTF-8, or \
        "encoding": "windows-1252" in the layout (badEncoding)
        """
      ])
  }

  @Test func `what is said to be UTF-8 and is none is an error of its line`() throws {
    let bytes = Array("Day;Sum;Für\n2026-03-10;1.00;M".utf8) + [0xFC, 0x0A]

    let trial = try names(bytes, encoding: "\"encoding\": \"utf-8\",")

    #expect(
      trial.errors == [
        """
        bank.csv:2:17: error: the cell is no UTF-8; expected UTF-8, as the layout says (badEncoding)
        """
      ])
  }

  @Test func `a file of sixteen-bit characters is refused`() throws {
    let trial = try names([0xFF, 0xFE, 0x44, 0x00], encoding: "")

    #expect(
      trial.failure?.description == """
        bank.csv:1: error: the file is UTF-16; expected UTF-8 or Windows-1252; save it as such \
        (badEncoding)
        """)
  }
}
