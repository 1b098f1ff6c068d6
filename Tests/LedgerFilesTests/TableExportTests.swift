import LedgerFiles
import Money
import Receivables
import TestSupport
import Testing

/// Rows of a batch for another program.
@Suite struct TableExportTests {
  private func application(_ amount: String, reference: String, day: String) throws -> Application {
    Application(
      payment: "P1", bankReference: reference, sourceFile: "day.xml",
      bookingDate: try .reading(day), customer: "C1", payer: nil, document: "4711",
      kind: .payment, amount: try .reading(amount), reasonCode: "", rule: "stated",
      confidence: nil)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `CSV has their columns in their order, their marks and their days`() throws {
    var export = TableExport(.applications, as: .csv)
    export.columns = [
      .init(name: "Betrag", ours: "amount"), .init(name: "Text; frei", ours: "bank_reference"),
      .init(name: "Tag", ours: "booking_date"), .init(name: "Zahler", ours: "payer_id"),
    ]
    export.delimiter = .semicolon
    export.decimalMark = .comma
    export.date = try #require(DatePattern("DD.MM.YYYY"))

    let bytes = export.bytes(applications: [
      try application("-1234.50", reference: "a,b", day: "2026-03-10"),
      try application("0.07", reference: "=HYPERLINK(\"x\");\ny", day: "2026-12-01"),
      try application("1000 JPY", reference: "-1+1", day: "2026-12-01"),
    ])

    #expect(
      text(bytes) == """
        Betrag;"Text; frei";Tag;Zahler
        -1234,50;a,b;10.03.2026;
        0,07;"'=HYPERLINK(""x"");
        y";01.12.2026;
        1000;'-1+1;01.12.2026;

        """)
  }

  @Test func `without columns of theirs it is the contract's file`() throws {
    let rows = [try application("5.00", reference: "E2E", day: "2026-03-10")]

    #expect(
      TableExport(.applications, as: .csv).bytes(applications: rows) == ApplicationsFile.bytes(rows)
    )
  }

  @Test func `JSON lines have an object each, with nothing rounded and nothing run`() throws {
    let exception = ReceiptException(
      id: "X1", payment: "P1", bankReference: "", sourceFile: "day.xml",
      bookingDate: try .reading("2026-03-10"), customer: nil, type: .noMatch,
      amount: try .reading("12.30"), message: "</script>\n\"=1\" \u{2028}", candidates: ["A", "B"])
    var export = TableExport(.exceptions, as: .jsonl)
    export.columns = [
      .init(name: "a\"b", ours: "message"), .init(name: "amount", ours: "amount"),
      .init(name: "who", ours: "customer_id"), .init(name: "candidates", ours: "candidates"),
    ]

    #expect(
      text(export.bytes(exceptions: [exception, exception])).split(separator: "\n")
        == Array(
          repeating: #"{"a\"b":"</script>\n\"=1\" \u2028","amount":"12.30","who":null,"#
            + #""candidates":["A","B"]}"#, count: 2))
  }

  @Test func `disputes and receipts are written with their own columns`() throws {
    let dispute = Dispute(
      id: "D1", customer: "C1", document: "4711", amount: try .reading("5.00"), reasonCode: "57",
      origin: .shortPayment, status: .open, openedOn: try .reading("2026-03-01"))
    let receipt = ReceiptRecord(
      payment: "P1", bankReference: "B", sourceFile: "day.xml",
      bookingDate: try .reading("2026-03-10"), amount: try .reading("-5.00 USD"),
      outcome: .returned)

    #expect(
      text(TableExport(.disputes, as: .csv).bytes(disputes: [dispute])) == """
        dispute_id,customer_id,document_number,amount,currency,reason_code,origin,status,opened_on,\
        payment_id,explanation
        D1,C1,4711,5.00,EUR,57,short_payment,open,2026-03-01,,

        """)
    #expect(
      text(TableExport(.receipts, as: .csv).bytes(disputes: [dispute], receipts: [receipt])) == """
        payment_id,bank_reference,source_file,booking_date,amount,currency,outcome
        P1,B,day.xml,2026-03-10,-5.00,USD,returned

        """)
    #expect(text(TableExport(.receipts, as: .jsonl).bytes()) == "")
  }

  @Test(arguments: [Delimiter.comma, .semicolon, .tab, .pipe])
  func `any texts come back with any delimiter`(delimiter: Delimiter) throws {
    let rows = [
      ["a,b", "c;d", "e\tf", "g|h", "\"", "\r\n", "", "=1"], ["", "", "", "", "", "", "", "x"],
    ]
    var writer = CSVWriter(delimiter: delimiter)
    for row in rows { writer.row(row) }

    var reader = try CSVReader(writer.bytes, delimiter: delimiter)
    var read: [[String]] = []
    while try reader.next() { read.append(reader.cells.map { reader.text($0) }) }

    #expect(read == rows)
  }

  private func path(_ template: String, batch: String, format: String = "camt.053") throws -> String
  {
    try PathTemplate(template).path(
      .init(
        batch: batch, date: try .reading("2026-03-05"), pipeline: "daily", format: format))
  }

  @Test func `a template is filled in`() throws {
    #expect(
      try path("../out/{year}/{month}/{day}/{date}-{pipeline}-{batch}.{format}.csv", batch: "B-7")
        == "../out/2026/03/05/2026-03-05-daily-B-7.camt.053.csv")
  }

  @Test(arguments: [
    ("../../etc/passwd", "_._.._etc_passwd"), ("..", "_."), (".hidden", "_hidden"), ("", "_"),
    ("a b;c\n", "a_b_c_"), ("{batch}", "_batch_"), ("Müller", "M_ller"), ("$(rm)`x`", "__rm__x_"),
    ("A-1_b.c", "A-1_b.c"), ("\u{202E}txt", "_txt"),
  ])
  func `what is put in is never a path`(text: String, name: String) throws {
    #expect(PathTemplate.sanitised(text) == name)
    #expect(try path("out/{batch}", batch: text) == "out/" + name)
  }

  @Test func `what is put in is cut where file systems would refuse it`() {
    #expect(PathTemplate.sanitised(String(repeating: "é", count: 500)).utf8.count == 128)
  }

  @Test(arguments: [
    ("", PathTemplate.Problem.empty), ("a/{bacth}", .unknownField("bacth")),
    ("{Batch}", .unknownField("Batch")), ("{}", .unknownField("")), ("a{", .strayBrace),
    ("a}", .strayBrace), ("{batch", .strayBrace), ("{{batch}}", .strayBrace), ("a\n", .control),
  ])
  func `what is no template is refused`(text: String, problem: PathTemplate.Problem) {
    #expect(throws: problem) { try PathTemplate(text) }
  }
}
