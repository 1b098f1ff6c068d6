import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Steps 3d, 3e, 4 and 7.
@Suite struct PayerAndSetTests {
  @Test(arguments: [
    "MEIER BAU", "Meier Bau GmbH & Co. KG", "Bau Meier", "MEIER BAU GMBH", "Meier  Bau, G.m.b.H.",
    "Meyer Bau", "Meeir Bau GmbH",
  ])
  func `a customer is known by its name however it is written`(name: String) throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("1000.00", from: name))

    #expect(outcome.lines == ["4711 payment 1000.00"])
    #expect(outcome.applications.first?.payer == "C1")
  }

  @Test func `umlauts and their transliterations are one name`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].name = "Müller & Söhne KG"

    for name in ["MUELLER SOEHNE", "Muller Sohne", "MÜLLER & SÖHNE"] {
      #expect(
        try world.reconciling(.receipt("1000.00", from: name)).lines == ["4711 payment 1000.00"])
    }
  }

  @Test func `a name that fits two customers identifies none`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[1].name = "Meier Bau AG"

    let outcome = try world.reconciling(.receipt("1000.00", from: "Meier Bau"))

    #expect(outcome.told == ["unidentified_payer 1000.00"])
  }

  @Test(arguments: [
    ("Windpark Nord 2 GmbH & Co. KG", "Windpark Nord 3 GmbH & Co. KG"),
    ("Windpark Nord 2 GmbH", "Windpark Nord GmbH"), ("Windpark Nord 2", "Windpark Nord 21"),
    ("WEG Hauptstrasse 12", "WEG Hauptstrasse 13"), ("WEG Am Markt 1 2", "WEG Am Markt 12"),
    ("Solarpark Emden II GmbH", "Solarpark Emden III GmbH"), ("Immo 24 GmbH", "Immo 42 GmbH"),
    ("A. Meier", "B. Meier"), ("Bauer A GmbH", "Bauer B GmbH"), ("Bauer A GmbH", "Bauer GmbH"),
    ("AS Logistik GmbH", "AB Logistik GmbH"), ("AS Logistik", "AB Logistik"),
    ("SE Maschinenbau GmbH", "HB Maschinenbau GmbH"), ("EK Elektro GmbH", "Elektro AG"),
    ("AS Transport", "ABS Transport GmbH"), ("Windpark Nord 12", "Windpark Nord I2"),
    ("Betriebsgesellschaft Windpark Nord 12 GmbH", "Betriebsgesellschaft Windpark Nord 1"),
  ])
  func `a sister company is another one`(customer: String, payer: String) throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].name = customer

    let outcome = try world.reconciling(.receipt("1000.00", from: payer))

    #expect(outcome.told == ["unidentified_payer 1000.00"])
  }

  @Test(arguments: [
    ("Windpark Nord 2 GmbH & Co. KG", "Windpak Nord 2"), ("A. Meier Bau", "A. Mejer Bau"),
    ("AB Volvo Trucks", "Volvo Trucks AB"), ("Oy Karl Fazer Ab", "Karl Fazer Oy Ab"),
    ("Karl Fazer Oy", "Oy Karl Fazer Ab"), ("SARL Dupont & Cie", "Dupont et Cie SARL"),
    ("Solarpark Emden II GmbH", "Solarpark Embden II GmbH"),
    ("AS Logistik GmbH", "AS Logistk GmbH"), ("BAM Bouw BV", "BAN Bouw BV"),
  ])
  func `a slip in a word of the name is the same company`(customer: String, payer: String) throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].name = customer

    let outcome = try world.reconciling(.receipt("1000.00", from: payer))

    #expect(outcome.lines == ["4711 payment 1000.00"])
  }

  @Test func `a name cut by the bank is still a name`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].name = "Norddeutsche Industrieanlagenbau Gesellschaft mbH"

    let outcome = try world.reconciling(
      .receipt("1000.00", from: "NORDDEUTSCHE INDUSTRIEANLAGENBA"))

    #expect(outcome.lines == ["4711 payment 1000.00"])
  }

  @Test func `a name that the bank cut behind a small word is still a name`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].name = "Norddeutscher Stahlbau und Montage GmbH"

    let outcome = try world.reconciling(
      .receipt("1000.00", from: "Norddeutscher Stahlbau und"))

    #expect(outcome.lines == ["4711 payment 1000.00"])
  }

  @Test(arguments: ["Norddeutsche Industrie GmbH", "Norddeutsche", "Norddeutsche Industrie"])
  func `a name that merely begins another is a company of its own`(name: String) throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.customers[0].name = "Norddeutsche Industrie Immobilien GmbH"

    let outcome = try world.reconciling(.receipt("1000.00", from: name))

    #expect(outcome.told == ["unidentified_payer 1000.00"])
  }

  @Test func `account and name that disagree are left to a person`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("1000.00", from: "Schulze AG", account: "DE11"))

    #expect(outcome.told == ["low_confidence 1000.00"])
    #expect(outcome.candidates == ["4711"])
  }

  @Test func `account and name disagree, but a document whose amount agrees decides`() throws {
    let world = try World(.item("RE-4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("1000.00", "RE-4711", from: "Schulze AG", account: "DE11"))

    #expect(outcome.lines == ["RE-4711 payment 1000.00"])
    #expect(outcome.applications.first?.payer == "C1")
  }

  @Test func `everything due up to a date is a natural set`() throws {
    let world = try World(
      .item("4711", "100.10", due: "2026-02-01"), .item("4712", "200.20", due: "2026-02-15"),
      .item("4713", "400.40", dated: "2026-02-20", due: "2026-03-20"))

    let outcome = try world.reconciling(.receipt("300.30", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 100.10", "4712 payment 200.20"])
  }

  @Test func `all discounts then due, or none`() throws {
    let world = try World(
      .item("4711", "100.00", due: "2026-02-01", discount: "2.00", until: "2026-03-10"),
      .item("4712", "200.00", due: "2026-02-15", discount: "4.00", until: "2026-03-10"))

    let outcome = try world.reconciling(.receipt("294.00", account: "DE11"))

    #expect(
      outcome.lines == [
        "4711 payment 98.00", "4711 discount 2.00", "4712 payment 196.00", "4712 discount 4.00",
      ])
  }

  @Test func `two natural sets of other items are ambiguous`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))

    let outcome = try world.reconciling(.receipt("100.00", account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 100.00"])
    #expect(outcome.candidates == ["4711", "4712"])
  }

  @Test func `exactly one arbitrary set is taken, proved by search`() throws {
    let world = try World(
      .item("4711", "101.00", dated: "2026-01-01", due: "2026-02-01"),
      .item("4712", "203.00", dated: "2026-01-02", due: "2026-02-02"),
      .item("4713", "407.00", dated: "2026-01-03", due: "2026-02-03"),
      .item("4714", "811.00", dated: "2026-01-04", due: "2026-02-04"))

    let outcome = try world.reconciling(.receipt("912.00", account: "DE11"))

    #expect(outcome.lines == ["4711 payment 101.00", "4714 payment 811.00"])
    #expect(outcome.applications.first?.rule == "subset search")
  }

  @Test func `two arbitrary sets are ambiguous`() throws {
    let world = try World(
      .item("4711", "100.00", dated: "2026-01-01", due: "2026-02-01"),
      .item("4712", "200.00", dated: "2026-01-02", due: "2026-02-02"),
      .item("4713", "300.00", dated: "2026-01-03", due: "2026-02-03"),
      .item("4714", "400.00", dated: "2026-01-04", due: "2026-02-04"))

    let outcome = try world.reconciling(.receipt("500.00", account: "DE11"))

    #expect(outcome.told == ["ambiguous_match 500.00"])
  }

  @Test func `the only item within tolerance is left to a person`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("999.50", account: "DE11"))

    #expect(outcome.told == ["low_confidence 999.50"])
    #expect(outcome.candidates == ["4711"])
  }

  @Test func `a known payer whom nothing fits has no match, a stranger is unidentified`() throws {
    let world = try World(.item("4711", "1000.00"))

    let known = try world.reconciling(.receipt("77.00", account: "DE11"))
    let stranger = try world.reconciling(.receipt("77.00", from: "Nobody Ltd"))

    #expect(known.told == ["no_match 77.00"])
    #expect(stranger.told == ["unidentified_payer 77.00"])
    #expect(stranger.exceptions.first?.customer == nil)
  }

  @Test func `the oldest first policy pays by due date and leaves no dispute`() throws {
    var world = try World(
      .item("4711", "100.00", due: "2026-02-01"), .item("4712", "200.00", due: "2026-02-15"))
    world.ledger.customers[0].unreferencedPolicy = .oldestFirst

    let part = try world.reconciling(.receipt("150.00", account: "DE11"))
    let over = try world.reconciling(.receipt("350.00", account: "DE11"))

    #expect(part.lines == ["4711 payment 100.00", "4712 payment 50.00"])
    #expect(part.told.isEmpty)
    #expect(over.lines.count == 3 && over.lines[2].hasSuffix("on_account 50.00"))
    #expect(over.told.isEmpty)
  }

  @Test func `the past due policy looks at the booking date`() throws {
    var world = try World(
      .item("4711", "100.00", due: "2026-02-01"), .item("4712", "200.00", due: "2026-03-09"),
      .item("4713", "50.00", due: "2026-03-10"))
    world.ledger.customers[0].unreferencedPolicy = .pastDue

    let outcome = try world.reconciling(.receipt("299.80", account: "DE11"))

    #expect(
      outcome.lines == [
        "4711 payment 100.00", "4712 payment 199.80", "4712 write_off 0.20",
      ])
  }
}
