import Foundation
import Testing

/// Bad input through the built program: the error line, the exit code, and no output half written.
@Suite struct BadInputTests {
  /// A file's bad content, and the line that says so.
  struct Case: Sendable {
    var name: String
    var text: String
    var line: String

    init(_ name: String, _ text: String, _ line: String) {
      self.name = name
      self.text = text
      self.line = line
    }

    init(_ text: String, _ line: String) { self.init("day.xml", text, line) }
  }

  /// A ledger of one customer with one item, and a statement that pays it.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("customer_id,name\nC1,Meier Bau GmbH\n", to: "ledger/customers.csv")
    try folder.write(
      Self.items("C1,4711,invoice,2026-01-10,2026-02-10,EUR,100.00,100.00"),
      to: "ledger/open_items.csv")
    try folder.write(Self.statement("100.00", "RE 4711"), to: "day.xml")
    return folder
  }

  private static func items(_ rows: String...) -> String {
    "customer_id,document_number,document_type,document_date,due_date,currency,original_amount,"
      + "open_amount\n" + rows.joined(separator: "\n") + "\n"
  }

  static func statement(_ amount: String, _ text: String, date: String = "2026-03-10") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
      <BkToCstmrStmt>
        <Stmt>
          <Id>S1</Id>
          <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
          <Ntry>
            <Amt Ccy="EUR">\(amount)</Amt>
            <CdtDbtInd>CRDT</CdtDbtInd>
            <Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>\(date)</Dt></BookgDt>
            <AcctSvcrRef>REF-1</AcctSvcrRef>
            <NtryDtls><TxDtls>
              <RltdPties><Dbtr><Pty><Nm>Meier Bau GmbH</Nm></Pty></Dbtr></RltdPties>
              <RmtInf><Ustrd>\(text)</Ustrd></RmtInf>
            </TxDtls></NtryDtls>
          </Ntry>
        </Stmt>
      </BkToCstmrStmt>
    </Document>
    """
  }

  private func reconcile(_ folder: TemporaryFolder, _ more: String...) throws -> Program.Result {
    try Program.run(
      ["reconcile", "--ledger", "ledger", "--output", "out", "--quiet"] + more, in: folder.url)
  }

  private func isAbsent(_ folder: TemporaryFolder) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
    return !names.contains { $0.hasPrefix("out") }
  }

  @Test func `the good case is good: the item is paid`() throws {
    let folder = try folder()

    let result = try reconcile(folder, "day.xml")

    #expect(result.status == 0)
    #expect(result.errors == "")
    let rows = try Output(folder: folder / "out").rows("applications.csv")
    #expect(rows.map { $0["document_number"] } == ["4711"])
  }

  // MARK: Bank files

  private static let bankFiles: [Case] = [
    Case(
      "",
      "day.xml:1: error: the file is empty; expected a camt, BAI2, MT940, lockbox or X12 file (emptyFile)"
    ),
    Case(
      "\u{7F}ELF\u{2}\u{1}\u{1}\u{0}\u{0}",
      "day.xml:1: error: the file looks like binary data; expected a camt, BAI2, MT940, lockbox or X12 file "
        + "(unknownFormat)"
    ),
    Case(
      "PK\u{3}\u{4}rest",
      "day.xml:1: error: the file looks like a zip archive; expected a camt, BAI2, MT940, lockbox or X12 file "
        + "(unknownFormat)"
    ),
    Case(
      "Date;Amount\n2026-03-10;100,00\n",
      "day.xml:1: error: the file looks like CSV or other text; expected a camt, BAI2, MT940, "
        + "lockbox or X12 file, or a CSV with its layout by --csv-layout (unknownFormat)"
    ),
    Case(
      statement("100.00", "RE 4711").replacingOccurrences(of: "</Document>", with: ""),
      "day.xml:19: error: the file ends before 1 of its elements do; expected a complete document; "
        + "fetch the file again (truncated)"),
    Case(
      statement("100.00", "RE 4711").replacingOccurrences(
        of: "<Document", with: "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Document"),
      "day.xml:2: error: the file has a DOCTYPE; expected none: no bank's file needs one, and it can "
        + "name other files (doctypeForbidden)"),
    Case(
      statement("1e2", "RE 4711"),
      "day.xml:7: error: '1e2' is not a plain decimal number; expected a decimal number of the "
        + "currency's decimals, with its currency (badAmount)"),
    Case(
      statement("100.00", "RE 4711", date: "2026-02-30"),
      "day.xml:7: error: the entry has neither a booking date nor a value date; expected YYYY-MM-DD "
        + "(badDate)"),
  ]

  @Test(arguments: bankFiles)
  func `a bad bank file is one line with its place, exit 65, and nothing written`(
    file: Case
  ) throws {
    let folder = try folder()
    try folder.write(file.text, to: file.name)

    let result = try reconcile(folder, "day.xml")

    #expect(result.errorLines.last == file.line)
    #expect(result.status == 65)
    #expect(isAbsent(folder))
  }

  @Test func `a file that is not there is exit 66, and so is a folder`() throws {
    let folder = try folder()

    let missing = try reconcile(folder, "nowhere.xml")
    let directory = try reconcile(folder, "ledger")

    #expect(
      missing.errors
        == "nowhere.xml:1: error: open: No such file or directory; expected a file that can be read "
        + "(inputMissing)\n")
    #expect(missing.status == 66)
    #expect(
      directory.errors
        == "ledger:1: error: open: it is a directory; expected a file that can be read (notAFile)\n"
    )
    #expect(directory.status == 66)
    #expect(isAbsent(folder))
  }

  @Test func `of several files a bad one is left out, the others go on, and the exit is 65`() throws
  {
    let folder = try folder()
    try folder.write("nonsense", to: "bad.xml")

    let result = try reconcile(folder, "bad.xml", "day.xml")

    #expect(result.status == 65)
    #expect(result.errorLines.count == 1)
    #expect(result.errors.hasPrefix("bad.xml:1: error: "))
    #expect(try Output(folder: folder / "out").rows("applications.csv").count == 1)
  }

  @Test func `with strict a bad file stops the run`() throws {
    let folder = try folder()
    try folder.write("nonsense", to: "bad.xml")

    let result = try reconcile(folder, "--strict", "day.xml", "bad.xml")

    #expect(result.status == 65)
    #expect(isAbsent(folder))
  }

  @Test(arguments: [
    "01,", "1", "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>",
  ])
  func `a line of three gigabytes ends the file at its limit`(beginning: String) throws {
    let folder = try folder()

    let result = try Program.shell(
      "(printf '%s' \"\(beginning)\"; head -c 3000000000 /dev/zero | tr '\\0' '7') "
        + "| $Q inspect - 2>&1", in: folder.url)

    #expect(result.output.hasPrefix("-"))
    #expect(result.output.contains(": error: "))
  }

  @Test func `a control total that does not hold refuses the file`() throws {
    let folder = try folder()
    try folder.write(
      """
      01,BANK,US,260310,0600,1,,,2/
      02,US,BANK,1,260310,,USD,2/
      03,12345,USD,,,,/
      16,195,10000,Z,REF1,,INV 4711
      49,99999,3/
      98,99999,1,5/
      99,99999,1,7/

      """, to: "day.bai")

    let result = try reconcile(folder, "day.bai")

    #expect(
      result.errorLines == [
        "day.bai:5:4: error: account trailer states 999.99 USD, its transactions sum to 100.00 USD; "
          + "expected equal totals; ask the bank to send the file again (controlTotalMismatch)"
      ])
    #expect(result.status == 65)
    #expect(isAbsent(folder))
  }

  // MARK: The ledger folder

  private static let ledgerFiles: [Case] = [
    Case(
      "ledger/open_items.csv", items("C9,4711,invoice,2026-01-10,2026-02-10,EUR,100.00,100.00"),
      "ledger/open_items.csv:2:1: error: customer_id 'C9' is unknown; expected a customer of "
        + "customers.csv (unknownCustomer)"
    ),
    Case(
      "ledger/open_items.csv",
      items(
        "C1,4711,invoice,2026-01-10,2026-02-10,EUR,100.00,100.00",
        "C1,4711,invoice,2026-01-10,2026-02-10,EUR,100.00,100.00"),
      "ledger/open_items.csv:3:4: error: document_number '4711' is there already; expected it once; "
        + "the first is in line 2 (duplicateKey)"
    ),
    Case(
      "ledger/open_items.csv", items("C1,4711,invoice,2026-01-10,2026-02-10,EUR,\"1,00\",1.00"),
      "ledger/open_items.csv:2:43: error: original_amount '1,00' is no plain decimal; expected a "
        + "decimal with a point and at most 2 decimals (badAmount)"
    ),
    Case(
      "ledger/open_items.csv", items("C1,4711,invoice,2026-13-10,2026-02-10,EUR,1.00,1.00"),
      "ledger/open_items.csv:2:17: error: document_date '2026-13-10' is no day of the calendar; "
        + "expected YYYY-MM-DD, from 1900 to 2200 (badDate)"
    ),
    Case(
      "ledger/open_items.csv", items("C1,4711,invoice,2026-01-10,2026-02-10,EUR,1.00,2.00"),
      "ledger/open_items.csv:2:48: error: open_amount 2.00 EUR is beyond the original 1.00 EUR; "
        + "expected 0 to 1.00 EUR (beyondOriginal)"
    ),
    Case(
      "ledger/customers.csv", "customer_id,name\n\"C1,Meier\n",
      "ledger/customers.csv:2:1: error: the quote that opens this cell is never closed; expected a "
        + "closing quote (unclosedQuote)"
    ),
  ]

  @Test(arguments: ledgerFiles)
  func `a bad ledger file is a line with file, line and column, exit 65, and nothing written`(
    file: Case
  ) throws {
    let folder = try folder()
    try folder.write(file.text, to: file.name)

    let result = try reconcile(folder, "day.xml")

    #expect(result.errorLines.first == file.line)
    #expect(result.status == 65)
    #expect(isAbsent(folder))
  }

  @Test func `a ledger that is not there, or lacks a file, is exit 66`() throws {
    let folder = try folder()
    try FileManager.default.removeItem(at: folder / "ledger/customers.csv")

    let lacking = try reconcile(folder, "day.xml")
    let missing = try Program.run(
      "reconcile", "--ledger", "nowhere", "--output", "out", "day.xml", in: folder.url)

    #expect(
      lacking.errorLines.first == "ledger/customers.csv:1: error: the file is missing; expected a "
        + "ledger folder with customers.csv and open_items.csv (missingFile)")
    #expect(missing.status == 66)
    #expect(
      missing.errors
        == "nowhere:1: error: open: No such file or directory; expected a ledger folder "
        + "that can be read (inputMissing)\n")
  }

  // MARK: Rules, output and usage

  @Test func `a mistake in the rules is told with its place, exit 65`() throws {
    let folder = try folder()
    try folder.write("discount:\n  grace_day: 3\n", to: "rules.yaml")

    let result = try reconcile(folder, "--rules", "rules.yaml", "day.xml")

    #expect(
      result.errors == "rules.yaml:2:3: error: the key 'grace_day' of discount is unknown; "
        + "expected one of grace_days (nearest: grace_days) (unknownKey)\n")
    #expect(result.status == 65)
    #expect(isAbsent(folder))
  }

  @Test func `an output that cannot be made is exit 73, and what is there stays`() throws {
    let folder = try folder()
    try folder.write("somebody's", to: "taken")
    try folder.write("somebody's", to: "full/notes.txt")

    for name in ["taken", "full", "nowhere/out", "."] {
      let result = try Program.run(
        "reconcile", "--ledger", "ledger", "--output", name, "day.xml", in: folder.url)
      #expect(result.status == 73, "\(name): \(result.errors)")
      #expect(result.errorLines.count == 1)
    }
    #expect(try Output(folder: folder.url).text("taken") == "somebody's")
    #expect(try Output(folder: folder.url).text("full/notes.txt") == "somebody's")
  }

  @Test func `the output may not replace the ledger that it was made from`() throws {
    let folder = try folder()
    _ = try reconcile(folder, "day.xml")

    let result = try Program.run(
      "reconcile", "--ledger", "out/ledger", "--output", "out", "day.xml", in: folder.url)

    #expect(result.status == 73)
    #expect(result.errors.contains("it holds the input out/ledger, which it would replace"))
    #expect(try Output(folder: folder / "out").rows("applications.csv").count == 1)
  }

  @Test(arguments: [
    ["reconcile"], ["reconcile", "--ledger", "ledger", "--output", "out"], ["inspect"],
    ["transactions", "--format", "xml", "day.xml"], ["nonsense"],
    ["inspect", "--format-of", "day.xml=mt9", "day.xml"],
    ["reconcile", "--ledger", "ledger", "--output", "out", "--as-of", "10.03.2026", "day.xml"],
    ["reconcile", "--ledger", "ledger", "--output", "out", "--jobs", "0", "day.xml"],
  ])
  func `wrong usage is exit 64`(arguments: [String]) throws {
    let folder = try folder()

    let result = try Program.run(arguments, in: folder.url)

    #expect(result.status == 64)
    #expect(isAbsent(folder))
  }

  @Test func `errors as JSON are an object a line`() throws {
    let folder = try folder()
    try folder.write("", to: "day.xml")

    let result = try reconcile(folder, "--log-format", "json", "day.xml")

    #expect(
      result.errors == "{\"file\":\"day.xml\",\"line\":1,\"column\":null,\"severity\":\"error\","
        + "\"code\":\"emptyFile\",\"message\":\"the file is empty\","
        + "\"expected\":\"a camt, BAI2, MT940, lockbox or X12 file\"}\n")
  }

  // MARK: Nothing from a file can run

  @Test func `a payer's name that is a formula, markup or a terminal's command stays text`() throws
  {
    let folder = try folder()
    let nasty = "=HYPERLINK(\"http://evil\") &lt;script&gt;alert(1)&lt;/script&gt;"
    try folder.write(
      Self.statement("55.00", nasty).replacingOccurrences(of: "Meier Bau GmbH", with: nasty)
        .replacingOccurrences(of: "REF-1", with: "=1+1"), to: "day.xml")

    let result = try reconcile(folder, "day.xml")

    #expect(result.status == 0)
    let output = Output(folder: folder / "out")
    #expect(try output.text("exceptions.csv").contains(",'=1+1,"))
    #expect(try output.rows("exceptions.csv").first?["bank_reference"] == "=1+1")
    #expect(try !output.text("report.html").contains("<script>alert"))
    #expect(
      try Program.other(
        "hledger", "-f", (folder / "out/journal.ledger").path, "check"
      ).status == 0)
  }

  @Test func `control characters of a file never reach the terminal`() throws {
    let folder = try folder()
    try folder.write("01,\u{1B}]0;owned\u{7},x\n", to: "a\u{1B}[31mb.bai")

    let result = try Program.run("inspect", "a\u{1B}[31mb.bai", in: folder.url)

    #expect(!result.errors.contains("\u{1B}") && !result.output.contains("\u{1B}"))
  }
}
