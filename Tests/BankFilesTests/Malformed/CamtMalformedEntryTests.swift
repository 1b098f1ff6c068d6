import Testing

/// camt entries with something wrong in them.
@Suite struct CamtMalformedEntryTests {
  private typealias Base = CamtBase

  /// The first entry cannot be used, whatever else is told.
  private static func lost(
    _ name: String, _ code: String, _ edit: (EditedFile) -> EditedFile
  ) -> MalformedFile {
    Base.file(
      name, edit, "error \(code) 10", "balance not_checkable", money: Base.moneyOfOthers)
  }

  private static func amount(_ name: String, _ text: String) -> MalformedFile {
    lost(name, "badAmount") { $0.replacing("250.00", with: text, on: 11) }
  }

  static let amounts: [MalformedFile] = [
    lost("no amount", "badAmount") { $0.removing(line: 11) },
    amount("an empty amount", ""),
    amount("a blank amount", "  "),
    amount("a negative amount", "-250.00"),
    amount("an exponent", "2.5e2"),
    amount("a comma", "250,00"),
    amount("a thousands' comma", "1,250.00"),
    amount("a thousands' blank", "1 250.00"),
    amount("two points", "250..00"),
    amount("a point alone", "."),
    amount("a sign alone", "+"),
    amount("not a number", "NaN"),
    amount("infinity", "INF"),
    amount("a currency sign", "€250.00"),
    amount("Arabic digits", "٢٥٠.٠٠"),
    amount("a full-width digit", "２50.00"),
    amount("the letter O for a nought", "25O.00"),
    amount("a minus sign of typography", "−250.00"),
    amount("a no-break space", "250\u{A0}00"),
    amount("hexadecimal", "0xFA"),
    amount("thirty digits", "250000000000000000000000000000.00"),
    amount("one more than can be counted", "92233720368547758.08"),
    amount("a fraction of a cent", "250.005"),
    Base.file(
      "an element inside", { $0.replacing("250.00", with: "25<x/>0.00", on: 11) },
      "error badAmount 10", "note unusual 11", "balance not_checkable", money: Base.moneyOfOthers),
    Base.file(
      "more decimals than the schema allows, all of them noughts",
      { $0.replacing("250.00", with: "250.0000000000000", on: 11) }, "note unusual 11"),
    Base.file("blanks around", { $0.replacing("250.00", with: "\n 250.00\t", on: 11) }),
    Base.file("a plus sign", { $0.replacing("250.00", with: "+250.00", on: 11) }),
    Base.file("leading noughts", { $0.replacing("250.00", with: "00000000250.00", on: 11) }),
    Base.file("no decimals", { $0.replacing("250.00", with: "250", on: 11) }),
    Base.file("a comment inside", { $0.replacing("250.00", with: "25<!-- x -->0.00", on: 11) }),
    Base.file("a digit by its number", { $0.replacing("250.00", with: "&#50;50.00", on: 11) }),
    Base.file(
      "nothing, minus", { $0.replacing("250.00", with: "-0", on: 11) },
      "warning balanceMismatch 4", "balance off", money: "+150.00 -87.50 EUR in 4"),
  ]

  static let currencies: [MalformedFile] = [
    Base.file("no currency", { $0.removing(" Ccy=\"EUR\"", on: 11) }, "note badCurrency 11"),
    Base.file(
      "no currency anywhere",
      { $0.removing(" Ccy=\"EUR\"", on: 11).removing("<Ccy>EUR</Ccy>", on: 5) },
      "error badCurrency 10", "balance not_checkable", money: Base.moneyOfOthers),
    lost("an empty currency", "badCurrency") { $0.replacing("\"EUR\"", with: "\"\"", on: 11) },
    lost("small letters", "badCurrency") { $0.replacing("EUR", with: "eur", on: 11) },
    lost("a letter too many", "badCurrency") { $0.replacing("EUR", with: "EURO", on: 11) },
    lost("no currency at all (XXX)", "badCurrency") { $0.replacing("EUR", with: "XXX", on: 11) },
    lost("a code that is not listed", "badCurrency") { $0.replacing("EUR", with: "QQQ", on: 11) },
    lost("a symbol", "badCurrency") { $0.replacing("EUR", with: "€", on: 11) },
    Base.file(
      "another currency than the account's", { $0.replacing("EUR", with: "USD", on: 11) },
      "warning badCurrency 11", "balance not_checkable",
      money: "+150.00 -87.50 EUR, +250.00 -0.00 USD in 4"),
    Base.file(
      "a second currency under a foreign prefix",
      { $0.replacing("Ccy=\"EUR\"", with: "Ccy=\"EUR\" x:Ccy=\"USD\" xmlns:x=\"urn:x\"", on: 11) }
    ),
    Base.file(
      "decimals that the currency does not have",
      { $0.replacing("EUR", with: "JPY", on: 11).replacing("250.00", with: "250.50", on: 11) },
      "error badAmount 10", "balance not_checkable", money: Base.moneyOfOthers),
  ]

