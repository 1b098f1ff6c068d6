import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Steps 3b and 3c, and fine print 11 to 14.
@Suite struct ReferenceTests {
  @Test(arguments: [
    "RE-2026-004711", "Rechnung 2026 4711", "re2026004711", "RNR. 2026/004711 vom 10.01.2026",
    "INVOICE RE-2026-4711 THANK YOU", "Zahlung RE-2026-\n004711", "2026-004711",
  ])
  func `a number is found however it is written`(text: String) throws {
    let world = try World(.item("RE-2026-004711", "1000.00"), .item("RE-2026-004712", "1000.00"))

    let outcome = try world.reconciling(.receipt("1000.00", text))

    #expect(outcome.lines == ["RE-2026-004711 payment 1000.00"])
  }

  @Test(arguments: [
    "Tel 004711", "Kd-Nr 4711", "10.01.2026 4711,00", "VAT 4711", "unsere Bestellung 4711",
  ])
  func `a number that is something else names no document`(text: String) throws {
    let world = try World(.item("4711", "1000.00"), .item("4712", "1000.00"))

    let outcome = try world.reconciling(.receipt("1000.00", text, account: "DE11"))

    #expect(outcome.lines.isEmpty)
    #expect(outcome.told == ["ambiguous_match 1000.00"])
  }

  @Test func `an invoice's number is no order of somebody else`() throws {
    let world = try World(
      .item("RG-26-583575", "462.35"), .item("RG-26-583578", "462.35"),
      .item("RG-26-273575", "50.00", of: "C2", order: "26583575"),
      .item("RG-26-273577", "60.00", of: "C2", order: "26471006"))

    let named = try world.reconciling(
      .receipt("462.35", "FACTURE NUM 26-583575", account: "DE11"))
    let missing = try World(
      .item("RG-26-470901", "449.51"), .item("RG-26-470905", "10.00"),
      .item("RG-26-273577", "60.00", of: "C2", order: "26471006")
    ).reconciling(.receipt("449.51", "FAKTURANUMMER RG-26-471006", account: "DE11"))

    #expect(named.lines == ["RG-26-583575 payment 462.35"])
    #expect(missing.told == ["low_confidence 449.51"])
  }

  @Test func `the tail of a number that nothing has is no other document`() throws {
    let world = try World(
      .item("RG-26-268173", "841.25"), .item("RG-26-268180", "300.00"),
      .item("RG-26-8250", "841.25", of: "C2"))

    let outcome = try world.reconciling(
      .receipt("841.25", "Fact. num. RG-26-268250", account: "DE11"))

    #expect(outcome.lines == [])
    #expect(outcome.told == ["low_confidence 841.25"])
  }

  @Test func `a number of several groups is found behind a word that is glued to it`() throws {
    let world = try World(
      .item("RG-26-315762", "4541.34"), .item("RG-26-315763", "4541.34"),
      .item("RG-26-5762", "10.00", of: "C2"))

    let outcome = try world.reconciling(
      .receipt("4541.34", "PAYMENTRG-26-315762", account: "DE11"))

    #expect(outcome.lines == ["RG-26-315762 payment 4541.34"])
  }

