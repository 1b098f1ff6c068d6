import BankFiles
import Receivables
import Testing

/// Field 86 in the layouts of other countries.
struct MT940LayoutTests {
  static func entry(
    _ detail: String, mark: String = "C", account: String = "NL91ABNA0417164300",
    references: String = "NONREF"
  ) throws -> BankTransaction {
    let trial = FlatFileTrial(
      mt940: MT940Sample.statement(
        ":61:2603100310\(mark)12,00NTRF\(references)\n:86:\(detail)", account: account))
    #expect(trial.errors == [])
    return try #require(trial.transactions.first)
  }

  @Test func `ABN AMRO's code words`() throws {
    let entry = try Self.entry(
      "/TRTP/SEPA OVERBOEKING/IBAN/NL46DEUT0136523093/BIC/DEUTNL2N/NAME/B"
        + "AKKER EN ZN/REMI/FACTUUR 2026/0088 EN 2026/0089/EREF/E2E-1")

    #expect(entry.payer.account == "NL46DEUT0136523093")
    #expect(entry.payer.name == "BAKKER EN ZN")
    #expect(entry.text == ["FACTUUR 2026/0088 EN 2026/0089"])
    #expect(entry.endToEndID == "E2E-1")
    #expect(entry.bankText == "SEPA OVERBOEKING")
  }

  @Test func `ING's counterparty has four parts, and its remittance a kind`() throws {
    let entry = try Self.entry(
      "/EREF/EV12341REP1231456T1234//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV/AMSTERDAM//REMI"
        + "/USTD//FACTUUR 4711/")

    #expect(entry.payer.account == "NL32INGB0000012345")
    #expect(entry.payer.name == "ING BANK NV")
    #expect(entry.text == ["FACTUUR 4711"])
    #expect(entry.endToEndID == "EV12341REP1231456T1234")
  }

  @Test(arguments: [
    "/EREF/E1//REMI/STRD/CUR/9001123412341234/",
    "/TRTP/SEPA/REMI//CDTRREFTP//CD/SCOR/ISSR/CUR/CDTRREF/9001123412341234",
  ])
  func `a structured reference is one`(detail: String) throws {
    let entry = try Self.entry(detail)

    #expect(entry.paymentReference == "9001123412341234")
    #expect(entry.text == [])
  }

  @Test func `Rabobank names who ordered, and a return says why`() throws {
    let entry = try Self.entry(
      "/RTRN/AC04/EREF/E1/ORDP//NAME/J JANSEN/REMI/RETOUR FACTUUR 4711/ISDT/2026-03-10", mark: "D")

    #expect(entry.classification == .return)
    #expect(entry.returnReason == "AC04")
    #expect(entry.payer.name == "J JANSEN")
    #expect(entry.text == ["RETOUR FACTUUR 4711"])
  }

  @Test func `for whom it was done is not who paid`() throws {
    let entry = try Self.entry(
      "/ORDP//NAME/HOLDING BV/ULTD//NAME/SOMEBODY ELSE/IBAN/NL00XX/REMI/4711")

    #expect(entry.payer.name == "HOLDING BV")
    #expect(entry.payer.account == "")
  }

  @Test func `code words behind other text and blanks`() throws {
    let entry = try Self.entry(
      "COR                                ST2\n     /MARF/18002327                     /SVCL/SEPA\n"
        + "          /ORDP//NAME/LOYALIS MAATWERK         /REMI/20131101")

    #expect(entry.references == ["18002327"])
    #expect(entry.payer.name == "LOYALIS MAATWERK")
    #expect(entry.text == ["20131101"])
  }

  @Test func `a slash in free text is no code word`() throws {
    #expect(try Self.entry("FACTUUR A/B/C 4711").text == ["FACTUUR A/B/C 4711"])
  }

  @Test func `ABN AMRO's columns with labels`() throws {
    let entry = try Self.entry(
      "SEPA OVERBOEKING                 IBAN: NL46DEUT0136523093        \n"
        + "BIC: DEUTNL2N                    NAAM: BAKKER EN ZN              \n"
        + "OMSCHRIJVING: FACTUUR 2026-0088 VAN MEI KENMERK: E2E-1")

    #expect(entry.payer.account == "NL46DEUT0136523093")
    #expect(entry.payer.name == "BAKKER EN ZN")
    #expect(entry.text == ["FACTUUR 2026-0088 VAN MEI"])
    #expect(entry.endToEndID == "E2E-1")
    #expect(entry.bankText == "SEPA OVERBOEKING")
  }

  @Test func `ABN AMRO's columns with an account and a name`() throws {
    let giro = try Self.entry(
      "GIRO   428428 KPN - DIGITENNE    BETALINGSKENM.  000000042188659\n"
        + "5314606715                       BETREFT FACTUUR D.D. 20-05-2011 \nINCL. 1,44 BTW")
    let bank = try Self.entry(" 11.78.09.357 J.M.J. LEMMERLING\nDREEF 14 A\nFACTUUR 4711")

    #expect(giro.payer.account == "428428")
    #expect(giro.payer.name == "KPN - DIGITENNE")
    #expect(
      giro.text == [
        "GIRO   428428 KPN - DIGITENNE", "BETALINGSKENM.  000000042188659", "5314606715",
        "BETREFT FACTUUR D.D. 20-05-2011", "INCL. 1,44 BTW",
      ])
    #expect(bank.payer.account == "11.78.09.357")
    #expect(bank.payer.name == "J.M.J. LEMMERLING")
    #expect(bank.text == ["11.78.09.357 J.M.J. LEMMERLING", "DREEF 14 A", "FACTUUR 4711"])
  }

  @Test func `an IBAN in front of free text is the other account`() throws {
    let entry = try Self.entry("NL91ABNA0417164300 J JANSEN FACTUUR 4711")

    #expect(entry.payer.account == "NL91ABNA0417164300")
    #expect(entry.text == ["NL91ABNA0417164300 J JANSEN FACTUUR 4711"])
  }

  @Test func `a Hungarian block has lines, a name in two and the other account`() throws {
    let trial = FlatFileTrial(
      mt940: MT940Sample.statement(
        ":61:2603100310C12,00S   X\n:NS:01Szamla 4711\n02Koszonjuk\n15ERGO Versicherung AG Fiokte\n"
          + "16lep\n17UTALAS\n3310918001\n340000004279070017",
        account: "1966315302010001", opening: ":60F:C260309HUF1000,00",
        closing: ":62F:C260310HUF1012,00"))

    let entry = try #require(trial.transactions.first)
    #expect(trial.problems == [])
    #expect(entry.text == ["Szamla 4711", "Koszonjuk"])
    #expect(entry.payer.name == "ERGO Versicherung AG Fioktelep")
    #expect(entry.payer.account == "0000004279070017")
    #expect(entry.payer.routingNumber == "10918001")
    #expect(entry.bankText == "UTALAS")
  }

  @Test func `SEPA keywords without sub-fields are read all the same`() throws {
    let entry = try Self.entry("EREF+E2E-1\nSVWZ+RE 4711\nDANKE")

    #expect(entry.endToEndID == "E2E-1")
    #expect(entry.text == ["RE 4711", "DANKE"])
  }
}