  static let directionsAndStatuses: [MalformedFile] = [
    lost("no direction", "badDirection") { $0.removing(line: 12) },
    lost("an empty direction", "badDirection") { $0.removing("CRDT", on: 12) },
    lost("a direction that is none", "badDirection") {
      $0.replacing("CRDT", with: "FOOBAR", on: 12)
    },
    lost("a direction in small letters", "badDirection") {
      $0.replacing("CRDT", with: "crdt", on: 12)
    },
    lost("a direction as in MT940", "badDirection") { $0.replacing("CRDT", with: "C", on: 12) },
    Base.file("blanks around the direction", { $0.replacing("CRDT", with: " CRDT\n", on: 12) }),
    Base.file("no status", { $0.removing(line: 13) }, "note unusual 10"),
    Base.file("an empty status", { $0.replacing(line: 13, with: "<Sts/>") }, "note unusual 10"),
    Base.file("the status as text", { $0.replacing(line: 13, with: "<Sts>BOOK</Sts>") }),
    Base.file(
      "the status as text and as a code",
      { $0.replacing("<Sts>", with: "<Sts>PDNG", on: 13) }, "note unusual 13"),
    Base.file(
      "a status that is unknown", { $0.replacing("BOOK", with: "BOKD", on: 13) },
      "warning unknownStatus 10", "warning balanceMismatch 4", "balance off",
      money: "+150.00 -87.50 EUR in 4"),
    Base.file(
      "a status of the bank's own",
      { $0.replacing(line: 13, with: "<Sts><Prtry>BOOK</Prtry></Sts>") },
      "warning unknownStatus 10", "warning balanceMismatch 4", "balance off",
      money: "+150.00 -87.50 EUR in 4"),
    Base.file(
      "a reversal that is neither true nor false",
      { $0.inserting("<RvslInd>yes</RvslInd>", before: 13) }, "note unusual 13"),
    Base.file("a reversal in digits", { $0.inserting("<RvslInd>0</RvslInd>", before: 13) }),
  ]

  private static func date(
    _ name: String, _ text: String, _ told: String...
  ) -> MalformedFile {
    MalformedFile(
      name, Base.statement.replacing("2026-03-10", with: text, on: 14).bytes, told, Base.money)
  }

  static let dates: [MalformedFile] = [
    Base.file(
      "no booking date", { $0.removing(line: 14) }, "note missingField 10"),
    Base.file("no value date", { $0.removing(line: 15) }),
    lost("neither", "badDate") { $0.removing(lines: 14...15) },
    Base.file(
      "neither on a debit", { $0.replacing(line: 27, with: "</Ntry>") }, "error badDate 26",
      "balance not_checkable", money: "+400.00 -0.00 EUR in 3"),
    date("a date-time", "2026-03-10T11:17:11"),
    date("a date-time with a stray colon", "2026-03-10T11:17:11:735"),
    date("a time zone", "2026-03-10+02:00"),
    date("a template", "JJJJ-MM-TT", "warning badDate 14"),
    date("a day that does not exist", "2026-02-30", "warning badDate 14"),
    date("the first of years", "0001-01-01", "warning badDate 14"),
    date("no dashes", "20260310", "warning badDate 14"),
    date("days first", "10.03.2026", "warning badDate 14"),
    date("an empty date", "", "warning badDate 14"),
    date("more behind it", "2026-03-100", "warning badDate 14"),
    MalformedFile(
      "neither date is one",
      Base.statement.replacing("2026-03-10", with: "x", on: 14)
        .replacing("2026-03-10", with: "y", on: 15).bytes,
      ["warning badDate 14", "warning badDate 15", "error badDate 10", "balance not_checkable"],
      Base.moneyOfOthers),
  ]

  static let repeated: [MalformedFile] = [
    Base.file(
      "a second amount", { $0.inserting("<Amt Ccy=\"EUR\">9.00</Amt>", before: 12) },
      "warning duplicateElement 12"),
    Base.file(
      "a second direction", { $0.inserting("<CdtDbtInd>DBIT</CdtDbtInd>", before: 13) },
      "warning duplicateElement 13"),
    Base.file(
      "a second status", { $0.inserting("<Sts><Cd>PDNG</Cd></Sts>", before: 14) },
      "warning duplicateElement 14"),
    Base.file(
      "a second booking date",
      { $0.inserting("<BookgDt><Dt>2026-04-10</Dt></BookgDt>", before: 15) },
      "warning duplicateElement 15"),
    Base.file(
      "a second value date", { $0.inserting("<ValDt><Dt>2026-04-10</Dt></ValDt>", before: 16) },
      "warning duplicateElement 16"),
    Base.file(
      "the same entry again, where balances tell", { $0.doubling(lines: 10...19) },
      "warning balanceMismatch 4", "balance off", money: "+650.00 -87.50 EUR in 5"),
    Base.file(
      // Two customers may pay alike; the run knows which references a bank gives once.
      "the same entry again, where nothing tells",
      { $0.doubling(lines: 10...19).removing(lines: 6...9) },
      "balance not_checkable", money: "+650.00 -87.50 EUR in 5"),
    Base.file(
      "an entry inside an entry",
      { $0.replacing(line: 16, with: "<Ntry><Amt Ccy=\"EUR\">9.00</Amt></Ntry>") }),
    Base.file(
      "an entry left out", { $0.removing(lines: 10...19) }, "warning balanceMismatch 4",
      "balance off", money: Base.moneyOfOthers),
  ]

  @Test(arguments: amounts) func `an amount is exact, or there is none`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: currencies) func `a currency is one, or there is none`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: directionsAndStatuses)
  func `direction and status are never guessed`(file: MalformedFile) { file.verify(as: .camt) }

  @Test(arguments: dates) func `a date is a day, or there is none`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: repeated) func `what stands once counts once`(file: MalformedFile) {
    file.verify(as: .camt)
  }
}