  @Test func `the last figures of a list are those of the payer's documents`() throws {
    let world = try World(
      .item("RG-26-264143", "645.26"), .item("RG-26-264145", "5125.62"),
      .item("RG-26-4145", "77.00", of: "C2"))

    let outcome = try world.reconciling(
      .receipt("5770.88", "FACTURE RG-26-264143, 264145", account: "DE11"))

    #expect(
      outcome.lines == ["RG-26-264143 payment 645.26", "RG-26-264145 payment 5125.62"])
  }

  @Test func `the year of a number with a slip is no tail of the number before it`() throws {
    let world = try World(
      .item("2026/022026", "100.00"), .item("2026/022050", "200.00"),
      .item("2026/022171", "400.00"), .item("2026/022293", "700.00"))

    let outcome = try world.reconciling(
      .receipt("1300.00", "2026/022050 + 2026/02217I + 2026/022293", account: "DE11"))

    #expect(
      outcome.lines == [
        "2026/022050 payment 200.00", "2026/022171 payment 400.00", "2026/022293 payment 700.00",
      ])
  }

  @Test func `a range that is paid short is short as a whole`() throws {
    let world = try World(
      .item("4711", "100.00"), .item("4712", "200.00"), .item("4713", "400.00"),
      .item("4714", "700.00"))

    let outcome = try world.reconciling(.receipt("1350.00", "RE 4711-4714", account: "DE11"))

    #expect(outcome.told == ["short_payment 50.00"])
    #expect(outcome.open == ["4714-D1 50.00"])
  }

  @Test(arguments: ["RECHNUNGA1221890", "ZAHLUNGA1221890", "factuurA1221890", "RE A1221890"])
  func `a number is found behind a word that is glued to it`(text: String) throws {
    let world = try World(.item("A1221890", "1000.00"), .item("A1221895", "1000.00"))

    let outcome = try world.reconciling(.receipt("1000.00", text, account: "DE11"))

    #expect(outcome.lines == ["A1221890 payment 1000.00"])
  }

  @Test(arguments: ["A1204924 a 1204927", "A1204924 à A1204927", "A1204924-A1204927"])
  func `a range's word is not the prefix of its end`(text: String) throws {
    let world = try World(
      .item("A1204924", "100.00"), .item("A1204925", "200.00"), .item("A1204926", "400.00"),
      .item("A1204927", "700.00"))

    let all = try world.reconciling(.receipt("1400.00", text, account: "DE11"))
    let ends = try world.reconciling(.receipt("800.00", text, account: "DE11"))

    #expect(all.lines.count == 4)
    #expect(ends.lines == ["A1204924 payment 100.00", "A1204927 payment 700.00"])
  }

  @Test(arguments: [
    "4711 t/m 4714", "4711 do 4714", "4711 till 4714", "4711..4714", "4711 fino a 4714",
  ])
  func `a range is written in many languages`(text: String) throws {
    let world = try World(
      .item("4711", "100.00"), .item("4712", "200.00"), .item("4713", "400.00"),
      .item("4714", "700.00"))

    let outcome = try world.reconciling(.receipt("1400.00", "RE \(text)", account: "DE11"))

    #expect(outcome.lines.count == 4)
    #expect(outcome.told == [])
  }

  @Test(arguments: [
    "Factuurnummer 90028714", "Rechnungs-Nr. 90028714", "FAKTURANUMMER 90028714", "90028714",
    "90 028714", "f-ra 90028714",
  ])
  func `a number of ours that names nothing leaves what fits to a person`(text: String) throws {
    let world = try World(
      .item("90021001", "100.00"), .item("90021002", "200.00"), .item("90021003", "400.00"),
      .item("90021004", "700.00", of: "C2"), .item("90028001", "900.00", of: "C2"),
      .item("90028002", "950.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(outcome.lines == [])
    #expect(outcome.told == ["low_confidence 400.00"])
  }

  @Test(arguments: [
    "Rechnungsbetrag 90028714", "Tel 90028714", "Kundennummer 90028714", "80028714",
  ])
  func `a number that is something else, or of other looks, leaves what fits alone`(
    text: String
  ) throws {
    let world = try World(
      .item("90021001", "100.00"), .item("90021002", "200.00"), .item("90021003", "400.00"),
      .item("4711", "700.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("400.00", text, account: "DE11"))

    #expect(outcome.lines == ["90021003 payment 400.00"])
  }

  @Test(arguments: ["Kd-Nr K-700016", "klantnr. K-700016", "K-700016", "Kundennr K700016"])
  func `a customer number in the text is found with its prefix apart`(text: String) throws {
    var world = try World(
      .item("4711", "100.00", of: "K-700016"), .item("4712", "100.00", of: "C2"))
    world.ledger.customers.append(Customer(id: "K-700016", name: "Kern Rohrbau GmbH"))

    let outcome = try world.reconciling(.receipt("100.00", text, from: "wholly unknown"))

    #expect(outcome.lines == ["4711 payment 100.00"])
  }

  @Test func `the number of a credit on account begins no series`() throws {
    let world = try World(
      .item("P5847222919a10ce2", "-50.00", type: .onAccount), .item("4711", "1000.00"),
      .item("4712", "1000.00"))

    let outcome = try world.reconciling(.receipt("600.00", "P 4711", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 600.00"])
  }

  @Test func `letters that tell two series apart stay significant`() throws {
    let world = try World(
      .item("INV/2026/00012", "500.00"), .item("CN/2026/00099", "-20.00"))

    let outcome = try world.reconciling(
      .receipt("480.00", "CN/2026/00012", from: "nobody at all"))

    #expect(outcome.lines.isEmpty)
  }

  @Test(arguments: ["4711-4713", "4711 bis 4713", "4711/12/13", "4711, 4712 + 4713"])
  func `a list or a range names all of its documents`(text: String) throws {
    let world = try World(
      .item("4711", "100.00"), .item("4712", "200.00"), .item("4713", "400.00"),
      .item("4714", "700.00"))

    let outcome = try world.reconciling(.receipt("700.00", "RE \(text)", account: "DE11"))

    #expect(
      outcome.lines == ["4711 payment 100.00", "4712 payment 200.00", "4713 payment 400.00"])
  }

  @Test func `one slip is forgiven where the amount confirms it`() throws {
    let world = try World(.item("RE-20814", "777.00"), .item("RE-20900", "555.00"))

    let outcome = try world.reconciling(.receipt("777.00", "RE-2O814", account: "DE11"))

    #expect(outcome.lines == ["RE-20814 payment 777.00"])
  }

  @Test func `a purchase order names the invoices of it`() throws {
    let world = try World(
      .item("4711", "100.00", order: "PO-88123"), .item("4712", "200.00", order: "PO-88123"),
      .item("4713", "300.00"))

    let outcome = try world.reconciling(.receipt("300.00", "Order 88123", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 100.00", "4712 payment 200.00"])
  }

  @Test func `a number alone identifies a stranger only where the amount fits`() throws {
    let world = try World(.item("RE-2026-004711", "1000.00"))

    let fits = try world.reconciling(.receipt("1000.00", "RE-2026-004711"))
    let short = try world.reconciling(.receipt("900.00", "RE-2026-004711"))

    #expect(fits.lines == ["RE-2026-004711 payment 1000.00"])
    #expect(short.lines.isEmpty)
    #expect(short.told == ["low_confidence 900.00"])
  }

  @Test func `a document of another customer is taken when the amounts agree`() throws {
    let world = try World(.item("RE-2026-004711", "1000.00"))

    let outcome = try world.reconciling(.receipt("1000.00", "RE-2026-004711", account: "DE22"))

    #expect(outcome.lines == ["RE-2026-004711 payment 1000.00"])
    #expect(outcome.applications.first?.payer == "C2")
  }

  @Test func `where another item is exactly the receipt, a person decides`() throws {
    let world = try World(.item("4711", "1000.00"), .item("4712", "900.00"))

    let outcome = try world.reconciling(.receipt("900.00", "RE 4711", account: "DE11"))

    #expect(outcome.told == ["low_confidence 900.00"])
    #expect(outcome.candidates == ["4711", "4712"])
  }

  @Test(arguments: [
    ("RF18539007547034", "RF18 5390 0754 7034"),
    ("210000000003139471430009017", "21 00000 00003 13947 14300 09017"),
    ("090933755493", "+++090/9337/55493+++"),
    ("2345676", "2345676"),
  ])
  func `a payment reference names its document`(printed: String, written: String) throws {
    let world = try World(
      .item("4711", "1000.00", reference: printed), .item("4712", "1000.00"))

    let field = try world.reconciling(.receipt("1000.00", payment: written))
    let text = try world.reconciling(.receipt("1000.00", "REF \(written)"))

    #expect(field.lines == ["4711 payment 1000.00"])
    #expect(text.lines == ["4711 payment 1000.00"])
  }

  @Test func `a reference of a document in another currency is a wrong currency`() throws {
    let world = try World(
      .item("4711", "1000.00 USD", reference: "RF18539007547034"), .item("4712", "300.00"))

    let outcome = try world.reconciling(
      .receipt("1000.00", account: "DE11", payment: "RF18539007547034"))

    #expect(outcome.told == ["currency_mismatch 1000.00"])
  }

  @Test func `an announced reference bars the policy, and its figures are no document`() throws {
    var world = try World(.item("5390000001", "700.00"), .item("5390000002", "900.00"))
    world.ledger.customers[0].unreferencedPolicy = .oldestFirst
    world.ledger.expectations = [
      Expectation(
        id: "X1", customer: "C1", kind: .paymentIntent, amount: try .reading("700.00"),
        expectedOn: try .reading("2026-03-10"), paymentReference: "RF18539007547034")
    ]

    let fitting = try world.reconciling(.receipt("700.00", "RF18 5390 0754 7034"))
    let other = try world.reconciling(.receipt("123.45", "RF18 5390 0754 7034"))

    #expect(fitting.lines == ["5390000001 payment 700.00"])
    #expect(other.told == ["no_match 123.45"])
  }

  @Test func `a stranger who pays a document twice stays a stranger`() throws {
    let world = try World(cleared: [.item("RE-2026-4711", "0.00", original: "1000.00")])

    let outcome = try world.reconciling(
      .receipt("1000.00", "RE-2026-4711", from: "wholly unknown"))

    #expect(outcome.told == ["duplicate_payment 1000.00"])
    #expect(outcome.applications.map(\.payer) == [nil])
  }

  @Test func `a daughter's document in the text, whose amount disagrees, is no evidence`() throws {
    var world = try World(.item("RE-2026-4711", "1000.00", of: "C2"))
    world.ledger.customers[1].parent = "C1"

    let short = try world.reconciling(.receipt("940.00", "RE-2026-4711", account: "DE11"))
    let exact = try world.reconciling(.receipt("1000.00", "RE-2026-4711", account: "DE11"))

    #expect(short.lines == [])
    #expect(exact.lines == ["RE-2026-4711 payment 1000.00"])
  }

  @Test func `a reference with wrong check digits counts as none`() throws {
    var world = try World(.item("4711", "1000.00", reference: "RF18539007547034"))
    world.ledger.customers[0].unreferencedPolicy = .oldestFirst

    let outcome = try world.reconciling(
      .receipt("300.00", account: "DE11", payment: "RF18539007547035"))

    #expect(outcome.lines == ["4711 payment 300.00"])
    #expect(outcome.applications.first?.rule == "policy oldest_first")
  }

  @Test func `a good reference that names nothing open bars the policy`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].unreferencedPolicy = .oldestFirst

    let outcome = try world.reconciling(
      .receipt("300.00", account: "DE11", payment: "RF18539007547034"))

    #expect(outcome.lines.isEmpty)
    #expect(outcome.told == ["no_match 300.00"])
  }

  @Test func `an expectation's reference without a document identifies the payer`() throws {
    var world = try World(.item("4711", "1000.00"), .item("4712", "250.00"))
    world.ledger.expectations = [
      Receivables.Expectation(
        id: "X1", customer: "C1", kind: .paymentIntent, amount: try .reading("250.00"),
        expectedOn: try .reading("2026-03-10"), paymentReference: "RF18539007547034")
    ]

    let outcome = try world.reconciling(.receipt("250.00", payment: "RF18539007547034"))

    #expect(outcome.lines == ["4712 payment 250.00"])
    #expect(outcome.ledger.expectations.map(\.status) == [.met])
  }

  @Test func `a list with a document cleared before pays the open ones`() throws {
    let world = try World(
      .item("4711", "100.00"), .item("4712", "200.00"),
      cleared: [.item("4710", "0.00", original: "50.00")])

    let outcome = try world.reconciling(.receipt("350.00", "4710 4711 4712", account: "DE11"))

    #expect(outcome.lines.prefix(2) == ["4711 payment 100.00", "4712 payment 200.00"])
    #expect(outcome.told == ["duplicate_payment 50.00"])
  }

  // MARK: Where several things speak

  @Test func `several references are one list, whether amounts stand beside them or not`() throws {
    let world = try World(
      .item("A-1", "100.00", reference: "RF18 5390 0754 7034"),
      .item("A-2", "250.00", reference: "RF45 5390 0754 7033"))
    var stated = [RemittanceDocument(number: ""), RemittanceDocument(number: "")]
    stated[0].reference = "RF18539007547034"
    stated[0].paid = try .reading("100.00")
    stated[1].reference = "RF45539007547033"
    stated[1].paid = try .reading("250.00")

    let bare = try world.reconciling(
      .receipt("350.00", "RF45 5390 0754 7033", payment: "RF18539007547034"))
    let withAmounts = try world.reconciling(
      .receipt("350.00", payment: "RF18539007547034", documents: stated))

    #expect(bare.lines == ["A-1 payment 100.00", "A-2 payment 250.00"])
    #expect(withAmounts.lines == bare.lines)
  }

  @Test func `a reference and a number in the text are one list where the amount says so`() throws {
    let world = try World(
      .item("A-1001", "100.00", reference: "RF18 5390 0754 7034"), .item("A-1002", "250.00"))

    let both = try world.reconciling(
      .receipt("350.00", "and A-1002", account: "DE11", payment: "RF18539007547034"))
    let neither = try world.reconciling(
      .receipt("340.00", "and A-1002", account: "DE11", payment: "RF18539007547034"))

    #expect(both.lines == ["A-1001 payment 100.00", "A-1002 payment 250.00"])
    #expect(neither.told == ["low_confidence 340.00"])
    #expect(neither.candidates == ["A-1001", "A-1002"])
  }

  @Test func `a bare number that is printed as a reference does not say who paid`() throws {
    let world = try World(.item("A-1", "1000.00", reference: "581322557"))

    let exact = try world.reconciling(.receipt("1000.00", "order ref 581322557"))
    let short = try world.reconciling(.receipt("900.00", "order ref 581322557"))

    #expect(exact.lines == ["A-1 payment 1000.00"])
    #expect(short.told == ["low_confidence 900.00"])
  }

  @Test func `right digits under wrong check digits are a hint, even from a stranger`() throws {
    let world = try World(.item("A-1", "1000.00", reference: "RF18 5390 0754 7034"))

    let outcome = try world.reconciling(.receipt("1000.00", payment: "RF19539007547034"))

    #expect(outcome.told == ["unidentified_payer 1000.00"])
    #expect(outcome.candidates == ["A-1"])
  }

  @Test(arguments: [
    ["Tel. 030/1862079", "5018513 und 6054360"], ["Tel. 030/1862079 5018513, 6054360"],
  ])
  func `a telephone number ends where the line or a whole number does`(text: [String]) throws {
    let world = try World(.item("5018513", "100.00"), .item("6054360", "250.00"))
    var receipt = try BankTransaction.receipt("350.00", account: "DE11")
    receipt.text = text

    let outcome = try world.reconciling(receipt)

    #expect(outcome.lines == ["5018513 payment 100.00", "6054360 payment 250.00"])
  }

  @Test func `all groups of a telephone number are one`() throws {
    let world = try World(.item("RE-104703", "8925.00"), .item("RE-104655", "3332.00"))

    let outcome = try world.reconciling(
      .receipt("8925.00", "RECHNUNG RE-104703 TEL 05551 104655", account: "DE11"))

    #expect(outcome.lines == ["RE-104703 payment 8925.00"])
  }

  @Test(arguments: ["INV NO 8195256", "INV.-NR. 0008195256", "INV-NR:8195256"])
  func `a prefix, a filler and a number are one`(text: String) throws {
    let world = try World(.item("INV-8195256", "100.00"), .item("INV-8195257", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.lines == ["INV-8195256 payment 100.00"])
  }

  @Test(arguments: [("100.00", ["SI-8195256 payment 100.00"]), ("90.00", [])])
  func `a number under another series' prefix counts only where it is the amount`(
    amount: String, lines: [String]
  ) throws {
    let world = try World(
      .item("SI-8195256", "100.00"), .item("SI-8195257", "100.00"), .item("INV-7000000", "5.00"))

    let outcome = try world.reconciling(.receipt(amount, "INV 8195256", account: "DE11"))

    #expect(outcome.lines == lines)
  }

  @Test func `a stranger's slip is forgiven under our prefix, with one document of the amount`()
    throws
  {
    let world = try World(
      .item("INV-4951528", "8526.27"), .item("INV-4951529", "11.00"),
      .item("INV-5000000", "8526.27")
    )

    let figure = try world.reconciling(.receipt("8526.27", "INV-4951628"))
    let letter = try world.reconciling(.receipt("8526.27", "INV-495I528"))
    let bare = try world.reconciling(.receipt("8526.27", "4951628"))

    #expect(figure.lines == ["INV-4951528 payment 8526.27"])
    #expect(letter.lines == ["INV-4951528 payment 8526.27"])
    #expect(bare.told == ["unidentified_payer 8526.27"])
  }

  @Test func `a slip in a list is forgiven where it is exactly what is missing`() throws {
    let world = try World(
      .item("RE-20814", "700.00"), .item("RE-21777", "77.00"), .item("RE-20999", "77.00"))

    let outcome = try world.reconciling(
      .receipt("777.00", "RE-20814, RE-20990", account: "DE11"))

    #expect(outcome.lines == ["RE-20814 payment 700.00", "RE-20999 payment 77.00"])
  }

  @Test func `another's document among the numbers is no evidence where its amount disagrees`()
    throws
  {
    let world = try World(
      .item("INV-8396410", "500.00"), .item("95714", "80.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("500.00", "INV-8396410 95714 Muenchen"))

    #expect(outcome.lines == ["INV-8396410 payment 500.00"])
  }

  @Test func `of a list, one document that is exactly the receipt is left to a person`() throws {
    let world = try World(.item("RE-20814", "700.00"), .item("RE-20900", "77.00"))

    let outcome = try world.reconciling(
      .receipt("77.00", "RE-20814 RE-20900", account: "DE11"))

    #expect(outcome.told == ["low_confidence 77.00"])
  }

  // MARK: A known payer and somebody else's number

  @Test(arguments: [("", "10000"), ("our ref 10000", ""), ("SEPA-10000", "")])
  func `a known payer's own number is nobody else's document`(text: String, endToEnd: String) throws
  {
    let world = try World(.item("RE-10001", "9.99"), .item("RE-10000", "9.99", of: "C2"))
    var receipt = try BankTransaction.receipt("9.99", text, account: "DE11")
    receipt.endToEndID = endToEnd.isEmpty ? nil : endToEnd

    let outcome = try world.reconciling(receipt)

    #expect(outcome.lines == ["RE-10001 payment 9.99"])
  }

  @Test func `a known payer names somebody else's document in so many words`() throws {
    let world = try World(.item("RE-10001", "50.00"), .item("RE-10000", "9.99", of: "C2"))

    let outcome = try world.reconciling(.receipt("9.99", "RE-10000", account: "DE11"))

    #expect(outcome.lines == ["RE-10000 payment 9.99"])
    #expect(outcome.applications.first?.payer == "C1")
  }

  @Test func `somebody else's document and an own one of the amount are left to a person`() throws {
    let world = try World(.item("RE-10001", "9.99"), .item("RE-10000", "9.99", of: "C2"))

    let outcome = try world.reconciling(.receipt("9.99", "RE-10000", account: "DE11"))

    #expect(outcome.told == ["low_confidence 9.99"])
    #expect(outcome.candidates == ["RE-10000", "RE-10001"])
  }

  @Test(arguments: [
    (Receivables.Expectation.Status.open, ["low_confidence 100.00"]), (.cancelled, []),
  ])
  func `an announcement's reference does not override who the account says paid`(
    status: Receivables.Expectation.Status, told: [String]
  ) throws {
    var world = try World(.item("A-1", "100.00"), .item("B-1", "100.00", of: "C2"))
    world.ledger.expectations = [
      Receivables.Expectation(
        id: "X1", customer: "C2", kind: .paymentIntent, amount: try .reading("100.00"),
        expectedOn: try .reading("2026-03-10"), paymentReference: "PAY-20261", status: status)
    ]

    let outcome = try world.reconciling(
      .receipt("100.00", "PAY-20261", account: "DE11", payment: "PAY-20261"))

    #expect(outcome.told == told)
  }

  @Test(arguments: ["Steuernr 20261", "Kundennr 20261", "20261"])
  func `a printed number of somebody else's document is no evidence where the amount disagrees`(
    text: String
  ) throws {
    let world = try World(
      .item("A-1", "500.00"), .item("B-1", "100.00", of: "C2", reference: "20261"))

    let outcome = try world.reconciling(.receipt("90.00", text, account: "DE11"))

    #expect(outcome.lines.isEmpty && outcome.disputes.isEmpty)
  }

  @Test func `a real reference of somebody else's document, short, is left to a person`() throws {
    let world = try World(
      .item("B-1", "100.00", of: "C2", reference: "RF18 5390 0754 7034"))

    let outcome = try world.reconciling(
      .receipt("90.00", account: "DE11", payment: "RF18539007547034"))

    #expect(outcome.told == ["low_confidence 90.00"])
  }

  @Test(arguments: [("our ref 20261", ""), ("", "20261")])
  func `a printed number without check digits is nobody else's reference for a known payer`(
    text: String, endToEnd: String
  ) throws {
    let world = try World(
      .item("A-1", "100.00"), .item("B-1", "100.00", of: "C2", reference: "20261"))
    var receipt = try BankTransaction.receipt("100.00", text, account: "DE11")
    receipt.endToEndID = endToEnd.isEmpty ? nil : endToEnd

    let outcome = try world.reconciling(receipt)

    #expect(outcome.lines == ["A-1 payment 100.00"])
  }

  @Test func `the figures of a stranger's end-to-end id name nothing of ours`() throws {
    let world = try World(.item("20261", "100.00"), .item("B-1", "70.00", order: "88213"))
    var receipts = [
      try BankTransaction.receipt("100.00"), try BankTransaction.receipt("70.00", line: 2),
    ]
    receipts[0].endToEndID = "20261"
    receipts[1].endToEndID = "88213"

    let outcome = try world.reconciling(receipts)

    #expect(outcome.told == ["unidentified_payer 100.00", "unidentified_payer 70.00"])
  }
}
