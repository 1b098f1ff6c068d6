import BankFiles
import Money
import Receivables
import Testing

/// Layouts of the user's own, and which file is read by which.
struct CSVLayoutTests {
  static let good = """
    {"id": "ours", "account": "123", "currency": "EUR",
     "columns": {"booking_date": "Day", "amount": "Sum"}}
    """

  @Test func `a layout has a name`() throws {
    #expect(try CSVStatementLayout.reading(Self.good).id == "ours")
  }

  /// Edits of the good one, and what is wrong then.
  static let wrong: [(String, String, String)] = [
    ("\"id\": \"ours\", ", "", "1:1: error: the layout has no id; expected \"id\": \"a name\""),
    ("\"ours\"", "\"\"", "1:1: error: the layout has no id; expected \"id\": \"a name\""),
    (
      "\"id\"", "\"di\"",
      "1:8: error: the key 'di' is unknown; expected one of account, columns, currency, date, "
        + "debits, decimal, delimiter, encoding, final_line_end, grouping, header, id, quote, "
        + "skip_after, skip_before, words"
    ),
    (
      "\"ours\"", "\"ours\", \"delimiter\": \"\"",
      "1:29: error: the delimiter is not usable; expected one ASCII character"
    ),
    (
      "\"ours\"", "\"ours\", \"delimiter\": \"ab\"",
      "1:29: error: the delimiter is not usable; expected one ASCII character"
    ),
    (
      "\"ours\"", "\"ours\", \"delimiter\": \"\\n\"",
      "1:29: error: the delimiter is not usable; expected one ASCII character"
    ),
    (
      "\"ours\"", "\"ours\", \"delimiter\": \"§\"",
      "1:29: error: the delimiter is not usable; expected one ASCII character"
    ),
    (
      "\"ours\"", "\"ours\", \"delimiter\": \"\\\"\"",
      "1:1: error: the delimiter is the quote; expected another character"
    ),
    (
      "\"ours\"", "\"ours\", \"quote\": \",\"",
      "1:25: error: the quote is not usable; expected one ASCII character, or none"
    ),
    (
      "\"ours\"", "\"ours\", \"encoding\": \"latin-1\"",
      "1:28: error: the encoding is unknown; expected utf-8 or windows-1252"
    ),
    (
      "\"ours\"", "\"ours\", \"decimal\": \"'\"",
      "1:27: error: the decimal mark is not usable; expected \".\" or \",\""
    ),
    (
      "\"ours\"", "\"ours\", \"decimal\": \",\", \"grouping\": \",\"",
      "1:44: error: the grouping mark is not usable; expected \".\", \",\", \" \", \"'\" or none, "
        + "and another than the decimal mark"
    ),
    (
      "\"ours\"", "\"ours\", \"date\": \"DD.MM\"",
      "1:24: error: the date pattern is not usable; expected YYYY, MM and DD, such as DD.MM.YYYY"
    ),
    (
      "\"ours\"", "\"ours\", \"date\": \"DD.MM.YYY\"",
      "1:24: error: the date pattern is not usable; expected YYYY, MM and DD, such as DD.MM.YYYY"
    ),
    (
      "\"ours\"", "\"ours\", \"date\": \"DMYYYY\"",
      "1:24: error: the date pattern is not usable; expected YYYY, MM and DD, such as DD.MM.YYYY"
    ),
    (
      "\"ours\"", "\"ours\", \"debits\": \"minus\"",
      "1:26: error: the sign of debits is unknown; expected positive or negative"
    ),
    (
      "\"EUR\"", "\"EURO\"", "1:46: error: the currency is unknown; expected an ISO 4217 code"
    ),
    (
      "\"123\"", "123", "1:27: error: the account is not usable; expected a text"
    ),
    (
      "\"ours\"", "\"ours\", \"header\": 1",
      "1:26: error: the header is neither there nor absent; expected true or false"
    ),
    (
      "\"ours\"", "\"ours\", \"skip_before\": -1",
      "1:31: error: the number of lines is not usable; expected 0 to 1000"
    ),
    (
      "\"ours\"", "\"ours\", \"skip_after\": 101",
      "1:30: error: the number of lines is not usable; expected 0 to 100"
    ),
    (
      "\"ours\"", "\"ours\", \"final_line_end\": true",
      "1:34: error: the final line end is unknown; expected required or optional"
    ),
    (
      "\"ours\"", "\"ours\", \"header\": false",
      "2:30: error: the column of booking_date is not usable; expected a number from 1"
    ),
    (
      "\"columns\"", "\"column\"",
      "2:12: error: the key 'column' is unknown; expected one of account, columns, currency, date, "
        + "debits, decimal, delimiter, encoding, final_line_end, grouping, header, id, quote, "
        + "skip_after, skip_before, words"
    ),
    (
      "\"amount\"", "\"ammount\"",
      "2:48: error: the key 'ammount' is unknown; expected one of account, amount, balance_after, "
        + "bank_code, bank_reference, booking_date, check_number, credit, currency, "
        + "customer_number, debit, direction, end_to_end_id, payer_account, payer_name, "
        + "payer_routing_number, status, text, value_date"
    ),
    (
      "\"Sum\"", "0",
      "2:47: error: the column of amount is not usable; expected a name in the header, or a number "
        + "from 1"
    ),
    (
      "\"Sum\"", "\"Day\"",
      "2:30: error: booking_date is the column of amount; expected a column of its own"
    ),
    (
      "\"booking_date\"", "\"value_date\"",
      "2:13: error: no column is the booking date; expected \"booking_date\""
    ),
    (
      "\"amount\": \"Sum\"", "\"text\": []",
      "2:13: error: no column is the amount; expected \"amount\", or \"credit\" and \"debit\""
    ),
    (
      "\"amount\"", "\"credit\"",
      "2:13: error: one of two columns for amounts is missing; expected both"
    ),
    (
      "\"amount\"", "\"credit\": \"C\", \"amount\"",
      "2:13: error: amounts stand in one column as well as in two; expected \"amount\", or "
        + "\"credit\" and \"debit\""
    ),
    (
      "\"amount\"", "\"direction\": \"C\", \"amount\"",
      "2:13: error: nothing says what the words of the direction mean; expected \"amount\", and "
        + "\"words\" with \"credit\" and \"debit\""
    ),
    (
      "\"amount\"", "\"status\": \"C\", \"amount\"",
      "2:13: error: nothing says what the words of the status mean; expected \"words\" with "
        + "\"booked\", \"pending\" or \"information\""
    ),
    (
      "\"ours\"", "\"ours\", \"words\": {\"fee\": [\"x\"]}",
      "2:13: error: words of bank codes have no column; expected \"bank_code\""
    ),
    (
      "\"ours\"", "\"ours\", \"words\": {\"fees\": [\"x\"]}",
      "1:34: error: the key 'fees' is unknown; expected one of booked, credit, debit, fee, "
        + "information, interest, other, pending, return"
    ),
    (
      "\"ours\"", "\"ours\", \"words\": {\"fee\": \"x\"}",
      "1:33: error: the words of 'fee' are no list; expected [\"a word\", …]"
    ),
    (
      "\"ours\"", "\"ours\", \"words\": {\"credit\": [\"x\"], \"debit\": [\"X\"]}",
      "1:25: error: the word 'X' means credit and debit; expected one meaning"
    ),
    (
      "\"currency\": \"EUR\",", "",
      "2:13: error: nothing says the currency; expected a column, or \"currency\": \"EUR\""
    ),
    (
      "\"account\": \"123\", ", "",
      "2:13: error: nothing says the account; expected a column, or \"account\": \"its number\""
    ),
    ("}}", "}", "2:53: error: the object does not end; expected ',' or '}'"),
  ]

