import BankFiles
import Receivables
import Testing

/// Details that do not fit their entry, and texts that are not what they should be.
@Suite struct CamtMalformedDetailTests {
  private typealias Base = CamtBase

  static let details: [MalformedFile] = [
    Base.file(
      "details that make less than their entry",
      { $0.replacing("50.00", with: "49.00", on: 24) }, "warning detailsMismatch 20",
      money: "+400.00 -87.50 EUR in 3"),
    Base.file(
      "a detail left out", { $0.removing(line: 24) }, "note detailsMismatch 20",
      "warning detailsMismatch 20",
      money: "+400.00 -87.50 EUR in 3"),
    Base.file(
      "more details than are announced", { $0.replacing(">2<", with: ">3<", on: 22) },
      "warning detailsMismatch 20"),
    Base.file(
      "a total of the batch that is not the entry's",
      { $0.replacing("150.00", with: "151.00", on: 22) }, "warning detailsMismatch 20"),
    Base.file(
      "a detail in another currency", { $0.replacing("EUR", with: "USD", on: 24) },
      "warning detailsMismatch 20", money: "+400.00 -87.50 EUR in 3"),
    Base.file(
      "a detail whose amount is none", { $0.replacing("50.00", with: "5O.00", on: 24) },
      "warning detailsMismatch 20", money: "+400.00 -87.50 EUR in 3"),
    Base.file(
      "a detail without an amount", { $0.removing("<Amt Ccy=\"EUR\">50.00</Amt>", on: 24) },
      "warning detailsMismatch 20", money: "+400.00 -87.50 EUR in 3"),
    Base.file(
      "a detail that runs the other way",
      { $0.replacing("</Amt>", with: "</Amt><CdtDbtInd>DBIT</CdtDbtInd>", on: 24) },
      "note detailsMismatch 20", money: "+400.00 -87.50 EUR in 3"),
    Base.file(
      "a detail whose direction is none",
      { $0.replacing("</Amt>", with: "</Amt><CdtDbtInd>X</CdtDbtInd>", on: 24) },
      "warning detailsMismatch 20", money: "+400.00 -87.50 EUR in 3"),
    Base.file(
      "the only detail of another amount",
      { $0.replacing("</Refs>", with: "</Refs><Amt Ccy=\"EUR\">249.00</Amt>", on: 17) },
      "warning detailsMismatch 10"),
    Base.file(
      "the only detail of another currency",
      { $0.replacing("</Refs>", with: "</Refs><Amt Ccy=\"USD\">250.00</Amt>", on: 17) },
      "warning detailsMismatch 10"),
    Base.file(
      "the only detail of the other direction",
      { $0.replacing("</Refs>", with: "</Refs><CdtDbtInd>DBIT</CdtDbtInd>", on: 17) },
      "warning detailsMismatch 10"),
    Base.file(
      "a second amount of a detail",
      { $0.replacing("</Amt>", with: "</Amt><Amt Ccy=\"EUR\">51.00</Amt>", on: 24) },
      "warning duplicateElement 24"),
    Base.file(
      "a detail that is empty", { $0.replacing(line: 19, with: "</TxDtls></NtryDtls></Ntry>") }),
    Base.file(
      "a remitted amount that is no number",
      {
        $0.replacing(
          "<Ustrd>",
          with: "<Strd><RfrdDocAmt><RmtdAmt Ccy=\"EUR\">x</RmtdAmt></RfrdDocAmt></Strd><Ustrd>",
          on: 19)
      }, "warning badAmount 19"),
    Base.file(
      "charges that are no number",
      {
        $0.replacing(
          "</Refs>",
          with: "</Refs><Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">x</TtlChrgsAndTaxAmt></Chrgs>",
          on: 17)
      }, "warning badAmount 17"),
    Base.file(
      "text of more than 140 letters",
      { $0.replacing("4711", with: String(repeating: "4711 ", count: 40), on: 19) }),
    Base.file(
      "a document number of more than 35 letters",
      {
        $0.replacing(
          "<Ustrd>",
          with:
            "<Strd><RfrdDocInf><Nb>\(String(repeating: "7", count: 36))</Nb></RfrdDocInf></Strd>"
            + "<Ustrd>", on: 19)
      }, money: Base.money + ", nothing for 1"),
    Base.file(
      "text of 64 KiB",
      { $0.replacing("4711", with: String(repeating: "x", count: 65_528), on: 19) }),
    Base.file(
      "text of more than 64 KiB",
      { $0.replacing("4711", with: String(repeating: "x", count: 65_529), on: 19) },
      "refused limitExceeded 19"),
  ]

  @Test(arguments: details) func `details never change what their entry is worth`(
    file: MalformedFile
  ) {
    file.verify(as: .camt)
  }

  /// What is written, what is read as the payer's end-to-end id, and as the text.
  @Test(arguments: [
    (" E-1 ", "E-1"), ("NOTPROVIDED", nil), ("notprovided", nil), ("NONREF", nil), ("  ", nil),
    ("", nil), ("E  1", "E  1"), ("NORTH-1", "NORTH-1"),
  ])
  func `a reference is what is written, or none`(written: String, read: String?) {
    let file = Base.statement.replacing("E-1", with: written, on: 17)

    let transactions = FlatFileTrial(file.bytes, by: CamtReader(file: "day")).transactions

    #expect(transactions.first?.endToEndID == read)
  }

  /// Formulas, markup, commands of terminals and letters that nobody sees are data here: whoever
  /// writes them out sees to it that they stay data.
  @Test(arguments: [
    "Soft\u{AD}hyphen", "zero\u{200B}width", "no\u{A0}break", "right\u{202E}to left",
    "Mu\u{308}ller",
    "=HYPERLINK(0)", "@SUM(A1)", "+1", "{}", "日本", "🧾", "\u{2028}line", "a\u{7F}b", "\u{9B}31m",
  ])
  func `a text is kept as it was written`(written: String) throws {
    let file = Base.statement.replacing("Nordwind", with: written, on: 18)
      .replacing("Invoice", with: written, on: 19)

    let trial = FlatFileTrial(file.bytes, by: CamtReader(file: "day"))

    #expect(trial.failure == nil)
    let first = try #require(trial.transactions.first)
    #expect(first.payer.name.unicodeScalars.elementsEqual("\(written) GmbH".unicodeScalars))
    #expect(
      first.text.first?.unicodeScalars.elementsEqual("\(written) 4711".unicodeScalars) == true)
  }

  @Test func `markup that was escaped comes out as it was meant`() throws {
    let file = Base.statement.replacing("4711", with: "&lt;b&gt;4711&lt;/b&gt;", on: 19)

    let trial = FlatFileTrial(file.bytes, by: CamtReader(file: "day"))

    #expect(trial.transactions.first?.text == ["Invoice <b>4711</b>"])
  }

  @Test func `machine text of Swiss banks is no remittance`() {
    let file = Base.statement.replacing(
      "<Ustrd>Invoice 4711</Ustrd>", with: "<Strd><AddtlRmtInf>?REJECT?0</AddtlRmtInf></Strd>",
      on: 19)

    let trial = FlatFileTrial(file.bytes, by: CamtReader(file: "day"))

    #expect(trial.transactions.first?.text == [])
  }
}
