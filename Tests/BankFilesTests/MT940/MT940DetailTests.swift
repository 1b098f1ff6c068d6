import BankFiles
import Money
import Receivables
import Testing

/// Field 86 in the layouts of German banks, and what they have in common with others.
struct MT940DetailTests {
  static func entry(
    _ detail: String, mark: String = "C", references: String = "NONREF"
  ) throws -> BankTransaction {
    let trial = FlatFileTrial(
      mt940: MT940Sample.statement(
        ":61:2603100310\(mark)12,00NTRF\(references)\n:86:\(detail)",
        account: "37040044/0532013000"))
    #expect(trial.errors == [])
    return try #require(trial.transactions.first)
  }

  @Test(arguments: ["?", "<", "~", "^", "@", ">"])
  func `the fourth character parts the sub-fields`(mark: String) throws {
    let fields = [
      "00GUTSCHRIFT", "20Rechnung 4711", "32Meier", "33Bau GmbH", "31DE02120300000000202051",
    ]
    let detail = "166" + fields.sorted().map { mark + $0 }.joined()

    let entry = try Self.entry(detail)

    #expect(entry.text == ["Rechnung 4711"])
    #expect(entry.payer.name == "Meier Bau GmbH")
    #expect(entry.payer.account == "DE02120300000000202051")
    #expect(entry.bankCode == "NTRF+166")
  }

  @Test func `a question mark in the text begins no sub-field`() throws {
    let entry = try Self.entry(
      "166?00GUTSCHRIFT?20Was ist offen?21 Und wann?99 EUR?22 RE 4711?32Meier Bau")

    #expect(entry.text.joined(separator: "|") == "Was ist offen|Und wann?99 EUR|RE 4711")
    #expect(entry.payer.name == "Meier Bau")
  }

  @Test func `codes that would descend are text`() throws {
    let entry = try Self.entry("166?00GUTSCHRIFT?20RE 4711?63 usw.?21RE 4712?32Meier?20er Jahre KG")

    #expect(entry.text == ["RE 4711?63 usw.", "RE 4712"])
    #expect(entry.payer.name == "Meier?20er Jahre KG")
  }

