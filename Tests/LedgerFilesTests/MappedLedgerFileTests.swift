import BankFiles
import LedgerFiles
import Money
import Testing

/// An ERP's own CSV as a file of the ledger folder.
@Suite struct MappedLedgerFileTests {
  /// German columns, credits positive with a mark, groups of three.
  private func german() throws -> LedgerMapping {
    var mapping = LedgerMapping(.openItems)
    mapping.delimiter = .semicolon
    mapping.encoding = .page(.windows1252)
    mapping.decimalMark = .comma
    mapping.thousandsMark = "."
    mapping.date = try #require(DatePattern("DD.MM.YYYY"))
    mapping.linesBeforeHeader = 1
    mapping.columns = [
      "customer_id": "Kunde", "document_number": "Beleg", "document_type": "Art",
      "document_date": "Datum", "due_date": "Fällig", "open_amount": "Saldo",
      "purchase_order": "Bestellung",
    ]
    mapping.constants = ["currency": "EUR"]
    mapping.values = ["document_type": ["RG": "invoice", "GS": "credit_memo"]]
    mapping.negateWhen = [.init(column: "S/H", values: ["H"])]
    mapping.ignoreWhen = [.init(column: "Status", values: ["storniert", "Entwurf"])]
    return mapping
  }

  private func windows1252(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
  }

