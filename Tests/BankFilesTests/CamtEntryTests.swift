import BankFiles
import Money
import Receivables
import Testing

@Suite struct CamtEntryTests {
  @Test(
    arguments: [
      ("8.855", "EUR", .badAmount), ("1e3", "EUR", .badAmount), ("1,00", "EUR", .badAmount),
      ("12..34", "EUR", .badAmount), ("", "EUR", .badAmount), ("-5.00", "EUR", .badAmount),
      ("NaN", "EUR", .badAmount), ("99999999999999999999", "EUR", .badAmount),
      ("1.5", "JPY", .badAmount), ("1.00", "XXX", .badCurrency), ("1.00", "eur", .badCurrency),
      ("1.00", "EURO", .badCurrency), ("1.00", "", .badCurrency),
    ] as [(String, String, BankFileError.Code)])
  func `an amount that is not exact is an error and no transaction`(
    amount: String, currency: String, code: BankFileError.Code
  ) throws {
    let read = try readCamt(
      camtStatement("\n" + camtEntry("<Amt Ccy=\"\(currency)\">\(amount)</Amt>")))

    #expect(read.transactions.isEmpty)
    let errors = read.problems.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [code])
    #expect(errors.first?.position.line == 4)
    #expect(read.statements.first?.checks.first?.verdict == .notCheckable)
  }

  @Test(arguments: [
    ("8.85000", "8.85"), (" 12.3 ", "12.30"), ("+5", "5.00"), (".5", "0.50"), ("7.", "7.00"),
    ("000000000000149.87", "149.87"), ("36847", "36847.00"),
  ])
  func `every decimal of the schema is read`(written: String, value: String) throws {
    let read = try readCamt(camtStatement(camtEntry("<Amt Ccy=\"EUR\">\(written)</Amt>")))

    #expect(read.transactions.map(\.amount.decimal) == [value])
  }

  @Test func `a direction that is none is not guessed`() throws {
    let read = try readCamt(camtStatement(camtEntry("<Amt Ccy=\"EUR\">1</Amt>", "FOOBAR")))

    #expect(read.transactions.isEmpty)
    #expect(
      read.problems.last { $0.severity == .error }?.description
        == "day.xml:3: error: CdtDbtInd is 'FOOBAR'; expected CRDT or DBIT (badDirection)")
  }

  @Test(arguments: [
    ("2026-03-10", "2026-03-10"), ("2026-03-10+02:00", "2026-03-10"),
    ("2026-03-10Z", "2026-03-10"), ("2019-08-09T11:17:11:735", "2019-08-09"),
  ])
  func `a date is the day that was written`(written: String, day: String) throws {
    let read = try readCamt(camtStatement(camtEntry(date: written)))

    #expect(read.transactions.first?.bookingDate?.description == day)
  }

  @Test(arguments: ["JJJJ-MM-TT", "2026-02-30", "0001-01-01", "", "20260310"])
  func `a credit without any date is an error`(written: String) throws {
    let read = try readCamt(camtStatement(camtEntry(date: written)))

    #expect(read.transactions.isEmpty)
    #expect(read.problems.filter { $0.severity == .error }.map(\.code) == [.badDate])
  }

  private func detail(_ amount: String, _ more: String = "") -> String {
    "<TxDtls><Amt Ccy=\"EUR\">\(amount)</Amt>\(more)<RmtInf><Ustrd>x</Ustrd></RmtInf></TxDtls>"
  }

  @Test func `details that make the entry are transactions of their own`() throws {
    let read = try readCamt(
      camtStatement(
        camtEntry(details: detail("150.00") + detail("50.00", "<CdtDbtInd>DBIT</CdtDbtInd>"))))

    #expect(read.transactions.map(\.amount.decimal) == ["150.00", "50.00"])
    #expect(read.transactions.map(\.direction) == [.credit, .debit])
    #expect(read.transactions.map(\.batch) == ["A1", "A1"])
    #expect(read.statements.first?.bookedCredits.map(\.count) == [1])
  }

  @Test func `details less their charges are transactions of what arrived`() throws {
    let charges = "<Chrgs><Rcrd><Amt Ccy=\"EUR\">1.50</Amt></Rcrd></Chrgs>"

    let read = try readCamt(
      camtStatement(camtEntry(details: detail("60.00") + detail("41.50", charges))))

    #expect(read.transactions.map(\.amount.decimal) == ["60.00", "40.00"])
    #expect(read.transactions.map { $0.charges?.decimal } == [nil, "1.50"])
    #expect(read.transactions.map { $0.instructed?.decimal } == [nil, "41.50"])
    #expect(read.problems.map(\.severity) == [.note])
  }

  @Test func `details that make another sum leave the entry's money as it is`() throws {
    let read = try readCamt(camtStatement(camtEntry(details: detail("60.00") + detail("30.00"))))

    #expect(read.transactions.map(\.amount.decimal) == ["100.00"])
    #expect(read.transactions.first?.lacksDetails == true)
    #expect(read.transactions.first?.text == ["x", "x"])
    #expect(read.problems.map(\.code).contains(.detailsMismatch))
    #expect(read.problems.map(\.severity) == [.warning])
  }

  @Test(
    arguments: [
      ("PMNT", "RCDT", "ESCT", "CRDT", .receipt), ("PMNT", "RCDT", "INTR", "CRDT", .interest),
      ("PMNT", "RCDT", "CHRG", "CRDT", .fee), ("ACMT", "MCOP", "COMM", "DBIT", .fee),
      ("PMNT", "IDDT", "UPDD", "DBIT", .return), ("PMNT", "ICDT", "RRTN", "CRDT", .return),
      ("CAMT", "ACCB", "ZABA", "CRDT", .other), ("ACMT", "MCOP", "OTHR", "CRDT", .other),
      ("PMNT", "ICDT", "ESCT", "DBIT", .other),
    ] as [(String, String, String, String, BankTransaction.Class)])
  func `the bank's code decides what kind of movement it is`(
    domain: String, family: String, sub: String, direction: String, kind: BankTransaction.Class
  ) throws {
    let code =
      "<BkTxCd><Domn><Cd>\(domain)</Cd><Fmly><Cd>\(family)</Cd><SubFmlyCd>\(sub)</SubFmlyCd>"
      + "</Fmly></Domn></BkTxCd>"

    let read = try readCamt(
      camtStatement(camtEntry("<Amt Ccy=\"EUR\">1</Amt>\(code)", direction)))

    #expect(read.transactions.map(\.classification) == [kind])
    #expect(read.transactions.first?.bankCode == "\(domain)/\(family)/\(sub)")
  }

  @Test func `an entry inside foreign data is not an entry`() throws {
    let read = try readCamt(
      camtStatement(
        camtEntry(
          details: "<TxDtls><SplmtryData><Envlp>\(camtEntry())</Envlp></SplmtryData></TxDtls>")
      ))

    #expect(read.transactions.count == 1)
  }
}
