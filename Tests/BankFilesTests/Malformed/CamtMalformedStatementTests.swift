import Testing

/// camt statements whose heads, balances, summaries or pages are wrong.
@Suite struct CamtMalformedStatementTests {
  private typealias Base = CamtBase

  static let heads: [MalformedFile] = [
    Base.file("the good statement", { $0 }),
    Base.file("no Id", { $0.removing("<Id>S-48</Id>", on: 4) }, "note missingField 4"),
    Base.file(
      "no account at all", { $0.removing(line: 5) }, "warning missingField 4", money: Base.money),
    Base.file(
      "an account without a number",
      { $0.removing("<Id><IBAN>DE89370400440532013000</IBAN></Id>", on: 5) },
      "warning missingField 4"),
    Base.file(
      "an account with an empty number", { $0.removing("DE89370400440532013000", on: 5) },
      "warning missingField 4"),
    Base.file(
      "an account with an IBAN and another number",
      { $0.replacing("</IBAN>", with: "</IBAN><Othr><Id>532013000</Id></Othr>", on: 5) },
      "note unusual 5"),
    Base.file(
      "an IBAN with a wrong check digit", { $0.replacing("DE89", with: "DE88", on: 5) },
      "warning unusual 5"),
    Base.file(
      "an IBAN with a digit too few", { $0.replacing("13000<", with: "1300<", on: 5) },
      "warning unusual 5"),
    Base.file(
      "a masked IBAN", { $0.replacing("DE8937040044", with: "DE89XXXXXXXX", on: 5) },
      "warning unusual 5"),
    Base.file("an IBAN in groups", { $0.replacing("DE8937", with: "DE89 37", on: 5) }),
    Base.file(
      "two accounts",
      { $0.inserting("<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>", before: 6) },
      "warning duplicateElement 6"),
    Base.file(
      "the account behind the entries",
      { file in
        file.removing(line: 5).inserting(
          "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>", before: 27)
      }, "warning badRecord 27"),
    Base.file(
      "a currency of the account that is none", { $0.replacing(">EUR<", with: ">XXX<", on: 5) }),
    Base.file(
      "a copy", { $0.inserting("<CpyDplctInd>DUPL</CpyDplctInd>", before: 5) }, "note unusual 5"),
    Base.file(
      "the same statement again", { $0.doubling(lines: 4...28) }, "warning duplicateElement 29",
      money: "+800.00 -175.00 EUR in 8"),
    Base.file(
      "a statement without entries that says so",
      {
        $0.removing(lines: 10...27).replacing("1312.50", with: "1000.00", on: 9)
      }, money: "nothing in 0"),
  ]

