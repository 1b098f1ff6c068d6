import BankFiles
import Money
import Receivables
import Testing

/// What the public files show of banks' ways, entry by entry.
struct MT940PublicDetailsTests {
  static func transactions(_ file: String) -> [BankTransaction] {
    MT940PublicFilesTests.trial(file).transactions
  }

  @Test func `a German credit has its payer, end-to-end id and purpose across sub-fields`() throws {
    let payment = try #require(Self.transactions("de-sepa-snippet.sta").first)

    #expect(payment.amount.description == "50990.05 EUR")
    #expect(payment.bookingDate?.description == "2007-09-04")
    #expect(payment.valueDate?.description == "2007-09-07")
    #expect(payment.direction == .credit)
    #expect(payment.classification == .receipt)
    #expect(payment.bankCode == "NTRF+166")
    #expect(payment.endToEndID == "EndToEndId TFNR 22 004 00001")
    #expect(payment.bankReference == "EndToEndId TFNR 22 004 00001")
    #expect(payment.references == ["0724710333343453"])
    #expect(payment.uniqueReferences == ["0724710333343453"])
    #expect(payment.payer.name == "KARL KAUFMANN")
    #expect(payment.payer.account == "DE14508800500194785000")
    #expect(payment.text == ["Verw CTSc-01 BC-PPP TFNr 22 004"])
    #expect(payment.bankText == "GUTSCHRIFT")
    #expect(payment.record == ":61:")
    #expect(payment.position.line == 5)
    #expect(
      payment.raw == """
        :61:0709070904CR50990,05NTRFNONREF//0724710333343453
        :86:166?00GUTSCHRIFT?100399?20EREF+EndToEndId TFNR 22 004?21 00001?22
        SVWZ+Verw CTSc-01 BC-PPP TF?23Nr 22 004?30DRESDEFF508?31DE1450880
        0500194785000?32KARL?33        KAUFMANN?70Empfaenger Marta Metzge
        r
        """)
  }

  @Test func `German returns have their reason, and batches lack their details`() {
    let all = Self.transactions("de-sepa-snippet.sta")

    let returns = all.filter { $0.classification == .return }
    #expect(returns.map(\.returnReason) == ["914", "914", "914", "901"])
    #expect(
      returns[0].bankText
        == "RETOURE\nMTLG:Grund nicht spezifiziert Reject aus SEPA-Ueberweisungsauftrag")
    let batches = all.filter(\.lacksDetails)
    #expect(batches.map(\.bankCode) == ["NTRF+191", "NMSC+079"])
    #expect(batches.map(\.batch) == ["TFNr 01022 MSGID CTSc-01 EBB", nil])
  }

  @Test func `a purpose cut at 27 letters is whole again`() {
    let texts = Self.transactions("de-sepa-snippet.sta").map(\.text)

    #expect(texts[1] == ["Strukturierter Verwendungszweck 30030004 DE"])
    #expect(
      texts[7] == [
        "TO 13 TFNr 20001 Eingangskanal Mint Unstrukturierter Verwendungszweck 140 Zeichen Beginn "
          + "Fuellzeichen xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      ])
  }

  @Test func `the old free layout has a business code and the number of a slip`() {
    let all = Self.transactions("de-four-messages.txt")

    #expect(all[0].bankCode == "NCHK+999")
    #expect(all[0].text == ["SCHECK-NR. 0000016703074"])
    #expect(all[0].checkNumber == "16703074")
    #expect(all[0].bankReference == "16703074")
    #expect(all[1].bankReference == "")
  }

  @Test func `an old German account has the bank's routing number beside it`() {
    let salary = Self.transactions("de-four-messages.txt")[12]

    #expect(salary.payer.account == "0847564700")
    #expect(salary.payer.routingNumber == "50060400")
    #expect(salary.payer.name == "MUELLER")
  }

  @Test func `a Polish credit names its payer by IBAN`() {
    let payment = Self.transactions("de-four-messages.txt")[13]

    #expect(payment.bankCode == "FMSC+020")
    #expect(payment.payer.account == "PL08106000760000777777777777")
    #expect(payment.bankReference == "8327000090031789")
    #expect(payment.bankText == "Card transaction\nWyplata-(dysp/przel)")
    #expect(payment.text.contains { $0.contains("ZAPLATA ZA FABRYKATY DO TUB - 200 S ZTUK") })
  }

  @Test func `mBank labels payer, account, title and number`() throws {
    let payment = try #require(Self.transactions("mbank-pl.sta").first)

    #expect(payment.bankCode == "NTRF+911")
    #expect(payment.payer.name == "JAN NOWAK")
    #expect(payment.payer.account == "56114010810000267002001001")
    #expect(payment.text == ["PRZELEW SRODKOW"])
    #expect(payment.bankReference == "MB170119012058")
    #expect(payment.references == ["XX000000000001", "179171073864111.010001"])
    #expect(payment.bankText == "911-TRANSAKCJA IPH\n911 TRANSAKCJA COLLECT")
  }

  @Test func `ING's free text has the other account in front and goes on line by line`() {
    let all = Self.transactions("ing.sta")

    #expect(
      all[0].text == [
        "RC AFREKENING BETALINGSVERKEER",
        "BETREFT REKENING 4715589 PERIODE: 01-10-2010 / 31-12-2010",
        "ING Bank N.V. tarifering ING",
      ])
    #expect(all[6].payer.account == "0111111111")
    #expect(all[6].bookingDate == all[6].valueDate)
    #expect(all[1].text == ["0111111111 GPSEOUL SPOEDBETALING MPBZS1016000047 GPSEOUL"])
  }

  @Test func `Rabobank's code words are read, and an empty one is nothing`() {
    let all = Self.transactions("rabobank-iban.sta")

    #expect(all[0].amount.description == "25.00 EUR")
    #expect(all[0].endToEndID == "01-01-2013 12:00 0030000987654321")
    #expect(all[0].text == [])
    #expect(all[1].text == ["Reference 201301234"])
    #expect(all[1].bankReference == "")
    #expect(all[0].payer == Party())
  }

  @Test func `Citi has blanks for a booking date, a funds code D and balances as entries`() {
    let all = Self.transactions("citi.txt")

    #expect(all.map(\.direction) == [.debit, .debit, .credit, .credit, .debit])
    #expect(all.map(\.classification) == [.other, .other, .other, .other, .other])
    #expect(all[0].bookingDate?.description == "2024-03-12")
    #expect(all[2].bankText == "/ABC/DEF/C 37897,00 BAI CD 025")
    #expect(all[0].bankReference == "")
  }

  @Test func `a Hungarian entry has a block instead of details`() throws {
    let payment = try #require(Self.transactions("sberbank-hu-ns.sta").first)

    #expect(payment.bankCode == "S")
    #expect(payment.bankReference == "")
    #expect(
      payment.text == [
        "526715", "A12596785    20170926000100", "1366", "526715",
        "Tranzakci\u{FFFD}s Illet\u{FFFD}k:7.21HUF",
      ])
    #expect(payment.bankText == "G200000137791678")
  }

  @Test func `30 February is the last of the month, with a note`() throws {
    let trial = MT940PublicFilesTests.trial("february-30.sta")

    let fee = try #require(trial.transactions.first)
    #expect(fee.valueDate?.description == "2016-02-29")
    #expect(fee.bookingDate?.description == "2016-03-01")
    #expect(
      trial.problems.map(\.description) == [
        "february-30.sta:6: note: a day of the entry ':61:1602300301DR6,00N024NONREF' is taken for "
          + "the last of its month (badDate)"
      ])
  }

  @Test func `a line that begins with a time goes on with the text`() throws {
    let debit = try #require(Self.transactions("wrapped-colon.sta").first)

    #expect(debit.text.joined().contains("2014T16:26:37 Fo"))
    #expect(debit.endToEndID == "VZ0000000000000000")
    #expect(debit.references == ["000000"])
  }

  @Test(arguments: [
    ("reversal-rd.txt", BankTransaction.Direction.credit), ("reversal-rc.txt", .debit),
  ])
  func `a reversal moves money the other way`(
    file: String, direction: BankTransaction.Direction
  ) throws {
    let reversal = try #require(Self.transactions(file).first)

    #expect(reversal.isReversal)
    #expect(reversal.direction == direction)
    #expect(reversal.amount.description == "1027.25 EUR")
    #expect(reversal.classification == .return)
    #expect(reversal.text == ["STORNO RECHNUNGSABSCHLUSS", "PER 01.02.2020"])
    #expect(reversal.payer.name == "GEBÜHREN MANUELL GG UST-FREI")
  }

  @Test func `Danske Bank cuts words into the references, and details come in several fields`() {
    let all = Self.transactions("danske-fi.sta")

    #expect(all.map(\.classification) == [.interest, .other, .other, .other, .fee, .other])
    #expect(all.flatMap(\.uniqueReferences) == [])
    #expect(all[0].text.count == 4)
    #expect(all[1].text == ["11100304030101391234", "Beneficiary name", "Beneficiary name"])
    #expect(all[4].bankReference == "to advice")
  }

  @Test func `pages go on from each other, whatever they call themselves`() {
    let trial = MT940PublicFilesTests.trial("pages-60m-62m.mta")

    #expect(trial.statements.map(\.page) == [1, 2, nil])
    #expect(trial.statements.map(\.sequence) == ["1", "1", "2"])
    #expect(trial.statements.map(\.opening?.type) == ["60F", "60M", "60F"])
    #expect(trial.statements.map(\.closing?.type) == ["62M", "62F", "62F"])
    #expect(
      trial.problems.map(\.description) == [
        "pages-60m-62m.mta:25: note: the message calls itself page 1, and is page 2 (unusual)"
      ])
    #expect(trial.transactions[0].text == ["Verwendungszweck 1", "Verwendungszweck 2"])
    #expect(trial.transactions[0].payer.name == "Empfänger")
    #expect(trial.transactions[0].bankCode == "S051")
    #expect(trial.transactions[1].classification == .fee)
  }

  @Test func `the same message twice is told`() {
    let trial = MT940PublicFilesTests.trial("de-four-messages.txt")

    #expect(
      trial.problems.filter { $0.severity == .warning }.map(\.description) == [
        "de-four-messages.txt:78: warning: the message seems to repeat the one that begins on line "
          + "1; expected every message once (duplicateElement)"
      ])
  }
}