  private func mapped(_ text: String, _ mapping: LedgerMapping) throws -> [String: String] {
    let file = try MappedLedgerFile(Array(text.utf8), file: "erp.csv", mapping: mapping)
    return Dictionary(
      uniqueKeysWithValues: file.files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
  }

  private func lines(_ text: String, _ mapping: LedgerMapping) -> String {
    do {
      _ = try MappedLedgerFile(Array(text.utf8), file: "erp.csv", mapping: mapping)
      return "no mistake"
    } catch {
      return "\(error)"
    }
  }

  private static let header = """
    customer_id,document_number,document_type,document_date,due_date,currency,original_amount,\
    open_amount,purchase_order,payment_reference,discount_date,discount_amount,entity_id
    """

  @Test func `a German list in an old code page becomes open_items`() throws {
    let text = """
      Offene Posten "Stand 10.03.2026"
      Kunde;Beleg;Art;Datum;Fällig;Saldo;S/H;Status;Bestellung
      C1;4711;RG;01.02.2026;03.03.2026;1.234,56;S;offen;"Müller; 5 €"
      C1;4712;RG;02.02.2026;04.03.2026;9,00;S;storniert;

      C1;G-1;GS;05.02.2026;00.00.0000;100,00;H;offen;=1+1;
      C2;4713;RG;06.02.2026;08.03.2026;0,00;S;offen;

      """

    let file = try MappedLedgerFile(windows1252(text), file: "erp.csv", mapping: try german())
    let files = file.files.map { String(decoding: $0.bytes, as: UTF8.self) }

    #expect(file.files.map(\.name) == ["open_items.csv", "cleared_items.csv"])
    // Every row stands in the line that it has in the ERP's file.
    #expect(
      files.first == """
        \(Self.header)

        C1,4711,invoice,2026-02-01,2026-03-03,EUR,1234.56,1234.56,Müller; 5 €,,,,


        C1,G-1,credit_memo,2026-02-05,,EUR,-100.00,-100.00,'=1+1,,,,

        """)
    #expect(
      files.last == """
        \(Self.header)





        C2,4713,invoice,2026-02-06,2026-03-08,EUR,0.00,0.00,,,,,

        """)
  }

  @Test(arguments: [
    ("1234.56", "1234.56"), ("1,234,567.8", "1234567.8"), ("-12", "-12"), ("12-", "-12"),
    ("(12.50)", "-12.50"), ("+3", "3"), ("\u{2212}4.00", "-4.00"), (".5", "0.5"), ("0.00-", "0.00"),
    ("12.3400", "12.34"), ("7.000", "7.00"), (" 1,000 ", "1000"),
  ])
  func `an amount is read exactly`(text: String, decimal: String) throws {
    var mapping = LedgerMapping(.allowances)
    mapping.thousandsMark = ","
    mapping.columns = ["amount": "a"]
    mapping.constants = [
      "allowance_id": "A", "customer_id": "C", "reason_code": "R", "currency": "EUR",
    ]

    let file = try mapped("a\n\"\(text)\"\n", mapping)

    #expect(
      file["allowances.csv"] == """
        allowance_id,customer_id,reason_code,amount,currency,document_number,valid_from,valid_to,\
        used_amount
        A,C,R,\(decimal),EUR,,,,

        """)
  }

  @Test(arguments: [
    "1,23", "1,2345.00", "1.2.3", "1e3", "12 EUR", "--1", "-", "1.", "٣", "(1", ",100",
  ])
  func `what is no amount is told with its cell`(text: String) throws {
    var mapping = LedgerMapping(.allowances)
    mapping.thousandsMark = ","
    mapping.columns = ["amount": "Betrag", "customer_id": "Kunde"]
    mapping.constants = ["allowance_id": "A", "reason_code": "R", "currency": "EUR"]

    #expect(
      lines("Kunde,Betrag\nC1,\"\(text)\"\n", mapping)
        == "erp.csv:2:4: error: Betrag (amount) '\(text)' is no amount; expected one such as "
        + "1,234.56 (badAmount)")
  }

  @Test func `the sign is turned once, whatever it was`() throws {
    var mapping = LedgerMapping(.allowances)
    mapping.columns = ["amount": "a", "used_amount": "u"]
    mapping.constants = [
      "allowance_id": "A", "customer_id": "C", "reason_code": "R", "currency": "EUR",
    ]
    mapping.negateWhen = [
      .init(column: "m", values: ["C", "CR"]), .init(column: "n", values: ["1"]),
    ]

    let file = try mapped("a,u,m,n\n5,1,CR,1\n-5,0,C,0\n5,2,D,0\n", mapping)

    let rows = try #require(file["allowances.csv"]).split(separator: "\n").dropFirst()
    #expect(rows == ["A,C,R,-5,EUR,,,,-1", "A,C,R,5,EUR,,,,0", "A,C,R,5,EUR,,,,2"])
  }

  @Test(arguments: [
    ("Kunde;Beleg\n", "is missing"),
    ("t\nKunde;Kunde;Beleg;Art;Datum;Fällig;Saldo;S/H;Status;Bestellung\n", "occurs twice"),
    (
      "t\nKunde;Beleg;Art;Datum;Fällig;Saldo;S/H;Status;Bestellung\nC1;2;RG\n",
      "the row has 3 cells"
    ),
    ("t\n\"Kunde;Beleg\n", "is never closed"),
  ])
  func `a file of another make is refused`(text: String, problem: String) throws {
    var mapping = try german()
    mapping.encoding = .utf8

    #expect(lines(text, mapping).contains(problem))
  }

  @Test func `mistakes are all told, with the nearest name where there is one`() throws {
    var mapping = LedgerMapping(.customers)
    mapping.columns = ["customer_id": "number", "name": "name", "email": "mail"]

    #expect(
      lines("nummer,nam,email\n", mapping) == """
        erp.csv:1:1: error: column 'number' is missing; expected it in the header (nearest: nummer) \
        (missingColumn)
        erp.csv:1:1: error: column 'name' is missing; expected it in the header (nearest: nam) \
        (missingColumn)
        erp.csv:1:1: error: column 'mail' is missing; expected it in the header (nearest: email) \
        (missingColumn)
        """)
    #expect(
      lines("number,name,mail\n1,\u{0}a,b\n", mapping)
        == "erp.csv:2:3: error: a NUL byte stands in the text; expected UTF-8 text; export the file "
        + "in that encoding (badEncoding)")
  }

  @Test func `what only the folder knows is told in the ERP's file`() throws {
    var mapping = try german()
    mapping.encoding = .utf8
    let text = """
      Titel
      Beleg;Kunde;Art;Datum;Fällig;Saldo;S/H;Status;Bestellung
      "4711";C1;RG;01.02.2026;03.03.2026;10,00;S;offen;"a
      b"
      4711;C1;RG;01.02.2026;03.03.2026;10,00;S;offen;
      4712;C9;RG;01.02.2026;03.03.2026;10,00;S;offen;
      4713;C1;??;01.02.2026;03.03.2026;10,005;S;offen;

      """
    let file = try MappedLedgerFile(Array(text.utf8), file: "erp.csv", mapping: mapping)
    var files = Dictionary(uniqueKeysWithValues: file.files.map { ($0.name, $0.bytes) })
    files["customers.csv"] = Array("customer_id,name\nC1,A\n,B\n".utf8)

    let errors = #expect(throws: LedgerFolderErrors.self) { try LedgerFolder.read(files: files) }

    #expect(
      errors.map { file.placed($0).description } == """
        customers.csv:3:1: error: customer_id is blank; expected a value (blankCell)
        erp.csv:5:1: error: document_number '4711' is there already; expected it once; the first is \
        in line 3 (duplicateKey)
        erp.csv:6:6: error: customer_id 'C9' is unknown; expected a customer of customers.csv \
        (unknownCustomer)
        erp.csv:7:9: error: document_type '??' is unknown; expected one of invoice, debit_memo, \
        credit_memo, on_account, deduction (unknownValue)
        erp.csv:7:34: error: open_amount '10.005' has too many decimals for EUR; expected a decimal \
        with a point and at most 2 decimals (badAmount)
        """)
  }

  @Test(arguments: [
    ("DD.MM.YYYY", "10.03.2026", "2026-03-10"), ("D.M.YY", "1.3.26", "2026-03-01"),
    ("D.M.YY", "11.12.85", "1985-12-11"), ("YYYYMMDD", "20260310", "2026-03-10"),
    ("MM/DD/YYYY", "03/10/2026", "2026-03-10"), ("YYYY-MM-DD", "2026-03-10", "2026-03-10"),
  ])
  func `a pattern of days reads and writes`(pattern: String, text: String, iso: String) throws {
    let pattern = try #require(DatePattern(pattern))
    let day = try #require(pattern.day(text))

    #expect(day.description == iso)
    #expect(pattern.text(day) == text)
  }

  @Test(arguments: [
    "", "YYYY", "DD.MM", "DD.MM.YYYY.DD", "DDMYYYY", "DD.MMM.YYYY", "YYY-MM-DD", "a",
  ])
  func `what is no pattern of days is refused`(pattern: String) {
    #expect(DatePattern(pattern) == nil)
  }

  @Test(arguments: [
    "1.3.2026", "31.02.2026", "10.03.26", "10-03-2026", "10.03.2026 ", "１0.03.2026",
  ])
  func `what is not in the pattern is no day`(text: String) throws {
    let pattern = try #require(DatePattern("DD.MM.YYYY"))

    #expect(pattern.day(text) == nil)
  }
}