  @Test func `a full sub-field goes on in the next one, a shorter one ends a line`() throws {
    let entry = try Self.entry(
      "166?20SVWZ+Rechnungen 104711 und ?21104712 sowie Gutschrift 204?22711?23Danke?60Gruss")

    #expect(
      entry.text == ["Rechnungen 104711 und 104712 sowie Gutschrift 204711", "Danke", "Gruss"])
  }

  @Test func `keywords are found where the border of a sub-field cuts them`() throws {
    let entry = try Self.entry(
      "166?20EREF+E2E-4711-2026-0310-AB?21MREF+MANDAT-77?22CRED+DE98ZZZ09999999999"
        + "?23SVWZ+Rechnung 4711?24ABWA+Tochter GmbH?32Mutter AG")

    #expect(entry.endToEndID == "E2E-4711-2026-0310-AB")
    #expect(entry.references == ["MANDAT-77"])
    #expect(entry.text == ["Rechnung 4711"])
    #expect(entry.payer.name == "Tochter GmbH")
  }

  @Test func `a keyword may itself be cut`() throws {
    let entry = try Self.entry("166?20EREF+1234567890123456789SVW?21Z+Rechnung 4711?32Meier")

    #expect(entry.endToEndID == "1234567890123456789")
    #expect(entry.text == ["Rechnung 4711"])
  }

  @Test(arguments: [
    ("EREF: E2E-1?21SVWZ: RE 4711", "E2E-1", ["RE 4711"]),
    ("EREF+NOTPROVIDED?21SVWZ+RE 4711", nil, ["RE 4711"]),
    ("RE 4711?21EREF+E2E-1", "E2E-1", ["RE 4711"]),
    ("RE 4711 WG. PREREF: 5", nil, ["RE 4711 WG. PREREF: 5"]),
    ("Bitte IBAN+BIC angeben", nil, ["Bitte IBAN+BIC angeben"]),
    ("RE 4711", nil, ["RE 4711"]),
  ])
  func `a purpose has keywords or has none`(
    purpose: String, endToEnd: String?, text: [String]
  ) throws {
    let entry = try Self.entry("166?00GUTSCHRIFT?20\(purpose)")

    #expect(entry.endToEndID == endToEnd)
    #expect(entry.text == text)
  }

  @Test func `a returned collection states its amount, charges and reason`() throws {
    let entry = try Self.entry(
      "109?00RETOURE?20EREF+RE-4711?21OAMT+10,00 COAM+2,00?22SVWZ+AC04 KONTO AUFGELOEST?32Meier"
        + "?34902", mark: "D")

    #expect(entry.classification == .return)
    #expect(entry.instructed?.description == "10.00 EUR")
    #expect(entry.charges?.description == "2.00 EUR")
    #expect(entry.returnReason == "902")
    #expect(entry.payer.name == "Meier")
    #expect(entry.endToEndID == "RE-4711")
  }

  @Test func `a return key of an ordinary entry is no reason`() throws {
    #expect(try Self.entry("166?20X?34339").returnReason == nil)
  }

  @Test func `who receives our money is no payer`() throws {
    #expect(try Self.entry("116?20X?32Lieferant GmbH?31DE1", mark: "D").payer == Party())
  }

  @Test func `IBAN+ names the account where no sub-field does`() throws {
    let entry = try Self.entry(
      "166?20SVWZ+RE 4711?21IBAN+DE02120300000000202051?22BIC+BYLADEM1001?32Meier")

    #expect(entry.payer.account == "DE02120300000000202051")
    #expect(entry.text == ["RE 4711"])
  }

  @Test func `lines cut at 65 letters are whole again, shorter ones are lines`() throws {
    let first = "RECHNUNGEN 104711, 104712, 104713, 104714, 104715, 104716 UND 1047"
    let entry = try Self.entry("\(first.prefix(65))\n\(first.dropFirst(65))17\nMIT DANK")

    #expect(entry.text == [first + "17", "MIT DANK"])
  }

  @Test func `a blank at the cut stays, and padding is none`() throws {
    let words = "RECHNUNG 104711 VOM 10.02.2026 ABZUEGLICH SKONTO ZWEI PROZENT SO "
    let padded = "MEIER BAU GMBH".padding(65)

    #expect(words.utf8.count == 65)
    #expect(try Self.entry("\(words)WIE VEREINBART").text == [words + "WIE VEREINBART"])
    #expect(try Self.entry("\(padded)\nRE 4711").text == ["MEIER BAU GMBH", "RE 4711"])
  }

  @Test func `a code of a sub-field may be cut by the line's end`() throws {
    let head = "166?00GUTSCHRIFT UEBERWEISUNG?109251?20SVWZ+Rechnung 1047111 vom?"
    #expect(head.utf8.count == 65)

    let entry = try Self.entry("\(head)\n21 10.02.2026?32Meier Bau")

    #expect(entry.text == ["Rechnung 1047111 vom", "10.02.2026"])
    #expect(entry.payer.name == "Meier Bau")
  }

  @Test func `several details of one entry are all its own`() throws {
    let entry = try Self.entry("166?20RE 4711?32Meier\n:86:RE 4712")

    #expect(entry.text == ["RE 4711", "RE 4712"])
    #expect(entry.payer.name == "Meier")
  }

  @Test func `text letters are counted, not bytes`() throws {
    let entry = try Self.entry("166?20SVWZ+Löschgerät für Büro ä?21 4711?32Müller Söhne")

    #expect(entry.text == ["Löschgerät für Büro ä", "4711"])
    #expect(entry.payer.name == "Müller Söhne")
    #expect(
      try Self.entry("166?20SVWZ+Löschgerät für Büro 10?214711").text == [
        "Löschgerät für Büro 104711"
      ])
  }
}

extension String {
  /// Blanks up to a width.
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
