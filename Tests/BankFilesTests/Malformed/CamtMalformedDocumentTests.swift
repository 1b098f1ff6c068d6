import Testing

/// camt files that are wrong as XML documents, or as messages.
@Suite struct CamtMalformedDocumentTests {
  private typealias Base = CamtBase

  private static func text(_ name: String, _ text: String, _ told: String) -> MalformedFile {
    MalformedFile(name, Array(text.utf8), [told], "")
  }

  static let otherKinds: [MalformedFile] = [
    text("an empty file", "", "refused emptyFile"),
    text("a file of blanks", " \r\n\t\n\n", "refused emptyFile"),
    MalformedFile("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], ["refused notXML 1"], ""),
    text("a zip archive", "PK\u{3}\u{4}\u{14}", "refused notXML 1"),
    text("a PDF", "%PDF-1.7\n%\n", "refused notXML 1"),
    text("MT940 in its envelope", "{1:F01BANKDEFFAXXX0000000000}{2:I940", "refused notXML 1"),
    text("bare MT940", ":20:STARTUMSE\n:25:10010010/123\n", "refused notXML 1"),
    text("BAI2", "01,BANK,US,260310,0800,7,,,2/\n", "refused notXML 1"),
    text("CSV", "date;amount\n2026-03-10;1.00\n", "refused notXML 1"),
    text("JSON", "{\"Document\": {}}", "refused notXML 1"),
    text(
      "a login page", "<html><head><title>Login</title></head><body/></html>", "refused notCamt 1"),
    text("a login page with its DOCTYPE", "<!DOCTYPE html>\n<html/>", "refused doctypeForbidden 1"),
    text(
      "a status report of payments",
      "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.03'><CstmrPmtStsRpt/></Document>",
      "refused notCamt 1"),
    text(
      "an answer to an investigation",
      "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.029.001.09'><RsltnOfInvstgtn/>"
        + "</Document>", "refused notCamt 1"),
    text(
      "a request for a report",
      "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.060.001.05'><AcctRptgReq/></Document>",
      "refused notCamt 1"),
    text("an empty document", "<Document/>", "refused notCamt 1"),
    text("entries without any message", "<Ntry><Amt Ccy='EUR'>1</Amt></Ntry>", "refused notCamt 1"),
  ]

  static let notWellFormed: [MalformedFile] = [
    Base.file(
      "cut in an amount", { $0.cut(behind: "<Amt Ccy=\"EUR\">25", on: 11) }, "refused truncated 11"),
    Base.file("cut behind an entry", { $0.prefix(lines: 19) }, "refused truncated 19"),
    Base.file("cut behind the statement", { $0.prefix(lines: 28) }, "refused truncated 28"),
    Base.file(
      "cut before the last character", { $0.cut(behind: "</BkToCstmrStmt></Document", on: 29) },
      "refused truncated 29"),
    Base.file(
      "cut in the declaration", { $0.cut(behind: "<?xml ver", on: 1) }, "refused truncated 1"),
    Base.file(
      "cut in a letter of several bytes",
      { $0.cut(behind: "<Nm>Nordwind", on: 18).appending([0xC3]) },
      "refused truncated 18"),
    Base.file(
      "an ampersand by itself", { $0.replacing("4711", with: "4711 & 4712", on: 19) },
      "refused notWellFormed 19"),
    Base.file(
      "an undefined entity", { $0.replacing("4711", with: "4711&nbsp;", on: 19) },
      "refused notWellFormed 19"),
    Base.file(
      "a less-than sign in a text", { $0.replacing("4711", with: "4711 < 4712", on: 19) },
      "refused notWellFormed 19"),
    Base.file(
      "tags that do not match", { $0.replacing("</Amt>", with: "</Amount>", on: 11) },
      "refused notWellFormed 11"),
    Base.file(
      "an end tag left out", { $0.removing("</CdtDbtInd>", on: 12) }, "refused notWellFormed 19"),
    Base.file(
      "an attribute that comes twice",
      { $0.replacing("Ccy=\"EUR\"", with: "Ccy=\"EUR\" Ccy=\"USD\"", on: 11) },
      "refused notWellFormed 11"),
    Base.file(
      "an attribute without quotes", { $0.replacing("\"EUR\"", with: "EUR", on: 11) },
      "refused notWellFormed 11"),
    Base.file(
      "a control character", { $0.replacing("4711", with: [0x34, 0x01], on: 19) },
      "refused notWellFormed 19"),
    Base.file(
      "a NUL in a name", { $0.replacing("GmbH", with: [0x00], on: 18) }, "refused notWellFormed 18"),
    Base.file(
      "a reference to the character 0", { $0.replacing("GmbH", with: "&#0;", on: 18) },
      "refused notWellFormed 18"),
    Base.file(
      "a second document", { $0.appending("\n<Document/>") }, "refused trailingContent 30"),
    Base.file(
      "a second document with its declaration",
      { $0.appending("\n<?xml version=\"1.0\"?><Document/>") }, "refused trailingContent 30"),
    Base.file("text behind the root", { $0.appending("\nEOF") }, "refused trailingContent 30"),
    Base.file(
      "a NUL and then more", { $0.appending([0x00]).appending("\n<!-- -->") },
      "refused trailingContent 29"),
    Base.file(
      "the mark of UTF-8 in letters", { $0.prepending(Array("ï»¿".utf8)) }, "refused notXML 1"),
  ]

  static let encodings: [MalformedFile] = [
    Base.file("a mark of UTF-8", { $0.prepending([0xEF, 0xBB, 0xBF]) }),
    Base.file(
      "a mark of UTF-8 and another declaration",
      {
        $0.replacing("UTF-8", with: "ISO-8859-1", on: 1).prepending([0xEF, 0xBB, 0xBF])
          .replacing("Nordwind", with: "Nördwind", on: 18)
      }, "note unusual 1"),
    Base.file(
      "Latin-1 declared and written",
      { $0.replacing("UTF-8", with: "ISO-8859-1", on: 1).replacing("wind", with: [0xE4], on: 18) }),
    Base.file(
      "windows-1252 declared and written",
      { $0.replacing("UTF-8", with: "windows-1252", on: 1).replacing("wind", with: [0x80], on: 18) }
    ),
    Base.file(
      "UTF-8 declared, Latin-1 written", { $0.replacing("wind", with: [0xE4, 0x6E], on: 18) },
      "refused badEncoding 18"),
    Base.file(
      "nothing declared, Latin-1 written",
      { $0.removing(line: 1).replacing("wind", with: [0xE4, 0x6E], on: 17) },
      "refused badEncoding 17"),
    Base.file(
      "an overlong letter", { $0.replacing("wind", with: [0xC1, 0xA1], on: 18) },
      "refused badEncoding 18"),
    Base.file(
      "a surrogate in UTF-8", { $0.replacing("wind", with: [0xED, 0xA0, 0x80], on: 18) },
      "refused notWellFormed 18"),
    Base.file(
      "a letter of several bytes that is broken off",
      { $0.replacing("wind", with: [0xC3], on: 18) }, "refused badEncoding 18"),
    Base.file(
      "UTF-16 declared, bytes written", { $0.replacing("UTF-8", with: "UTF-16", on: 1) },
      "refused badEncoding 1"),
    Base.file(
      "an encoding that nobody knows", { $0.replacing("UTF-8", with: "KLINGON", on: 1) },
      "refused badEncoding 1"),
    Base.file(
      "UTF-7 declared", { $0.replacing("UTF-8", with: "UTF-7", on: 1) }, "refused badEncoding 1"),
    MalformedFile(
      "UTF-16 with its mark, low byte first", utf16(declared: "UTF-16", isLittleEndian: true), [],
      Base.money),
    MalformedFile(
      "UTF-16 with its mark, high byte first", utf16(declared: "UTF-16", isLittleEndian: false), [],
      Base.money),
    MalformedFile(
      "UTF-16 with its mark, UTF-8 declared", utf16(declared: "UTF-8", isLittleEndian: true),
      ["note unusual 1"], Base.money),
    MalformedFile(
      "UTF-16 cut inside a letter",
      Array(utf16(declared: "UTF-16", isLittleEndian: true).dropLast()), ["refused truncated 29"],
      ""),
    Base.file("a line before the declaration", { $0.prepending([0x0A]) }, "note unusual 1"),
    Base.file("blank lines before the root", { $0.replacing(line: 1, with: "\n\n") }),
    Base.file("blank lines at the end", { $0.appending("\r\n \n\n") }),
    Base.file(
      "NUL at the end", { $0.appending([0x0A, 0, 0, 0]) }, "note unusual 30"),
    Base.file(
      "Ctrl-Z at the end", { $0.appending([0x0D, 0x0A, 0x1A]) }, "note unusual 30"),
    Base.file("lines that end with CR and LF", { $0.ending(lines: "\r\n") }),
    Base.file("comments and instructions", { $0.appending("<!-- end --><?done?>") }),
  ]

  static let messages: [MalformedFile] = [
    Base.file(
      "a version that is unknown", { $0.replacing("001.08", with: "001.99", on: 2) },
      "note unusual 2"),
    Base.file(
      "no namespace",
      {
        $0.removing(" xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"", on: 2)
      }, "note unusual 2"),
    Base.file(
      "a country's own namespace",
      {
        $0.replacing(
          "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08",
          with: "http://www.six-interbank-clearing.com/de/camt.053.001.08.ch.02", on: 2)
      }),
    Base.file(
      "a namespace that says nothing",
      {
        $0.replacing("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", with: "urn:bank", on: 2)
      }, "note unusual 2"),
    Base.file(
      "a prefix that is declared",
      {
        $0.replacing("Document xmlns=", with: "n:Document xmlns:n=", on: 2)
          .replacing("<BkTo", with: "<n:BkTo", on: 2)
          .replacing(line: 29, with: "</n:BkToCstmrStmt></n:Document>")
      }),
    Base.file(
      "a prefix that is not declared",
      {
        $0.replacing("<Ntry>", with: "<x:Ntry>", on: 10).replacing(
          "</Ntry>", with: "</x:Ntry>", on: 19)
      },
      "note unusual 10"),
    Base.file(
      "an envelope around the document",
      {
        $0.replacing("<Document", with: "<Envelope><Header><Ntry/></Header><Document", on: 2)
          .appending("</Envelope>")
      }),
    Base.file(
      "two documents in one envelope",
      {
        $0.replacing("<Document", with: "<Envelope><Document", on: 2)
          .appending(
            "\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">"
              + "<BkToCstmrDbtCdtNtfctn><Ntfctn><Id>N</Id><Acct><Id><IBAN>DE89370400440532013000"
              + "</IBAN></Id></Acct></Ntfctn></BkToCstmrDbtCdtNtfctn></Document></Envelope>")
      }, "note unusual 30", "note missingField 30"),
    Base.file(
      "an entry in data that is not the bank's own",
      {
        $0.replacing(
          "</TxDtls></NtryDtls></Ntry>",
          with: "<SplmtryData><Envlp><Ntry><Amt Ccy=\"EUR\">9</Amt></Ntry></Envlp></SplmtryData>"
            + "</TxDtls></NtryDtls></Ntry>", on: 19)
      }),
    Base.file(
      "an entry of another namespace",
      {
        $0.inserting(
          "<Ntry xmlns=\"urn:other\"><Amt Ccy=\"EUR\">9</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
            + "<BookgDt><Dt>2026-03-10</Dt></BookgDt></Ntry>", before: 20)
      }, "error badRecord 20"),
    Base.file(
      "an entry outside of the statement",
      { $0.inserting("<Ntry><Amt Ccy=\"EUR\">9</Amt></Ntry>", before: 29) }, "error badRecord 29"),
    Base.file(
      "no group header", { $0.removing(line: 3) }, "note missingField 2"),
    Base.file(
      "no identification of the message", { $0.removing("<MsgId>M-1</MsgId>", on: 3) },
      "note missingField 3"),
    Base.file(
      "no time of the message", { $0.removing("<CreDtTm>2026-03-10T20:15:00</CreDtTm>", on: 3) },
      "note missingField 3"),
    Base.file(
      "a message without a statement", { $0.removing(lines: 4...28) }, "warning missingRecord 2",
      money: "nothing in 0"),
  ]

  @Test(arguments: otherKinds) func `a file of another kind is refused`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: notWellFormed)
  func `a document that is not well-formed is refused`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: encodings)
  func `bytes are read as what they are, or not at all`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: messages) func `a message is read by its names`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  private static func utf16(declared name: String, isLittleEndian: Bool) -> [UInt8] {
    let bytes = Base.statement.replacing("UTF-8", with: name, on: 1).bytes
    return [isLittleEndian ? 0xFF : 0xFE, isLittleEndian ? 0xFE : 0xFF]
      + bytes.flatMap { isLittleEndian ? [$0, 0] : [0, $0] }
  }
}