  static let balances: [MalformedFile] = [
    Base.file("no balance", { $0.removing(lines: 6...9) }, "balance not_checkable"),
    Base.file("no opening balance", { $0.removing(lines: 6...7) }, "balance not_checkable"),
    Base.file("no closing balance", { $0.removing(lines: 8...9) }, "balance not_checkable"),
    Base.file(
      "two opening balances that differ",
      { $0.doubling(lines: 6...7).replacing("1000.00", with: "1001.00", on: 9) },
      "balance not_checkable"),
    Base.file("two opening balances that agree", { $0.doubling(lines: 6...7) }),
    Base.file(
      "a balance without direction", { $0.removing("<CdtDbtInd>CRDT</CdtDbtInd>", on: 7) },
      "note unusual 4"),
    Base.file(
      "a balance with a direction that is none", { $0.replacing("CRDT", with: "CREDIT", on: 7) },
      "warning badDirection 7", "balance not_checkable"),
    Base.file(
      "a balance without a date", { $0.removing("<Dt><Dt>2026-03-10</Dt></Dt>", on: 7) },
      "note missingField 7"),
    Base.file(
      "a balance without a currency", { $0.removing(" Ccy=\"EUR\"", on: 7) }, "note badCurrency 7"),
    Base.file(
      "a balance in another currency", { $0.replacing("EUR", with: "CHF", on: 7) },
      "balance not_checkable"),
    Base.file(
      "balances in another currency than the entries",
      { $0.replacing("EUR", with: "CHF", on: 7).replacing("EUR", with: "CHF", on: 9) },
      "balance not_checkable"),
    Base.file(
      "a balance that is no number", { $0.replacing("1000.00", with: "1'000.00", on: 7) },
      "warning badAmount 7", "balance not_checkable"),
    Base.file(
      "a balance without an amount", { $0.removing("<Amt Ccy=\"EUR\">1000.00</Amt>", on: 7) },
      "balance not_checkable"),
    Base.file(
      "a balance that was turned", { $0.replacing("CRDT", with: "DBIT", on: 7) },
      "warning balanceMismatch 4", "balance off"),
    Base.file(
      "a closing balance that is off", { $0.replacing("1312.50", with: "1312.51", on: 9) },
      "warning balanceMismatch 4", "balance off"),
    Base.file(
      "a balance of a kind of the bank's own",
      {
        $0.inserting(
          "<Bal><Tp><CdOrPrtry><Prtry>X</Prtry></CdOrPrtry></Tp><Amt Ccy=\"EUR\">7.00</Amt>"
            + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-10</Dt></Dt></Bal>", before: 6)
      }),
    Base.file(
      "balances beyond what can be counted",
      {
        $0.replacing("1000.00", with: "92233720368547758.07", on: 7)
      }, "balance not_checkable"),
  ]

  private static func summary(_ text: String) -> (EditedFile) -> EditedFile {
    { $0.inserting("<TxsSummry>\(text)</TxsSummry>", before: 10) }
  }

  static let summaries: [MalformedFile] = [
    Base.file(
      "a summary that agrees",
      summary(
        "<TtlNtries><NbOfNtries>3</NbOfNtries><Sum>487.5</Sum></TtlNtries>"
          + "<TtlCdtNtries><NbOfNtries>2</NbOfNtries><Sum>400</Sum></TtlCdtNtries>"
          + "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>87.50</Sum></TtlDbtNtries>")),
    Base.file(
      "another number of credits",
      summary("<TtlCdtNtries><NbOfNtries>3</NbOfNtries></TtlCdtNtries>"),
      "warning countMismatch 4", "credit_entries_count off"),
    Base.file(
      "another sum of debits", summary("<TtlDbtNtries><Sum>87.51</Sum></TtlDbtNtries>"),
      "warning controlTotalMismatch 4", "debit_entries_sum off"),
    Base.file(
      "a negative sum", summary("<TtlNtries><Sum>-487.50</Sum></TtlNtries>"),
      "warning controlTotalMismatch 4", "total_entries_sum off"),
    Base.file(
      "a sum that is no number", summary("<TtlNtries><Sum>487,50</Sum></TtlNtries>"),
      "total_entries_sum not_checkable"),
    Base.file(
      "a number that is none", summary("<TtlNtries><NbOfNtries>3.5</NbOfNtries></TtlNtries>"),
      "total_entries_count not_checkable"),
    Base.file(
      "a sum of 17 decimals", summary("<TtlNtries><Sum>487.50000000000000000</Sum></TtlNtries>")),
  ]

  private static func page(_ number: String, _ last: String) -> (EditedFile) -> EditedFile {
    {
      $0.inserting(
        "<StmtPgntn><PgNb>\(number)</PgNb><LastPgInd>\(last)</LastPgInd></StmtPgntn>", before: 5)
    }
  }

  /// The statement twice, the second one with other numbers and balances.
  private static func two(
    sequence: String, opening: String, closing: String
  ) -> (EditedFile) -> EditedFile {
    {
      $0.doubling(lines: 4...28).replacing("S-48", with: "S-\(sequence)", on: 29)
        .replacing(">48<", with: ">\(sequence)<", on: 29)
        .replacing("1000.00", with: opening, on: 32).replacing("1312.50", with: closing, on: 34)
    }
  }

  static let pagesAndChains: [MalformedFile] = [
    Base.file("the only page", page("1", "true")),
    Base.file("the only page, in digits", page("1", "1")),
    Base.file("the first page of several", page("1", "false"), "note unusual 4"),
    Base.file("the second page, the first being elsewhere", page("2", "true"), "note unusual 4"),
    Base.file("a last page that is neither true nor false", page("1", "TRUE"), "note unusual 4"),
    Base.file(
      "the next statement", two(sequence: "49", opening: "1312.50", closing: "1625.00"),
      money: "+800.00 -175.00 EUR in 8"),
    Base.file(
      "a gap in the sequence", two(sequence: "50", opening: "1312.50", closing: "1625.00"),
      "warning missingRecord 29", money: "+800.00 -175.00 EUR in 8"),
    Base.file(
      "an older statement behind it", two(sequence: "47", opening: "7.00", closing: "319.50"),
      money: "+800.00 -175.00 EUR in 8"),
    Base.file(
      "a new year's first statement", two(sequence: "1", opening: "1312.50", closing: "1625.00"),
      money: "+800.00 -175.00 EUR in 8"),
    Base.file(
      "a page that is missing",
      {
        two(sequence: "48", opening: "1312.50", closing: "1625.00")($0)
          .inserting("<StmtPgntn><PgNb>3</PgNb><LastPgInd>1</LastPgInd></StmtPgntn>", before: 30)
          .inserting("<StmtPgntn><PgNb>1</PgNb><LastPgInd>0</LastPgInd></StmtPgntn>", before: 5)
      }, "note unusual 4", "note unusual 30", "warning missingRecord 30",
      money: "+800.00 -175.00 EUR in 8"),
    Base.file(
      "an opening that is not the closing before it",
      two(sequence: "49", opening: "1313.00", closing: "1625.50"), "warning balanceMismatch 29",
      money: "+800.00 -175.00 EUR in 8"),
  ]

  @Test(arguments: heads) func `a statement's head is read as it is`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: balances)
  func `balances that cannot be held against the entries keep the entries`(file: MalformedFile) {
    file.verify(as: .camt)
  }

  @Test(arguments: summaries) func `the bank's summary is held against the entries`(
    file: MalformedFile
  ) {
    file.verify(as: .camt)
  }

  @Test(arguments: pagesAndChains)
  func `pages and successions that have gaps are told`(file: MalformedFile) {
    file.verify(as: .camt)
  }
}
