import BankFiles
import Receivables
import Testing

@Suite struct CamtRefusalTests {
  private func refusal(_ bytes: [UInt8]) -> BankFileError? {
    do {
      _ = try readCamt(bytes)
      return nil
    } catch {
      return error as? BankFileError
    }
  }

  @Test(arguments: [
    ("", "day.xml: error: the file is empty; expected an XML document (emptyFile)"),
    (
      "%PDF-1.7",
      "day.xml:1: error: this is no XML but a PDF document; expected an XML document, beginning "
        + "with '<' (notXML)"
    ),
    (
      "<!DOCTYPE a><a/>",
      "day.xml:1: error: the file has a DOCTYPE; expected none: no bank's file needs one, and it "
        + "can name other files (doctypeForbidden)"
    ),
    (
      "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.03'><CstmrPmtStsRpt/></Document>",
      "day.xml:1: error: the XML holds no account message, its root is Document of "
        + "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03; expected camt.052, camt.053 or camt.054 "
        + "(notCamt)"
    ),
  ])
  func `a file of another kind is refused with its reason`(text: String, line: String) {
    #expect(refusal(Array(text.utf8))?.description == line)
  }

  @Test func `a file cut anywhere never ends well`() throws {
    let whole = try camtFixture("fi-054.v02.xml")
    let end = try #require(whole.lastIndex(of: UInt8(ascii: ">")))

    for count in stride(from: 1, to: end, by: 97) {
      #expect(refusal(Array(whole[..<count])) != nil, "cut at \(count)")
    }
    #expect(refusal(Array(whole[..<end]))?.code == .truncated)
    #expect(refusal(Array(whole[...end])) == nil)
  }

  @Test func `an error stays an error`() throws {
    let reader = CamtReader(file: "day.xml")
    var events = BankFileBatch()
    let bytes = Array("%PDF".utf8)
    try reader.consume(bytes.span, into: &events)

    #expect(throws: BankFileError.self) { try reader.finish(into: &events) }
    #expect(throws: BankFileError.self) { try reader.finish(into: &events) }
  }

  @Test(arguments: [
    ("made/strd-053.v13.xml", BankFileFormat.camt053, "001.13"),
    ("made/envelope-prefix-latin1-053.v08.xml", .camt053, "001.08"),
    ("no-namespace-053.xml", .camt053, ""), ("fi-052.v02.xml", .camt052, "001.02"),
    ("pf-054-qr.v04.xml", .camt054, "001.04"),
  ])
  func `format and version are those declared`(
    name: String, format: BankFileFormat, version: String
  ) throws {
    let read = try readCamt(fixture: name)

    #expect(read.summary?.format == format)
    #expect(read.summary?.version == version)
    #expect(read.problems.contains { $0.problem.contains("no version") } == version.isEmpty)
  }

  @Test func `an entry outside of a statement is an error`() throws {
    let text =
      "<Document><BkToCstmrStmt><Stmt><Id>1</Id></Stmt>\(camtEntry())</BkToCstmrStmt></Document>"

    let read = try readCamt(Array(text.utf8))

    #expect(read.problems.contains { $0.severity == .error && $0.code == .badRecord })
  }

  @Test(arguments: [
    "<Ntries>\(camtEntry())</Ntries>", "<X><Y>\(camtEntry())</Y></X>",
    "<Ntfctn><Id>2</Id>\(camtEntry())</Ntfctn>",
    camtEntry().replacing("Ntry>", with: "ntry>"),
  ])
  func `no entry vanishes below an element that is unknown or in the wrong place`(inside: String)
    throws
  {
    let text =
      "<Document><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>1</Id>\(inside)</Ntfctn>"
      + "</BkToCstmrDbtCdtNtfctn></Document>"

    let read = try readCamt(Array(text.utf8))

    #expect(read.problems.count { $0.severity == .error && $0.code == .badRecord } == 1)
    #expect(read.transactions.isEmpty)
  }

  @Test func `entries inside a bank's supplementary data are its own affair`() throws {
    let text =
      "<Document><BkToCstmrStmt><Stmt><Id>1</Id>\(camtEntry())<SplmtryData><Envlp>\(camtEntry())"
      + "</Envlp></SplmtryData></Stmt></BkToCstmrStmt></Document>"

    let read = try readCamt(Array(text.utf8))

    #expect(read.problems.filter { $0.severity == .error } == [])
    #expect(read.transactions.count == 1)
  }

  @Test func `a balance that is off is a warning and drops nothing`() throws {
    let read = try readCamt(fixture: "pf-053.v04.xml")

    let check = try #require(read.statements.first?.checks.first)
    #expect(check.stated == "215112.21 CHF")
    #expect(check.computed == "216649.21 CHF")
    #expect(check.verdict == .off)
    #expect(read.problems.filter { $0.code == .balanceMismatch }.map(\.severity) == [.warning])
    #expect(read.transactions.count == 5)
  }

  @Test func `the bank's own summary is held against the entries`() throws {
    let checks = try #require(try readCamt(fixture: "wise-053.v10.xml").statements.first?.checks)

    let count = try #require(checks.first { $0.name == "total_entries_count" })
    #expect(count.stated == "14")
    #expect(count.computed == "1")
    #expect(count.verdict == .off)
    #expect(checks.first { $0.name == "balance" }?.verdict == .notCheckable)
  }
}
