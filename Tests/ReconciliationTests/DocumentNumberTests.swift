import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Numbers of documents among other figures: what is read as one, and what is not (steps 3a and 3c,
/// fine print 21).
@Suite struct DocumentNumberTests {
  @Test func `a credit on account is not named by the last figures of its payment`() throws {
    let world = try World(
      .item("INV/2026/1000", "70.00"), .item("INV/2026/1001", "400.00"),
      .item("P68cbe19685ab2026", "-50.00", of: "C2", type: .onAccount),
      .item("P68cbe19685ab7811", "-60.00", of: "C2", type: .onAccount))

    let year = try world.reconciling(.receipt("400.00", "INV/2026/1222", account: "DE11"))
    let serial = try world.reconciling(.receipt("400.00", "INV/2026/7811", account: "DE11"))

    #expect(year.told == ["low_confidence 400.00"])
    #expect(serial.told == ["low_confidence 400.00"])
  }

  @Test func `the year of a number that nothing has is no document that ends with the year`() throws
  {
    let world = try World(
      .item("INV/2026/1000", "70.00"), .item("INV/2026/1001", "400.00"),
      .item("CN-7-2026", "-60.00", of: "C2", type: .creditMemo))

    let outcome = try world.reconciling(.receipt("400.00", "INV/2026/1222", account: "DE11"))

    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test(arguments: ["Rechnung 999/2026", "Rechnung Nr. 999/2026 vom 10.01.2026", "R999/2026"])
  func `the year behind a number that nothing has is no other document of the year`(
    text: String
  ) throws {
    let world = try World(
      .item("R123/2026", "400.00"), .item("R124/2026", "950.00", of: "C2"),
      .item("R125/2026", "700.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(outcome.lines == [])
    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test func `a document that is numbered like a year does not hide that a number failed`() throws {
    let world = try World(
      .item("4711", "400.00"), .item("4712", "100.00"), .item("2026", "950.00", of: "C2"))

    let outcome = try world.reconciling(
      .receipt("400.00", "Rechnung 2026/4799", account: "DE11"))

    #expect(outcome.lines == [])
    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test(arguments: [
    "Rechnung 4711", "4711/2026", "FACT. 4711/26", "faktura nr 004711", "RECHNUNG4711/2026",
    "Rechnung 471\n1/2026", "Rechnung 4711 / 2026 vom 10.01.2026",
  ])
  func `a number that ends with its year is found by its serial`(text: String) throws {
    let world = try World(
      .item("4711/2026", "1000.00"), .item("4712/2026", "1000.00"),
      .item("4713/2026", "70.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("1000.00", text, account: "DE11"))

    #expect(outcome.lines == ["4711/2026 payment 1000.00"])
  }

  @Test(arguments: [
    "FV/9/03/2026", "fv.09.03/2026", "faktura FV/9\n/03/2026", "FV 9/03/2026",
  ])
  func `a number of ours is found where a part of it looks like a date or an amount`(
    text: String
  ) throws {
    let world = try World(
      .item("FV/9/03/2026", "534.76"), .item("FV/10/03/2026", "534.76"),
      .item("FV/11/03/2026", "80.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("534.76", text, account: "DE11"))

    #expect(outcome.lines == ["FV/9/03/2026 payment 534.76"])
  }

  @Test func `a number that is broken where the rest looks like a date is one number`() throws {
    let world = try World(
      .item("FV/23626/03/2026", "435.16"), .item("FV/23628/03/2026", "435.16"))

    let outcome = try world.reconciling(
      .receipt("435.16", "faktura nr FV/2362\n6/03/2026 zaplata", account: "DE11"))

    #expect(outcome.lines == ["FV/23626/03/2026 payment 435.16"])
  }

  @Test(arguments: ["4799/2025", "Rechnung 4711/2025"])
  func `a serial of another year is another document`(text: String) throws {
    let world = try World(
      .item("4711/2026", "400.00"), .item("4712/2026", "100.00"), .item("4720/2025", "1.00"),
      .item("4721/2025", "2.00", of: "C2"), .item("4722/2025", "3.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test func `last year's number is no slip of this year's`() throws {
    let world = try World(
      .item("INV/2026/0047", "400.00"), .item("INV/2026/0048", "100.00"),
      .item("INV/2025/0090", "1.00", of: "C2"))

    let outcome = try world.reconciling(
      .receipt("400.00", "Invoice INV/2025/0047", account: "DE11"))

    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test(arguments: ["FV/69250/03/2026", "69250/03/2026", "faktura 69250/03/2026"])
  func `zeros that are dropped move no figure from one group to another`(text: String) throws {
    let world = try World(
      .item("FV/69172/03/2026", "603.18"), .item("FV/69180/03/2026", "10.00"),
      .item("FV/06925/03/2026", "80.00", of: "C2"), .item("FV/6925/03/2026", "80.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("603.18", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 603.18"])
  }

  @Test func `a number that is somebody's to the letter is no slip of another one`() throws {
    let world = try World(
      .item("RE-104711", "1000.00"), .item("RE-104712", "1000.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("1000.00", "RE-104712", account: "DE11"))

    #expect(!outcome.lines.contains("RE-104711 payment 1000.00"))
  }

  @Test func `two figures that changed places are a slip, whatever other numbers they make up`()
    throws
  {
    let world = try World(
      .item("FV/03349/03/2026", "765.96"), .item("FV/03351/03/2026", "10.00"),
      .item("FV/33940/03/2026", "80.00", of: "C2"))

    let outcome = try world.reconciling(
      .receipt("765.96", "faktura nr FV/03394/03/2026", account: "DE11"))

    #expect(outcome.lines == ["FV/03349/03/2026 payment 765.96"])
  }

  @Test func `the figures of a deduction's number are not the looks of our documents`() throws {
    let world = try World(
      .item("98739/2026", "100.00"), .item("98740/2026", "400.00"),
      .item("98731/2026-D1", "5.00", of: "C2", type: .deduction),
      .item("98732/2026-D1", "6.00", of: "C2", type: .deduction),
      .item("98733/2026-D1", "7.00", of: "C2", type: .deduction))

    let outcome = try world.reconciling(
      .receipt("400.00", "ORIG ID:9873987132 PAYMENT", account: "DE11"))

    #expect(outcome.lines == ["98740/2026 payment 400.00"])
  }

  @Test func `a customer's number that begins as a series of ours is no document that failed`()
    throws
  {
    var world = try World(
      .item("4711/2026", "100.00", of: "K-400027"), .item("4712/2026", "40.00", of: "C2"),
      .item("K/900/2026", "-5.00", of: "C2", type: .creditMemo))
    world.ledger.customers.append(Customer(id: "K-400027", name: "Kern Rohrbau GmbH"))

    let outcome = try world.reconciling(
      .receipt("100.00", "Kundennr. K-400027", from: "wholly unknown"))

    #expect(outcome.lines == ["4711/2026 payment 100.00"])
  }

  @Test(arguments: ["Factuur 4023/2026 - 4026", "4023/2026 bis 4026/2026", "4023 - 4026"])
  func `a range goes over the serials, not over the years behind them`(text: String) throws {
    let world = try World(
      .item("4023/2026", "100.00"), .item("4024/2026", "200.00"), .item("4026/2026", "400.00"),
      .item("4027/2026", "700.00"))

    let outcome = try world.reconciling(.receipt("700.00", "RE \(text)", account: "DE11"))

    #expect(
      outcome.lines.sorted() == [
        "4023/2026 payment 100.00", "4024/2026 payment 200.00", "4026/2026 payment 400.00",
      ])
  }

  @Test(arguments: [
    "RE-104 1. Mahnung", "RE-104 1. Quartal 2026", "RE-104 (1)", "RE-104\n1. Quartal",
  ])
  func `what is written whole comes before what it makes up with the next figure`(
    text: String
  ) throws {
    let world = try World(
      .item("RE-104", "100.00"), .item("RE-105", "100.00"),
      .item("RE-1041", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["RE-104 payment 100.00"])
  }

  @Test(arguments: [
    "FV/117/01/2025", "FV 117 / 01 / 2025", "Faktura 117/01/2025", "FV/117/02/2026",
  ])
  func `a serial of another month or year is another document`(text: String) throws {
    let world = try World(
      .item("FV/117/01/2026", "400.00"), .item("FV/130/02/2026", "10.00"),
      .item("FV/131/02/2026", "20.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test(arguments: ["Inv 155-7049", "Invoice 155/7049", "Rechnung 4711-0815", "RE 4711/2025"])
  func `figures of other people's documents name none where more figures stand beside them`(
    text: String
  ) throws {
    let world = try World(
      .item("IT-142", "100.00"), .item("IT-143", "100.00"), .item("DE-155", "100.00", of: "C2"),
      .item("RE-4711", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: ["Re. 11/72", "RG 11-72", "Rechnung 11/72"])
  func `marks part the groups of a number`(text: String) throws {
    let world = try World(
      .item("1/132", "100.00"), .item("2/210", "100.00"), .item("1/172", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: ["Miete 03/2026", "Miete 03 2026", "Rent 10 03 26", "Miete Maerz 2026"])
  func `a period, a date or a year is no document`(text: String) throws {
    let world = try World(
      .item("32026", "100.00"), .item("100326", "100.00"), .item("2026", "100.00"),
      .item("2027", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 100.00"])
  }

  @Test(arguments: [
    "Kunden-Nr. 100231", "Vertrags-Nr. 100231", "Mietvertrag 100231", "Steuer-Nr. 100231",
    "Klantnr 100231", "Umowa nr 100231", "Lieferschein 100231", "P.IVA 100231", "100231",
  ])
  func `figures that are called something else pay nobody else's document`(text: String) throws {
    let world = try World(
      .item("100201", "100.00"), .item("100202", "100.00"), .item("100231", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 100.00"])
  }

  @Test(arguments: ["fatture 4710 e 4711", "facturas 4710 y 4711", "faktury 4710 i 4711"])
  func `a word between two numbers is no letter of the second`(text: String) throws {
    let world = try World(
      .item("4710", "100.00"), .item("4711", "100.00"), .item("4712", "100.00"),
      .item("E4711", "100.00", of: "C2"), .item("Y4711", "100.00", of: "C2"),
      .item("I4711", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("200.00", text, account: "DE11"))

    #expect(outcome.lines.sorted() == ["4710 payment 100.00", "4711 payment 100.00"])
  }

  @Test(arguments: [
    ("RE-1001 + 5 EUR Mahngebuehr", "105.00"), ("RE-1001, 5 Stueck", "150.00"),
    ("RE-1001 + 3% Zinsen", "103.00"),
  ])
  func `a quantity or a fee behind a number is no tail of it`(
    text: String, amount: String
  ) throws {
    let world = try World(
      .item("RE-1001", "100.00"), .item("RE-1003", "100.00"), .item("RE-1005", "100.00"))

    let outcome = try world.reconciling(.receipt(amount, text, account: "DE11"))

    #expect(outcome.told.map { $0.split(separator: " ")[0] } == ["overpayment"])
  }

  @Test(arguments: [
    "RE-1001 bis RE-1004 ohne RE-1003", "RE-1001, RE-1002, RE-1004 except RE-1003",
  ])
  func `where a document is left out a person decides`(text: String) throws {
    let world = try World(
      .item("RE-1001", "100.00"), .item("RE-1002", "100.00"), .item("RE-1003", "100.00"),
      .item("RE-1004", "100.00"))

    let outcome = try world.reconciling(.receipt("300.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: ["INV 980.00", "INV 1250.00 EUR", "RE 10.03.2026", "RE 20.30 EUR Gebuehr"])
  func `an amount or a date behind the letters of a series is no document`(text: String) throws {
    let world = try World(
      .item("INV-980", "400.00", of: "C2"), .item("INV-1250", "400.00", of: "C2"),
      .item("RE-1003", "400.00", of: "C2"), .item("RE-2030", "400.00", of: "C2"),
      .item("RE-55", "70.00"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: ["Invoice 10024", "Rechnung RE-10024", "Kd 10023, Rechnung RE-4799"])
  func `an invoice that failed is not excused by a customer of that number`(text: String) throws {
    var world = try World(
      .item("RE-4711", "400.00", of: "10023"), .item("RE-4712", "70.00", of: "10023"),
      .item("RE-4713", "70.00", of: "10024"))
    world.ledger.customers.append(Customer(id: "10023", name: "Kern Rohrbau GmbH"))
    world.ledger.customers.append(Customer(id: "10024", name: "Lang Bau GmbH"))

    let outcome = try world.reconciling(.receipt("400.00", text, from: "Kern Rohrbau GmbH"))

    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test(arguments: [
    ("RE-20260047", "RE-20250047"), ("RG-26-4711", "RG-25-4711"), ("4711/26", "Rechnung 4711/25"),
    ("FV/4711/03/2026", "FV/4711/02/2026"),
  ])
  func `a slip is in the serial, not in the year or the month`(number: String, text: String) throws
  {
    let world = try World(.item(number, "400.00"), .item("9", "10.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(!outcome.applications.contains { $0.rule.contains("slip") })
  }

  @Test(arguments: ["Miete 1200 EUR", "Miete EUR 1200", "Loyer 1200 euros", "Miete 1200,- EUR"])
  func `figures beside a currency are an amount`(text: String) throws {
    let world = try World(
      .item("1199", "1200.00"), .item("1200", "1200.00"), .item("1201", "1200.00"))

    let outcome = try world.reconciling(.receipt("1200.00", text, account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 1200.00"])
  }

  @Test(arguments: [
    "SINV 4711 EUR", "Rechnung 4711 EUR", "faktura numer 4711 EUR", "SINV 4711 EUR 100",
  ])
  func `a number that is called a document is one beside a currency too`(text: String) throws {
    let world = try World(
      .item("SINV-4710", "100.00"), .item("SINV-4711", "100.00"), .item("SINV-4712", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["SINV-4711 payment 100.00"])
  }

  @Test(arguments: ["Rechnungen 4711.26, 4713.26", "Rechnung 4711.26 und 4713.26"])
  func `numbers that look like amounts are read as the ledger writes them`(text: String) throws {
    let world = try World(
      .item("4711.26", "100.00"), .item("4712.26", "100.00"), .item("4713.26", "100.00"))

    let outcome = try world.reconciling(.receipt("200.00", text, account: "DE11"))

    #expect(outcome.lines.sorted() == ["4711.26 payment 100.00", "4713.26 payment 100.00"])
  }

  @Test(arguments: ["Rechnung 4717.62", "FV 5/02/2026"])
  func `a number that looks like an amount or a date may fail`(text: String) throws {
    let world = try World(
      .item("4711.26", "100.00"), .item("4712.26", "20.00"), .item("4713.26", "30.00", of: "C2"),
      .item("FV/6/03/2026", "40.00"), .item("FV/7/03/2026", "50.00"),
      .item("FV/8/03/2026", "60.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test(arguments: ["Rechnung 06-K-1049", "06-K-1049", "06/K/1049", "11-L-1049"])
  func `figures and letters in front of a serial that are others are another document`(
    text: String
  ) throws {
    let world = try World(
      .item("11-K-1049", "100.00"), .item("05-K-1099", "100.00"),
      .item("11-L-1050", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: ["11-K-1049", "Rechnung K-1049", "Rg 1049", "11 K 1049", "11K1049"])
  func `a serial behind letters is found with what stands before it, and without`(
    text: String
  ) throws {
    let world = try World(
      .item("11-K-1049", "100.00"), .item("05-K-1099", "100.00"),
      .item("11-L-1050", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["11-K-1049 payment 100.00"])
  }

  @Test(arguments: ["B-10042", "Rechnung B-10042", "B10042", "B 10042"])
  func `the figures under the letters of another series are another document`(
    text: String
  ) throws {
    let world = try World(
      .item("A-10042", "100.00"), .item("A-10050", "70.00"), .item("B-10090", "20.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test(arguments: [
    ("A-10042", "B-10042"), ("2026-30017-03", "2026-30017-02"), ("117-202603", "RE 117-202602"),
  ])
  func `another series, month or count is no slip`(number: String, text: String) throws {
    let world = try World(.item(number, "100.00"), .item("9", "10.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(!outcome.applications.contains { $0.rule.contains("slip") })
  }

  @Test(arguments: ["loyer de 4711", "Paiement facture de 4711"])
  func `a small word before a number is no series`(text: String) throws {
    let world = try World(
      .item("FR-4711", "100.00"), .item("FR-4712", "100.00"), .item("DE-4711", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["FR-4711 payment 100.00"])
  }

  @Test(arguments: [
    "Faktura VAT nr 48302", "faktura VAT 48302", "Rechnung vom 12.03.2026 Nr. 48302",
    "Rechnung REF 48302", "facture du 12/03/26 num. 48302",
  ])
  func `small words and a date may part the word for invoices from the number`(
    text: String
  ) throws {
    let world = try World(
      .item("48301", "100.00"), .item("48302", "100.00"), .item("48309", "20.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["48302 payment 100.00"])
  }

  @Test(arguments: [
    "RE-1002 abzgl. Gutschrift 1001", "invoice 1002 less credit note 1001",
    "facture 1002 avoir 1001",
  ])
  func `a credit memo is found by its figures where an invoice has the same`(text: String) throws {
    let world = try World(
      .item("RE-1001", "100.00"), .item("RE-1002", "100.00"), .item("GS-1001", "-20.00"),
      .item("RE-1003", "80.00"))

    let outcome = try world.reconciling(.receipt("80.00", text, account: "DE11"))

    #expect(
      outcome.lines.sorted() == [
        "GS-1001 credit -20.00", "RE-1002 credit 20.00", "RE-1002 payment 80.00",
      ])
  }

  @Test(arguments: [
    "RE-1002 Gutschrift 1001", "RE-1002, avoir 1001", "RE-1002 CN1001",
    "RE-1002, note de crédit 1001", "invoices RE-1002, credit note 1001",
  ])
  func `an invoice is no credit memo of the same figures`(text: String) throws {
    let world = try World(
      .item("RE-1001", "100.00"), .item("RE-1002", "100.00"), .item("RE-1005", "100.00"))

    let outcome = try world.reconciling(.receipt("200.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: [
    "Angebot 1001", "quote 1001", "devis 1001", "Lieferschein 1001", "delivery note 1001",
    "offerte 1001", "proforma 1001", "anbud 1001", "order confirmation 1001", "zamowienie nr 1001",
    "bestelling 1001", "Order 1001",
  ])
  func `a document of another type is no invoice of the same figures`(text: String) throws {
    let world = try World(
      .item("RE-1001", "100.00"), .item("RE-1002", "100.00"), .item("RE-1003", "70.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 100.00"])
  }

  @Test(arguments: [
    "RE-1003 anstatt RE-1001", "RE-1003 instead of RE-1001", "RE-1003 au lieu de RE-1001",
    "RE-1003 in plaats van RE-1001", "RE-1003 zamiast RE-1001", "RE-1003 i stället för RE-1001",
    "RE-1003 i stedet for RE-1001", "RE-1003 invece di RE-1001", "RE-1003 en lugar de RE-1001",
    "RE-1003 em vez de RE-1001", "RE-1003 RE-1001 sijasta", "RE-1003, not RE-1001",
    "RE-9999 statt RE-1001", "anstelle der Rechnung RE-1001", "RE-1001 folgt",
  ])
  func `what is named as not paid is not paid`(text: String) throws {
    let world = try World(
      .item("RE-1001", "100.00"), .item("RE-1003", "100.00"), .item("RE-1005", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: ["RE-1001 ohne Skonto", "RE-1001 ohne Abzug", "Miete ohne Nebenkosten RE-1001"])
  func `a discount that is not taken leaves no document out`(text: String) throws {
    let world = try World(.item("RE-1001", "100.00"), .item("RE-1003", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["RE-1001 payment 100.00"])
  }

  @Test func `of two documents named of which either is the receipt none is paid`() throws {
    let world = try World(
      .item("100201", "100.00"), .item("100203", "100.00"), .item("100204", "100.00"))

    let outcome = try world.reconciling(
      .receipt("100.00", "Rechnung 100203, unsere Belegnr 100201", account: "DE11"))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test func `figures of the end-to-end id do not gainsay a number in the text`() throws {
    let world = try World(
      .item("101001", "100.00"), .item("101003", "100.00"), .item("101005", "100.00"))
    var receipt = try BankTransaction.receipt("100.00", "Rechnung 101003", account: "DE11")
    receipt.endToEndID = "0101001"

    let outcome = try world.reconciling(receipt)

    #expect(outcome.lines == ["101003 payment 100.00"])
  }

  @Test func `figures of the end-to-end id count where they make the amount`() throws {
    let world = try World(.item("101001", "100.00"), .item("101003", "100.00"))
    var right = try BankTransaction.receipt("100.00", "Danke", account: "DE11")
    right.endToEndID = "101003"
    var short = try BankTransaction.receipt("60.00", "Danke", account: "DE11")
    short.endToEndID = "101003"

    #expect(try world.reconciling(right).lines == ["101003 payment 100.00"])
    #expect(try world.reconciling(short).lines == [])
  }

  @Test(arguments: ["Order 2025/45001", "Order 45001/2025", "PO 4500-1"])
  func `an order of another year, or with other groups, is another order`(text: String) throws {
    let world = try World(
      .item("RE-1", "100.00", order: "45001"), .item("RE-2", "100.00"), .item("RE-3", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: ["Lasku NO-1205", "NO-1205", "Faktura NO-1205"])
  func `letters that a mark binds to the figures are a series, whatever else they say`(
    text: String
  ) throws {
    let world = try World(
      .item("NO-1053", "100.00"), .item("NO-1133", "70.00"), .item("FR-1205", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test(arguments: ["Rg. v. 10 3 26", "Miete d.d. 10 3 26", "belopp 1200\n,00", "importe 1200"])
  func `a date with blanks or a bare amount is no document`(text: String) throws {
    let world = try World(
      .item("10325", "100.00"), .item("10326", "100.00"), .item("1200", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 100.00"])
  }

  @Test(arguments: ["Faktura 05-K-0233, 08 K 0308", "05 K 0233 i 08-K-0308"])
  func `blanks may stand around the letters within a number`(text: String) throws {
    let world = try World(
      .item("05-K-0148", "100.00"), .item("05-K-0233", "100.00"), .item("08-K-0308", "100.00"))

    let outcome = try world.reconciling(.receipt("200.00", text, account: "DE11"))

    #expect(outcome.lines.sorted() == ["05-K-0233 payment 100.00", "08-K-0308 payment 100.00"])
  }

  @Test func `a number of a list may look like a year`() throws {
    let world = try World(
      .item("2046", "100.00"), .item("2047", "100.00"), .item("2126", "100.00"))

    let outcome = try world.reconciling(
      .receipt("300.00", "Rg.-Nr. 2046, 2047, 2126", account: "DE11"))

    #expect(outcome.lines.count == 3)
  }

  @Test(arguments: ["Mieter 10095", "inquilino 10095", "Projekt Nr. 10095"])
  func `figures under a word that we do not know say nothing of who a stranger is`(
    text: String
  ) throws {
    let world = try World(.item("26.06.10095", "100.00"), .item("26.05.10044", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, from: "wholly unknown"))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test(arguments: ["Rechnung 10095", "10095", "26.06.10095", "payment 10095"])
  func `figures under a word for invoices or none say who a stranger pays for`(
    text: String
  ) throws {
    let world = try World(.item("26.06.10095", "100.00"), .item("26.05.10044", "100.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, from: "wholly unknown"))

    #expect(outcome.lines == ["26.06.10095 payment 100.00"])
  }

  @Test func `a slip is confirmed by an amount that only one item has`() throws {
    let world = try World(
      .item("N1142", "100.00"), .item("N1143", "100.00"), .item("N1064", "70.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", "Fact. N1173", account: "DE11"))

    #expect(outcome.lines == [])
  }

  @Test(arguments: [
    "RE 1001-04", "RE-1001 bis 04", "invoices RE-1001 - 04", "RE-1001 to 1004", "facture 1001 au 4",
  ])
  func `a range may end in the last figures of its last number`(text: String) throws {
    let world = try World(
      .item("RE-1001", "100.00"), .item("RE-1002", "100.00"), .item("RE-1003", "100.00"),
      .item("RE-1004", "100.00"), .item("RE-1005", "100.00"), .item("RE-1006", "70.00"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(
      outcome.lines.sorted() == [
        "RE-1001 payment 100.00", "RE-1002 payment 100.00", "RE-1003 payment 100.00",
        "RE-1004 payment 100.00",
      ])
  }

  @Test(arguments: ["Rg 0117", "Rechnung 117", "Rg. 117/2026", "INV 2026/117"])
  func `a serial of three figures is found under a word for invoices`(text: String) throws {
    let world = try World(
      .item("2026-0117", "100.00"), .item("2026-0118", "100.00"), .item("2025-0119", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["2026-0117 payment 100.00"])
  }

  @Test(arguments: ["Tel 0117", "Miete 0117", "0117", "Haus 117"])
  func `and not without one`(text: String) throws {
    let world = try World(
      .item("2026-0117", "100.00"), .item("2026-0118", "100.00"), .item("2025-0119", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 100.00"])
  }
}
