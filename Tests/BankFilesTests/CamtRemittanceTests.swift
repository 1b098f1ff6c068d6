import BankFiles
import Money
import Receivables
import Testing

@Suite struct CamtRemittanceTests {
  private func eur(_ text: String) throws -> Money { try Money(parsing: text, in: .eur) }

  @Test(arguments: ["strd-053.v08.xml", "strd-053.v13.xml", "envelope-prefix-latin1-053.v08.xml"])
  func `documents are read with their amounts in the old and the new shape`(name: String) throws {
    let read = try readCamt(fixture: "made/" + name)

    let first = try #require(read.transactions.first)
    #expect(first.documents.map(\.number) == ["INV-1001", "INV-1002", "CN-77"])
    #expect(first.documents.map(\.type) == ["CINV", "CINV", "CREN"])
    let invoice = try #require(first.documents.first)
    #expect(invoice.date == CalendarDate(iso: "2026-02-01"))
    #expect(invoice.due == (try eur("1000.00")))
    #expect(invoice.discount == (try eur("20.00")))
    #expect(invoice.paid == (try eur("975.00")))
    #expect(
      invoice.adjustments == [
        RemittanceDocument.Adjustment(amount: try eur("5.00"), reason: "DAMG", text: "broken box")
      ])
    #expect(first.documents.last?.credit == (try eur("75.00")))
    #expect(first.documents.last?.paid == nil)
    #expect(first.paymentReference == "RF18539007547034")
    #expect(first.text == ["credit note taken"])
    #expect(first.payer.name == "Muster & Söhne GmbH")
    #expect(first.payer.account == "DE89370400440532013000")
    #expect(first.bankReference == "E2E-1")
    #expect(first.references == ["B0001", "N1", "7c1b7a1e-52f1-4d9a-9f0e-0a6b5b1c2d3e"])
    #expect(first.classification == .receipt)
    #expect(!first.lacksDetails)
  }

  @Test func `the same statement in three shapes gives the same transactions`() throws {
    func transactions(_ name: String) throws -> [BankTransaction] {
      try readCamt(fixture: "made/" + name).transactions.map { transaction in
        var transaction = transaction
        transaction.position.line = nil
        transaction.raw = ""
        return transaction
      }
    }
    let old = try transactions("strd-053.v08.xml")

    #expect(old.count == 9)
    #expect(try transactions("strd-053.v13.xml") == old)
    #expect(try transactions("envelope-prefix-latin1-053.v08.xml") == old)
  }

  @Test func `an entry less the charges of its details is their payments and a fee`() throws {
    let batch = try readCamt(fixture: "made/strd-053.v08.xml").transactions[1...4]

    #expect(batch.map(\.classification) == [.receipt, .receipt, .receipt, .fee])
    #expect(batch.map(\.direction) == [.credit, .credit, .credit, .debit])
    #expect(batch.map(\.amount.decimal) == ["100.00", "200.00", "300.50", "1.50"])
    #expect(
      batch.map(\.paymentReference) == [
        "210000000003139471430009017", "000000000002015110002913192",
        "000000000002016030001554373", nil,
      ])
  }

  @Test func `credit notes that are netted keep their own document`() throws {
    let first = try #require(try readCamt(fixture: "fi-054.v02.xml").transactions.first)

    #expect(first.amount == (try eur("1900.00")))
    #expect(first.paymentReference == "3900")
    #expect(first.text == ["12344"])
    #expect(first.documents.map(\.paid) == [try eur("2500.00"), nil])
    #expect(first.documents.map(\.credit) == [nil, try eur("600.00")])
    #expect(first.batch == "BANKFILEID998765")
    #expect(first.payer.name == "PAYERS NAME1")
  }

  @Test func `charges and what was instructed are kept apart from the money`() throws {
    let read = try readCamt(fixture: "fi-053.v02.xml")

    let foreign = try #require(
      read.transactions.first { $0.bankReference == "091029ACCTSTMTARCH06" })
    #expect(foreign.amount == (try eur("2120.00")))
    #expect(foreign.charges == (try eur("20.00")))
    #expect(foreign.instructed?.decimal == "3200.00")
    #expect(foreign.instructed?.currency.code == "USD")
    #expect(foreign.text == ["INVOICE US20291092"])
    let stub = try #require(read.transactions.first { $0.bankReference == "091029ACCTSTMTARCH04" })
    #expect(stub.lacksDetails)
    let fee = try #require(read.transactions.last)
    #expect(fee.classification == .fee)
    #expect(fee.bankCode == "PMNT/RCDT/CHRG")
  }

  @Test func `returns are known by code, flag or reason`() throws {
    let ing = try readCamt(fixture: "ing-053.v02.xml").transactions
    let postFinance = try #require(
      try readCamt(fixture: "pf-054-return.v04.xml").transactions.first)

    #expect(
      ing.map(\.classification) == [
        .receipt, .receipt, .receipt, .receipt, .return, .other, .other, .other, .return,
      ])
    #expect(ing[4].returnReason == "AC04")
    #expect(ing[8].isReversal)
    #expect(ing[8].direction == .debit)
    #expect(ing[3].lacksDetails)
    #expect(ing[3].batch == "SCTBtchId20140103A2PSTN")
    #expect(postFinance.classification == .return)
    #expect(postFinance.direction == .credit)
    #expect(postFinance.returnReason == "AC01")
    #expect(postFinance.bankReference == "EndToEndId-001-03-04")
  }

  @Test func `machine text is no remittance`() throws {
    let read = try readCamt(fixture: "pf-053-batches.v04.xml")

    let batch = read.transactions.filter { $0.references.contains("010000004") }
    #expect(batch.count == 10)
    #expect(batch.first?.charges?.decimal == "1.24")
    #expect(batch.first?.payer.name == "Hans Kaufmann")
    #expect(batch.allSatisfy { $0.text.isEmpty })
    #expect(batch[1].paymentReference == "000000000002016030002820804")
  }

  @Test func `the end-to-end id is no reference where the bank says it has none`() throws {
    let details =
      "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId><InstrId>I9</InstrId></Refs></TxDtls>"

    let read = try readCamt(camtStatement(camtEntry(details: details)))

    #expect(read.transactions.first?.endToEndID == nil)
    #expect(read.transactions.first?.bankReference == "A1")
    #expect(read.transactions.first?.references == ["I9"])
  }

  private func read(_ structured: String) throws -> ReadFile {
    try readCamt(
      camtStatement(
        camtEntry(details: "<TxDtls><RmtInf>\(structured)</RmtInf></TxDtls>")))
  }

  @Test func `what was kept back of several documents stands on the last invoice`() throws {
    let read = try read(
      """
      <Strd><RfrdDocInf><Nb>INV1</Nb></RfrdDocInf><RfrdDocInf><Nb>INV2</Nb></RfrdDocInf>\
      <RfrdDocInf><Tp><CdOrPrtry><Cd>CREN</Cd></CdOrPrtry></Tp><Nb>CN1</Nb></RfrdDocInf>\
      <RfrdDocAmt><DuePyblAmt Ccy="EUR">120.00</DuePyblAmt><AdjstmntAmtAndRsn>\
      <Amt Ccy="EUR">20.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Rsn>DMGD</Rsn>\
      <AddtlInf>broken</AddtlInf></AdjstmntAmtAndRsn><RmtdAmt Ccy="EUR">100.00</RmtdAmt>\
      </RfrdDocAmt></Strd>
      """)

    let documents = try #require(read.transactions.first).documents
    #expect(documents.map(\.number) == ["INV1", "INV2", "CN1"])
    #expect(documents.map(\.paid) == [nil, nil, nil])
    #expect(
      documents.map(\.adjustments) == [
        [],
        [RemittanceDocument.Adjustment(amount: try eur("20.00"), reason: "DMGD", text: "broken")],
        [],
      ])
  }

  @Test func `documents and amounts by turns are pairs`() throws {
    let read = try read(
      """
      <Strd><RfrdDocInf><Nb>I-1</Nb></RfrdDocInf><RfrdDocAmt><RmtdAmt Ccy="EUR">50.00</RmtdAmt>\
      </RfrdDocAmt><RfrdDocInf><Nb>I-2</Nb></RfrdDocInf><RfrdDocAmt>\
      <RmtdAmt Ccy="EUR">41.00</RmtdAmt></RfrdDocAmt></Strd>
      """)

    let documents = try #require(read.transactions.first).documents
    #expect(documents.map(\.number) == ["I-1", "I-2"])
    #expect(documents.map(\.paid?.decimal) == ["50.00", "41.00"])
  }

  @Test func `a type of amount that nothing reads is told`() throws {
    let read = try read(
      """
      <Strd><RfrdDocInf><Nb>I-1</Nb></RfrdDocInf><RfrdDocAmt><RmtAmtAndTp><Tp><Cd>INTC</Cd></Tp>\
      <Amt Ccy="EUR">3.00</Amt></RmtAmtAndTp></RfrdDocAmt></Strd>
      """)

    #expect(
      read.problems.map(\.description) == [
        "day.xml:3: note: the remittance states 3.00 EUR of the type 'INTC', which no decision reads "
          + "(unusual)"
      ])
  }

  @Test func `amounts in another currency than the payment's are told, and not listed as its own`()
    throws
  {
    let read = try read(
      """
      <Strd><RfrdDocInf><Nb>I-1</Nb></RfrdDocInf><RfrdDocAmt>\
      <RmtdAmt Ccy="USD">110.00</RmtdAmt></RfrdDocAmt></Strd>
      """)

    let transaction = try #require(read.transactions.first)
    #expect(transaction.documents.map(\.paid?.description) == ["110.00 USD"])
    #expect(transaction.inOneCurrency.documents.map(\.paid) == [nil])
    #expect(
      read.problems.map(\.description) == [
        "day.xml:3: note: amounts of the remittance or charges are in USD, the payment is in EUR "
          + "(badCurrency)"
      ])
  }

  @Test(arguments: [
    "<Ustrd>x</Ustrd>", "<Strd><AddtlRmtInf>x</AddtlRmtInf></Strd>",
    "<Strd><RfrdDocInf><Nb>1</Nb></RfrdDocInf></Strd>",
  ])
  func `remittance without end is cut, and the money stands`(part: String) throws {
    let read = try read(String(repeating: part, count: 10_001))

    let transaction = try #require(read.transactions.first)
    #expect(transaction.amount == (try eur("100.00")))
    #expect(transaction.documents.count + transaction.text.count == 10_000)
    #expect(
      read.problems.map(\.description) == [
        "day.xml:3: warning: a payment has more than 10000 documents or lines of remittance; the rest "
          + "is left out; expected at most 10000 of each (limitExceeded)"
      ])
  }
}