  @Test(arguments: wrong)
  func `a layout that cannot be right is refused with the place`(
    old: String, new: String, message: String
  ) {
    let json = Self.good.replacing(old, with: new, maxReplacements: 1)

    var refusal: BankFileError?
    do throws(BankFileError) {
      _ = try CSVStatementLayout.parse(json: Array(json.utf8), file: "ours.json")
    } catch {
      refusal = error
    }

    #expect(refusal?.description == "ours.json:\(message) (badRecord)")
  }

  // MARK: Which layout

  private func layout(_ id: String, _ columns: String) throws -> CSVStatementLayout {
    try .reading(
      "{\"id\": \"\(id)\", \"account\": \"1\", \"currency\": \"EUR\", \"columns\": {\(columns)}}")
  }

  private func trial(_ text: String, _ layouts: [CSVStatementLayout]) -> FlatFileTrial {
    FlatFileTrial(
      Array(text.utf8),
      by: RecognisingReader(file: "in", layouts: BankFileLayouts(csv: layouts)))
  }

  private let text = "Day,Sum,Who\n2026-03-10,1.00,A\n"

  @Test func `the one layout whose columns the header has reads the file`() throws {
    let layouts = [
      try layout("a", "\"booking_date\": \"Tag\", \"amount\": \"Betrag\""),
      try layout("b", "\"booking_date\": \"Day\", \"amount\": \"Sum\""),
    ]
    var reader = RecognisingReader(file: "in", layouts: BankFileLayouts(csv: layouts))
    var events = BankFileBatch()

    try reader.consume(Array(text.utf8).span, into: &events)
    try reader.finish(into: &events)

    #expect(reader.recognition?.format == .csv)
    #expect(reader.recognition?.certainty == "certain")
    #expect(reader.recognition?.reason == "its header has the columns of the CSV layout b")
    #expect(trial(text, layouts).summary?.version == "b")
  }

  @Test func `two layouts that both fit ask for a choice`() throws {
    let layouts = [
      try layout("a", "\"booking_date\": \"Day\", \"amount\": \"Sum\""),
      try layout("b", "\"booking_date\": \"Day\", \"amount\": \"Sum\", \"text\": \"Who\""),
    ]

    #expect(
      trial(text, layouts).failure?.description == """
        in: error: the CSV layouts a, b all fit; expected one of them alone with --csv-layout \
        (ambiguousFormat)
        """)
  }

  @Test func `a layout that does not fit says why`() throws {
    let one = try layout("a", "\"booking_date\": \"Tag\", \"amount\": \"Sum\"")
    let other = try layout("b", "\"booking_date\": \"Day\", \"amount\": \"Betrag\"")

    #expect(
      trial(text, [one]).failure?.description == """
        in: error: the file looks like CSV or other text; it does not fit the CSV layout a: the \
        header has no column 'Tag'; expected a camt, BAI2, MT940, lockbox or X12 file, or a \
        CSV with its layout by --csv-layout (unknownFormat)
        """)
    #expect(
      trial(text, [one, other]).failure?.description == """
        in: error: the file looks like CSV or other text; it fits none of the CSV layouts a, b; \
        expected a camt, BAI2, MT940, lockbox or X12 file, or a CSV with its layout by \
        --csv-layout (unknownFormat)
        """)
  }

  @Test func `columns by number are likely where the first line reads well`() throws {
    let layout = try CSVStatementLayout.reading(
      """
      {"id": "n", "account": "1", "currency": "EUR", "header": false,
       "columns": {"booking_date": 1, "amount": 2}}
      """)

    let good = trial("2026-03-10,1.00\n", [layout])
    let bad = trial("2026-03-10,one\n", [layout])

    #expect(good.summary?.format == .csv)
    #expect(
      bad.failure?.problem
        == "the file looks like CSV or other text; it does not fit the CSV layout n: the amount is "
        + "'one'")
  }

  @Test func `what is said to be CSV needs a layout all the same`() {
    let trial = FlatFileTrial(
      Array(text.utf8), by: RecognisingReader(file: "in", format: .csv))

    #expect(
      trial.failure?.description == """
        in: error: the file is said to be CSV, and no layout says what its columns are; expected a \
        layout with --csv-layout (unknownFormat)
        """)
  }

  @Test func `a layout takes no other bank's file for its own`() throws {
    let layout = try layout("a", "\"booking_date\": \"Day\", \"amount\": \"Sum\"")

    for file in [
      "bai2/moov-sample1.txt", "lockbox/fundersclub-test_lockbox.bai", "x12/820-4010.edi",
    ] {
      let trial = FlatFileTrial(
        FlatFileTrial.fixture(file),
        by: RecognisingReader(file: "in", layouts: BankFileLayouts(csv: [layout])))
      #expect(trial.failure == nil)
      #expect(trial.summary?.format != .csv)
    }
  }
}
